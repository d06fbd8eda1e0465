"""How far the dashes have moved: by the clock, while training goes on."""

import pytest

from nnviz.views.network.dash_motion import LONGEST_FRAME_S, SPEED, DashMotion


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time of the next frame, to be set."""
    times = [0.0]
    monkeypatch.setattr("nnviz.views.network.dash_motion.perf_counter", lambda: times[0])
    return times


def phase_after(clock: list[float], frames: list[tuple[float, bool]], factor: float = 1.0) -> float:
    motion = DashMotion(factor)
    for time, moving in frames:
        clock[0] = time
        motion.go_on(moving)
    return motion.phase


def test_the_way_is_by_the_clock_not_by_frames(clock: list[float]) -> None:
    few = phase_after(clock, [(1.0, True), (1.09, True)])
    many = phase_after(clock, [(1.0, True), (1.03, True), (1.04, True), (1.09, True)])
    assert few == pytest.approx(0.09 * SPEED)
    assert many == pytest.approx(few)


def test_a_larger_drawing_has_faster_dashes(clock: list[float]) -> None:
    assert phase_after(clock, [(1.0, True), (1.05, True)], 2.0) == pytest.approx(0.1 * SPEED)


def test_after_a_long_pause_they_go_on_from_where_they_were(clock: list[float]) -> None:
    assert phase_after(clock, [(1.0, True), (9.0, True)]) == LONGEST_FRAME_S * SPEED


def test_without_training_they_stand_and_the_time_does_not_count(clock: list[float]) -> None:
    frames = [(1.0, True), (1.01, False), (1.05, False), (1.06, True), (1.08, True)]
    assert phase_after(clock, frames) == pytest.approx(0.02 * SPEED)
