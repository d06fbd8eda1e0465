"""The main window: what happens in it reaches the session, and the other way round."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QSlider,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnviz.app.settings import Settings
from nnviz.app.window.main_window import MainWindow
from nnviz.experiment import Experiment, LayerChoice
from nnviz.selection import NeuronPlace, Selection
from nnviz.session import Session
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.views import VIEWS
from nnviz.views.network.layer_options import LayerOptionsButton
from nnviz.views.view import View
from nnviz.widgets.number_edit import NumberEdit
from nnviz.widgets.value_edit import ValueEdit
from tests.app.driving import action, next_frame, press

FASTER = replace(Experiment(), learning_rate=0.3)
DIVERGING = replace(Experiment(), output_activation="linear", learning_rate=900.0)


def built_views(window: MainWindow) -> list[View]:
    docks = window.content.workspace.view_docks
    return [dock.view for dock in docks if dock.view is not None]


def test_every_view_has_a_dock_that_can_be_seen(window: MainWindow) -> None:
    docks = window.content.workspace.view_docks
    assert [dock.key for dock in docks] == list(VIEWS)
    assert [dock.key for dock in docks if dock.seen] == [
        key for key, row in VIEWS.items() if row.shown
    ]


def test_train_trains_and_pause_pauses(qtbot: QtBot, window: MainWindow) -> None:
    train = next(b for b in window.findChildren(QToolButton) if b.text() == "Train")
    QTest.mouseClick(train, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Training: " in window.content.status.state)
    assert train.text() == "Pause"
    QTest.mouseClick(train, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Paused after" in window.content.status.state)
    assert train.text() == "Train"


def test_a_panel_s_edit_reaches_the_session_and_comes_back(
    window: MainWindow, session: Session
) -> None:
    window.content.workspace.edited.emit(FASTER)
    assert session.experiment == FASTER
    assert "kept" in window.content.status.news
    assert window.isWindowModified()


def test_a_refused_change_is_explained(window: MainWindow, session: Session) -> None:
    window.content.workspace.edited.emit(replace(FASTER, learning_rate=-1.0))
    assert session.experiment == Experiment()
    assert "Learning rate" in window.content.banner.text


def test_a_weight_edited_in_a_view_is_set(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.content.workspace.parameter_edited.emit(0, 2.5)
    assert next_frame(qtbot, session).parameters[0] == 2.5


def test_weights_edited_together_are_set_and_taken_back_together(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    before = next_frame(qtbot, session).parameters[:2].tolist()
    window.content.workspace.parameters_edited.emit(((0, 2.5), (1, -1.5)))
    assert next_frame(qtbot, session).parameters[:2].tolist() == [2.5, -1.5]
    session.undo()
    assert next_frame(qtbot, session).parameters[:2].tolist() == before


def test_a_hidden_view_is_not_drawn(
    qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    for dock in window.content.workspace.view_docks:
        if dock.view is not None:
            monkeypatch.setattr(dock.view, "draw", lambda _shot, key=dock.key: drawn.append(key))
    hidden = window.content.workspace.view_docks[0]
    hidden.close()
    next_frame(qtbot, session)
    assert hidden.key not in drawn
    assert set(drawn) == {key for key, row in VIEWS.items() if row.shown} - {hidden.key}
    with qtbot.waitSignal(session.frame_ready):
        hidden.show()
    qtbot.waitUntil(lambda: hidden.key in drawn)


def test_only_what_the_visible_views_need_is_computed(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    assert "responses" in next_frame(qtbot, session).parts
    for dock in window.content.workspace.view_docks:
        if "responses" in dock.row.factory.needs:
            dock.close()
    next_frame(qtbot, session)
    assert "responses" not in next_frame(qtbot, session).parts


def test_a_neuron_pointed_at_is_shown_in_the_other_views(window: MainWindow) -> None:
    first, *others = built_views(window)
    first.point(NeuronPlace(1, 0))
    assert {view.selection.shown.neuron for view in others} == {NeuronPlace(1, 0)}


def test_what_is_chosen_outlives_another_look_and_what_is_pointed_at_does_not(
    qtbot: QtBot,
    window: MainWindow,
) -> None:
    view = window.content.workspace.view_docks[0].view
    view.select(Selection().choosing(NeuronPlace(1, 0)).pointing_at(NeuronPlace(1, 1)))
    with qtbot.waitSignal(window.renewed):
        window.renew(Theme())
    assert {view.selection for view in built_views(window)} == {
        Selection().choosing(NeuronPlace(1, 0))
    }


def test_what_another_network_does_not_have_is_selected_no_more(
    window: MainWindow, session: Session
) -> None:
    view = window.content.workspace.view_docks[0].view
    view.select(Selection().choosing(NeuronPlace(2, 2)).pointing_at(NeuronPlace(1, 1)))
    session.set_experiment(replace(session.experiment, hidden_layers=(LayerChoice(4),)))
    assert view.selection == Selection().pointing_at(NeuronPlace(1, 1))


def test_divergence_is_explained_and_a_lower_rate_offered(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.set_experiment(DIVERGING)
    with qtbot.waitSignal(session.stopped):
        session.train()
    banner = window.content.banner
    qtbot.waitUntil(lambda: banner.offered != "")
    assert "learning rate" in banner.text
    assert banner.warning
    assert banner.offered == "Lower the learning rate to 90 and go back"
    banner.accept_offer()
    assert session.experiment.learning_rate == 90
    assert banner.text == ""


def test_training_works_after_the_offer(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.set_experiment(replace(DIVERGING, learning_rate=3.0))
    with qtbot.waitSignal(session.stopped):
        session.train()
    qtbot.waitUntil(lambda: window.content.banner.offered != "")
    window.content.banner.accept_offer()
    assert next_frame(qtbot, session).iteration < 15
    session.train()
    qtbot.waitUntil(lambda: next_frame(qtbot, session).metrics.train_loss < 0.5)
    assert session.training


def test_the_rate_offered_follows_the_rate_there_is(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.set_experiment(DIVERGING)
    with qtbot.waitSignal(session.stopped):
        session.train()
    banner = window.content.banner
    qtbot.waitUntil(lambda: banner.offered != "")
    session.set_experiment(replace(DIVERGING, learning_rate=0.1))
    assert "0.01" in banner.offered
    banner.accept_offer()
    assert session.experiment.learning_rate == 0.01


@pytest.mark.parametrize("text", ["New", "Replay", "New weights", "Train"])
def test_a_new_start_closes_the_banner(window: MainWindow, session: Session, text: str) -> None:
    session.refused.emit("No.")
    action(window, text).trigger()
    assert window.content.banner.text == ""


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768)])
def test_the_banner_covers_nothing_and_moves_no_control(
    qtbot: QtBot, window: MainWindow, session: Session, size: tuple[int, int]
) -> None:
    window.resize(*size)
    next_frame(qtbot, session)
    before = places_of_controls(window)
    session.refused.emit("A long sentence. " * 15)
    next_frame(qtbot, session)
    QApplication.processEvents()
    content = window.content
    banner = content.banner.geometry()
    assert content.rect().contains(banner)
    for part in (content.run_bar, content.workspace, content.status):
        assert not part.geometry().intersects(banner)
    assert places_of_controls(window) == before
    content.banner.close_sentence()
    next_frame(qtbot, session)
    assert places_of_controls(window) == before


def places_of_controls(window: MainWindow) -> list[QPoint]:
    """Return where the buttons and fields of run bar, panels and diagram begin."""
    kinds = (QAbstractButton, QComboBox, QSlider)
    network = next(d for d in window.content.workspace.view_docks if d.key == "network")
    parts: list[QWidget] = [window.content.run_bar, window.content.workspace.docks[0], network]
    return [
        control.mapTo(window, QPoint())
        for part in parts
        for kind in kinds
        for control in part.findChildren(kind)
        if control.isVisible()
    ]


def test_a_sentence_said_again_is_seen_again(qtbot: QtBot, window: MainWindow) -> None:
    banner = window.content.banner
    banner.say("Finished.", warning=False)
    qtbot.waitUntil(lambda: not banner.flashing)
    banner.say("Finished.", warning=False)
    assert banner.flashing


def test_news_get_old(window: MainWindow) -> None:
    status = window.content.status
    status.say("Saved.")
    assert status.aging.isActive()
    status.aging.timeout.emit()
    assert status.news == ""


def test_only_an_edit_is_called_a_change(window: MainWindow, session: Session) -> None:
    session.use(TrainingRun(FASTER), has_file=True)
    assert window.content.status.news == ""
    session.set_experiment(replace(FASTER, learning_rate=0.2))
    assert window.content.status.news == "Learning rate changed: the weights are kept."
    session.undo()
    assert window.content.status.news == "Learning rate changed: the weights are kept."


def test_undo_and_redo_are_possible_when_there_is_something(
    window: MainWindow, session: Session
) -> None:
    assert not action(window, "Undo").isEnabled()
    session.set_experiment(FASTER)
    action(window, "Undo").trigger()
    assert session.experiment == Experiment()
    action(window, "Redo").trigger()
    assert session.experiment == FASTER


def test_undo_and_redo_work_while_the_options_of_a_layer_are_open(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    next_frame(qtbot, session)
    button = window.findChildren(LayerOptionsButton)[0]
    button.click()
    options = button.options
    assert options is not None
    options.bias.click()
    changed = session.experiment
    assert changed != Experiment()
    QTest.keyClick(options, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.experiment == Experiment()
    assert options.bias.isChecked()
    QTest.keyClick(options, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.experiment == changed
    assert options.isVisible()


@pytest.mark.parametrize("keys", ["Space", "Ctrl+Return"])
def test_keys_train_and_pause(
    qtbot: QtBot, window: MainWindow, session: Session, keys: str
) -> None:
    with qtbot.waitSignal(session.training_changed):
        press(window, keys)
    with qtbot.waitSignal(session.training_changed):
        press(window, keys)


def test_a_presenter_s_remote_steps_and_goes_back(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    press(window, "PgDown")
    assert next_frame(qtbot, session).iteration == 1
    press(window, "PgUp")
    assert next_frame(qtbot, session).iteration == 0


def test_the_black_screen_key_pauses(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.train()
    with qtbot.waitSignal(session.training_changed):
        press(window, ".")
    assert not session.training


def test_a_space_typed_into_a_field_is_a_space(window: MainWindow, session: Session) -> None:
    field = QLineEdit(window.content)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "a s.")
    assert field.text() == "a s."
    assert not session.training


def test_space_presses_the_button_reached_with_tab(window: MainWindow, session: Session) -> None:
    button = QToolButton(window.content)
    button.setCheckable(True)
    button.show()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, on=True)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.isChecked()
    assert not session.training


@pytest.mark.parametrize("by_tab", [False, True])
@pytest.mark.parametrize("kind", [ValueEdit, NumberEdit])
def test_space_trains_when_enter_has_ended_the_typing(
    qtbot: QtBot,
    window: MainWindow,
    session: Session,
    kind: type[ValueEdit | NumberEdit],
    by_tab: bool,
) -> None:
    next_frame(qtbot, session)
    fields: list[ValueEdit | NumberEdit] = window.findChildren(kind)
    field = next(field for field in fields if field.isVisible())
    field.setFocus(Qt.FocusReason.TabFocusReason if by_tab else Qt.FocusReason.MouseFocusReason)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, on=by_tab)
    field.selectAll()
    QTest.keyClicks(field, "20")
    QTest.keyClick(field, Qt.Key.Key_Return)
    focus = window.focusWidget()
    assert focus is not None
    with qtbot.waitSignal(session.training_changed):
        QTest.keyClick(focus, Qt.Key.Key_Space)
    assert session.training
    session.pause()


def test_no_two_commands_have_the_same_shortcut(window: MainWindow) -> None:
    keys = [key.toString() for item in window.actions() for key in item.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_step_s_unit_is_remembered(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.content.run_bar.unit_changed.emit("epoch")
    press(window, "F10")
    qtbot.waitUntil(lambda: session.state()[1].epoch == 1)
    assert Settings().step_unit == "epoch"


def test_the_speed_is_remembered(window: MainWindow) -> None:
    window.content.run_bar.speed.slider.setValue(0)
    assert Settings().speed == 1.0
