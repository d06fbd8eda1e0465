"""What the card says about whatever is pointed at."""

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


def first(part: Part, parameter: float | None = None, shot: Snapshot = PLAIN) -> tuple[str, ...]:
    """Return name, number and remark."""
    return words(part, parameter, shot)[:3]


def test_the_card_says() -> None:
    said = [
        (first(Edge(1, 1, 0), -0.125), ("w  x₁ → h₁,₂", "−0.12", "edit me")),
        (first(Edge(1, 1, 2), 0.5), ("b  h₁,₂", "0.50", "edit me")),
        (first(NeuronPlace(0, 1)), ("x₂", "", "input feature")),
        (first(NeuronPlace(1, 1), 0.5), ("h₁,₂  ·  tanh", "b  0.50", "edit me")),
        (first(NeuronPlace(1, 0), None, UNBIASED), ("h₁,₁  ·  tanh", "", "no bias")),
        (words(BiasNode(0))[:2], ("bias input, fixed at 1", "")),
        (words(NeuronPlace(1, 0), None, MAXOUT).note, "the largest of 2 sums"),
        (words(Edge(1, 0, 1, 1), 0.5, MAXOUT).name, "w  x₂ → h₁,₁  ·  piece 2"),
        (
            words(NeuronPlace(1, 0), None, NORMALISED).more,
            "known after the next step\nbatch normalisation: γ = 1.00, β = 0.00",
        ),
    ]
    for found, expected in said:
        assert found == expected


def test_what_is_read_out_has_the_numbers_behind_and_whose_they_are() -> None:
    told = words_for(PLAIN, Edge(1, 1, 0), 0.5, walk_of(PLAIN, 0), decimals=1, edit="edit me")
    rows = ", ".join(f"{row.name} {row.number}" for row in told.rows)
    assert len(told.rows) == 3
    assert told.spoken == f"w  x₁ → h₁,₂ 0.5 {rows} this sample alone"
