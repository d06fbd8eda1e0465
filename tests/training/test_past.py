"""What is kept of a run's past: whose gradients they are, which weights, and for how long."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.engine.losses import LOSSES
from nnviz.engine.objective import Objective
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import Experiment, LayerChoice, with_optimizer
from nnviz.run_state import Array
from nnviz.training.gradient_levels import GradientLevels
from nnviz.training.past import GRADIENT_ROWS, MOST_WEIGHTS, WEIGHT_ROWS
from nnviz.training.run import TrainingRun
from nnviz.training.weight_past import WeightPast
from tests.engine.differences import derivative

PLAIN = Experiment()


def levels(run: TrainingRun) -> GradientLevels:
    found = run.snapshot({"gradients"}).parts["gradients"]
    assert isinstance(found, GradientLevels)
    return found


def weights(run: TrainingRun) -> WeightPast:
    found = run.snapshot({"weight_past"}).parts["weight_past"]
    assert isinstance(found, WeightPast)
    return found


def epoch_of_gradients(experiment: Experiment, before: int = 0) -> Array:
    """Return the mean |∂L/∂w| of each layer over an epoch's batches, the loss taken anew."""
    run = TrainingRun(experiment)
    run.advance(before)
    sizes = []
    for _ in range(run.snapshot().batches):
        shot = run.snapshot()
        x, y = run.data.train_inputs[:, shot.batch], run.data.train_targets[:, shot.batch]
        objective = Objective(run.network, LOSSES[experiment.loss], x, y)
        blocks = run.network.views(np.abs(objective.gradient(shot.parameters)))
        sizes.append([block.weights[:, :-1].mean() for block in blocks])
        run.step()
    return np.mean(sizes, axis=0)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_gradients_are_means_of_those_that_each_step_of_the_epoch_used(optimizer: str) -> None:
    experiment = replace(with_optimizer(PLAIN, optimizer), l2=0.1, clip_norm=0.01, batch_size=40)
    run = TrainingRun(experiment)
    run.advance(8)  # two epochs, each with a smaller last batch
    found = levels(run)
    assert found.epoch == 2
    assert list(found.epochs) == [1, 2]
    np.testing.assert_allclose(found.means[0], epoch_of_gradients(experiment), rtol=1e-10)
    np.testing.assert_allclose(found.latest, epoch_of_gradients(experiment, 4), rtol=1e-10)


def test_a_gradient_is_the_one_of_finite_differences() -> None:
    run = TrainingRun(replace(PLAIN, hidden_layers=(LayerChoice(2),), batch_size=None))
    objective = Objective(
        run.network, LOSSES[PLAIN.loss], run.data.train_inputs, run.data.train_targets
    )
    start = run.initial
    run.step()
    numeric = np.empty(start.size)
    for place in range(start.size):

        def loss(value: float, place: int = place) -> float:
            moved = start.copy()
            moved[place] = value
            return objective.value(moved)

        numeric[place] = abs(derivative(loss, float(start[place])).value)
    wanted = [block.weights[:, :-1].mean() for block in run.network.views(numeric)]
    np.testing.assert_allclose(levels(run).latest, wanted, rtol=1e-7)


def test_before_the_first_epoch_ends_it_is_over_the_batches_so_far() -> None:
    run = TrainingRun(PLAIN)
    assert run.snapshot({"gradients"}).parts["gradients"] is None
    run.step()
    found = levels(run)
    assert found.epochs.size == 0
    assert found.epoch == pytest.approx(1 / 15)
    assert (found.latest > 0).all()


def test_the_ratio_is_that_of_the_latest_step() -> None:
    run = TrainingRun(PLAIN)
    run.advance(20)
    before = run.network.parameters.copy()
    run.step()
    ratios = levels(run).ratios
    assert ratios is not None
    for ratio, one, other in zip(
        ratios, run.network.parts(before), run.network.parts(run.network.parameters), strict=True
    ):
        assert ratio == pytest.approx(np.linalg.norm(other - one) / np.linalg.norm(one))


def test_it_is_the_same_however_the_steps_are_grouped() -> None:
    together, alone = TrainingRun(PLAIN), TrainingRun(PLAIN)
    together.advance(100)
    for _ in range(100):
        alone.step()
    np.testing.assert_array_equal(levels(together).means, levels(alone).means)
    np.testing.assert_array_equal(together.network.parameters, alone.network.parameters)


def test_a_long_run_keeps_few_of_both() -> None:
    run = TrainingRun(replace(PLAIN, batch_size=None))
    run.advance(1000)
    found, kept = levels(run), weights(run)
    assert GRADIENT_ROWS / 2 <= len(found.epochs) <= GRADIENT_ROWS
    assert WEIGHT_ROWS / 2 <= len(kept.epochs) <= WEIGHT_ROWS
    assert len(set(np.diff(found.epochs))) == 1
    assert len(set(np.diff(kept.epochs))) == 1


