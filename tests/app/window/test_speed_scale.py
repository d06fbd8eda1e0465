"""The stops of the speed slider."""

import pytest

from nnviz.app.window.speed_scale import FASTEST, speed_at, speed_text, stop_at


@pytest.mark.parametrize("stop", range(FASTEST + 1))
def test_every_stop_is_found_again_by_its_speed(stop: int) -> None:
    assert stop_at(speed_at(stop)) == stop


def test_speeds_rise_from_stop_to_stop() -> None:
    speeds = [speed_at(stop) or float("inf") for stop in range(FASTEST + 1)]
    assert speeds == sorted(speeds)
    assert speed_text(None) == "max"
    assert speed_text(1000.0) == "1,000 steps/s"
    assert [speed_text(speed) for speed in (1.0, 1.5)] == ["1 step/s", "1.5 steps/s"]
