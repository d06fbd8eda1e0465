"""The graph of networks with absent biases, and the layers that have none."""

import numpy as np
import pytest

from nnviz.engine.graph.graph import GraphError
from nnviz.engine.graph.network_graph import network_graph
from nnviz.engine.graph.stepping import differentiate
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network

NAMES = ["w1_11", "w1_21", "w2_11", "w2_12"]


def test_absent_biases_are_not_drawn() -> None:
    layers = [Dense(2, "tanh", bias=False), Dense(1, "linear", bias=False)]
    network = Network(1, layers, np.array([0.5, 0.0, -1.0, 0.0, 2.0, 0.7, 0.0]))
    graph = network_graph(network, [1.5], [0.0], LOSSES["half_mse"])
    walk = differentiate(graph)
    expected = network.predict(np.array([[1.5]]))[0, 0]
    assert walk.value("y1") == pytest.approx(expected, rel=1e-14)
    drawn = {leaf.name for leaf in graph.leaves}
    assert set(NAMES) <= drawn
    assert not any(name.startswith("b") for name in drawn)


@pytest.mark.parametrize(
    ("layer", "name"),
    [
        (Dense(1, "tanh", dropout=0.5), "Dropout"),
        (Dense(1, "tanh", batch_norm=True), "Batch normalisation"),
    ],
)
def test_a_stage_without_a_form_is_refused_by_its_name(layer: Dense, name: str) -> None:
    network = Network(1, [layer, Dense(1, "linear")])
    with pytest.raises(GraphError, match=f"{name} cannot be drawn"):
        network_graph(network, [1.0], [0.0], LOSSES["half_mse"])
