"""Numbers to colours: which limits they get, and which step between them."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor

from nnviz.experiment import LayerChoice
from nnviz.theme import Theme
from nnviz.views.plotting.colors import (
    STEPS,
    Colormap,
    class_of,
    response_limits,
    steps_of,
    to_image,
    winners,
)
from tests.views.drawn_views import snapshot

VALUES = np.array([[-3.0, np.nan, 2.0, np.inf]])
CURVED = snapshot(hidden_layers=(LayerChoice(2, "relu"), LayerChoice(2, "sigmoid")))
BLOBS = snapshot("three_blobs", hidden_layers=(LayerChoice(2),))


@pytest.mark.parametrize(
    ("layer", "limits"),
    [
        (0, (-3.0, 3.0)),  # inputs lie about 0
        (1, (-3.0, 3.0)),  # and so does what has no bounds
        (2, (0.0, 1.0)),  # a bounded activation has its own
        (3, (-1.0, 1.0)),  # outputs have the targets'
    ],
)
def test_a_layer_s_limits(layer: int, limits: tuple[float, float]) -> None:
    assert response_limits(CURVED, layer, VALUES) == limits


@pytest.mark.parametrize("values", [np.zeros((1, 3)), np.full((1, 3), np.nan)])
def test_without_any_number_but_0_the_limits_are_ordinary(
    values: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
) -> None:
    assert response_limits(CURVED, 1, values) == (-1.0, 1.0)


def test_an_output_stands_for_a_class_where_there_are_several() -> None:
    assert [class_of(BLOBS, layer, 1) for layer in range(3)] == [None, None, 1]
    assert class_of(CURVED, 3, 0) is None  # a single one tells two classes apart
    assert class_of(snapshot("one_hot"), len(snapshot("one_hot").network.sizes) - 1, 2) is None


def test_steps_between_the_limits() -> None:
    values = np.array([-9.0, 0.0, 0.9, 1.0, 2.0, 3.9, 4.0, 9.0, np.nan, np.inf, -np.inf])
    assert steps_of(values, (0.0, 4.0), 4).tolist() == [0, 0, 0, 1, 2, 3, 3, 3, 2, 3, 0]
    assert steps_of(np.array([2.0, 3.0]), (2.0, 2.0), 4).tolist() == [0, 3]
    assert steps_of(np.array([1.0]), (0.0, 1.0)).tolist() == [STEPS - 1]


@pytest.mark.parametrize("scale", [1e-310, 1e-300, 1.0, 1.5e308])
def test_steps_do_not_depend_on_the_size_of_the_numbers(scale: float) -> None:
    values = np.array([-1.0, -0.6, 0.1, 0.6, 1.0]) * scale
    assert steps_of(values, (-scale, scale), 4).tolist() == [0, 0, 2, 3, 3]


def test_the_winner_leads_the_second() -> None:
    winner, lead = winners(np.array([[0.5, 0.2, 0.4], [0.3, 0.7, 0.4], [0.2, 0.1, 0.1]]))
    assert winner.tolist() == [0, 1, 0]
    assert lead.tolist() == pytest.approx([0.2, 0.5, 0.0])


def test_the_map_goes_from_negative_over_neutral_to_positive() -> None:
    theme = Theme("light")
    colors = [Colormap(theme).color(value, (-1.0, 1.0)) for value in (-1.0, 1.0)]
    assert colors == [theme.negative, theme.positive]
    middle, neutral = Colormap(theme).color(0.0, (-1.0, 1.0)), theme.color("neutral")
    assert all(abs(a - b) <= 2 for a, b in zip(middle.getRgb(), neutral.getRgb(), strict=True))


def test_a_picture_has_its_first_row_on_top() -> None:
    pixels = np.array([[0xFF112233, 0xFF445566, 0xFF000000]], np.uint32)
    image = to_image(pixels)
    assert (image.width(), image.height()) == (3, 1)
    assert [image.pixelColor(x, 0) for x in range(2)] == [QColor("#112233"), QColor("#445566")]


def test_targets_that_are_all_the_same_are_in_the_middle() -> None:
    same = replace(CURVED.data, target_range=(2.0, 2.0))
    shot = replace(CURVED, data=same)
    assert response_limits(shot, 3, VALUES) == (1.0, 3.0)
