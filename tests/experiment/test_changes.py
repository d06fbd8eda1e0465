"""What changes along with a choice, and what the choices are called that differ."""

from dataclasses import replace
from typing import Any

import pytest

from nnviz.experiment import (
    Experiment,
    LayerChoice,
    Stopping,
    with_dataset,
    with_loss,
    with_optimizer,
)
from nnviz.experiment.changes import changed_labels
from tests.own_data import of_bodies

START = Experiment()


@pytest.mark.parametrize(
    ("after", "labels"),
    [
        (START, []),
        (replace(START, learning_rate=1.0), ["Learning rate"]),
        (with_optimizer(START, "adam"), ["Optimizer"]),
        (replace(START, data=replace(START.data, noise=0.1)), ["Noise"]),
        (replace(START, stopping=Stopping(epochs=3)), ["Epochs"]),
        (with_loss(START, "binary_cross_entropy"), ["Activation", "Loss function"]),
        (replace(START, hidden_layers=(LayerChoice(4), LayerChoice(3, "relu"))), ["Activation"]),
    ],
)
def test_what_differs_is_named_once(after: Experiment, labels: list[str]) -> None:
    assert changed_labels(START, after) == labels


def test_own_points_are_all_used_and_have_no_noise() -> None:
    noisy = replace(START, data=replace(START.data, noise=0.2))
    own = with_dataset(noisy, of_bodies().data.dataset)
    own.check()
    assert (own.data.samples, own.data.noise) == (24, 0.0)
    assert own.features == START.features
    assert with_dataset(own, "xor").data.samples == 24


@pytest.mark.parametrize("changes", [{"samples": 25}, {"noise": 0.1}])
def test_more_points_than_there_are_or_noise_are_refused(changes: dict[str, Any]) -> None:
    own = of_bodies()
    data = replace(own.data, **changes)
    with pytest.raises(ValueError, match="has 24 points, without noise"):
        replace(own, data=data).check()
