"""Inf and NaN: the sentence, the layer, and the last finite weights."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.experiment import (
    DataChoice,
    Experiment,
    LayerChoice,
    Stopping,
    with_dataset,
    with_output_activation,
)
from nnviz.training.divergence import DivergenceError
from nnviz.training.run import CHECK_EVERY, TrainingRun
from tests.own_data import of_bodies

CALM = replace(
    with_dataset(Experiment(), "parabola"),
    data=DataChoice("parabola", samples=60),
    hidden_layers=(LayerChoice(4, "relu"), LayerChoice(4, "relu")),
    learning_rate=0.01,
    batch_size=5,
)
WILD = replace(CALM, learning_rate=100.0)


def until_divergence(run: TrainingRun, steps: int = 1000) -> str:
    """Train by so many steps at a time, and return the sentence at the end."""

    def train() -> None:
        for _ in range(10_000):
            run.advance(steps)

    with pytest.raises(DivergenceError) as caught:
        train()
    return str(caught.value)


def assert_finite(run: TrainingRun) -> None:
    snapshot = run.snapshot()
    assert np.isfinite(run.network.parameters).all()
    assert np.isfinite([snapshot.metrics.train_loss, snapshot.metrics.test_loss]).all()
    assert np.isfinite(run.state().history).all()


def test_the_sentence_names_iteration_layer_and_cause() -> None:
    run = TrainingRun(WILD)
    said = until_divergence(run)
    assert said.startswith(f"Paused at iteration {run.iteration + 1:,}: the numbers of ")
    assert "learning rate too large (now 100)" in said
    assert said.endswith("The last finite weights are back; Back or Replay leads to better ones.")


def test_unscaled_features_are_named_as_a_cause_too() -> None:
    run = TrainingRun(replace(WILD, features=("x1", "x1_squared")))
    assert "unscaled features" in until_divergence(run)
    scaled = replace(WILD, features=("x1", "x1_squared"), scaling="z_score", learning_rate=1e3)
    assert "unscaled features" not in until_divergence(TrainingRun(scaled))


@pytest.mark.parametrize(
    ("experiment", "unscaled"), [(with_dataset(WILD, "one_hot"), False), (of_bodies(), True)]
)
def test_columns_that_reach_far_are_unscaled_features(
    experiment: Experiment, unscaled: bool
) -> None:
    wild = replace(
        with_output_activation(experiment, "linear"),
        learning_rate=1000.0,
        hidden_layers=WILD.hidden_layers,
    )
    assert ("unscaled features" in until_divergence(TrainingRun(wild))) is unscaled


def test_the_last_finite_weights_are_those_one_step_before_the_bad_one() -> None:
    run = TrainingRun(WILD)
    until_divergence(run)
    assert_finite(run)
    stopped_at = run.iteration
    until_divergence(run)  # the same step again
    assert run.iteration == stopped_at
    assert_finite(run)


def test_training_goes_on_with_a_smaller_learning_rate() -> None:
    run = TrainingRun(CALM)
    run.advance(20 * CHECK_EVERY)
    until_divergence(run.changed_to(WILD))
    assert run.iteration >= 20 * CHECK_EVERY
    calm = run.changed_to(CALM)
    calm.restore(replace(calm.state(), parameters=calm.initial))
    before = calm.iteration
    calm.advance(100)
    assert calm.iteration == before + 100
    assert_finite(calm)


@pytest.mark.parametrize("group", [1, 3, 12, 1000])
def test_the_end_is_the_same_however_the_steps_are_grouped(group: int) -> None:
    def end(steps: int) -> tuple[int, list[float], str]:
        run = TrainingRun(WILD)
        said = until_divergence(run, steps)
        return run.iteration, run.network.parameters.tolist(), said

    assert end(group) == end(7)


def test_a_layer_whose_sums_blow_up_forward_is_named() -> None:
    run = TrainingRun(CALM)
    second = run.network.offsets[1]
    run.set_parameter(0, 1e200)
    run.set_parameter(second, 1e200)
    assert "the numbers of hidden layer 2 grew" in until_divergence(run)


def test_the_output_layer_is_named_as_such() -> None:
    run = TrainingRun(CALM)
    run.set_parameter(run.network.offsets[0] + 1, 1e160)  # a bias: the neuron is on everywhere
    for row in range(4):
        run.set_parameter(run.network.offsets[1] + row * 5, 1.0)
    run.set_parameter(run.network.offsets[2], 1e160)
    assert "the numbers of the output layer grew" in until_divergence(run)


def test_a_loss_too_large_for_a_number_counts_as_divergence() -> None:
    linear = replace(CALM, hidden_layers=(), learning_rate=0.0)
    run = TrainingRun(linear)
    run.set_parameter(0, 1e200)  # the square of the residuals is infinite, the weights are not
    assert "the output layer" in until_divergence(run)
    assert run.iteration == 0


def test_a_run_that_begins_beyond_all_bounds_takes_no_step_until_that_is_taken_back() -> None:
    run = TrainingRun(CALM)
    bias, before = CALM.vector_size - 1, run.parameter(CALM.vector_size - 1)
    run.set_parameter(bias, 1e154)
    assert not run.is_finite()
    until_divergence(run, steps=1)
    assert run.iteration == 0
    run.set_parameter(bias, *before)
    run.step()
    assert run.iteration == 1
    assert_finite(run)


def test_the_history_ends_where_the_run_went_back_to() -> None:
    run = TrainingRun(WILD)
    until_divergence(run)
    assert run.state().history[-1, 0] <= run.iteration


def test_patience_counts_from_the_best_epoch_before_the_divergence() -> None:
    patient = replace(WILD, batch_size=None, stopping=Stopping(patience=1000))
    run = TrainingRun(patient)
    until_divergence(run)
    same = TrainingRun(patient)
    same.advance(run.iteration)
    found, expected = run.state(), same.state()
    assert found.best_epoch > 0
    assert (found.best_epoch, found.best_test_loss) == (
        expected.best_epoch,
        expected.best_test_loss,
    )


def test_weights_beyond_all_bounds_are_found_within_an_epoch() -> None:
    run = TrainingRun(replace(WILD, hidden_layers=(), batch_size=1))
    run.set_parameter(0, 1e300)
    until_divergence(run, steps=1)
    assert run.epoch == 0
    assert np.isfinite(run.network.parameters).all()
