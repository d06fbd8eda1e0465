"""Schedules, clipping, penalties, biases and slopeless activations in a run."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.losses import LOSSES
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.schedules import ExponentialSettings
from nnviz.experiment import (
    DataChoice,
    Experiment,
    LayerChoice,
    with_loss,
    with_optimizer,
    with_output_activation,
)
from nnviz.training.regularisation import penalty
from nnviz.training.run import TrainingRun
from tests.model_files import parts

SMALL = replace(Experiment(), data=DataChoice(samples=30, noise=0.1), batch_size=4)
FADING = replace(SMALL, schedule="exponential", schedule_settings=ExponentialSettings(0.5))


def trained(experiment: Experiment, steps: int) -> TrainingRun:
    run = TrainingRun(experiment)
    run.advance(steps)
    return run


def test_the_schedule_holds_from_the_epochs_first_step() -> None:
    run = trained(FADING, 8)  # two epochs of four batches
    assert run.snapshot().learning_rate == SMALL.learning_rate / 4
    slower = trained(SMALL, 8)
    slower.restore(replace(slower.state(), parameters=run.network.parameters.copy()))
    slower = slower.changed_to(replace(SMALL, learning_rate=SMALL.learning_rate / 4))
    for each in (run, slower):
        each.advance(4)
    np.testing.assert_array_equal(run.network.parameters, slower.network.parameters)


def test_with_a_schedule_a_state_put_back_goes_on_to_the_same_bits() -> None:
    run = trained(FADING, 6)
    state = run.state()
    run.advance(30)
    again = TrainingRun(FADING)
    again.restore(state)
    again.advance(30)
    assert parts(again.state()) == parts(run.state())


def test_a_clipped_step_is_no_longer_than_the_rate_times_the_norm() -> None:
    run = TrainingRun(replace(SMALL, clip_norm=0.01))
    before = run.network.parameters.copy()
    run.step()
    moved = np.linalg.norm(run.network.parameters - before)
    assert moved == pytest.approx(SMALL.learning_rate * 0.01, rel=1e-12)


def test_the_training_loss_includes_the_penalty_and_the_test_loss_does_not() -> None:
    run, plain = TrainingRun(replace(SMALL, l1=0.1, l2=0.2)), TrainingRun(SMALL)
    with_penalty, without = run.snapshot(), plain.snapshot()
    added = penalty(run.network, 0.1, 0.2)
    assert added == with_penalty.metrics.penalty > 0
    assert with_penalty.metrics.train_loss == without.metrics.train_loss + added
    assert with_penalty.metrics.test_loss == without.metrics.test_loss
    assert with_penalty.history[0, 2] == with_penalty.metrics.train_loss


def test_biases_begin_as_chosen() -> None:
    run = TrainingRun(replace(SMALL, bias_initializer="constant"))
    assert all((weights[:, -1] == 0.1).all() for weights in run.network.weights)
    assert not np.array_equal(run.changed_to(SMALL).initial, run.initial)


@pytest.mark.parametrize("key", [key for key, row in ACTIVATIONS.items() if not row.trainable])
def test_what_has_no_slope_is_finished_before_it_begins_and_says_why(key: str) -> None:
    run = TrainingRun(replace(SMALL, hidden_layers=(LayerChoice(2, key),)))
    run.step()
    assert run.iteration == 0
    assert run.finished is not None
    assert run.finished.kind == "no_slope"
    run = run.changed_to(SMALL)
    run.step()
    assert (run.iteration, run.finished) == (1, None)


WIDE = replace(SMALL, hidden_layers=(LayerChoice(100),), batch_size=15)
LEAST_ARRAY = 100 * 15 * 8  # bytes
CHOICES = {
    **{
        f"hidden {key}": replace(WIDE, hidden_layers=(LayerChoice(100, key),))
        for key, row in ACTIVATIONS.items()
        if row.elementwise and row.trainable
    },
    **{
        f"output {key}": with_output_activation(WIDE, key)
        for key, row in ACTIVATIONS.items()
        if row.trainable
    },
    **{key: with_loss(WIDE, key) for key in LOSSES},
    **{key: with_optimizer(WIDE, key) for key in OPTIMIZERS},
    "penalties and clipping": replace(WIDE, l1=1e-3, l2=1e-3, clip_norm=0.1),
}


@pytest.mark.parametrize("experiment", CHOICES.values(), ids=CHOICES)
def test_a_step_makes_no_arrays(experiment: Experiment) -> None:
    run = TrainingRun(experiment)
    steps = run._bound.batches.steps  # noqa: SLF001
    domain = tracemalloc.DomainFilter(True, np.lib.tracemalloc_domain)
    with np.errstate(all="ignore"):
        steps[0]()
        tracemalloc.start()
        try:
            steps[0]()
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()
            for _ in range(5):
                steps[0]()
            after = tracemalloc.get_traced_memory()
            held = tracemalloc.take_snapshot().filter_traces([domain]).traces
        finally:
            tracemalloc.stop()
    assert after[1] - before[0] < LEAST_ARRAY / 2
    assert not held
