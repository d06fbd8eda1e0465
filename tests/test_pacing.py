"""When the next frame may be asked for, by a clock that only the tests move."""

import pytest

from nnviz.pacing import DRAWING_SHARE, FRAME_MS, WORKER_SHARE, FramePacing


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
    pacing.ask()
    clock.move(worker_ms)
    pacing.hand_over(worker_ms / 1000)
    clock.move(drawing_ms)
    pacing.finish()


def gap_ms(pacing: FramePacing, clock: Clock, *, at_work: bool, gone_ms: float) -> float:
    """Return how long after a frame was asked for the next one is due, in whole milliseconds."""
    while not pacing.is_due(at_work):
        clock.move(1)
        gone_ms += 1
    return gone_ms


def test_the_first_frame_is_due_at_once(pacing: FramePacing) -> None:
    assert pacing.is_due(at_work=True)


@pytest.mark.parametrize("at_work", [True, False])
def test_cheap_frames_come_at_the_highest_rate(
    pacing: FramePacing, clock: Clock, at_work: bool
) -> None:
    show_frame(pacing, clock, worker_ms=1, drawing_ms=5)
    gap = gap_ms(pacing, clock, at_work=at_work, gone_ms=6)
    assert gap == pytest.approx(FRAME_MS, abs=2)


@pytest.mark.parametrize("at_work", [True, False])
def test_what_is_slow_to_draw_comes_less_often(
    pacing: FramePacing, clock: Clock, at_work: bool
) -> None:
    show_frame(pacing, clock, drawing_ms=90)
    gap = gap_ms(pacing, clock, at_work=at_work, gone_ms=90)
    assert gap == pytest.approx(90 / DRAWING_SHARE, abs=2)


def test_what_costs_the_worker_much_comes_less_often(pacing: FramePacing, clock: Clock) -> None:
    show_frame(pacing, clock, worker_ms=50, drawing_ms=5)
    gap = gap_ms(pacing, clock, at_work=True, gone_ms=55)
    assert gap == pytest.approx(50 / WORKER_SHARE, abs=2)


def test_one_frame_that_took_the_worker_long_among_cheap_ones_changes_nothing(
    pacing: FramePacing, clock: Clock
) -> None:
    show_frame(pacing, clock, worker_ms=1)
    show_frame(pacing, clock, worker_ms=200)
    assert pacing.is_due(at_work=True)
    show_frame(pacing, clock, worker_ms=200)
    assert not pacing.is_due(at_work=True)


def test_a_worker_at_rest_has_the_time(pacing: FramePacing, clock: Clock) -> None:
    show_frame(pacing, clock, worker_ms=50, drawing_ms=5)
    assert pacing.is_due(at_work=False)


def test_a_cheaper_frame_brings_the_next_one_sooner(pacing: FramePacing, clock: Clock) -> None:
    show_frame(pacing, clock, worker_ms=50, drawing_ms=90)
    show_frame(pacing, clock, worker_ms=1, drawing_ms=5)
    clock.move(FRAME_MS)
    assert pacing.is_due(at_work=True)


def test_a_frame_is_being_drawn_from_its_arrival_until_it_is_finished(
    pacing: FramePacing,
) -> None:
    states = [pacing.drawing]
    for step in (pacing.ask, lambda: pacing.hand_over(0.0), pacing.finish):
        step()
        states.append(pacing.drawing)
    assert states == [False, False, True, False]


def test_time_without_a_frame_does_not_count_as_drawing(pacing: FramePacing, clock: Clock) -> None:
    show_frame(pacing, clock, drawing_ms=5)
    clock.move(1000)
    pacing.finish()
    pacing.ask()
    clock.move(FRAME_MS)
    assert pacing.is_due(at_work=True)
