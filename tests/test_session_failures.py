"""What goes wrong in a session is said once, and training stops first."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.experiment import (
    DataChoice,
    Experiment,
    with_dataset,
)
from nnviz.run_state import RunState
from nnviz.session import Session
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot

SMALL = replace(Experiment(), data=DataChoice(samples=30), batch_size=4)
WILD = replace(with_dataset(SMALL, "line"), learning_rate=1000.0)


@pytest.fixture
def make(qapp: QApplication) -> Iterator[Callable[[Experiment], Session]]:
    """Make sessions, started, and close them in the end."""
    assert qapp is not None
    made: list[Session] = []

    def start(experiment: Experiment = SMALL) -> Session:
        session = Session(experiment)
        made.append(session)
        session.start()
        return session

    yield start
    assert all(session.close() for session in made)


@pytest.fixture
def session(make: Callable[..., Session]) -> Session:
    return make(SMALL)


def state_of(session: Session) -> RunState:
    return session.state()[1]


def next_frame(qtbot: QtBot, session: Session) -> Snapshot:
    with qtbot.waitSignal(session.frame_ready) as frame:
        session.ask_frame()
    return frame.args[0]


@pytest.mark.parametrize("name", ["advance", "snapshot"])
def test_an_unplanned_exception_arrives_as_a_signal(
    qtbot: QtBot, make: Callable[..., Session], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    session = make()

    def fail(*_values: object, **_named: object) -> None:
        raise ZeroDivisionError("by hand")

    monkeypatch.setattr(TrainingRun, name, fail)
    with qtbot.waitSignal(session.failed) as failed:
        session.train()
    assert isinstance(failed.args[0], ZeroDivisionError)
    assert not session.training
    monkeypatch.undo()


def test_a_frame_that_fails_is_said_once_and_pauses(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_values: object, **_named: object) -> None:
        raise ZeroDivisionError("by hand")

    failures: list[BaseException] = []
    session.failed.connect(failures.append)
    session.train()
    monkeypatch.setattr(TrainingRun, "snapshot", fail)
    qtbot.waitUntil(lambda: bool(failures))
    qtbot.wait(100)
    place = state_of(session).iteration
    assert len(failures) == 1
    assert not session.training
    assert state_of(session).iteration == place
    monkeypatch.undo()
    assert next_frame(qtbot, session).iteration == place


def test_a_divergence_of_a_run_that_is_gone_stops_nothing(
    qtbot: QtBot, make: Callable[..., Session]
) -> None:
    session = make(WILD)
    with qtbot.assertNotEmitted(session.stopped, wait=100):
        for _ in range(1000):
            session.step("batch")
        session.state()  # the answers are there, but were not looked at yet
        session.load(SMALL, None, has_file=False)
        session.train()
    assert session.training
    assert state_of(session).iteration > 0


def test_an_answer_that_fails_pauses_the_worker_too(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrainingRun, "step", lambda _run: 1 // 0)
    session.step("batch")
    session.train()
    with qtbot.waitSignal(session.failed):
        pass
    assert not session.training
    place = state_of(session).iteration
    qtbot.wait(20)
    assert state_of(session).iteration == place
