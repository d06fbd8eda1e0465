"""The bars of histograms: where they are, how high, and of which colour."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRect

from nnviz.theme import Theme
from nnviz.views.activations.layer_canvas import bars_of, slots_of
from nnviz.views.activations.layer_charts import BINS, LayerChart, measure_layers
from nnviz.views.plotting.colors import Colormap
from tests.views.drawn_views import snapshot

AREAS = [QRect(10, 20, 48, 30), QRect(100, 20, 48, 30)]
SLOTS = slots_of(AREAS)


@pytest.fixture
def chart() -> LayerChart:
    counts = np.zeros((2, BINS), np.int64)
    counts[0, [0, 5]] = 4, 2
    counts[1, [11, 12, BINS - 1]] = 10, 1, 5
    measured = measure_layers(snapshot("circle", 5), False, Colormap(Theme()))[0]
    return replace(measured, counts=counts, turning_bin=12)


def test_the_highest_bar_of_a_neuron_fills_its_area(chart: LayerChart) -> None:
    lower, upper = bars_of(chart, SLOTS)
    assert lower[:, 3].tolist() == [30, 15, 30]
    assert upper[:, 3].tolist() == [3, 15]
    bottom = AREAS[0].bottom() + 1
    assert all(np.allclose(bars[:, 1] + bars[:, 3], bottom) for bars in (lower, upper))


def test_bars_stand_at_their_bins(chart: LayerChart) -> None:
    lower, upper = bars_of(chart, SLOTS)
    assert lower[:, 0].tolist() == [10, 20, 122]
    assert upper[:, 0].tolist() == [124, 146]


@pytest.mark.parametrize(("turn", "lower"), [(-3, 0), (0, 0), (6, 2), (BINS, 5), (BINS + 4, 5)])
def test_bars_below_the_turn_have_the_lower_colour(
    chart: LayerChart, turn: int, lower: int
) -> None:
    below, above = bars_of(replace(chart, turning_bin=turn), SLOTS)
    assert (len(below), len(above)) == (lower, 5 - lower)
