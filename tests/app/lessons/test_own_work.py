"""What was there before a lesson comes back untouched, and is never lost by it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.settings import Settings
from nnviz.app.window.main_window import MainWindow
from nnviz.experiment import Experiment
from nnviz.files.model_file import Model, read_model, write_model
from nnviz.run_state import RunState
from nnviz.session import Session
from tests.app.driving import action
from tests.app.file_answers import Answers, rest
from tests.app.lessons.reading import settle
from tests.session.driving import state_of

SLOPE = "slope-by-hand"


def same(one: RunState, other: RunState) -> bool:
    """Say whether two states are the same, bit for bit."""
    return (
        one.parameters.tobytes() == other.parameters.tobytes()
        and one.initial.tobytes() == other.initial.tobytes()
        and one.history.tobytes() == other.history.tobytes()
        and (one.iteration, one.epoch, one.position)
        == (other.iteration, other.epoch, other.position)
        and dict(one.generator) == dict(other.generator)
    )


def test_leaving_gives_back_everything_as_it_was(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.set_experiment(replace(Experiment(), learning_rate=0.3))
    session.step("epoch")
    qtbot.waitUntil(lambda: state_of(session).epoch == 1)
    session.set_parameter(3, 0.75)
    before, stage = session.state(), window.staging.stage(window.reader.speed)
    assert session.modified
    window.reader.open(SLOPE, 2)
    settle(qtbot, window)
    session.set_parameter(0, 3.0)
    session.train()
    qtbot.waitUntil(lambda: state_of(session).iteration > 6)
    assert not session.can_redo
    window.reader.leave()
    QApplication.processEvents()
    after = session.state()
    assert after[0] == before[0] == session.experiment
    assert same(after[1], before[1])
    assert session.modified
    assert session.can_undo
    assert window.windowTitle() == "Untitled.nnviz[*] — nnviz"
    shown = window.staging.stage(window.reader.speed)
    assert shown.arrangement is not None
    assert stage.arrangement is not None
    assert shown.arrangement.places == stage.arrangement.places
    assert (shown.controls, shown.bar, shown.speed) == (stage.controls, stage.bar, stage.speed)
    session.undo()
    assert state_of(session).parameters[3] != 0.75
    session.undo()
    session.undo()
    assert session.experiment == Experiment()


def test_a_lesson_never_counts_as_unsaved_work(window: MainWindow, session: Session) -> None:
    window.reader.open(SLOPE)
    session.set_parameter(0, 3.0)
    assert session.can_undo
    assert not session.modified
    window.reader.leave()
    assert not session.modified
    assert not session.can_undo


def test_closing_asks_about_ones_own_work_not_the_lesson_s(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    answers = Answers("cancel")
    window.documents.ask_with(answers)
    session.set_parameter(0, 0.5)
    own = state_of(session)
    window.reader.open(SLOPE)
    window.close()
    assert answers.asked == ["Untitled.nnviz"]
    assert window.isVisible()
    assert not window.reader.reading
    assert same(state_of(session), own)
    window.reader.open(SLOPE, 1)
    answers.answer = "discard"
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert Settings().last_lesson == SLOPE
    assert Settings().lesson_step(SLOPE) == 1


def test_the_views_of_a_lesson_are_not_those_of_the_next_start(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.content.workspace.controls
    window.reader.open(SLOPE)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert window.content.workspace.controls


def test_opening_a_file_leaves_the_lesson(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "mine.nnviz"
    write_model(path, Model(replace(Experiment(), learning_rate=0.3)))
    window.reader.open(SLOPE)
    window.documents.read(path)
    rest(qtbot, window.documents)
    assert not window.reader.reading
    assert session.experiment.learning_rate == 0.3
    assert window.windowTitle() == "mine.nnviz[*] — nnviz"


def test_a_new_network_leaves_the_lesson(window: MainWindow, session: Session) -> None:
    window.reader.open(SLOPE)
    action(window, "New").trigger()
    assert not window.reader.reading
    assert session.experiment == Experiment()


def test_a_file_opened_in_a_lesson_asks_about_ones_own_work(
    window: MainWindow, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "mine.nnviz"
    write_model(path, Model(Experiment()))
    answers = Answers("cancel")
    window.documents.ask_with(answers)
    session.set_parameter(0, 0.5)
    window.reader.open(SLOPE)
    window.documents.open_path(path)
    assert answers.asked == ["Untitled.nnviz"]
    assert not window.documents.busy
    assert session.can_undo


def test_save_in_a_lesson_saves_a_file_of_its_own(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    own, other = tmp_path / "own.nnviz", tmp_path / "lesson.nnviz"
    answers = Answers()
    window.documents.ask_with(answers)
    write_model(own, Model(Experiment()))
    window.documents.read(own)
    rest(qtbot, window.documents)
    content = own.read_bytes()
    window.reader.open(SLOPE, 2)
    answers.path = other
    action(window, "Save").trigger()
    rest(qtbot, window.documents)
    assert Path(answers.asked[0]).name == "slope-by-hand.nnviz"
    assert read_model(other).experiment == session.experiment
    answers.path = own
    action(window, "Save").trigger()
    rest(qtbot, window.documents)
    assert "own.nnviz is the file of your own network" in window.content.banner.text
    assert own.read_bytes() == content
    window.reader.leave()
    assert window.documents.path == own
    assert not session.modified
