"""While a file is on its way the window is usable, and nothing that is done meanwhile is lost."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nnviz.app import documents as documents_module
from nnviz.app.documents import Documents
from nnviz.app.file_work import Found
from nnviz.app.settings import Settings
from nnviz.experiment import Experiment
from nnviz.files import model_file
from nnviz.files.model_file import Model, read_model, write_model
from nnviz.jobs import Jobs
from nnviz.session import Session
from nnviz.training.run import TrainingRun
from nnviz.work import Work
from tests.app.file_answers import Answers, rest

OTHER, THIRD = replace(Experiment(), learning_rate=0.3), replace(Experiment(), learning_rate=0.4)


class Road:
    """Holds files up on their way until it is open."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.open = threading.Event(), threading.Event()
        self._opening, self._saving = documents_module.opening, documents_module.saving
        monkeypatch.setattr(documents_module, "opening", self._slow_opening)
        monkeypatch.setattr(documents_module, "saving", self._slow_saving)

    def _wait(self) -> Work[None]:
        yield 0.25
        self.reached.set()
        while not self.open.wait(0.01):
            yield 0.25

    def _slow_opening(self, path: Path) -> Work[Found]:
        yield from self._wait()
        return (yield from self._opening(path))

    def _slow_saving(self, *arguments: object) -> Work[object]:
        work = self._saving(*arguments)
        yield from self._wait()
        return (yield from work)


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
def road(monkeypatch: pytest.MonkeyPatch) -> Road:
    return Road(monkeypatch)


@pytest.fixture
def documents(session: Session, answers: Answers, road: Road) -> Iterator[Documents]:
    jobs = Jobs()
    yield Documents(session, Settings(), jobs, answers)
    road.open.set()
    assert jobs.close()


@pytest.fixture
def news(documents: Documents) -> list[str]:
    heard: list[str] = []
    documents.done.connect(heard.append)
    documents.failed.connect(heard.append)
    return heard


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.nnviz"
    write_model(path, Model(OTHER))
    return path


@pytest.fixture
def opened(qtbot: QtBot, documents: Documents, road: Road, file: Path) -> Path:
    """The file, opened; the next one is held up again."""
    road.open.set()
    documents.read(file)
    rest(qtbot, documents)
    road.open.clear()
    road.reached.clear()
    return file


def arrive(qtbot: QtBot, documents: Documents, road: Road) -> None:
    road.open.set()
    rest(qtbot, documents)


# In


def test_what_is_there_stays_until_the_file_is_there(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, file: Path
) -> None:
    documents.read(file)
    road.reached.wait()
    assert session.experiment == Experiment()
    assert documents.path is None
    arrive(qtbot, documents, road)
    assert session.experiment == OTHER


def test_it_is_told_how_far_it_has_come(
    qtbot: QtBot, documents: Documents, road: Road, file: Path
) -> None:
    documents.read(file)
    road.reached.wait()
    with qtbot.waitSignal(documents.progressed) as told:
        pass
    assert told.args is not None
    assert told.args[0] == "Opening a.nnviz"
    assert told.args[1].share == 0.25
    with qtbot.waitSignal(documents.rested):
        road.open.set()


def test_it_can_be_given_up(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, file: Path, news: list[str]
) -> None:
    documents.read(file)
    road.reached.wait()
    documents.cancel()
    assert not documents.busy
    arrive(qtbot, documents, road)
    assert session.experiment == Experiment()
    assert news == ["Not opened: a.nnviz"]


def test_the_latest_of_two_files_is_opened(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, file: Path
) -> None:
    write_model(file.with_name("b.nnviz"), Model(THIRD))
    documents.read(file)
    road.reached.wait()
    documents.open_path(file.with_name("b.nnviz"))
    arrive(qtbot, documents, road)
    assert session.experiment == THIRD
    assert documents.name == "b.nnviz"


def test_a_new_network_takes_the_place_of_a_file_on_its_way(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, file: Path
) -> None:
    documents.read(file)
    road.reached.wait()
    documents.new()
    arrive(qtbot, documents, road)
    assert session.experiment == Experiment()
    assert documents.path is None


@pytest.mark.parametrize(("answer", "left"), [("discard", OTHER), ("cancel", THIRD)])
def test_what_was_changed_meanwhile_is_asked_about(
    qtbot: QtBot,
    documents: Documents,
    session: Session,
    road: Road,
    file: Path,
    answers: Answers,
    answer: str,
    left: Experiment,
) -> None:
    answers.answer = "discard" if answer == "discard" else "cancel"
    documents.read(file)
    road.reached.wait()
    session.set_experiment(THIRD)
    assert answers.asked == []
    arrive(qtbot, documents, road)
    assert answers.asked == ["Untitled.nnviz"]
    assert session.experiment == left


def test_what_was_given_up_before_is_not_asked_about_again(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, file: Path, answers: Answers
) -> None:
    session.set_experiment(THIRD)
    answers.answer = "discard"
    documents.open_path(file)
    arrive(qtbot, documents, road)
    assert session.experiment == OTHER
    assert len(answers.asked) == 1


# Out


def test_what_is_saved_is_what_was_there_when_saving_began(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path
) -> None:
    session.set_experiment(THIRD)
    documents.save()
    road.reached.wait()
    session.set_parameter(0, 0.5)
    arrive(qtbot, documents, road)
    state = read_model(opened).state
    assert state is not None
    assert state.parameters[0] != 0.5
    assert session.modified


