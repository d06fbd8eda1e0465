"""Documents: files in and out, and no work lost on the way."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from nnviz.app.dialogs.file_dialogs import Answer
from nnviz.app.documents import Documents
from nnviz.app.file_work import saving
from nnviz.app.settings import Settings
from nnviz.experiment import Experiment
from nnviz.files.model_file import Model, write_model
from nnviz.jobs import Jobs
from nnviz.session import Session
from nnviz.training.run import TrainingRun
from tests.app.file_answers import Answers, rest


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:  # noqa: ARG001
    made = Session()
    made.start()
    yield made
    assert made.close()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def documents(session: Session, answers: Answers) -> Iterator[Documents]:
    jobs = Jobs()
    yield Documents(session, Settings(), jobs, answers)
    assert jobs.close()


@pytest.fixture
def failures(documents: Documents) -> list[str]:
    heard: list[str] = []
    documents.failed.connect(heard.append)
    return heard


OTHER = replace(Experiment(), learning_rate=0.3)


def test_what_is_saved_can_be_opened(
    qtbot: QtBot, documents: Documents, session: Session, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "a.nnviz"
    session.set_experiment(OTHER)
    assert documents.save()
    rest(qtbot, documents)
    documents.new()
    assert session.experiment == Experiment()
    documents.open()
    rest(qtbot, documents)
    assert session.experiment == OTHER
    assert documents.path == answers.path
    assert not session.modified


def test_saving_asks_for_a_file_once_only(
    qtbot: QtBot, documents: Documents, session: Session, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "a.nnviz"
    documents.save()
    rest(qtbot, documents)
    session.set_experiment(OTHER)
    assert documents.save()
    rest(qtbot, documents)
    assert len(answers.asked) == 1


def test_save_as_changes_the_file(
    qtbot: QtBot, documents: Documents, answers: Answers, tmp_path: Path
) -> None:
    for name in ("a.nnviz", "b.nnviz"):
        answers.path = tmp_path / name
        assert documents.save_as()
    rest(qtbot, documents)
    assert documents.name == "b.nnviz"
    assert (tmp_path / "a.nnviz").exists()


def test_a_copy_leaves_the_experiment_with_its_file(
    qtbot: QtBot, documents: Documents, session: Session, answers: Answers, tmp_path: Path
) -> None:
    session.set_experiment(OTHER)
    answers.path = tmp_path / "copy.nnviz"
    assert documents.save_copy()
    rest(qtbot, documents)
    assert answers.path.exists()
    assert documents.path is None
    assert session.modified


def test_changing_one_s_mind_saves_nothing(documents: Documents, answers: Answers) -> None:
    answers.path = None
    assert not documents.save()
    assert not documents.save_copy()


def test_a_file_used_is_among_the_recent_ones(
    qtbot: QtBot, documents: Documents, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "a.nnviz"
    documents.save()
    rest(qtbot, documents)
    assert Settings().recent == (answers.path,)


def test_a_damaged_file_changes_nothing(
    qtbot: QtBot, documents: Documents, session: Session, failures: list[str], tmp_path: Path
) -> None:
    session.set_experiment(OTHER)
    path = tmp_path / "bad.nnviz"
    path.write_bytes(b"no model at all")
    documents.read(path)
    rest(qtbot, documents)
    assert session.experiment == OTHER
    assert documents.path is None
    assert len(failures) == 1
    assert "bad.nnviz" in failures[0]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), "There is not enough memory for this network and its data."),
        (ValueError("the state is one of another experiment"), "the state is one of another"),
    ],
    ids=repr,
)
def test_a_network_that_cannot_be_built_changes_nothing(
    qtbot: QtBot,
    documents: Documents,
    session: Session,
    failures: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    reason: str,
) -> None:
    def fail(*_choices: object) -> None:
        raise error

    path = tmp_path / "large.nnviz"
    write_model(path, Model(Experiment()))
    session.set_experiment(OTHER)
    monkeypatch.setattr(TrainingRun, "resumed", fail)
    documents.read(path)
    rest(qtbot, documents)
    assert session.experiment == OTHER
    assert documents.path is None
    assert failures[0].startswith(f"large.nnviz cannot be used: {reason}")


@pytest.mark.parametrize(("answer", "opened"), [("save", OTHER), ("cancel", Experiment())])
def test_a_network_that_takes_much_memory_is_asked_about(
    qtbot: QtBot,
    documents: Documents,
    session: Session,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer,
    opened: Experiment,
) -> None:
    monkeypatch.setattr("nnviz.app.documents.is_large", lambda _needed: True)
    write_model(tmp_path / "large.nnviz", Model(OTHER))
    answers.answer = answer
    documents.read(tmp_path / "large.nnviz")
    rest(qtbot, documents)
    assert answers.asked == ["large.nnviz"]
    assert session.experiment == opened


def test_a_file_that_is_gone_is_no_longer_recent(
    qtbot: QtBot, documents: Documents, failures: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "gone.nnviz"
    Settings().add_recent(path)
    documents.read(path)
    rest(qtbot, documents)
    assert "gone.nnviz" in failures[0]
    assert Settings().recent == ()


def test_a_file_that_cannot_be_written_loses_nothing(
    qtbot: QtBot,
    documents: Documents,
    session: Session,
    answers: Answers,
    failures: list[str],
    tmp_path: Path,
) -> None:
    session.set_experiment(OTHER)
    answers.path = tmp_path / "no such folder" / "a.nnviz"
    documents.save()
    rest(qtbot, documents)
    assert "a.nnviz" in failures[0]
    assert session.modified
    assert documents.path is None


def test_nothing_is_asked_where_nothing_would_be_lost(
    documents: Documents, answers: Answers
) -> None:
    documents.new()
    assert answers.asked == []


def test_cancel_keeps_what_is_there(
    documents: Documents, session: Session, answers: Answers
) -> None:
    session.set_experiment(OTHER)
    answers.answer = "cancel"
    documents.new()
    assert session.experiment == OTHER


def test_discard_gives_it_up(documents: Documents, session: Session, answers: Answers) -> None:
    session.set_experiment(OTHER)
    answers.answer = "discard"
    documents.new()
    assert session.experiment == Experiment()


def test_save_saves_first(
    qtbot: QtBot, documents: Documents, session: Session, answers: Answers, tmp_path: Path
) -> None:
    session.set_experiment(OTHER)
    answers.answer, answers.path = "save", tmp_path / "a.nnviz"
    documents.new()
    assert session.experiment == OTHER  # until it is safe
    rest(qtbot, documents)
    assert answers.path.exists()
    assert session.experiment == Experiment()


def test_a_save_that_fails_keeps_what_is_there(
    qtbot: QtBot, documents: Documents, session: Session, answers: Answers
) -> None:
    session.set_experiment(OTHER)
    answers.answer, answers.path = "save", Path("/no such folder/a.nnviz")
    documents.new()
    rest(qtbot, documents)
    assert session.experiment == OTHER


def test_training_goes_on_from_a_file(
    qtbot: QtBot, documents: Documents, session: Session, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "a.nnviz"
    session.step("epoch")
    qtbot.waitUntil(lambda: session.state()[1].epoch == 1)
    documents.save()
    documents.new()
    rest(qtbot, documents)
    documents.open_path(answers.path)
    rest(qtbot, documents)
    with qtbot.waitSignal(session.frame_ready) as frame:
        session.ask_frame()
    assert frame.args is not None
    assert frame.args[0].epoch == 1


def test_a_file_that_comes_while_a_question_is_open_waits_for_the_answer(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    class Hesitant(Answers):
        """Answers only when the file has come, and looks at what is there then."""

        def save_first(self, *_: object) -> Answer:
            self.asked.append("save first?")
            if len(self.asked) == 1:
                return "discard"
            rest(qtbot, documents)
            seen.append(session.experiment)
            return "cancel"

    jobs, seen = Jobs(), []
    documents = Documents(session, Settings(), jobs, Hesitant())
    write_model(tmp_path / "a.nnviz", Model(OTHER))
    session.set_parameter(0, 0.5)
    documents.open_path(tmp_path / "a.nnviz")
    documents.new()
    assert seen == [Experiment()]
    qtbot.waitUntil(lambda: session.experiment == OTHER)
    assert jobs.close()


def test_what_was_asked_for_later_takes_the_place_of_a_file_on_its_way(
    qtbot: QtBot,
    documents: Documents,
    session: Session,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may_save = threading.Event()

    def slow(*arguments: Any) -> Iterator[float]:
        while not may_save.wait(0.01):
            yield 0.0
        return (yield from saving(*arguments))

    monkeypatch.setattr("nnviz.app.documents.saving", slow)
    write_model(tmp_path / "a.nnviz", Model(OTHER))
    answers.answer, answers.path = "save", tmp_path / "mine.nnviz"
    documents.read(tmp_path / "a.nnviz")
    session.set_parameter(0, 0.5)
    with qtbot.waitSignal(documents.done, check_params_cb="Not opened: a.nnviz".__eq__):
        documents.new()  # after a save
    may_save.set()
    rest(qtbot, documents)
    assert documents.path is None
    assert session.experiment == Experiment()
    assert answers.path.exists()
