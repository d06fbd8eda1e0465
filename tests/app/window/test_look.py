"""The window's look: theme, language, projector, and where the views are."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from nnviz.app.application import Application
from nnviz.app.docks.gallery import Gallery
from nnviz.app.docks.panel_column import MOST_WIDTH
from nnviz.app.docks.tab_corner import TabCorner
from nnviz.app.docks.view_dock import NUMBERED, ViewDock
from nnviz.app.window.content import Content
from nnviz.app.window.main_window import MainWindow
from nnviz.experiment import MAX_HIDDEN_LAYERS
from nnviz.language import current_language
from nnviz.session import Session
from nnviz.views import VIEWS
from nnviz.views.network.layer_headers import HiddenHeader
from tests.app.driving import action, choose_look, next_frame, press, press_for_look


def dock_of(window: MainWindow, key: str) -> ViewDock:
    return next(dock for dock in window.content.workspace.view_docks if dock.key == key)


@pytest.mark.parametrize("text", ["Light", "Dark"])
def test_the_theme_can_be_chosen(qtbot: QtBot, window: MainWindow, text: str) -> None:
    choose_look(qtbot, window, text)
    assert window.content.workspace.view_docks[0].view.theme.shade == text.lower()


def test_the_language_changes_while_training_goes_on(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.train()
    choose_look(qtbot, window, "한국어")
    assert current_language() == "ko"
    assert session.training
    choose_look(qtbot, window, "English")
    assert current_language() == "en"


def test_switches_and_docks_outlive_another_look(qtbot: QtBot, window: MainWindow) -> None:
    closed = dock_of(window, "output")
    closed.close()
    before = closed.view.options()
    name = next(iter(before))
    closed.view.set_options({name: not before[name]})
    choose_look(qtbot, window, "Dark")
    dock = dock_of(window, "output")
    assert dock.isHidden()
    assert dock.options()[name] is not before[name]


def test_a_banner_outlives_another_look(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.refused.emit("No.")
    choose_look(qtbot, window, "Dark")
    assert window.content.banner.text == "No."


def test_a_sentence_that_was_said_in_another_language_goes_with_it(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.set_experiment(replace(session.experiment, learning_rate=-1.0))
    assert "Learning rate" in window.content.banner.text
    choose_look(qtbot, window, "한국어")
    assert window.content.banner.text == ""


def test_the_projector_is_bigger_and_escape_leaves_it(qtbot: QtBot, window: MainWindow) -> None:
    press_for_look(qtbot, window, "F5")
    assert window.look.projector
    assert window.content.workspace.view_docks[0].view.theme.factor > 1
    press_for_look(qtbot, window, "Escape")
    assert not window.look.projector
    assert window.content.workspace.view_docks[0].view.theme.factor == 1


def test_the_projector_shows_one_view_and_no_settings(qtbot: QtBot, window: MainWindow) -> None:
    press_for_look(qtbot, window, "F5")
    places = window.content.workspace.shown().places
    assert [tabs.front for tabs in places] == ["network"]
    assert window.menuBar().isHidden()
    assert window.content.status.isHidden()
    action(window, "Settings").trigger()
    assert window.content.workspace.docks[0].isVisible()


def test_numbers_bring_the_views_to_the_front(qtbot: QtBot, window: MainWindow) -> None:
    press_for_look(qtbot, window, "F5")
    for number, key in enumerate(list(VIEWS)[:NUMBERED], 1):
        press(window, str(number))
        qtbot.waitUntil(lambda key=key: dock_of(window, key).seen)
        assert dock_of(window, key).windowTitle().startswith(str(number))


def test_two_views_stand_side_by_side(qtbot: QtBot, window: MainWindow) -> None:
    press_for_look(qtbot, window, "F5")
    press(window, "2")
    press(window, "0")
    qtbot.waitUntil(lambda: len(window.content.workspace.shown().places) == 2)
    assert window.content.workspace.shown().places[0].keys == ("output",)
    press(window, "0")
    qtbot.waitUntil(lambda: len(window.content.workspace.shown().places) == 1)
    assert window.content.workspace.shown().places[0].front == "output"


def test_the_projector_s_type_can_be_chosen_and_is_kept(
    qtbot: QtBot, window: MainWindow, running: Application
) -> None:
    press_for_look(qtbot, window, "F5")
    before = window.content.theme.factor
    choose_look(qtbot, window, "Large")
    assert window.content.theme.factor > before
    assert running.settings.type_size == "L"
    press_for_look(qtbot, window, "F5")
    action(window, "Small").trigger()  # builds nothing anew
    assert window.content.theme.factor == 1
    assert running.settings.type_size == "S"


def test_menus_open_from_a_button_in_the_projector(qtbot: QtBot, window: MainWindow) -> None:
    button = window.content.run_bar.menus
    assert button.isHidden()
    press_for_look(qtbot, window, "F5")
    button = window.content.run_bar.menus
    assert button.isVisible()
    assert button.menu().actions() == window.menuBar().actions()


def shown(window: MainWindow) -> list[tuple[str, QSize]]:
    docks = window.content.workspace.docks
    return [(dock.objectName(), dock.size()) for dock in docks if not dock.isHidden()]


def test_the_projector_leaves_the_arrangement_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    workspace, size = window.content.workspace, window.size()
    next(dock for dock in workspace.view_docks if dock.row.place == "bottom").close()
    workspace.resizeDocks([workspace.view_docks[0]], [700], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    before = shown(window)
    press_for_look(qtbot, window, "F5")
    QApplication.processEvents()
    press_for_look(qtbot, window, "F5")
    window.resize(size)
    qtbot.waitUntil(lambda: shown(window) == before)


def test_the_projector_leaves_a_full_screen_full(qtbot: QtBot, window: MainWindow) -> None:
    press(window, "F11")
    press_for_look(qtbot, window, "F5")
    press(window, "Escape")
    assert window.isFullScreen()


def test_the_settings_stay_narrow_in_a_window_that_was_small(
    qtbot: QtBot, start: Callable[[int, int], Application]
) -> None:
    window = start(1600, 900).window
    window.resize(window.minimumSizeHint())
    QApplication.processEvents()
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: window.width() == 1600)
    QApplication.processEvents()
    assert window.content.workspace.docks[0].width() <= MOST_WIDTH


def test_full_screen_can_be_left_with_escape(window: MainWindow) -> None:
    press(window, "F11")
    assert window.isFullScreen()
    press(window, "Escape")
    assert not window.isFullScreen()


def test_the_default_arrangement_brings_every_view_back(qtbot: QtBot, window: MainWindow) -> None:
    for dock in window.content.workspace.view_docks:
        dock.close()
    action(window, "Default arrangement").trigger()
    docks = [dock for dock in window.content.workspace.view_docks if dock.row.shown]
    qtbot.waitUntil(lambda: all(dock.seen for dock in docks))


def test_a_key_offers_all_views_and_one_that_was_hidden_is_back_with_a_click(
    window: MainWindow,
) -> None:
    hidden = dock_of(window, "activations")
    hidden.close()
    press(window, "V")
    gallery = window.findChildren(Gallery)[-1]
    assert gallery.isVisible()
    next(card for card in gallery.cards if card.row.key == hidden.key).click()
    assert not hidden.isHidden()
    assert not gallery.isVisible()


def test_a_small_window_tabs_the_views_at_the_bottom(
    start: Callable[[int, int], Application],
) -> None:
    window = start(1024, 700).window
    workspace = window.content.workspace
    assert [dock for dock in workspace.view_docks if workspace.tabifiedDockWidgets(dock)]
    assert (window.width(), window.height()) == (1024, 700)


def test_tabs_carry_the_menu_of_the_view_in_front(
    qtbot: QtBot, start: Callable[[int, int], Application]
) -> None:
    workspace = start(1024, 768).window.content.workspace
    corner = next(corner for corner in workspace.findChildren(TabCorner) if corner.isVisible())
    front = next(
        dock for dock in workspace.view_docks if dock.seen and workspace.tabifiedDockWidgets(dock)
    )
    assert front.titleBarWidget().height() <= 1
    corner.buttons.dots.click()
    qtbot.waitUntil(front.menu.isVisible)
    front.menu.close()


def test_decimals_reach_the_numbers(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    choose_look(qtbot, window, "6")
    shot = next_frame(qtbot, session)
    assert window.content.run_bar.readings.test_loss.text == f"{shot.metrics.test_loss:.6f}"


def test_reduced_motion_reaches_the_views(qtbot: QtBot, window: MainWindow) -> None:
    choose_look(qtbot, window, "Reduced motion")
    assert window.content.workspace.view_docks[0].view.theme.reduced_motion
    assert action(window, "Reduced motion").isChecked()


def wait_for_headers(qtbot: QtBot, window: MainWindow) -> None:
    """Wait for the headers of hidden layers, made one after the other before they are wanted."""
    qtbot.waitUntil(lambda: len(window.content.findChildren(HiddenHeader)) == MAX_HIDDEN_LAYERS)


def test_all_type_has_the_size_of_the_look(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    def sizes() -> dict[str, list[int]]:
        wait_for_headers(qtbot, window)
        kinds = (QLabel, QCheckBox, QComboBox, QPushButton)
        return {
            kind.__name__: sorted(
                part.font().pixelSize() for part in window.content.findChildren(kind)
            )
            for kind in kinds
        }

    next_frame(qtbot, session)  # by which the views are drawn
    before = sizes()
    press_for_look(qtbot, window, "F5")
    grown = sizes()
    assert all(grown[kind][0] > before[kind][0] for kind in before)
    press_for_look(qtbot, window, "F5")
    assert sizes() == before


def test_another_look_leaves_nothing_of_the_one_before(qtbot: QtBot, window: MainWindow) -> None:
    def count() -> int:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        # Qt makes the handles between docks when it comes to it.
        handle = "qt_qmainwindow_extended_splitter"
        return sum(one.objectName() != handle for one in window.findChildren(QObject))

    def changed_to(text: str) -> int:
        choose_look(qtbot, window, text)
        qtbot.waitUntil(lambda: window.findChildren(Content) == [window.content])
        wait_for_headers(qtbot, window)
        return count()

    before = changed_to("Dark")
    changed_to("Light")
    assert changed_to("Dark") == before
