"""Snapshots: frozen copies with all that views draw."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from nnviz.experiment import Experiment
from nnviz.training.run import TrainingRun

DEFAULT = Experiment()


def test_a_snapshot_stays_as_it_is_while_training_goes_on() -> None:
    run = TrainingRun(DEFAULT)
    run.advance(20)
    snapshot = run.snapshot(responses=True, values=True)
    assert snapshot.responses is not None
    assert snapshot.values is not None
    kept = [snapshot.parameters, snapshot.history, snapshot.batch, *snapshot.values]
    kept += [*snapshot.responses.layers, *snapshot.network.weights]
    before = [array.copy() for array in kept]
    run.advance(100)
    run.snapshot(responses=True, values=True)
    for array, copy in zip(kept, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_pictures_and_values_are_made_only_when_asked_for() -> None:
    snapshot = TrainingRun(DEFAULT).snapshot()
    assert (snapshot.responses, snapshot.values) == (None, None)


def test_a_snapshot_cannot_be_changed() -> None:
    snapshot = TrainingRun(DEFAULT).snapshot(responses=True, values=True)
    with pytest.raises(FrozenInstanceError):
        snapshot.iteration = 5  # type: ignore[misc]
    assert snapshot.responses is not None
    assert snapshot.values is not None
    pictures, values = snapshot.responses.layers, snapshot.values
    for array in (snapshot.parameters, snapshot.batch, snapshot.history, *pictures, *values):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_the_history_ends_with_the_losses_of_a_whole_epoch() -> None:
    run = TrainingRun(DEFAULT)
    run.advance(run.batches_left)
    snapshot = run.snapshot()
    assert snapshot.column("train_loss")[-1] == snapshot.train_loss
    assert snapshot.column("test_score")[-1] == snapshot.test_score
    assert snapshot.column("iteration").tolist() == [0, 15]


def test_the_penalty_is_told_apart_from_the_loss() -> None:
    plain = TrainingRun(DEFAULT).snapshot()
    pulled = TrainingRun(replace(DEFAULT, l2=0.5)).snapshot()
    assert plain.penalty == 0
    weights = pulled.network.is_weight() * pulled.parameters
    assert pulled.penalty == pytest.approx(0.25 * np.square(weights).sum())
    assert pulled.train_loss == plain.train_loss + pulled.penalty
    assert pulled.test_loss == plain.test_loss


def test_numbers_beyond_all_bounds_are_shown_without_a_warning() -> None:
    run = TrainingRun(replace(DEFAULT, output_activation="linear", l2=1.0))
    for index in range(run.network.parameters.size):
        run.set_parameter(index, 1e300)
    snapshot = run.snapshot(responses=True, values=True)
    assert snapshot.train_loss == snapshot.penalty == float("inf")
