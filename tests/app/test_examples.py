"""The examples in the menu: each opens as something new, which has no file yet."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nnviz.app.examples import EXAMPLES
from nnviz.app.window.main_window import MainWindow
from nnviz.session import Session
from tests.app.driving import action
from tests.app.file_answers import Answers, rest
from tests.examples import EXAMPLES as WRITTEN


def test_every_file_is_in_the_menu() -> None:
    assert {row.path.resolve() for row in EXAMPLES.values()} == {
        row.path.resolve() for row in WRITTEN.values()
    }


@pytest.fixture
def answers(window: MainWindow) -> Answers:
    made = Answers("discard")
    window.documents.ask_with(made)
    return made


@pytest.mark.parametrize("key", EXAMPLES)
def test_an_example_is_opened_without_a_file(
    qtbot: QtBot, window: MainWindow, session: Session, key: str
) -> None:
    before = window.documents.path
    action(window, EXAMPLES[key].label).trigger()
    rest(qtbot, window.documents)
    assert session.experiment == WRITTEN[key].experiment
    assert window.documents.path is before is None
    assert not session.modified
    assert window.content.status.news == f"Example opened: {EXAMPLES[key].label}"


def test_saving_an_example_asks_for_a_name(
    qtbot: QtBot, window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "mine.nnviz"
    file = EXAMPLES["xor"].path.read_bytes()
    action(window, EXAMPLES["xor"].label).trigger()
    rest(qtbot, window.documents)
    action(window, "Save").trigger()
    rest(qtbot, window.documents)
    assert [Path(asked).name for asked in answers.asked] == ["Untitled.nnviz"]
    assert window.documents.path == answers.path
    assert EXAMPLES["xor"].path.read_bytes() == file


def test_unsaved_work_is_asked_about_first(
    qtbot: QtBot, window: MainWindow, session: Session, answers: Answers
) -> None:
    answers.answer = "cancel"
    session.set_experiment(WRITTEN["square"].experiment)
    action(window, EXAMPLES["xor"].label).trigger()
    rest(qtbot, window.documents)
    assert len(answers.asked) == 1
    assert session.experiment == WRITTEN["square"].experiment


def test_an_example_follows_a_file_and_is_not_among_the_recent_ones(
    qtbot: QtBot, window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "mine.nnviz"
    action(window, "Save").trigger()
    rest(qtbot, window.documents)
    action(window, EXAMPLES["xor"].label).trigger()
    rest(qtbot, window.documents)
    assert window.documents.path is None
    assert window.windowTitle().startswith("Untitled.nnviz")
    action(window, "Save").trigger()
    rest(qtbot, window.documents)
    assert len(answers.asked) == 2
