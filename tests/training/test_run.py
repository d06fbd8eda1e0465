"""Runs: to the bit the same however they are driven; what a step, an epoch and a change do."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import (
    DataChoice,
    Experiment,
    ExperimentError,
    LayerChoice,
    Stopping,
    with_dataset,
    with_optimizer,
    with_output_activation,
)
from nnviz.run_state import RunState
from nnviz.training.run import TrainingRun

DEFAULT = Experiment()
# 15 training samples in batches of 4, 4, 4 and 3.
SMALL = replace(DEFAULT, data=DataChoice(samples=30, noise=0.1), batch_size=4)
ADAM = with_optimizer(SMALL, "adam")


def assert_same(first: RunState, second: RunState) -> None:
    """Compare every bit of two states."""
    assert first.generator == second.generator
    for name in ("parameters", "initial", "order", "history"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    for name, array in first.optimizer.items():
        np.testing.assert_array_equal(array, second.optimizer[name])
    counters = ("iteration", "epoch", "position", "sample", "best_epoch", "history_interval")
    for name in counters:
        assert getattr(first, name) == getattr(second, name)


def trained(experiment: Experiment, steps: int) -> TrainingRun:
    run = TrainingRun(experiment)
    run.advance(steps)
    return run


# Steps


def by_steps(run: TrainingRun) -> None:
    run.step()


def by_samples(run: TrainingRun) -> None:
    run.step_sample()


def by_uneven_groups(run: TrainingRun) -> None:
    run.advance(min(7, 50 - run.iteration))


def with_snapshots(run: TrainingRun) -> None:
    run.step()
    run.snapshot({"responses", "values"})


def with_states_put_back(run: TrainingRun) -> None:
    before = run.state()
    run.step()
    after = run.state()
    run.restore(before)
    run.restore(after)


@pytest.mark.parametrize("experiment", [SMALL, ADAM, replace(SMALL, l1=0.01, l2=0.02)])
@pytest.mark.parametrize(
    "drive", [by_steps, by_samples, by_uneven_groups, with_snapshots, with_states_put_back]
)
def test_same_bits_however_the_steps_are_taken(
    drive: Callable[[TrainingRun], None], experiment: Experiment
) -> None:
    run = TrainingRun(experiment)
    while run.iteration < 50:
        drive(run)
    assert_same(run.state(), trained(experiment, 50).state())


def test_by_epochs_or_by_steps_are_the_same_bits() -> None:
    run = TrainingRun(SMALL)
    for _ in range(10):
        run.advance(run.batches_left)
    assert (run.epoch, run.iteration) == (10, 40)
    assert_same(run.state(), trained(SMALL, 40).state())


def test_an_epoch_step_ends_the_epoch_under_way() -> None:
    run = trained(SMALL, 3)
    assert run.batches_left == 1
    run.advance(run.batches_left)
    assert (run.epoch, run.iteration, run.batches_left) == (1, 4, 4)


def test_a_sample_step_looks_at_the_samples_of_the_batch_in_turn() -> None:
    run = TrainingRun(SMALL)
    batch = run.snapshot().batch
    assert run.snapshot().sample_column is None
    for seen in range(1, 4):
        run.step_sample()
        assert (run.iteration, run.sample) == (0, seen)
        assert run.snapshot().sample_column == batch[seen - 1]
    run.step_sample()
    assert (run.iteration, run.sample) == (1, 0)


@pytest.mark.parametrize("size", [1, 4, 15, 5000, None])
def test_every_sample_is_used_once_an_epoch_the_smaller_last_batch_too(size: int | None) -> None:
    run = TrainingRun(replace(SMALL, batch_size=size))
    seen, sizes = [], []
    while run.epoch == 0:
        batch = run.snapshot().batch
        seen.extend(batch)
        sizes.append(len(batch))
        run.step()
    np.testing.assert_array_equal(np.sort(seen), np.arange(15))
    assert sizes == {1: [1] * 15, 4: [4, 4, 4, 3]}.get(size or 0, [15])


def test_the_samples_are_shuffled_anew_each_epoch_by_the_runs_own_generator() -> None:
    orders = []
    for run in (TrainingRun(SMALL), TrainingRun(SMALL)):
        np.random.default_rng().random()  # another generator does not matter
        for _ in range(3):
            orders.append(tuple(run.state().order))
            run.advance(run.batches_left)
    assert len(set(orders[:3])) == 3
    assert orders[:3] == orders[3:]


def test_a_step_is_the_formula_applied_to_the_batch() -> None:
    run = TrainingRun(replace(SMALL, l1=0.01, l2=0.1))
    network = Network(2, run.experiment.layers, run.network.parameters)
    batch = run.snapshot().batch
    once = Pass(network, len(batch))
    once.inputs[...] = run.data.train_inputs[:, batch]
    once.forward()
    once.bind_backward(LOSSES["half_mse"])(run.data.train_targets[:, batch])
    weights = network.parameters * network.is_weight()
    gradient = network.gradient + 0.1 * weights + 0.01 * np.sign(weights)
    run.step()
    expected = network.parameters - run.experiment.learning_rate * gradient
    np.testing.assert_allclose(run.network.parameters, expected, rtol=1e-13)


# Beginning, replay and states


def test_same_seeds_same_weights_other_seeds_others() -> None:
    first, again = TrainingRun(SMALL), TrainingRun(SMALL)
    other = TrainingRun(replace(SMALL, weights_seed=2))
    np.testing.assert_array_equal(first.initial, again.initial)
    assert not np.array_equal(first.initial, other.initial)
    np.testing.assert_array_equal(first.data.train.x, other.data.train.x)


def test_replay_repeats_the_run_to_the_bit() -> None:
    run = trained(ADAM, 50)
    replayed = run.replayed()
    assert replayed.iteration == 0
    replayed.advance(50)
    assert_same(replayed.state(), run.state())


def test_replay_starts_from_weights_set_by_hand_at_the_beginning() -> None:
    run = TrainingRun(SMALL)
    run.set_parameter(2, 1.5)
    assert run.initial[2] == run.network.parameters[2] == 1.5
    run.advance(50)
    replayed = run.replayed()
    replayed.advance(50)
    assert_same(replayed.state(), run.state())


def test_replay_forgets_weights_set_by_hand_under_way() -> None:
    run = trained(SMALL, 10)
    run.set_parameter(2, 1.5)
    assert run.network.parameters[2] == 1.5
    np.testing.assert_array_equal(run.replayed().network.parameters, TrainingRun(SMALL).initial)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_weight_that_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        TrainingRun(SMALL).set_parameter(0, value)


@pytest.mark.parametrize("index", [-1, 10**6])
def test_a_weight_there_is_not_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        TrainingRun(SMALL).set_parameter(index, 1.0)


@pytest.mark.parametrize(("steps", "expected"), [(0, (0.25, 0.25)), (5, (0.5, 0.25))])
def test_a_weight_is_put_back_with_what_replay_starts_from(
    steps: int, expected: tuple[float, float]
) -> None:
    run = trained(SMALL, steps)
    run.set_parameter(2, 0.5, 0.25)
    assert (run.network.parameters[2], run.initial[2]) == expected


def test_a_state_put_into_another_run_goes_on_to_the_same_bits() -> None:
    whole = trained(ADAM, 60)
    first, second = trained(ADAM, 33), TrainingRun(ADAM)
    second.restore(first.state())
    second.advance(27)
    assert_same(second.state(), whole.state())


def test_a_state_is_a_copy() -> None:
    run = TrainingRun(SMALL)
    state, before = run.state(), run.state()
    run.advance(10)
    assert_same(state, before)


def test_data_may_be_given_and_size_the_network() -> None:
    data = TrainingRun(with_dataset(SMALL, "three_blobs")).data
    run = TrainingRun(replace(SMALL, loss="mse"), data)
    assert run.network.sizes == (2, 4, 3, 3)
    assert run.snapshot().network.sizes == (2, 4, 3, 3)
    run.advance(10)


def test_what_cannot_be_used_is_refused() -> None:
    with pytest.raises(ExperimentError):
        TrainingRun(replace(SMALL, features=()))
    with pytest.raises(ExperimentError):
        TrainingRun(SMALL).changed_to(replace(SMALL, features=()))


# Changes under way

KEEPS_ALL = [
    replace(SMALL, learning_rate=0.03),
    replace(SMALL, l1=0.1),
    replace(SMALL, l2=0.1),
    replace(SMALL, batch_size=7),
    replace(SMALL, batch_size=None),
    replace(SMALL, loss="mse"),
    replace(SMALL, stopping=Stopping(epochs=1000)),
    *(with_optimizer(SMALL, key) for key in OPTIMIZERS if key != SMALL.optimizer),
    replace(SMALL, hidden_layers=(LayerChoice(4, "relu"), LayerChoice(3, "sigmoid"))),
    with_output_activation(SMALL, "linear"),
    replace(SMALL, scaling="z_score"),
    replace(SMALL, data=replace(SMALL.data, noise=0.4)),
    replace(SMALL, data=replace(SMALL.data, seed=2, samples=50, train_share=0.8)),
]


@pytest.mark.parametrize("changed", KEEPS_ALL)
def test_choices_that_leave_the_network_as_it_is_keep_its_weights(changed: Experiment) -> None:
    run = trained(SMALL, 42)
    before = run.state()
    after = run.changed_to(changed)
    assert after.experiment == changed
    np.testing.assert_array_equal(after.network.parameters, before.parameters)
    np.testing.assert_array_equal(after.initial, before.initial)
    assert (after.iteration, after.epoch) == (42, 10)
    np.testing.assert_array_equal(after.state().history, before.history)
    after.advance(30)
    assert after.iteration == 72


@pytest.mark.parametrize(
    "changed",
    [
        replace(SMALL, weights_seed=2),
        replace(SMALL, initializer="he_normal"),
        with_dataset(SMALL, "spiral"),
        with_dataset(SMALL, "line"),
    ],
)
def test_new_weights_and_a_new_data_set_start_afresh(changed: Experiment) -> None:
    run = trained(SMALL, 42).changed_to(changed)
    assert_same(run.state(), TrainingRun(changed).state())


def test_the_learning_rate_changes_the_very_next_step() -> None:
    run = trained(SMALL, 10)
    before = run.network.parameters.copy()
    stopped = run.changed_to(replace(SMALL, learning_rate=0.0))
    stopped.advance(5)
    np.testing.assert_array_equal(stopped.network.parameters, before)


def test_an_optimizer_keeps_its_memory_unless_it_is_another_one() -> None:
    run = trained(ADAM, 10)
    assert run.changed_to(replace(ADAM, learning_rate=0.5)).state().optimizer["steps"] == 10
    momentum = run.changed_to(with_optimizer(ADAM, "momentum"))
    assert set(momentum.state().optimizer) == {"velocity", "steps"}
    assert momentum.changed_to(ADAM).state().optimizer["steps"] == 0


@pytest.mark.parametrize(
    "changed",
    [
        replace(ADAM, hidden_layers=(LayerChoice(4, dropout=0.2), LayerChoice(3))),
        replace(ADAM, hidden_layers=(LayerChoice(4, "elu"), LayerChoice(3, "relu"))),
        with_output_activation(ADAM, "linear"),
        replace(ADAM, scaling="z_score"),
        replace(ADAM, data=replace(ADAM.data, noise=0.3, samples=50)),
    ],
)
def test_an_optimizer_keeps_its_memory_where_every_parameter_keeps_its_place(
    changed: Experiment,
) -> None:
    run = trained(ADAM, 10)
    before = run.state().optimizer
    after = run.changed_to(changed).state().optimizer
    assert before.keys() == after.keys()
    for name, array in before.items():
        np.testing.assert_array_equal(after[name], array)


@pytest.mark.parametrize(
    "changed",
    [
        replace(ADAM, hidden_layers=(LayerChoice(3), LayerChoice(4))),
        replace(ADAM, hidden_layers=(LayerChoice(4, bias=False), LayerChoice(3))),
        replace(ADAM, hidden_layers=(LayerChoice(4, batch_norm=True), LayerChoice(3))),
        replace(ADAM, features=("x2", "x1")),
        replace(with_optimizer(ADAM, "adamw"), scaling="z_score"),
    ],
)
def test_an_optimizer_begins_anew_where_parameters_have_moved(changed: Experiment) -> None:
    after = trained(ADAM, 10).changed_to(changed).state().optimizer
    assert not any(array.any() for array in after.values())


def test_neurons_added_keep_the_weights_that_fit() -> None:
    run = trained(SMALL, 42)
    wider = replace(SMALL, hidden_layers=(LayerChoice(5), LayerChoice(3)))
    before = [weights.copy() for weights in run.network.weights]
    after = run.changed_to(wider)
    np.testing.assert_array_equal(after.network.weights[0][:4], before[0])
    np.testing.assert_array_equal(after.network.weights[1][:, :4], before[1][:, :4])
    np.testing.assert_array_equal(after.network.weights[1][:, -1], before[1][:, -1])
    np.testing.assert_array_equal(after.network.weights[2], before[2])
    assert (after.iteration, after.epoch) == (42, 10)


def test_the_same_changes_give_the_same_bits() -> None:
    def changing() -> RunState:
        run = trained(SMALL, 42)
        run = run.changed_to(replace(SMALL, hidden_layers=(LayerChoice(6), LayerChoice(3))))
        run.advance(10)
        run = run.changed_to(replace(run.experiment, batch_size=6))
        run.advance(10)
        return run.state()

    assert_same(changing(), changing())


@pytest.mark.parametrize(
    "changed",
    [
        replace(SMALL, loss="mse"),
        replace(SMALL, hidden_layers=(LayerChoice(5),)),
        replace(SMALL, data=replace(SMALL.data, seed=2)),
    ],
)
def test_before_the_first_step_the_history_is_that_of_the_new_choices(
    changed: Experiment,
) -> None:
    run = TrainingRun(SMALL).changed_to(changed)
    metrics = run.snapshot().metrics
    assert run.state().history[:, 2:4].tolist() == [[metrics.train_loss, metrics.test_loss]]
    run.advance(40)
    replayed = run.replayed()
    replayed.advance(40)
    np.testing.assert_array_equal(replayed.state().history, run.state().history)


def test_a_long_run_measures_only_the_epochs_its_history_keeps() -> None:
    tiny = replace(SMALL, data=DataChoice(samples=10), hidden_layers=(), batch_size=None)
    run = trained(tiny, 4200)
    state = run.state()
    assert state.history_interval == 2
    again = TrainingRun(tiny)
    again.restore(state)
    run.advance(101)
    again.advance(101)
    assert_same(again.state(), run.state())
