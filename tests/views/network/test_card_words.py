"""What the card says about whatever is pointed at."""

import pytest

from nnviz.experiment import LayerChoice
from nnviz.selection import BiasNode, Edge, NeuronPlace, Part
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.card_words import Words, words_for
from nnviz.views.network.sample_values import walk_of
from tests.views.drawn_views import snapshot

PLAIN = snapshot(hidden_layers=(LayerChoice(2),))
MAXOUT = snapshot(hidden_layers=(LayerChoice(2, activation="linear", pieces=2),))
UNBIASED = snapshot(hidden_layers=(LayerChoice(2, bias=False),))
NORMALISED = snapshot(hidden_layers=(LayerChoice(2, batch_norm=True),))


def words(part: Part, parameter: float | None = None, shot: Snapshot = PLAIN) -> Words:
    return words_for(shot, part, parameter, None, decimals=2, edit="edit me")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (words(Edge(1, 1, 0), -0.125), ("w  x₁ → h₁,₂", "−0.12", "edit me", "")),
        (words(Edge(1, 1, 2), 0.5), ("b  h₁,₂", "0.50", "edit me", "")),
        (words(NeuronPlace(0, 1)), ("x₂", "", "input feature", "")),
        (words(NeuronPlace(1, 1), 0.5), ("h₁,₂  ·  tanh", "b  0.50", "edit me", "")),
        (words(NeuronPlace(1, 0), None, UNBIASED), ("h₁,₁  ·  tanh", "", "no bias", "")),
        (words(BiasNode(0))[:2], ("bias input, fixed at 1", "")),
        (words(NeuronPlace(1, 0), None, MAXOUT).note, "the largest of 2 sums"),
        (words(Edge(1, 0, 1, 1), 0.5, MAXOUT).name, "w  x₂ → h₁,₁  ·  piece 2"),
        (
            words(NeuronPlace(1, 0), None, NORMALISED).sample,
            "batch normalisation: γ = 1.00, β = 0.00",
        ),
    ],
)
def test_the_card_says(found: object, expected: object) -> None:
    assert found == expected


def test_a_sample_has_a_value_at_every_neuron_and_a_target_at_the_output() -> None:
    walk = walk_of(PLAIN, 0)
    hidden, output = (
        words_for(PLAIN, place, 0.0, walk, decimals=1, edit="").sample
        for place in (NeuronPlace(1, 1), NeuronPlace(2, 0))
    )
    assert hidden == f"this sample: {walk.values[1][1]:.1f}".replace("-", "−")
    target = f"{walk.targets[0]:g}".replace("-", "−")
    value = f"{walk.values[2][0]:.1f}".replace("-", "−")
    assert output == f"this sample: {value}, y = {target}"
