"""Where the diagram's columns, neurons and bias nodes are, whatever it has to fit in."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from nnviz.training.shown_units import SHOWN_UNITS
from nnviz.views.network.layout import MIN_UNITS, Column, Frame, Layout, arrange, minimum_size

FRAME = Frame(900.0, 600.0, 60.0, (40.0, 70.0), 1.0)
LARGE = replace(FRAME, width=3000.0, height=1500.0)
TINY = Frame(100.0, 100.0, 60.0, (40.0, 70.0), 1.5, type_factor=1.5)
PROJECTED = Frame(960.0, 600.0, 75.0, (45.0, 60.0), 1.0, 64.0, type_factor=1.73)
NETWORKS: dict[str, tuple[int, ...]] = {
    "small": (2, 4, 4, 1),
    "wide": (2, 128, 3),
    "no hidden layer": (1, 1),
    "deep": (2, 20, 20, 20, 2),
}

each_network = pytest.mark.parametrize("sizes", NETWORKS.values(), ids=NETWORKS)


def arranged(sizes: Sequence[int], frame: Frame) -> Layout:
    """Return a layout in the frame, or in the smallest one that holds these layers."""
    width, height = minimum_size(len(sizes), frame)
    large = replace(frame, width=max(width, frame.width), height=max(height, frame.height))
    return arrange(sizes, [True] * (len(sizes) - 1), large)


def heights(column: Column) -> list[float]:
    return [rect.center().y() for rect in column.neurons]


FRAMES = {"usual": FRAME, "large": LARGE, "tiny": TINY, "projected": PROJECTED}


@each_network
@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_nothing_overlaps_or_leaves_the_frame(sizes: tuple[int, ...], frame: Frame) -> None:
    layout = arranged(sizes, frame)
    width, height = minimum_size(len(sizes), frame)
    for column in layout.columns:
        assert all(a.bottom() <= b.top() for a, b in pairwise(column.neurons))
        assert column.neurons[0].top() >= frame.header
        assert column.neurons[0].left() >= 0
        assert column.neurons[-1].right() <= max(width, frame.width)
        if column.bias is not None:
            lowest = max(column.neurons[-1].bottom() for column in layout.columns)
            assert column.bias.y() - layout.bias_radius > lowest
            assert column.bias.y() + layout.bias_radius <= max(height, frame.height)
    assert all(a.neurons[0].right() < b.neurons[0].left() for a, b in pairwise(layout.columns))


@each_network
def test_columns_are_equally_far_apart_and_about_one_middle(sizes: tuple[int, ...]) -> None:
    layout = arranged(sizes, FRAME)
    for before, column in pairwise(layout.columns):
        assert column.x - before.x == pytest.approx(layout.spacing)
    middles = [(heights(column)[0] + heights(column)[-1]) / 2 for column in layout.columns]
    assert middles == pytest.approx([middles[0]] * len(middles), abs=1.0)
    for column in layout.columns:
        assert column.neurons[0].center().x() == pytest.approx(column.x, abs=0.5)


def test_the_usual_diagram_is_as_designed() -> None:
    layout = arranged((2, 4, 4, 1), FRAME)
    assert layout.spacing == pytest.approx(210.19)
    assert [column.x for column in layout.columns] == pytest.approx(
        [119.715, 329.905, 540.095, 750.285]
    )
    assert [column.side for column in layout.columns] == [78.0, 78.0, 78.0, 92.0]
    assert heights(layout.columns[0]) == [205.0, 411.0]
    assert heights(layout.columns[1]) == [135.0, 251.0, 365.0, 481.0]
    assert layout.columns[1].bias is not None
    assert layout.columns[1].bias.y() == pytest.approx(572.0)
    assert layout.bias_radius == 16.0


def test_a_small_network_uses_the_room_there_is() -> None:
    layout = arranged((2, 2, 1), FRAME)
    assert [column.side for column in layout.columns] == [120.0, 120.0, 129.0]
    assert heights(layout.columns[0]) == [193.0, 423.0]
    assert layout.columns[-1].x - layout.columns[0].x == pytest.approx(560.5, abs=0.1)


def test_eight_layers_of_sixteen_are_a_whole_where_the_window_is_large() -> None:
    sizes = (2, *(16,) * 8, 1)
    frame = Frame(985.0, 630.0, 78.0, (61.0, 20.0), 1.0)
    assert minimum_size(len(sizes), frame)[0] <= frame.width
    layout = arrange(sizes, [True] * 9, frame)
    assert [column.shown for column in layout.columns] == list(sizes)
    assert {column.side for column in layout.columns[:-1]} == {24.0}


def test_however_many_neurons_there_are_the_columns_stay_in_place() -> None:
    places = {
        tuple(column.x for column in arranged((2, units, 3, 1), FRAME).columns)
        for units in (1, 2, 4, 16, 128)
    }
    assert len(places) == 1


def test_a_large_window_has_larger_neurons_but_not_endlessly_far_apart() -> None:
    layout = arranged((1, 1), LARGE)
    assert layout.spacing == pytest.approx(780.0)  # a quarter of its width
    assert [column.side for column in layout.columns] == [204.0, 241.0]
    assert arranged((1, 1), replace(LARGE, width=1200.0)).spacing == pytest.approx(340.0)


def test_the_smallest_size_is_as_designed() -> None:
    assert minimum_size(4, FRAME) == pytest.approx((435.24, 228.0))
    assert minimum_size(4, replace(FRAME, labels=(0.0, 0.0))) == pytest.approx((376.0, 228.0))
    assert minimum_size(5, TINY) == pytest.approx((738.86, 312.0))


def test_in_the_smallest_window_a_few_neurons_are_shown_of_every_layer() -> None:
    layout = arranged((2, 20, 20, 20, 2), TINY)
    assert [column.shown for column in layout.columns] == [MIN_UNITS] * 5
    assert [column.units for column in layout.columns] == [2, 20, 20, 20, 2]


def test_of_a_wide_layer_no_more_are_shown_than_have_pictures() -> None:
    assert arranged((2, 128, 3), replace(FRAME, height=2000.0)).columns[1].shown == SHOWN_UNITS


def test_a_layer_can_be_shown_from_any_neuron_on() -> None:
    for wanted, first in ((0, 0), (5, 5), (112, 112), (120, 112)):
        column = arrange((2, 128, 3), (True, True), replace(FRAME, height=2000.0), {1: wanted})
        shown = column.columns[1]
        assert (shown.first, shown.range) == (first, range(first, first + SHOWN_UNITS))
        assert shown.place_of(first + 3) == shown.neurons[3]
        assert list(shown.placed())[2] == (first + 2, shown.neurons[2])


def test_below_a_layer_shown_in_part_there_is_room_to_say_so() -> None:
    frame = replace(FRAME, height=60.0 + 80.0 + 5 * 28.0 + 4.0)  # five, or four and a button
    assert arranged((2, 5, 1), frame).columns[1].shown == 5
    assert arranged((2, 6, 1), frame).columns[1].shown == 4


def test_a_node_that_is_always_1_is_where_the_next_layer_has_biases() -> None:
    layout = arrange((2, 3, 3, 1), (True, False, True), FRAME)
    assert [column.bias is not None for column in layout.columns] == [True, False, True, False]
    assert {column.bias.x() - column.x for column in layout.columns if column.bias} == {0.0}


def test_longer_labels_move_the_columns_away_from_them() -> None:
    left = arranged((2, 4, 1), replace(FRAME, labels=(140.0, 70.0)))
    right = arranged((2, 4, 1), replace(FRAME, labels=(70.0, 140.0)))
    assert left.columns[0].x - right.columns[0].x == pytest.approx(70.0)


def test_a_single_output_is_a_little_larger_than_the_others() -> None:
    assert [column.side for column in arranged((2, 4, 2), FRAME).columns] == [78.0, 78.0, 78.0]
    assert [column.side for column in arranged((2, 4, 1), FRAME).columns] == [78.0, 78.0, 92.0]


def test_a_full_column_takes_all_the_height_there_is() -> None:
    frame = replace(FRAME, height=60.0 + 80.0 + 10 * 50.0)
    column = arranged((2, 10, 1), frame).columns[1]
    assert heights(column)[-1] - heights(column)[0] == 9 * 50.0
