"""What goes wrong in a session is said once, and training stops first."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from nnviz.session import Session
from nnviz.training.run import TrainingRun
from tests.session.driving import SMALL, WILD, next_frame, state_of


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
        session.use(TrainingRun(SMALL), has_file=False)
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
