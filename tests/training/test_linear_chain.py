"""A chain of linear layers is one matrix."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.experiment import Experiment, LayerChoice
from nnviz.training.linear_chain import LinearChain
from nnviz.training.run import TrainingRun

LINEAR = (LayerChoice(4, "linear"), LayerChoice(3, "linear"))


def chain(**choices: object) -> tuple[TrainingRun, LinearChain | None]:
    run = TrainingRun(replace(Experiment(), **choices))  # type: ignore[arg-type]
    run.advance(50)
    return run, run.snapshot({"linear_chain"}).parts["linear_chain"]


@pytest.mark.parametrize("output", ["linear", "tanh", "sigmoid"])
def test_the_product_is_the_network_up_to_rounding(output: str) -> None:
    run, found = chain(hidden_layers=LINEAR, output_activation=output, learning_rate=0.01)
    assert found is not None
    assert found.difference < 1e-14
    first, second, third = (block.weights for block in run.network.blocks)
    product = third[:, :-1] @ second[:, :-1] @ first[:, :-1]
    bias = third[:, :-1] @ (second[:, :-1] @ first[:, -1] + second[:, -1]) + third[:, -1]
    np.testing.assert_allclose(found.product, np.column_stack([product, bias]), rtol=1e-12)


def test_a_network_without_hidden_layers_is_its_own_product() -> None:
    run, found = chain(hidden_layers=(), output_activation="linear", learning_rate=0.01)
    assert found is not None
    np.testing.assert_array_equal(found.product, run.network.weights[0])
    assert found.difference < 1e-14


@pytest.mark.parametrize(
    "layers", [(LayerChoice(4, "tanh"),), (LayerChoice(4, "linear", pieces=2),)]
)
def test_what_bends_has_no_product(layers: tuple[LayerChoice, ...]) -> None:
    assert chain(hidden_layers=layers)[1] is None
