"""The numbers behind a neuron or a weight, and the words that say whose they are."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.data.form import Column, DataForm
from nnviz.data.points import Points
from nnviz.data.sources import keep_points
from nnviz.experiment import Experiment, LayerChoice, with_dataset, with_optimizer
from nnviz.selection import Edge, NeuronPlace
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.inner_numbers import NONE_YET, rows_for, whose
from nnviz.views.network.sample_values import walk_of
from nnviz.widgets.decimals import decimal_text
from tests.views.drawn_views import snapshot

NEURON, INPUT, WEIGHT, BIAS = NeuronPlace(1, 1), NeuronPlace(0, 1), Edge(2, 0, 1), Edge(2, 0, 4)
OUTPUT = NeuronPlace(3, 0)


def numbers(
    shot: Snapshot, target: NeuronPlace | Edge, sample: int | None = None, decimals: int = 4
) -> dict[str, str]:
    walk = None if sample is None else walk_of(shot, sample)
    return {row.name: row.number for row in rows_for(shot, target, walk, decimals)}


def said(shot: Snapshot, target: NeuronPlace | Edge = NEURON, sample: int | None = None) -> str:
    return whose(shot, target, None if sample is None else walk_of(shot, sample))


def of_three_layer_chain() -> TrainingRun:
    """Return a run of the lesson's network, whose samples are all x = 2, y = 1.

    Its L = y* − y is |y* − y|, since y* is the larger one.
    """
    form = DataForm((Column("x", limits=(0.0, 4.0)),), target_names=("y",))
    points = Points(np.full((1, 10), 2.0), np.ones(10))
    chosen = with_dataset(Experiment(), keep_points(points, form))
    layers = (LayerChoice(1, "sigmoid"), LayerChoice(1, "sigmoid"))
    chosen = replace(chosen, hidden_layers=layers, output_activation="linear", loss="mae")
    run = TrainingRun(replace(chosen, learning_rate=0.01, batch_size=2))
    for place, value in enumerate((0.5, -1.0, 2.0, -0.5, 1.5, 0.25)):
        run.set_parameter(place, value)
    return run


CHAIN = {
    Edge(1, 0, 0): ("w", "1.0000", "0.352506", "−0.003525"),
    Edge(1, 0, 1): ("b", "−1.0000", "0.176253", "−0.001763"),
    Edge(2, 0, 0): ("w", "1.0000", "0.176253", "−0.001763"),
    Edge(2, 0, 1): ("b", "−0.5000", "0.352506", "−0.003525"),
    Edge(3, 0, 0): ("w", "0.9337", "0.622459", "−0.006225"),
    Edge(3, 0, 1): ("b", "0.2500", "1.000000", "−0.010000"),
}


@pytest.mark.parametrize("edge", CHAIN)
def test_three_layer_chain(edge: Edge) -> None:
    """A sample's numbers before any step, then those of the step that two of it make."""
    letter, product, gradient, change = CHAIN[edge]
    times, slope, moved = (
        f"{letter}·{'1' if letter == 'b' else 'a'}",
        f"∂L/∂{letter}",
        f"last Δ{letter}",
    )
    run = of_three_layer_chain()
    run.step_sample()
    shot = run.snapshot({"last_step"})
    found = numbers(shot, edge, shot.sample_column, 6)
    assert (found[slope], found[moved]) == (gradient, NONE_YET)
    run.step_sample()
    found = numbers(run.snapshot({"last_step"}), edge, decimals=6)
    assert (found[slope], found[moved]) == (gradient, change)
    assert numbers(run.snapshot({"last_step"}), edge)[times] == product


def test_three_layer_chain_has_these_neurons() -> None:
    shot = of_three_layer_chain().snapshot()
    assert numbers(shot, NeuronPlace(2, 0), 0, 6) == {
        "z": "0.500000",
        "a": "0.622459",
        "δ = ∂L/∂z": "0.352506",
    }
    assert numbers(shot, NeuronPlace(0, 0), 0) == {"a": "2.0000"}
    assert numbers(shot, NeuronPlace(3, 0), 0)["y"] == "1.0000"


