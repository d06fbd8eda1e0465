"""What the status line says about a change."""

from dataclasses import replace

import pytest

from nnviz.app.window.change_words import change_text
from nnviz.experiment import Experiment, LayerChoice, with_dataset, with_optimizer

START = Experiment(hidden_layers=(LayerChoice(4),))


def with_layer(layer: LayerChoice) -> Experiment:
    return replace(START, hidden_layers=(layer,))


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (with_dataset(START, "xor"), "Another data set"),
        (replace(START, weights_seed=7), "New weights"),
        (with_layer(LayerChoice(5)), "Another network"),
        (with_layer(LayerChoice(4, bias=False)), "Another network"),
        (with_layer(LayerChoice(4, batch_norm=True)), "Another network"),
        (with_layer(LayerChoice(4, "linear", pieces=2)), "Another network"),
        (with_layer(LayerChoice(4, "relu")), "Activation changed"),
        (with_layer(LayerChoice(4, dropout=0.5)), "Dropout changed"),
        (with_optimizer(START, "adam"), "Optimizer changed"),
        (replace(START, l1=0.1, l2=0.1), "Changed"),
        (replace(START, scaling="standard"), "Other data"),
        (replace(START, learning_rate=1.0), "Learning rate changed"),
    ],
)
def test_a_change_is_told_with_what_became_of_the_weights(after: Experiment, said: str) -> None:
    assert change_text(START, after).startswith(said)
