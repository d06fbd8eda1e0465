"""The projector on every size of screen: type, what is in sight, neurons and numbers."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnviz.app.application import Application
from nnviz.app.projector_size import projector_factor
from nnviz.app.window.main_window import MainWindow
from nnviz.experiment import Experiment, LayerChoice
from nnviz.views.network.layout import Layout
from nnviz.views.network.view import NetworkView
from tests.app.driving import next_frame, press, press_for_look

SCREENS = [(1024, 768), (1366, 768), (1920, 1080), (3840, 2160)]
LEAST_HEIGHT = 0.012  # of the screen's, of an x and of an index
BIG = replace(Experiment(), hidden_layers=(LayerChoice(16),) * 8)

Open = Callable[..., MainWindow]
each_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen[0]}")


@pytest.fixture
def open_projector(
    qtbot: QtBot, start: Callable[[int, int], Application], monkeypatch: pytest.MonkeyPatch
) -> Open:
    """Opens the projector as on a screen of this size, which Qt has none of here."""

    def open_one(
        screen: tuple[int, int],
        size: str = "M",
        language: str = "en",
        experiment: Experiment | None = None,
    ) -> MainWindow:
        made = start(*screen)
        made.settings.language, made.settings.type_size = language, size
        factor = projector_factor(QSize(*screen), size)
        monkeypatch.setattr(Application, "_projector_factor", lambda _self: factor)
        if experiment is not None:
            made.session.set_experiment(experiment)
        next_frame(qtbot, made.session)
        press_for_look(qtbot, made.window, "F5")
        fill(qtbot, made.window, screen)
        next_frame(qtbot, made.session)
        return made.window

    return open_one


def fill(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.size().toTuple() == size)
    QApplication.processEvents()


def diagram(window: MainWindow) -> Layout:
    view = window.content.workspace.view_docks[0].view
    assert isinstance(view, NetworkView)
    assert view.canvas.layout_ is not None
    return view.canvas.layout_


def written(window: MainWindow) -> Iterator[QWidget]:
    """Yield all in sight on which something is written."""
    kinds = (QLabel, QAbstractButton, QComboBox, QLineEdit, QTabBar)
    for part in window.content.findChildren(QWidget):
        text = part.text() if isinstance(part, QLabel | QAbstractButton | QLineEdit) else "tab"
        if isinstance(part, kinds) and part.isVisible() and text:
            yield part


@each_screen
@pytest.mark.parametrize("size", ["S", "L"])
def test_all_that_is_written_can_be_read_from_the_last_row(
    open_projector: Open, screen: tuple[int, int], size: str
) -> None:
    window = open_projector(screen, size, language="ko" if size == "S" else "en")
    for key in "1234":
        press(window, key)
        QApplication.processEvents()
        least = LEAST_HEIGHT * screen[1]
        for part in written(window):
            metrics = QFontMetricsF(part.font())
            assert metrics.xHeight() >= least, part
            assert metrics.tightBoundingRect("₁").height() >= least, part


@each_screen
@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_in_the_run_bar_is_cut_and_the_loss_is_there(
    open_projector: Open, screen: tuple[int, int], language: str
) -> None:
    window = open_projector(screen, "L", language)
    bar = window.content.run_bar
    assert window.width() == screen[0]
    assert bar.readings.test_loss.isVisible()
    for part in written(window):
        if bar.isAncestorOf(part):
            assert part.width() >= part.minimumSizeHint().width(), part
            assert bar.rect().contains(QRect(part.mapTo(bar, QPoint()), part.size())), part


@each_screen
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_menu_is_no_higher_than_the_screen(
    open_projector: Open, screen: tuple[int, int], language: str
) -> None:
    window = open_projector(screen, "L", language)
    for menu in window.menuBar().findChildren(QMenu):
        entries = menu.actions()
        height = sum(menu.actionGeometry(entry).height() for entry in entries)
        assert height <= 0.97 * screen[1], menu.title()


@each_screen
def test_neurons_are_at_least_as_large_as_in_the_window(
    qtbot: QtBot,
    start: Callable[[int, int], Application],
    open_projector: Open,
    screen: tuple[int, int],
) -> None:
    usual = start(*screen)
    next_frame(qtbot, usual.session)
    in_window = [column.side for column in diagram(usual.window).columns]
    projected = [column.side for column in diagram(open_projector(screen)).columns]
    assert all(large >= small for large, small in zip(projected, in_window, strict=True))


@each_screen
def test_eight_layers_of_sixteen_are_a_whole(open_projector: Open, screen: tuple[int, int]) -> None:
    window = open_projector(screen, experiment=BIG)
    layout = diagram(window)
    assert [column.shown for column in layout.columns] == [2, *[16] * 8, 1]
    assert min(column.side for column in layout.columns) >= 24
    view = window.content.workspace.view_docks[0].view
    assert view.area.viewport().rect().contains(view.canvas.geometry())
    titles = [header.title for header in view.headers]
    for title in titles:
        assert QFontMetricsF(title.font()).horizontalAdvance(title.text()) <= title.width()
