"""The conditions that end training."""

from dataclasses import replace
from typing import Any

import pytest

from nnviz.engine.ending import Ending
from nnviz.experiment import Experiment, Stopping
from nnviz.training.run import TrainingRun
from nnviz.training.stopping import StoppingRule

DEFAULT = Experiment()


def ended(stopping: Stopping, **choices: object) -> TrainingRun:
    run = TrainingRun(replace(DEFAULT, stopping=stopping, **choices))
    run.advance(30_000)
    return run


def test_without_a_condition_training_goes_on() -> None:
    run = TrainingRun(DEFAULT)
    run.advance(3000)
    assert (run.iteration, run.finished) == (3000, None)


def test_training_ends_after_the_epochs_asked_for() -> None:
    run = ended(Stopping(epochs=12))
    assert run.epoch == 12
    assert run.batches_left == 15
    assert run.finished == Ending("epochs", {"count": 12})


def test_training_ends_at_the_target_loss_and_not_before() -> None:
    run = ended(Stopping(target_loss=0.05))
    losses = run.snapshot().column("test_loss")
    assert run.finished == Ending("target_loss", {"target": 0.05})
    assert losses[-1] <= 0.05
    assert (losses[:-1] > 0.05).all()


def test_training_ends_early_when_the_test_loss_stays_above_its_best() -> None:
    run = ended(Stopping(patience=5), learning_rate=0.0)
    assert run.epoch == 6  # the first measured epoch is the best one
    assert run.finished == Ending("patience", {"count": 5})


def test_the_first_condition_met_ends_training() -> None:
    run = ended(Stopping(epochs=3, target_loss=0.0, patience=100))
    assert run.epoch == 3


def test_a_loss_that_equals_its_target_has_reached_it() -> None:
    rule = StoppingRule(Stopping(target_loss=0.5))
    assert rule.after_epoch(1, 0.5 + 1e-15) is None
    assert rule.after_epoch(2, 0.5) == Ending("target_loss", {"target": 0.5})


def test_patience_counts_from_the_best_epoch() -> None:
    rule = StoppingRule(Stopping(patience=2))
    losses = [3.0, 2.0, 2.5, 1.0, 1.0, 1.5]
    said = [rule.after_epoch(epoch, loss) for epoch, loss in enumerate(losses, 1)]
    assert [ending is not None for ending in said] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("stopping", "needed"),
    [
        (Stopping(), False),
        (Stopping(epochs=5), False),
        (Stopping(target_loss=0.1), True),
        (Stopping(patience=5), True),
    ],
)
def test_the_loss_is_needed_every_epoch_only_to_judge_it(stopping: Stopping, needed: bool) -> None:
    assert StoppingRule(stopping).needs_loss is needed


def test_a_finished_run_goes_on_when_the_condition_is_changed() -> None:
    run = ended(Stopping(epochs=2))
    run = run.changed_to(replace(run.experiment, stopping=Stopping(epochs=4)))
    assert run.finished is None
    run.advance(30_000)
    assert run.epoch == 4


def test_a_finished_run_can_be_stepped_on_by_hand() -> None:
    run = ended(Stopping(epochs=2))
    run.step()
    assert run.iteration == 31


def test_early_stopping_survives_a_state_put_back() -> None:
    experiment = replace(DEFAULT, stopping=Stopping(patience=5), learning_rate=0.0)
    first, second = TrainingRun(experiment), TrainingRun(experiment)
    first.advance(40)
    second.restore(first.state())
    for run in (first, second):
        run.advance(10_000)
    assert first.epoch == second.epoch == 6


@pytest.mark.parametrize(
    "stopping", [Stopping(epochs=4), Stopping(target_loss=10.0), Stopping(patience=3)]
)
def test_a_finished_run_is_still_finished_when_its_state_is_put_back(stopping: Stopping) -> None:
    run = ended(stopping, learning_rate=0.0)
    again = TrainingRun(run.experiment)
    again.restore(run.state())
    assert again.finished == run.finished is not None


@pytest.mark.parametrize(
    "change", [{"learning_rate": 0.5}, {"batch_size": 7}, {"features": ("x1",)}]
)
def test_a_finished_run_is_still_finished_after_an_edit(change: dict[str, Any]) -> None:
    run = ended(Stopping(epochs=4))
    run = run.changed_to(replace(run.experiment, **change))
    assert run.finished == Ending("epochs", {"count": 4})


def test_a_run_between_two_epochs_is_not_judged_by_its_loss() -> None:
    experiment = replace(DEFAULT, stopping=Stopping(target_loss=10.0))
    run, again = TrainingRun(replace(experiment, stopping=Stopping())), TrainingRun(experiment)
    run.advance(20)
    again.restore(run.state())
    assert again.finished is None
    again.advance(1000)
    assert again.epoch == 2


@pytest.mark.parametrize(
    "change",
    [{"learning_rate": 0.01}, {"features": ("x1",)}, {"stopping": Stopping(patience=8)}],
)
def test_patience_begins_anew_with_other_choices(change: dict[str, Any]) -> None:
    run = TrainingRun(replace(DEFAULT, stopping=Stopping(patience=9), learning_rate=0.0))
    run.advance(6 * run.batches_left)
    assert run.state().best_epoch == 1
    state = run.changed_to(replace(run.experiment, **change)).state()
    assert (state.best_epoch, state.best_test_loss) == (6, float("inf"))