def test_who_looks_gets_the_next_epoch_s_whether_it_is_due_or_not() -> None:
    run = TrainingRun(replace(PLAIN, batch_size=None))
    run.advance(1001)
    looked_at = levels(run).epoch
    assert looked_at < 1001
    run.advance(2)
    assert levels(run).epoch == 1003 or levels(run).epoch == 1002


@pytest.mark.parametrize("method", ["perceptron"])
def test_a_way_to_learn_without_gradients_has_none(method: str) -> None:
    run = TrainingRun(
        replace(
            with_optimizer(replace(PLAIN, hidden_layers=(), output_activation="step"), method),
        )
    )
    run.advance(20)
    assert run.snapshot({"gradients"}).parts["gradients"] is None


def test_optimizers_all_have_them() -> None:
    for optimizer in OPTIMIZERS:
        experiment = with_optimizer(replace(PLAIN, batch_size=None), optimizer)
        run = TrainingRun(experiment)
        run.step()
        assert (levels(run).latest > 0).all()


def test_swapping_the_activation_keeps_the_past_and_goes_on() -> None:
    run = TrainingRun(replace(PLAIN, hidden_layers=(LayerChoice(8, "sigmoid"),) * 4))
    run.advance(30 * 15)
    before = levels(run)
    swapped = run.changed_to(replace(PLAIN, hidden_layers=(LayerChoice(8, "relu"),) * 4))
    np.testing.assert_array_equal(levels(swapped).means, before.means)
    assert levels(swapped).ratios is None
    swapped.advance(15)
    after = levels(swapped)
    assert list(after.epochs) == [*before.epochs, 31]
    assert after.latest[0] > 10 * before.latest[0]


def test_another_number_of_layers_begins_anew() -> None:
    run = TrainingRun(PLAIN)
    run.advance(45)
    other = run.changed_to(replace(PLAIN, hidden_layers=(LayerChoice(4),)))
    assert other.snapshot({"gradients"}).parts["gradients"] is None
    assert list(weights(other).epochs) == [0]


def test_going_back_forgets_what_came_later() -> None:
    run = TrainingRun(PLAIN)
    run.advance(45)
    state = run.state()
    run.advance(45)
    run.restore(state)
    assert list(levels(run).epochs) == [1, 2, 3]
    assert levels(run).epoch == 3
    assert list(weights(run).epochs) == [0, 1, 2, 3]


def test_weights_are_those_of_their_epoch() -> None:
    run = TrainingRun(PLAIN)
    first = run.network.parameters.copy()
    run.advance(15)
    second = run.network.parameters.copy()
    run.advance(3)
    found = weights(run)
    np.testing.assert_array_equal(found.values, [first, second])
    distances = np.abs(run.network.parameters - first)
    wanted = [part.mean() for part in run.network.parts(distances)]
    np.testing.assert_allclose(found.moved, wanted, rtol=1e-12)


@pytest.mark.parametrize(
    "change",
    [lambda run: run.set_parameter(0, 0.5), lambda run: run],
    ids=["set before the first step", "as drawn"],
)
def test_the_first_weights_are_those_that_replay_starts_from(
    change: Callable[[TrainingRun], Any],
) -> None:
    run = TrainingRun(PLAIN)
    change(run)
    run.advance(30)
    np.testing.assert_array_equal(weights(run).values[0], run.initial)
    resumed = TrainingRun.resumed(PLAIN, run.state())
    np.testing.assert_array_equal(weights(resumed).values[0], run.initial)


def test_of_a_large_layer_evenly_chosen_weights_are_kept() -> None:
    run = TrainingRun(replace(PLAIN, hidden_layers=(LayerChoice(64), LayerChoice(64))))
    found = weights(run)
    assert list(np.diff(found.starts)) == [64 * 3, MOST_WEIGHTS, 65]
    assert (np.diff(found.places) > 0).all()


def test_absent_biases_are_no_weights() -> None:
    run = TrainingRun(replace(PLAIN, hidden_layers=(), output_bias=False))
    run.advance(15)
    assert list(weights(run).places) == [0, 1]
    assert weights(run).moved[0] == pytest.approx(
        np.abs(run.network.parameters - run.initial)[:2].mean()
    )


def test_saturated_is_nothing_where_there_are_no_limits() -> None:
    layers = (LayerChoice(4, "relu"), LayerChoice(3, "sigmoid"), LayerChoice(2, "linear", pieces=2))
    run = TrainingRun(replace(PLAIN, hidden_layers=layers))
    run.network.views(run.network.parameters)[1].weights[...] = 500.0
    run.step()
    shares = levels(run).saturated
    assert np.isnan(shares[[0, 2]]).all()
    assert shares[1] > 0.5
