"""What the session tells its pacing of the frames, and that it keeps to what the pacing says."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from nnviz import session as session_module
from nnviz.pacing import FramePacing
from nnviz.session import Session
from nnviz.training.snapshot import Snapshot
from tests.session.driving import SMALL, next_frame


class Observed(FramePacing):
    """Writes down what it is told and asked, and says what it is to say."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.busy: set[bool] = set()
        self.wait = 0.0

    def wait_ms(self, busy: bool) -> float:
        self.busy.add(busy)
        return max(self.wait, super().wait_ms(busy))

    def ask(self, busy: bool) -> None:
        self.told.append("asked")
        super().ask(busy)

    def hand_over(self, worker_seconds: float) -> None:
        self.told.append(worker_seconds)
        super().hand_over(worker_seconds)

    def finish(self) -> None:
        self.told.append("drawn")
        super().finish()


@pytest.fixture
def pacing(monkeypatch: pytest.MonkeyPatch) -> Observed:
    made = Observed()
    monkeypatch.setattr(session_module, "FramePacing", lambda: made)
    return made


@pytest.fixture
def session(pacing: Observed, make: Callable[..., Session]) -> Session:
    assert not pacing.told
    return make(SMALL)


def test_it_hears_of_every_frame_what_it_cost_and_when_it_is_drawn(
    qtbot: QtBot, pacing: Observed, session: Session
) -> None:
    frames: list[Snapshot] = []
    session.frame_ready.connect(frames.append)
    next_frame(qtbot, session)
    qtbot.waitUntil(lambda: pacing.told[-1:] == ["drawn"])
    expected = [told for frame in frames for told in ("asked", frame.seconds, "drawn")]
    assert pacing.told[-3:] == expected[-3:]
    assert frames[-1].seconds > 0


def test_no_frame_is_asked_for_before_it_is_due(
    qtbot: QtBot, pacing: Observed, session: Session
) -> None:
    next_frame(qtbot, session)
    qtbot.waitUntil(lambda: pacing.told[-1:] == ["drawn"])
    pacing.wait = 10.0
    session.ask_frame()
    with qtbot.assertNotEmitted(session.frame_ready, wait=60):
        pass
    pacing.wait = 0.0
    with qtbot.waitSignal(session.frame_ready):
        pass


def test_it_is_told_whether_the_worker_has_time_to_spare(
    qtbot: QtBot, pacing: Observed, session: Session
) -> None:
    next_frame(qtbot, session)
    assert pacing.busy == {False}
    session.train()
    qtbot.waitUntil(lambda: pacing.busy == {False, True})
