"""Activations without a slope: what is said of them, and what is offered."""

from dataclasses import replace

import pytest

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.ending import Ending
from nnviz.experiment import Experiment, LayerChoice, with_dataset, with_optimizer
from nnviz.training.objection import training_objection, with_perceptron_rule

DEFAULT = Experiment()
NEURON = replace(DEFAULT, hidden_layers=(), output_activation="step")
FLAT = [key for key, row in ACTIVATIONS.items() if not row.trainable]


def objection(activation: str, way: str) -> Ending:
    return Ending("no_slope", {"activation": activation, "way": way})


@pytest.mark.parametrize("key", [key for key, row in ACTIVATIONS.items() if row.elementwise])
def test_only_activations_without_a_slope_are_objected_to(key: str) -> None:
    hidden = replace(DEFAULT, hidden_layers=(LayerChoice(2), LayerChoice(2, key)))
    for experiment in (hidden, replace(DEFAULT, output_activation=key)):
        assert (training_objection(experiment) is not None) == (key in FLAT)


@pytest.mark.parametrize("key", FLAT)
def test_one_neuron_and_two_classes_are_for_the_perceptron_rule(key: str) -> None:
    experiment = replace(NEURON, output_activation=key)
    assert training_objection(experiment) == objection(key, "perceptron")
    assert with_perceptron_rule(experiment) == with_optimizer(experiment, "perceptron")


def test_hidden_layers_are_in_the_way_of_the_perceptron_rule() -> None:
    experiment = replace(NEURON, hidden_layers=(LayerChoice(2),))
    assert training_objection(experiment) == objection("step", "remove_hidden")
    assert with_perceptron_rule(experiment) is None


@pytest.mark.parametrize("dataset", ["line", "three_blobs"])
def test_without_two_classes_another_activation_is_the_only_way(dataset: str) -> None:
    experiment = replace(with_dataset(NEURON, dataset), output_activation="step", loss="half_mse")
    assert training_objection(experiment) == objection("step", "")
    assert with_perceptron_rule(experiment) is None


@pytest.mark.parametrize("key", ["perceptron", "random_search"])
def test_without_gradients_no_slope_is_needed(key: str) -> None:
    assert training_objection(with_optimizer(NEURON, key)) is None