def test_without_a_sample_they_are_of_the_last_step_s_batch() -> None:
    shot = snapshot(steps=20)
    step = shot.parts["last_step"]
    weights = shot.network.views(step.before)[1].weights
    product = weights[0, 1] * step.trace.given[1][1]
    assert numbers(shot, WEIGHT) == {
        "w·a": decimal_text(product, 4),
        "∂L/∂w": decimal_text(step.trace.gradients[1][0, 1], 4),
        "last Δw": decimal_text(-0.1 * step.trace.gradients[1][0, 1], 4),
    }
    assert numbers(shot, BIAS)["b·1"] == decimal_text(weights[0, 4], 4)
    assert numbers(shot, NEURON)["a"] == decimal_text(step.trace.values[0][1], 4)
    assert numbers(shot, INPUT) == {"a": decimal_text(step.trace.given[0][1], 4)}
    assert said(shot) == "last batch, before Δw: mean of 10 samples"


def test_of_a_maxout_a_piece_has_its_own() -> None:
    shot = snapshot(steps=20, hidden_layers=(LayerChoice(3, "linear", pieces=2),))
    gradients = shot.parts["last_step"].trace.gradients[0]
    for piece in (0, 1):
        found = numbers(shot, Edge(1, 1, 0, piece))["∂L/∂w"]
        assert found == decimal_text(gradients[3 * piece + 1, 0], 4)


@pytest.mark.parametrize("dataset", ["circle", "three_blobs", "sine"])
def test_a_sample_s_gradient_is_how_its_loss_answers_to_the_weight(dataset: str) -> None:
    run = TrainingRun(replace(with_dataset(Experiment(), dataset), l1=0.1, l2=0.1))
    run.advance(20)
    value, ends, step = run.parameter(0)[0], [], 1e-4
    for moved in (value + step, value - step):
        run.set_parameter(0, moved)
        ends.append(walk_of(run.snapshot(), 3).loss)
    run.set_parameter(0, value)
    found = walk_of(run.snapshot(), 3).trace.gradients[0][0, 0]
    assert found == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-6, abs=1e-10)


@pytest.mark.parametrize("target", [NEURON, WEIGHT, BIAS, OUTPUT, INPUT])
def test_before_the_first_step_there_are_none(target: NeuronPlace | Edge) -> None:
    assert set(numbers(snapshot(), target).values()) == {NONE_YET}
    assert said(snapshot(), target) == "known after the next step"


def test_of_a_sample_all_but_the_change_is_known_before_the_first_step() -> None:
    shot = snapshot(samples=1)
    assert NONE_YET not in numbers(shot, NEURON, shot.sample_column).values()
    found = numbers(shot, WEIGHT, shot.sample_column)
    assert [name for name, number in found.items() if number == NONE_YET] == ["last Δw"]


def test_nothing_is_said_of_what_is_still_to_come() -> None:
    assert said(TrainingRun(Experiment()).snapshot()) == ""


@pytest.mark.parametrize(
    ("choices", "target", "sample", "expected"),
    [
        ({}, NEURON, 0, "this sample alone"),
        ({"hidden_layers": (LayerChoice(2, dropout=0.5),)}, NEURON, 0, "as in predicting"),
        ({"hidden_layers": (LayerChoice(2, batch_norm=True),)}, NEURON, 0, "as in predicting"),
        ({"batch_size": 1}, NEURON, None, "last batch, before Δw: 1 sample"),
        ({"loss": "sse"}, WEIGHT, None, "values are means, L is the sum over 10"),
        ({"loss": "sse", "batch_size": 1}, WEIGHT, None, "before Δw: 1 sample"),
        ({"l2": 0.1}, WEIGHT, None, "\nL: the loss without L1 and L2"),
        ({"l1": 0.1}, WEIGHT, 0, "this sample alone\nL: the loss without L1 and L2"),
        ({"l2": 0.1}, NEURON, 0, "this sample alone"),
    ],
)
def test_it_says_whose_they_are(
    choices: Any, target: NeuronPlace | Edge, sample: int | None, expected: str
) -> None:
    assert said(snapshot(steps=5, **choices), target, sample).endswith(expected)


def test_a_way_without_gradients_has_the_change_alone() -> None:
    single = replace(Experiment(), hidden_layers=(), output_activation="step")
    run = TrainingRun(with_optimizer(single, "perceptron"))
    run.step()
    shot = run.snapshot({"last_step"})
    found = numbers(shot, Edge(1, 0, 0))
    assert (found["w·a"], found["∂L/∂w"]) == (NONE_YET, NONE_YET)
    assert found["last Δw"] != NONE_YET
    assert said(shot, Edge(1, 0, 0)) == "learns without gradients"
