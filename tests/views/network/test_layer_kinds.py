"""Layers without biases, of maxout and with batch normalisation, in the diagram."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnviz.experiment import LayerChoice
from nnviz.selection import BiasNode, Edge, NeuronPlace
from nnviz.views.network.names import edge_name, summary
from nnviz.views.network.sample_values import walk_of
from nnviz.views.network.view import NetworkView
from nnviz.widgets.decimals import decimal_text
from tests.views.drawn_networks import click, drawn, point_at, text_of_card
from tests.views.drawn_views import snapshot

TANH = LayerChoice(3)
UNBIASED = LayerChoice(4, bias=False)
MAXOUT = LayerChoice(4, "linear", pieces=3)
NORMALISED = LayerChoice(4, batch_norm=True)


def with_layers(qtbot: QtBot, *layers: LayerChoice, **choices: Any) -> NetworkView:
    return drawn(qtbot, (760, 560), hidden_layers=layers, **choices)


@pytest.mark.parametrize("layer", [UNBIASED, MAXOUT, NORMALISED, replace(MAXOUT, bias=False)])
def test_every_weight_that_is_learned_has_its_edge(qtbot: QtBot, layer: LayerChoice) -> None:
    view = with_layers(qtbot, layer, TANH)
    experiment = snapshot(hidden_layers=(layer, TANH)).experiment
    learned = [index for index in range(experiment.vector_size) if experiment.is_learned(index)]
    drawn_ones = sorted(view.canvas.plan.indices)
    assert set(drawn_ones) <= set(learned)
    assert len(set(drawn_ones)) == len(drawn_ones)
    assert len(learned) - len(drawn_ones) == (8 if layer.batch_norm else 0)  # γ and β
    assert summary(experiment).endswith(f"{len(learned)} parameters")


def test_a_layer_without_biases_has_no_node_that_is_always_1(qtbot: QtBot) -> None:
    view = with_layers(qtbot, UNBIASED, TANH, output_bias=False)
    nodes = [column.bias is not None for column in view.canvas.layout_.columns]
    assert nodes == [False, True, False, False]
    view.canvas.select(NeuronPlace(0, 1))
    QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    assert not isinstance(view.canvas.target, BiasNode)


@pytest.mark.parametrize(
    ("layer", "unit", "said"), [(UNBIASED, 1, "no bias"), (MAXOUT, 2, "the largest of 3 sums")]
)
def test_a_neuron_without_one_bias_says_why_and_cannot_be_edited(
    qtbot: QtBot, layer: LayerChoice, unit: int, said: str
) -> None:
    view = with_layers(qtbot, layer)
    point_at(view, NeuronPlace(1, unit))
    assert said in text_of_card(view)
    click(view, NeuronPlace(1, unit))
    assert not view.canvas.card.editing


def test_the_edges_of_a_maxout_are_those_of_its_pieces(qtbot: QtBot) -> None:
    view = with_layers(qtbot, MAXOUT)
    plan, frame = view.canvas.plan, snapshot(steps=20, hidden_layers=(MAXOUT,))
    for edge in (Edge(1, 1, 0, 0), Edge(1, 1, 0, 2), Edge(1, 3, 2, 1)):
        weight = frame.network.weights[0][edge.piece * 4 + edge.unit, edge.source]
        assert frame.parameters[plan.indices[plan.places[edge]]] == weight
    assert edge_name(frame, Edge(1, 1, 0, 2)) == "w  x₁ → h₁,₂  ·  piece 3"
    assert edge_name(frame, Edge(1, 1, 2, 0)) == "b  h₁,₂  ·  piece 1"
    assert edge_name(frame, Edge(2, 0, 1)) == "w  h₁,₂ → ŷ"


def test_the_weight_of_a_piece_is_edited_in_its_place(qtbot: QtBot) -> None:
    view = with_layers(qtbot, MAXOUT)
    view.canvas.select(Edge(1, 0, 1, 2))
    view.canvas.edit()
    QTest.keyClicks(view.canvas.card.edit, "0.5")
    with qtbot.waitSignal(view.parameter_edited) as heard:
        QTest.keyClick(view.canvas.card.edit, Qt.Key.Key_Return)
    assert heard.args == [(2 * 4 + 0) * 3 + 1, 0.5]


def test_the_key_e_goes_through_the_pieces(qtbot: QtBot) -> None:
    view = with_layers(qtbot, MAXOUT)
    view.canvas.select(NeuronPlace(1, 0))
    found = []
    for _ in range(4):
        QTest.keyClick(view.canvas, Qt.Key.Key_E)
        found.append(view.canvas.target)
    assert found == [Edge(1, 0, 0, 0), Edge(1, 0, 0, 1), Edge(1, 0, 0, 2), Edge(1, 0, 1, 0)]


def test_an_activation_is_called_maxout_where_it_is_one(qtbot: QtBot) -> None:
    view = with_layers(qtbot, MAXOUT)
    point_at(view, NeuronPlace(1, 0))
    assert text_of_card(view).startswith("h₁,₁  ·  Maxout")


def test_what_batch_normalisation_learns_is_told(qtbot: QtBot) -> None:
    view = with_layers(qtbot, NORMALISED)
    frame = snapshot(steps=20, hidden_layers=(NORMALISED,))
    point_at(view, NeuronPlace(1, 2))
    scale, shift = (decimal_text(part[2, 0], 4) for part in frame.network.blocks[0][1:])
    assert f"γ = {scale}, β = {shift}" in text_of_card(view)


def test_an_edge_that_has_gone_is_not_edited_any_more(qtbot: QtBot) -> None:
    view = with_layers(qtbot, TANH)
    click(view, Edge(1, 1, 2))  # a bias
    assert view.canvas.card.editing
    view.draw(snapshot(steps=20, hidden_layers=(replace(TANH, bias=False),)))
    assert not view.canvas.card.editing
    assert view.canvas.target is None


@pytest.mark.parametrize(
    "layer", [UNBIASED, MAXOUT, NORMALISED, LayerChoice(4, dropout=0.5, batch_norm=True)]
)
def test_a_walk_has_the_numbers_that_the_network_gives(layer: LayerChoice) -> None:
    frame = snapshot(steps=20, samples=3, hidden_layers=(layer,), output_bias=False)
    column = frame.sample_column
    walk = walk_of(frame, column)
    assert walk is not None
    x = frame.data.train_inputs[:, [column]]
    for found, values in zip(walk.values, frame.network.layer_values(x), strict=True):
        np.testing.assert_allclose(found, values[:, 0])
