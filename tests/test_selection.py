"""What is selected: kinds that replace each other, and what outlives a change of the network."""

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from nnviz.experiment import DataChoice, Experiment, LayerChoice
from nnviz.selection import (
    BiasNode,
    Edge,
    Moment,
    NeuronPlace,
    Part,
    Picked,
    Selection,
)

BEFORE = Experiment()  # 2–4–3–1
ALL = Picked(Edge(2, 0, 1), 7, "z", Moment(30, 2))
OTHERS = {
    "a wider layer": {"hidden_layers": (LayerChoice(5), LayerChoice(3))},
    "another activation": {"hidden_layers": (LayerChoice(4, "relu"), LayerChoice(3))},
    "another loss": {"loss": "mse"},
    "other data": {"data": DataChoice("xor")},
    "fewer samples": {"data": replace(BEFORE.data, samples=100)},
    "other weights": {"weights_seed": 99},
    "another feature": {"features": ("x1", "x2", "x1_sq")},
    "another rate": {"learning_rate": 0.5},
}


def kinds(picked: Picked) -> set[str]:
    """Return of which kinds something is picked."""
    return {kind for kind in ("part", "sample", "operation", "moment") if getattr(picked, kind)}


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ("a wider layer", {"sample"}),
        ("another activation", {"part", "sample", "moment"}),
        ("another loss", {"part", "sample", "moment"}),
        ("other data", {"part", "operation"}),
        ("fewer samples", {"part", "operation"}),
        ("other weights", {"part", "sample", "operation"}),
        ("another feature", {"sample"}),
        ("another rate", {"part", "sample", "operation", "moment"}),
    ],
)
def test_what_is_not_there_any_more_is_dropped(change: str, kept: set[str]) -> None:
    assert kinds(ALL.kept(BEFORE, replace(BEFORE, **OTHERS[change]))) == kept


@pytest.mark.parametrize(
    ("part", "stays"),
    [
        (NeuronPlace(1, 3), True),
        (NeuronPlace(2, 1), True),  # now the last of its layer
        (NeuronPlace(2, 2), False),
        (NeuronPlace(3, 0), True),
        (NeuronPlace(4, 0), False),
        (Edge(1, 0, 0), False),
        (BiasNode(0), False),
    ],
)
def test_a_neuron_stays_where_there_is_one(part: Part, stays: bool) -> None:
    after = replace(BEFORE, hidden_layers=(LayerChoice(4), LayerChoice(2)))
    assert (Picked(part).kept(BEFORE, after).part == part) is stays


@pytest.mark.parametrize("part", [Edge(1, 0, 0), BiasNode(0), NeuronPlace(0, 0)])
def test_a_part_is_a_neuron_or_none(part: Part) -> None:
    assert Picked(part).neuron == (part if isinstance(part, NeuronPlace) else None)


@pytest.mark.parametrize(
    "pointed",
    [
        {"part": NeuronPlace(0, 0)},
        {"sample": 0},
        {"operation": "h"},
        {"moment": Moment(0)},
    ],
)
def test_what_is_pointed_at_is_shown_rather_than_what_is_chosen(pointed: dict[str, Any]) -> None:
    assert Selection(Picked(**pointed), ALL).shown == replace(ALL, **pointed)


def test_what_is_pointed_at_and_what_is_chosen_are_dropped_alike() -> None:
    after = replace(BEFORE, **OTHERS["a wider layer"])
    assert Selection(ALL, ALL).kept(BEFORE, after) == Selection(Picked(sample=7), Picked(sample=7))


def test_pointing_leaves_what_is_chosen() -> None:
    chosen = Selection(chosen=ALL)
    assert chosen.pointing_at(BiasNode(0)).pointing_at(None) == chosen
    assert chosen.choosing(None) == Selection(chosen=replace(ALL, part=None))


@pytest.mark.parametrize(
    ("clicked", "chosen"),
    [
        (NeuronPlace(1, 2), NeuronPlace(1, 2)),
        (NeuronPlace(1, 1), None),  # it was chosen
        (None, None),
        (Edge(1, 0, 0), NeuronPlace(1, 1)),
        (BiasNode(0), NeuronPlace(1, 1)),
    ],
)
def test_a_click_chooses_a_neuron_or_lets_go_of_it(
    clicked: Part | None, chosen: Part | None
) -> None:
    before = Selection(Picked(clicked), Picked(NeuronPlace(1, 1), 7))
    assert before.clicked(clicked) == Selection(Picked(clicked), Picked(chosen, 7))


@pytest.mark.parametrize("value", [Picked(), Selection()])
def test_what_is_selected_is_frozen(value: Any) -> None:
    for choice in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, choice.name, None)


def test_a_weight_is_of_the_first_piece_and_a_moment_before_the_first_sample() -> None:
    assert (Edge(1, 0, 0), Moment(3)) == (Edge(1, 0, 0, 0), Moment(3, 0))
