"""Saved in mid-training and opened again, a run goes on as if it had never stopped, to the bit."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz.engine.methods import METHODS
from nnviz.engine.solvers import SOLVERS
from nnviz.experiment import Experiment, Stopping, with_dataset, with_optimizer
from nnviz.files.model_file import Model, read_model, write_model
from nnviz.run_state import RunState
from nnviz.training.divergence import DivergenceError
from nnviz.training.evaluation import Metrics
from nnviz.training.run import TrainingRun
from tests.model_files import parts

STEPS = 100  # after the file; an epoch has 15
SINGLE_LAYER = replace(Experiment(), hidden_layers=(), output_activation="linear")


def reopened(run: TrainingRun, path: Path) -> TrainingRun:
    """Return a new run that goes on from a file of this one."""
    write_model(path, Model(run.experiment, run.state()))
    model = read_model(path)
    assert model.state is not None
    again = TrainingRun(model.experiment)
    again.restore(model.state)
    return again


def assert_same_future(run: TrainingRun, path: Path) -> None:
    again = reopened(run, path)
    for each in (run, again):
        each.advance(STEPS)
    assert again.iteration > 0
    assert parts(again.state()) == parts(run.state())
    assert again.snapshot().metrics.test_loss == run.snapshot().metrics.test_loss
    assert again.finished == run.finished


@pytest.mark.parametrize("steps", [0, 1, 15, 37], ids="after {} steps".format)
@pytest.mark.parametrize("method", METHODS)
def test_training_goes_on_to_the_bit(tmp_path: Path, method: str, steps: int) -> None:
    start = SINGLE_LAYER if method in SOLVERS else Experiment()
    run = TrainingRun(with_optimizer(start, method))
    run.advance(steps)
    assert_same_future(run, tmp_path / "a.nnviz")


CHANGES: dict[str, Callable[[Experiment], Experiment]] = {
    "three classes": lambda experiment: with_dataset(experiment, "three_blobs"),
    "a regression": lambda experiment: with_dataset(experiment, "sine"),
    "one batch": lambda experiment: replace(experiment, batch_size=None),
    "a smaller last batch": lambda experiment: replace(experiment, batch_size=7),
    "penalties": lambda experiment: replace(experiment, l1=0.001, l2=0.01),
    "L1 beside a velocity": lambda experiment: with_optimizer(
        replace(experiment, l1=0.01), "nesterov"
    ),
    "scaling": lambda experiment: replace(experiment, scaling="z_score"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_choice_goes_on_to_the_bit(
    tmp_path: Path, change: Callable[[Experiment], Experiment]
) -> None:
    run = TrainingRun(change(with_optimizer(Experiment(), "adam")))
    run.advance(37)
    assert_same_future(run, tmp_path / "a.nnviz")


def test_between_two_samples_training_goes_on_to_the_bit(tmp_path: Path) -> None:
    run = TrainingRun(Experiment())
    run.advance(20)
    for _ in range(3):
        run.step_sample()
    again = reopened(run, tmp_path / "a.nnviz")
    assert again.sample == 3
    for each in (run, again):
        for _ in range(50):
            each.step_sample()
    assert parts(again.state()) == parts(run.state())


def test_early_stopping_counts_on(tmp_path: Path) -> None:
    stopping = Stopping(patience=5)
    run = TrainingRun(replace(Experiment(), stopping=stopping, learning_rate=1.0))
    while run.epoch - run.state().best_epoch < 3:
        run.advance(run.batches_left)
    again = reopened(run, tmp_path / "a.nnviz")
    for each in (run, again):
        each.advance(100_000)
        assert each.finished is not None
    assert parts(again.state()) == parts(run.state())


def test_a_run_whose_choices_were_changed_under_way_goes_on_to_the_bit(tmp_path: Path) -> None:
    run = TrainingRun(Experiment())
    run.advance(37)
    run = run.changed_to(replace(run.experiment, batch_size=32, learning_rate=0.3))
    run.advance(8)
    run = run.changed_to(with_optimizer(run.experiment, "momentum"))
    run = run.changed_to(replace(run.experiment, features=("x1", "x2", "x1_squared")))
    run.advance(2)
    assert_same_future(run, tmp_path / "a.nnviz")


def test_a_run_with_a_weight_set_by_hand_goes_on_and_replays_the_same(tmp_path: Path) -> None:
    run = TrainingRun(Experiment())
    run.set_parameter(0, 1.5)
    run.advance(20)
    run.set_parameter(1, -1.5)
    again = reopened(run, tmp_path / "a.nnviz")
    assert again.initial.tobytes() == run.initial.tobytes()
    assert parts(again.replayed().state()) == parts(run.replayed().state())


def test_a_long_history_goes_on_being_thinned_the_same(tmp_path: Path) -> None:
    run = TrainingRun(replace(Experiment(), batch_size=None, hidden_layers=()))
    run.advance(4090)
    assert_same_future(run, tmp_path / "a.nnviz")
    assert run.state().history_interval == 2


def diverged() -> TrainingRun:
    run = TrainingRun(with_dataset(replace(Experiment(), learning_rate=900.0), "parabola"))
    with pytest.raises(DivergenceError):
        run.advance(10_000)
    return run


def test_a_diverged_run_is_saved_as_it_was_last_finite(tmp_path: Path) -> None:
    run = diverged()
    again = reopened(run, tmp_path / "a.nnviz")
    assert parts(again.state()) == parts(run.state())


def test_an_optimizer_that_overflows_is_noticed_like_a_weight_that_does(tmp_path: Path) -> None:
    experiment = with_optimizer(with_dataset(Experiment(), "line"), "rmsprop")
    experiment = replace(experiment, data=replace(experiment.data, samples=10))
    run = TrainingRun(replace(experiment, hidden_layers=(), batch_size=1))
    run.set_parameter(1, 3e153)
    assert np.isfinite(run.snapshot().metrics.train_loss)  # but not the squares of its gradient
    with pytest.raises(DivergenceError):
        run.advance(2)  # of the five of an epoch: after each step a file can be saved
    assert np.isfinite(run.state().optimizer["squares"]).all()
    reopened(run, tmp_path / "a.nnviz")


@pytest.mark.parametrize("place", range(4))
def test_a_loss_or_score_beyond_all_bounds_is_noticed(place: int) -> None:
    row = [0.5] * 4
    assert Metrics(*row).finite
    row[place] = float("-inf")
    assert not Metrics(*row).finite


def test_a_state_of_another_network_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    run, other = TrainingRun(Experiment()), TrainingRun(replace(Experiment(), hidden_layers=()))
    before = parts(run.state())
    state: RunState = reopened(other, tmp_path / "a.nnviz").state()
    with pytest.raises(ValueError, match="another experiment"):
        run.restore(state)
    assert parts(run.state()) == before


def test_a_run_is_resumed_where_its_state_stands_or_at_its_beginning() -> None:
    run = TrainingRun(Experiment())
    run.advance(5)
    assert TrainingRun.resumed(run.experiment, run.state()).iteration == 5
    assert TrainingRun.resumed(run.experiment).iteration == 0


def test_another_experiments_state_is_refused() -> None:
    state = TrainingRun(SINGLE_LAYER).state()
    with pytest.raises(ValueError, match="another experiment"):
        TrainingRun.resumed(Experiment(), state)
