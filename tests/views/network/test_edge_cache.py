"""Pictures of very many edges: in time every layer is drawn as its weights are."""

from itertools import chain, pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from nnviz.run_state import Array
from nnviz.views.network.edge_cache import RENEWED, TOO_MANY, EdgeCache
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


def paint(cache: EdgeCache, size: Any, parameters: Array, moving: bool) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    cache.paint(painter, parameters, moving)
    painter.end()
    return image


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
def test_the_first_picture_has_all_layers(many: Any, cache: EdgeCache, moving: bool) -> None:
    blank = QImage(many.size(), QImage.Format.Format_RGB32)
    blank.fill(GROUND)
    assert renewed(many, blank, paint(cache, many.size(), weights(many, 1), moving)) == ALL


def test_at_rest_all_layers_are_renewed_at_once(many: Any, cache: EdgeCache) -> None:
    before = paint(cache, many.size(), weights(many, 1), moving=False)
    after = paint(cache, many.size(), weights(many, 2), moving=False)
    assert renewed(many, before, after) == ALL


def test_while_training_a_part_of_the_layers_is_renewed_in_turn(
    many: Any, cache: EdgeCache
) -> None:
    pictures = [paint(cache, many.size(), weights(many, 1), moving=True)]
    pictures += [paint(cache, many.size(), weights(many, 2), moving=True) for _ in ALL]
    turns = [renewed(many, *pair) for pair in pairwise(pictures)]
    assert all(len(turn) < len(ALL) for turn in turns)
    assert sorted(chain(*turns)) == ALL  # each once: those of the new weights look the same again
    assert pictures[-1] == paint(cache, many.size(), weights(many, 2), moving=False)


def test_more_small_layers_are_renewed_in_one_frame(qtbot: QtBot) -> None:
    view = drawn(qtbot, (1400, 600), hidden_layers=layers(8, 8, 8, 8, 8, 8, 8, 8))
    many: Any = view.canvas
    cache = EdgeCache(many.plan, many.layout_, many.height(), GROUND)
    before = paint(cache, many.size(), weights(many, 1), moving=True)
    after = paint(cache, many.size(), weights(many, 2), moving=True)
    edges = [len(many.plan.layers[layer]) for layer in renewed(many, before, after)]
    assert sum(edges[:-1]) < RENEWED <= sum(edges)
