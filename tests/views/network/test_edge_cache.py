"""Pictures of very many edges: in time every layer is drawn as its weights are."""

from itertools import chain, pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from nnviz.run_state import Array
from nnviz.views.network.edge_cache import AT_ONCE, RENEWED, TOO_MANY, EdgeCache
from nnviz.views.network.edges import EdgePlan
from nnviz.views.network.view import NetworkView
from tests.views.drawn_networks import drawn, layers

GROUND = QColor("white")
ALL = [0, 1, 2, 3]


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    """A view of four layers of edges, two of them with very many."""
    return drawn(qtbot, (1400, 1000), hidden_layers=layers(16, 16, 16))


@pytest.fixture
def many(view: NetworkView) -> Any:
    return view.canvas


@pytest.fixture
def cache(many: Any) -> EdgeCache:
    return EdgeCache(many.plan, many.layout_, many.height(), GROUND)


@pytest.fixture
def drawn_layers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The layers whose edges are drawn from now on."""
    layers: list[int] = []
    draw = EdgePlan.paint

    def noted(plan: EdgePlan, painter: QPainter, *args: Any) -> None:
        layers.append(next(k for k, edges in enumerate(plan.layers) if edges is args[-1]))
        draw(plan, painter, *args)

    monkeypatch.setattr(EdgePlan, "paint", noted)
    return layers


def paint(cache: EdgeCache, size: Any, parameters: Array, moving: bool) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    cache.paint(painter, parameters, moving)
    painter.end()
    return image


def painted(
    cache: EdgeCache, size: Any, parameters: Array, moving: bool = False, ratio: float = 1.0
) -> list[QImage]:
    """Paint for as long as it asks for another paint."""
    pictures, more = [], True
    while more:
        image = QImage(size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(GROUND)
        painter = QPainter(image)
        more = cache.paint(painter, parameters, moving)
        painter.end()
        pictures.append(image)
    return pictures


def renewed(many: Any, before: QImage, after: QImage) -> list[int]:
    """Return the layers whose edges are drawn otherwise."""
    columns = [round(column.x) for column in many.layout_.columns]
    return [
        layer
        for layer, (left, right) in enumerate(pairwise(columns))
        if before.copy(left, 0, right - left, before.height())
        != after.copy(left, 0, right - left, after.height())
    ]


def weights(many: Any, seed: int) -> Array:
    return np.random.default_rng(seed).normal(size=int(many.plan.indices.max()) + 1) * 2


def test_there_are_enough_edges_for_it(many: Any) -> None:
    assert len(many.plan.edges) > TOO_MANY > RENEWED


@pytest.mark.parametrize("moving", [True, False])
def test_all_layers_are_there_after_the_paints_it_asks_for(
    many: Any, cache: EdgeCache, moving: bool
) -> None:
    blank = QImage(many.size(), QImage.Format.Format_RGB32)
    blank.fill(GROUND)
    pictures = painted(cache, many.size(), weights(many, 1), moving)
    assert len(pictures) > 1
    assert renewed(many, blank, pictures[-1]) == ALL


def test_at_rest_all_layers_are_renewed_in_the_paints_it_asks_for(
    many: Any, cache: EdgeCache
) -> None:
    before = painted(cache, many.size(), weights(many, 1))[-1]
    pictures = painted(cache, many.size(), weights(many, 2))
    assert len(pictures) > 1
    assert renewed(many, before, pictures[-1]) == ALL


def test_no_paint_draws_many_more_edges_than_it_should(
    many: Any, cache: EdgeCache, drawn_layers: list[int]
) -> None:
    paint(cache, many.size(), weights(many, 1), moving=False)
    edges = [len(many.plan.layers[layer]) for layer in drawn_layers]
    assert sum(edges[:-1]) < AT_ONCE <= sum(edges) < len(many.plan.edges)


@pytest.mark.parametrize("moving", [True, False])
def test_edges_whose_weights_have_not_changed_are_not_drawn_again(
    many: Any, cache: EdgeCache, drawn_layers: list[int], moving: bool
) -> None:
    values = weights(many, 1)
    painted(cache, many.size(), values)
    drawn_layers.clear()
    paint(cache, many.size(), values.copy(), moving)
    assert not drawn_layers
    changed = values.copy()
    changed[many.plan.indices[many.plan.layers[2][0]]] += 1
    paint(cache, many.size(), changed, moving)
    assert drawn_layers == [2]


def test_edges_are_drawn_again_for_a_finer_screen(
    many: Any, cache: EdgeCache, drawn_layers: list[int]
) -> None:
    values = weights(many, 1)
    painted(cache, many.size(), values)
    drawn_layers.clear()
    painted(cache, many.size(), values, ratio=2.0)
    assert sorted(drawn_layers) == ALL


def test_the_diagram_paints_until_all_edges_are_there(
    qtbot: QtBot, many: Any, drawn_layers: list[int]
) -> None:
    many.rearrange()
    qtbot.waitUntil(lambda: sorted(drawn_layers) == ALL)


def test_while_training_a_part_of_the_layers_is_renewed_in_turn(
    many: Any, cache: EdgeCache
) -> None:
    pictures = painted(cache, many.size(), weights(many, 1), moving=True)[-1:]
    pictures += [paint(cache, many.size(), weights(many, 2), moving=True) for _ in ALL]
    turns = [renewed(many, *pair) for pair in pairwise(pictures)]
    assert all(len(turn) < len(ALL) for turn in turns)
    assert sorted(chain(*turns)) == ALL  # each once: those of the new weights look the same again
    assert pictures[-1] == painted(cache, many.size(), weights(many, 2))[-1]


def test_more_small_layers_are_renewed_in_one_frame(qtbot: QtBot) -> None:
    view = drawn(qtbot, (1400, 600), hidden_layers=layers(8, 8, 8, 8, 8, 8, 8, 8))
    many: Any = view.canvas
    cache = EdgeCache(many.plan, many.layout_, many.height(), GROUND)
    before = painted(cache, many.size(), weights(many, 1), moving=True)[-1]
    after = paint(cache, many.size(), weights(many, 2), moving=True)
    edges = [len(many.plan.layers[layer]) for layer in renewed(many, before, after)]
    assert sum(edges[:-1]) < RENEWED <= sum(edges)
