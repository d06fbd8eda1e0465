"""The edges: their widths and signs, which matrix cell each stands for, and which is nearest."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from nnviz.selection import Edge
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.edges import HALF_WIDE, THINNEST, WIDEST, EdgePlan, nearest_edge
from nnviz.views.network.layout import Frame, Layout, arrange
from tests.views.drawn_networks import layers
from tests.views.drawn_views import snapshot

FRAME = Frame(900.0, 600.0, 60.0, (40.0, 70.0), 1.0)
GROUND = QColor("white")


def layout_of(shot: Snapshot, frame: Frame = FRAME) -> Layout:
    biased = [layer.bias for layer in shot.network.layers]
    return arrange(shot.network.sizes, biased, frame)


def plan_of(shot: Snapshot, frame: Frame = FRAME) -> EdgePlan:
    return EdgePlan(layout_of(shot, frame), shot.network, Theme())


def painted(plan: EdgePlan, parameters: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> QImage:
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    plan.paint(painter, parameters, 0.0)
    painter.end()
    return image


def thickness(image: QImage, x: int) -> int:
    """Return how many pixels above each other are not of the ground."""
    return sum(image.pixelColor(x, y) != GROUND for y in range(image.height()))


def test_an_edge_stands_for_its_cell_of_the_matrix() -> None:
    shot = snapshot("three_blobs", steps=20, hidden_layers=layers(3, 2))
    plan = plan_of(shot)
    for layer, block in enumerate(shot.network.blocks, 1):
        for unit, row in enumerate(block.weights):
            for source, weight in enumerate(row):
                place = plan.places[Edge(layer, unit, source)]
                assert shot.parameters[plan.indices[place]] == weight


def test_edges_leave_at_the_right_of_a_neuron_and_arrive_at_the_left_of_the_next() -> None:
    shot = snapshot(hidden_layers=layers(3))
    plan, columns = plan_of(shot), layout_of(shot).columns
    for layer, (before, column) in enumerate(pairwise(columns), 1):
        for unit, rect in enumerate(column.neurons):
            for source, start in enumerate(before.neurons):
                points = plan.polylines[plan.places[Edge(layer, unit, source)]]
                assert points[0].tolist() == [start.right() + 1, start.center().y()]
                assert points[-1, 0] == rect.left() - 1
                assert rect.top() < points[-1, 1] < rect.bottom()
            bias = plan.polylines[plan.places[Edge(layer, unit, before.units)]]
            assert before.bias is not None
            assert bias[0, 1] == before.bias.y()


def test_edges_arrive_in_the_order_of_their_starts_evenly_about_the_middle() -> None:
    shot = snapshot(hidden_layers=layers(3))
    plan, column = plan_of(shot), layout_of(shot).columns[2]
    arrivals = [plan.polylines[plan.places[Edge(2, 0, source)]][-1, 1] for source in range(4)]
    assert np.diff(arrivals).tolist() == pytest.approx([9.0] * 3)
    assert np.mean(arrivals) == pytest.approx(column.neurons[0].center().y())


def test_the_larger_a_weight_the_wider_its_edge() -> None:
    shot = snapshot("line", features=("x1",), hidden_layers=())
    plan = plan_of(shot)
    middle = int(plan.polylines[0][12, 0])
    widths = []
    for weight in (1e-9, 0.5, 1.8, 5.0, 100.0):
        image = painted(plan, np.array([weight, 0.0]))
        widths.append(thickness(image, middle))
    assert widths == sorted(widths)
    assert widths[0] < widths[1] < widths[2] < widths[3]
    assert widths[-1] - widths[0] == pytest.approx(WIDEST - THINNEST, abs=2)


@pytest.mark.parametrize("way", ["paint", "paint_exactly"])
@pytest.mark.parametrize(
    ("parameters", "drawn"),
    [((0.0, 1.0), [1]), ((-0.0, -1.0), [1]), ((1.0, 0.0), [0, 1]), ((0.0, 0.0), [1])],
)
def test_a_weight_of_exactly_0_has_no_edge_but_a_bias_keeps_its_own(
    way: str, parameters: tuple[float, float], drawn: list[int]
) -> None:
    plan = plan_of(snapshot("line", features=("x1",), hidden_layers=()))
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    getattr(plan, way)(painter, np.array(parameters), 0.0)
    painter.end()
    # A quarter of the way the two edges are apart; a dashed one is looked for a little further on.
    for edge, polyline in enumerate(plan.polylines.astype(int)):
        near = [image.pixelColor(x, y + dy) for x, y in polyline[3:9] for dy in (-1, 0, 1)]
        assert any(color != GROUND for color in near) == (edge in drawn)


def test_between_small_neurons_edges_are_thinner() -> None:
    shot = snapshot("line", features=("x1",), hidden_layers=())
    low, high = plan_of(shot, replace(FRAME, height=190.0)), plan_of(shot)
    parameters, middle = np.array([9.0, 0.0]), int(high.polylines[0][12, 0])
    thin, thick = (thickness(painted(plan, parameters), middle) for plan in (low, high))
    assert thin < thick - 1


LINES = np.array(
    [[[0.0, 0.0], [10.0, 0.0]], [[0.0, 4.0], [10.0, 4.0]], [[20.0, 0.0], [20.0, 10.0]]]
)


@pytest.mark.parametrize(
    ("x", "y", "nearest"),
    [
        (5.0, 1.0, 0),
        (5.0, 3.0, 1),
        (5.0, 1.9, 0),
        (5.0, 2.1, 1),
        (20.0, 5.0, 2),
        (22.9, 5.0, 2),
        (23.1, 5.0, None),
        (12.0, 5.0, 1),  # beyond its end, not beside the line it lies on
        (12.5, 6.0, None),
        (-2.9, 0.0, 0),
        (5.0, -3.0, 0),
        (5.0, -3.1, None),
    ],
)
def test_the_nearest_edge_within_reach(x: float, y: float, nearest: int | None) -> None:
    assert nearest_edge(LINES, x, y, 3.0) == nearest


def test_the_nearest_of_a_bent_line_is_on_any_of_its_pieces() -> None:
    bent = np.array([[[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [30.0, 10.0]]])
    near = [nearest_edge(bent, x, y, 1.0) for x, y in ((3.0, 0.5), (10.5, 7.0), (25.0, 9.5))]
    assert near == [0, 0, 0]
    assert nearest_edge(bent, 17.0, 5.0, 1.0) is None


def test_edges_are_not_filled_whatever_was_drawn_before() -> None:
    shot = snapshot("line", features=("x1",), hidden_layers=())
    plan = plan_of(shot)
    for paint in (
        lambda painter: plan.paint(painter, np.ones(2), 0.0),
        lambda painter: plan.paint_exactly(painter, np.ones(2), 0.0),
        lambda painter: plan.paint_one(painter, Edge(1, 0, 1), 1.0, 0.0),
    ):
        image = QImage(900, 600, QImage.Format.Format_RGB32)
        image.fill(GROUND)
        painter = QPainter(image)
        painter.setBrush(QColor("red"))
        paint(painter)
        painter.end()
        assert QColor("red").rgb() not in {
            image.pixel(x, y) for x in range(0, 900, 3) for y in range(0, 600, 3)
        }


def test_an_edge_is_two_thirds_as_wide_as_it_gets_where_the_comment_says() -> None:
    shot = snapshot(hidden_layers=())
    plan = plan_of(shot)
    at, far, none = (
        float(plan._widths(np.array([value]), np.array([0]))[0])  # noqa: SLF001
        for value in (HALF_WIDE, 1e6, 0.0)
    )
    assert (at - none) / (far - none) == pytest.approx(1 - np.exp(-1))
    assert none == THINNEST
