"""When the next frame may be asked for, by a clock that only the tests move."""

import pytest

from nnviz.pacing import BUSY_SHARE, DRAWING_SHARE, FRAME_MS, LATE_MS, WORKER_SHARE, FramePacing


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds

    def move(self, ms: float) -> None:
        self.seconds += ms / 1000


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pacing(clock: Clock) -> FramePacing:
    return FramePacing(clock)


def show_frame(
    pacing: FramePacing, clock: Clock, *, worker_ms: float = 0.0, drawing_ms: float = 0.0
) -> None:
    """Follow a frame from when it is asked for to when it is drawn."""
    pacing.ask(busy=False)
    clock.move(worker_ms)
    pacing.hand_over(worker_ms / 1000)
    clock.move(drawing_ms)
    pacing.finish()


def gap_ms(pacing: FramePacing, *, busy: bool, gone_ms: float) -> float:
    """Return how long after a frame was asked for the next one is due."""
    return gone_ms + pacing.wait_ms(busy)


@pytest.mark.parametrize("busy", [True, False])
def test_cheap_frames_come_at_the_highest_rate(
    pacing: FramePacing, clock: Clock, busy: bool
) -> None:
    show_frame(pacing, clock, worker_ms=1, drawing_ms=5)
    assert gap_ms(pacing, busy=busy, gone_ms=6) == pytest.approx(FRAME_MS)


@pytest.mark.parametrize(("busy", "share"), [(True, BUSY_SHARE), (False, DRAWING_SHARE)])
def test_what_is_slow_to_draw_comes_less_often(
    pacing: FramePacing, clock: Clock, busy: bool, share: float
) -> None:
    show_frame(pacing, clock, drawing_ms=90)
    assert gap_ms(pacing, busy=busy, gone_ms=90) == pytest.approx(90 / share)


def test_what_costs_the_worker_much_comes_less_often(pacing: FramePacing, clock: Clock) -> None:
    show_frame(pacing, clock, worker_ms=50, drawing_ms=5)
    assert gap_ms(pacing, busy=True, gone_ms=55) == pytest.approx(50 / WORKER_SHARE)


def test_a_frame_asked_for_a_little_late_makes_the_next_one_no_later(
    pacing: FramePacing, clock: Clock
) -> None:
    show_frame(pacing, clock, drawing_ms=5)
    clock.move(pacing.wait_ms(busy=True) + 1)
    pacing.ask(busy=True)
    assert pacing.wait_ms(busy=True) == pytest.approx(FRAME_MS - 1)


def test_a_frame_asked_for_much_later_is_followed_at_the_usual_distance(
    pacing: FramePacing, clock: Clock
) -> None:
    show_frame(pacing, clock, drawing_ms=5)
    clock.move(pacing.wait_ms(busy=True) + LATE_MS + 1)
    pacing.ask(busy=True)
    assert pacing.wait_ms(busy=True) == pytest.approx(FRAME_MS)


def test_a_frame_that_never_came_has_cost_nothing(pacing: FramePacing, clock: Clock) -> None:
    pacing.ask(busy=True)
    clock.move(1000)
    pacing.finish()
    pacing.ask(busy=True)
    assert pacing.wait_ms(busy=True) == pytest.approx(FRAME_MS)


@pytest.mark.parametrize("cost", ["worker_ms", "drawing_ms"])
def test_one_costly_frame_among_cheap_ones_changes_nothing(
    pacing: FramePacing, clock: Clock, cost: str
) -> None:
    show_frame(pacing, clock, **{cost: 1.0})
    show_frame(pacing, clock, **{cost: 200.0})
    assert pacing.wait_ms(busy=True) == 0
    show_frame(pacing, clock, **{cost: 200.0})
    assert pacing.wait_ms(busy=True) > 0


def test_a_worker_at_rest_has_the_time(pacing: FramePacing, clock: Clock) -> None:
    show_frame(pacing, clock, worker_ms=50, drawing_ms=5)
    assert pacing.wait_ms(busy=False) == 0


def test_a_cheaper_frame_brings_the_next_one_sooner(pacing: FramePacing, clock: Clock) -> None:
    show_frame(pacing, clock, worker_ms=50, drawing_ms=90)
    show_frame(pacing, clock, worker_ms=1, drawing_ms=5)
    assert gap_ms(pacing, busy=True, gone_ms=6) == pytest.approx(FRAME_MS)
