"""The last step: whose gradients they are, and that Δw is what the weights really changed by."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.data.points import Points
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.engine.objective import Objective
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import Experiment, LayerChoice, with_dataset, with_optimizer
from nnviz.run_state import Array
from nnviz.training.last_step import LastStep
from nnviz.training.prepare import prepare
from nnviz.training.run import TrainingRun
from tests.engine.differences import derivative

PLAIN = Experiment()
LAYERS = {
    "plain": LayerChoice(4),
    "maxout": LayerChoice(4, "linear", pieces=2),
    "batch norm": LayerChoice(4, batch_norm=True),
    "dropout": LayerChoice(4, dropout=0.4),
}


def last_step(run: TrainingRun) -> LastStep:
    found = run.snapshot({"last_step"}).parts["last_step"]
    assert isinstance(found, LastStep)
    return found


def has_none(run: TrainingRun) -> bool:
    return run.snapshot({"last_step"}).parts["last_step"] is None


def weights_of(run: TrainingRun, vector: Array) -> list[Array]:
    return [block.weights for block in run.network.views(vector)]


@pytest.mark.parametrize("method", METHODS)
def test_the_change_is_what_the_parameters_really_changed_by(method: str) -> None:
    single = replace(PLAIN, hidden_layers=(), output_activation="linear", l1=0.01, l2=0.02)
    run = TrainingRun(with_optimizer(replace(single, clip_norm=0.05), method))
    for _ in range(3):
        before = run.network.parameters.copy()
        run.step()
        found = last_step(run)
        np.testing.assert_array_equal(found.before, before)
        np.testing.assert_array_equal(found.change, run.network.parameters - before)
        assert (found.trace is None) == (method not in OPTIMIZERS)


@pytest.mark.parametrize("dataset", ["circle", "three_blobs", "sine"])
def test_the_gradient_is_that_of_the_batch_s_loss_before_the_step(dataset: str) -> None:
    """Without L1 and L2, and before it is clipped."""
    experiment = with_dataset(PLAIN, dataset)
    run = TrainingRun(replace(experiment, l1=0.1, l2=0.1, clip_norm=0.01))
    run.advance(7)
    batch = run.snapshot().batch
    run.step()
    found = last_step(run)
    assert found.trace is not None
    assert found.size == batch.size
    x, targets = run.data.train_inputs[:, batch], run.data.train_targets[:, batch]
    objective = Objective(run.network, LOSSES[experiment.loss], x, targets)
    for k, weights in enumerate(weights_of(run, np.arange(found.before.size))):
        for index, gradient in zip(weights.ravel(), found.trace.gradients[k].ravel(), strict=True):

            def loss(value: float, place: int = int(index)) -> float:
                moved = found.before.copy()
                moved[place] = value
                return objective.value(moved)

            numeric = derivative(loss, float(found.before[int(index)])).value
            assert gradient == pytest.approx(numeric, rel=1e-7, abs=1e-10)


@pytest.mark.parametrize("layer", LAYERS)
def test_gradient_descent_changes_each_weight_by_the_rate_times_its_gradient(layer: str) -> None:
    run = TrainingRun(replace(PLAIN, hidden_layers=(LAYERS[layer], LayerChoice(3))))
    run.advance(20)
    found = last_step(run)
    assert found.trace is not None
    for change, gradient in zip(weights_of(run, found.change), found.trace.gradients, strict=True):
        np.testing.assert_allclose(change, -PLAIN.learning_rate * gradient, atol=1e-15)


def test_momentum_s_change_is_the_one_before_kept_up_and_the_gradient_s() -> None:
    run = TrainingRun(with_optimizer(PLAIN, "momentum"))
    run.advance(10)
    before = last_step(run)
    run.advance(1)
    found = last_step(run)
    rate = run.experiment.learning_rate
    kept_up = vars(run.experiment.optimizer_settings)["momentum"]
    assert found.trace is not None
    for change, earlier, gradient in zip(
        weights_of(run, found.change),
        weights_of(run, before.change),
        found.trace.gradients,
        strict=True,
    ):
        np.testing.assert_allclose(change, kept_up * earlier - rate * gradient, atol=1e-14)


def test_it_is_the_same_however_the_steps_are_grouped() -> None:
    together, alone = TrainingRun(PLAIN), TrainingRun(PLAIN)
    batches = together.snapshot().batches
    for steps in (5, batches - 5, 2 * batches + 3):
        together.advance(steps)
        for _ in range(steps):
            alone.step()
        one, other = last_step(together), last_step(alone)
        np.testing.assert_array_equal(one.change, other.change)
        assert one.trace is not None
        assert other.trace is not None
        np.testing.assert_array_equal(one.trace.gradients[0], other.trace.gradients[0])


def test_it_is_of_the_smaller_last_batch_of_an_epoch() -> None:
    run = TrainingRun(replace(PLAIN, batch_size=40))  # of 150
    sizes = []
    for _ in range(5):
        run.step()
        sizes.append(last_step(run).size)
    assert sizes == [40, 40, 40, 30, 40]


@pytest.mark.parametrize(
    "change",
    [
        lambda run: run.set_parameter(0, 0.5),
        lambda run: run.restore(run.state()),
        lambda run: run.changed_to(replace(PLAIN, loss="mse")),
        lambda run: run.changed_to(replace(PLAIN, weights_seed=9)),
        lambda run: run.changed_to(with_dataset(PLAIN, "spiral")),
        lambda run: run.replayed(),
    ],
    ids=["a weight set", "back", "another loss", "new weights", "other data", "replay"],
)
def test_there_is_none_where_no_step_led_to_what_is_there(
    change: Callable[[TrainingRun], Any],
) -> None:
    run = TrainingRun(PLAIN)
    assert has_none(run)
    run.advance(3)
    changed = change(run)
    run = changed if isinstance(changed, TrainingRun) else run
    assert has_none(run)
    run.step()
    assert not has_none(run)


def test_it_stays_while_samples_are_looked_at_and_the_rate_is_changed() -> None:
    run = TrainingRun(PLAIN)
    run.advance(3)
    before = last_step(run).change
    run.step_sample()
    run = run.changed_to(replace(PLAIN, learning_rate=0.5, batch_size=20))
    np.testing.assert_array_equal(last_step(run).change, before)


def test_slope_by_hand() -> None:
    """A weight, no bias, five points of y = 2x, the mean squared error, and a rate of 0.01."""
    line = replace(with_dataset(PLAIN, "sine"), hidden_layers=(), output_bias=False, loss="mse")
    experiment = replace(line, output_activation="linear", learning_rate=0.01, batch_size=None)
    x = np.arange(1.0, 6)[np.newaxis]
    five = Points(x, 2 * x[0])
    data = replace(prepare(experiment), train=five, train_inputs=x, train_targets=2 * x)
    run = TrainingRun(experiment, data, np.array([0.0579682, 0.0]))
    for step, (before, slope) in {0: (0.0579682, -42.7247), 5: (1.4393, -12.3354)}.items():
        run.advance(step + 1 - run.iteration)
        found = last_step(run)
        assert found.trace is not None
        assert found.before[0] == pytest.approx(before, abs=5e-5)
        assert found.trace.gradients[0][0, 0] == pytest.approx(slope, abs=5e-5)
        assert found.change[0] == pytest.approx(-0.01 * slope, abs=5e-7)