def test_a_saving_can_be_given_up(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path, news: list[str]
) -> None:
    session.set_experiment(THIRD)
    documents.save()
    road.reached.wait()
    documents.cancel()
    arrive(qtbot, documents, road)
    assert read_model(opened).experiment == OTHER
    assert session.modified
    assert news[-1] == "Not saved: a.nnviz"


def test_a_second_saving_waits_for_the_first(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path, answers: Answers
) -> None:
    session.set_experiment(THIRD)
    documents.save()
    road.reached.wait()
    answers.path = opened.with_name("copy.nnviz")
    documents.save_copy()
    session.set_parameter(0, 0.5)
    documents.save()
    arrive(qtbot, documents, road)
    assert read_model(answers.path).experiment == THIRD
    state = read_model(opened).state
    assert state is not None
    assert state.parameters[0] == 0.5
    assert not session.modified


def test_leaving_waits_for_a_saving_that_has_begun(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path, answers: Answers
) -> None:
    session.set_experiment(THIRD)
    documents.save()
    road.reached.wait()
    documents.new()
    assert session.experiment == THIRD
    arrive(qtbot, documents, road)
    assert answers.asked == []
    assert session.experiment == Experiment()
    assert read_model(opened).experiment == THIRD


def test_what_was_changed_while_saving_is_asked_about_before_it_is_left(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path, answers: Answers
) -> None:
    session.set_experiment(THIRD)
    answers.answer = "save"
    documents.new()
    road.reached.wait()
    session.set_parameter(0, 0.5)
    answers.answer = "cancel"
    arrive(qtbot, documents, road)
    assert len(answers.asked) == 2
    assert session.experiment == THIRD
    assert read_model(opened).experiment == THIRD


def test_training_that_goes_on_while_saving_is_not_asked_about_again(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path, answers: Answers
) -> None:
    session.train()
    answers.answer = "save"
    documents.new()
    arrive(qtbot, documents, road)
    assert answers.asked == [opened.name]
    assert session.experiment == Experiment()


def test_giving_up_the_saving_keeps_what_was_to_be_left(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path, answers: Answers
) -> None:
    session.set_experiment(THIRD)
    answers.answer = "save"
    documents.new()
    road.reached.wait()
    documents.cancel()
    arrive(qtbot, documents, road)
    assert session.experiment == THIRD
    assert read_model(opened).experiment == OTHER


def test_a_file_that_arrives_while_saving_waits_for_it(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path
) -> None:
    other = opened.with_name("b.nnviz")
    write_model(other, Model(THIRD))
    documents.read(other)
    documents.save()
    arrive(qtbot, documents, road)
    qtbot.waitUntil(lambda: session.experiment == THIRD)
    assert documents.path == other
    assert read_model(opened).experiment == OTHER
    assert not session.modified


def test_files_are_read_built_and_written_beside_the_window(
    qtbot: QtBot, documents: Documents, road: Road, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.open.set()
    threads: dict[str, threading.Thread] = {}

    def noting(module: object, name: str) -> None:
        do = getattr(module, name)

        def note(*arguments: object) -> object:
            threads[name] = threading.current_thread()
            return do(*arguments)

        monkeypatch.setattr(module, name, note)

    noting(model_file, "read_tensors")
    noting(model_file, "laid_out")
    noting(TrainingRun, "resumed")
    documents.read(file)
    rest(qtbot, documents)
    documents.save()
    rest(qtbot, documents)
    assert threads.keys() == {"read_tensors", "laid_out", "resumed"}
    assert threading.main_thread() not in threads.values()


# Two windows


@pytest.mark.parametrize("answer", ["overwrite", "save_as", "cancel"])
def test_a_file_that_somebody_else_has_written_is_asked_about(
    qtbot: QtBot,
    documents: Documents,
    session: Session,
    road: Road,
    opened: Path,
    answers: Answers,
    answer: str,
) -> None:
    write_model(opened, Model(THIRD))
    mine = replace(OTHER, l2=0.5)
    session.set_experiment(mine)
    answers.changed = next(known for known in ("overwrite", "save_as", "cancel") if known == answer)
    answers.path = opened.with_name("mine.nnviz")
    documents.save()
    arrive(qtbot, documents, road)
    assert answers.asked[0] == "a.nnviz has been changed since it was opened or saved here."
    assert read_model(opened).experiment == (mine if answer == "overwrite" else THIRD)
    assert answers.path.exists() is (answer == "save_as")
    assert documents.name == ("mine.nnviz" if answer == "save_as" else "a.nnviz")
    assert session.modified is (answer == "cancel")


def test_a_file_that_only_this_window_writes_is_not_asked_about(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path, answers: Answers
) -> None:
    road.open.set()
    for rate in (0.5, 0.6):
        session.set_experiment(replace(OTHER, learning_rate=rate))
        documents.save()
        rest(qtbot, documents)
    answers.path = opened  # a copy over the file itself
    documents.save_copy()
    documents.save()
    rest(qtbot, documents)
    assert [asked for asked in answers.asked if "changed" in asked] == []


def test_cancelling_that_question_keeps_what_was_to_be_left(
    qtbot: QtBot, documents: Documents, session: Session, road: Road, opened: Path, answers: Answers
) -> None:
    write_model(opened, Model(THIRD))
    session.set_parameter(0, 0.5)
    answers.answer = "save"
    documents.new()
    arrive(qtbot, documents, road)
    assert session.experiment == OTHER
