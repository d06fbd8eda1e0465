"""Snapshots: frozen copies with all that views draw."""

from dataclasses import FrozenInstanceError, replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot_parts import ALWAYS, PARTS

DEFAULT = Experiment()


def test_a_snapshot_stays_as_it_is_while_training_goes_on() -> None:
    run = TrainingRun(DEFAULT)
    run.advance(20)
    snapshot = run.snapshot({"responses", "values"})
    kept = [snapshot.parameters, snapshot.history, snapshot.batch, *snapshot.parts["values"]]
    kept += [*snapshot.parts["responses"].layers, *snapshot.network.weights]
    before = [array.copy() for array in kept]
    run.advance(100)
    run.snapshot({"responses", "values"})
    for array, copy in zip(kept, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_pictures_and_values_are_made_only_when_asked_for() -> None:
    snapshot = TrainingRun(DEFAULT).snapshot()
    assert snapshot.parts.keys() == ALWAYS


def test_a_snapshot_cannot_be_changed() -> None:
    layers = (LayerChoice(3, "relu", batch_norm=True),)
    snapshot = TrainingRun(replace(DEFAULT, hidden_layers=layers)).snapshot(PARTS)
    with pytest.raises(FrozenInstanceError):
        snapshot.iteration = 5  # type: ignore[misc]
    for name in ("parameters", "statistics", "batch", "history"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(snapshot, name)[...] = 0
    for mapping in (snapshot.parts, snapshot.measured_at):
        assert isinstance(mapping, MappingProxyType)


def test_its_network_costs_no_copy_of_the_parameters() -> None:
    snapshot = TrainingRun(Experiment()).snapshot()
    assert snapshot.network.parameters is snapshot.parameters
    with pytest.raises(ValueError, match="read-only"):
        snapshot.network.weights[0][0, 0] = 1.0


@pytest.mark.parametrize("experiment", [DEFAULT, with_dataset(DEFAULT, "three_blobs")])
def test_its_layers_are_known_without_the_network(experiment: Experiment) -> None:
    snapshot = TrainingRun(experiment).snapshot()
    layers, sizes = snapshot.layers, snapshot.sizes
    assert "network" not in vars(snapshot)
    assert (layers, sizes) == (snapshot.network.layers, snapshot.network.sizes)


def test_the_history_ends_with_the_losses_of_a_whole_epoch() -> None:
    run = TrainingRun(DEFAULT)
    run.advance(run.batches_left)
    snapshot = run.snapshot()
    assert snapshot.column("train_loss")[-1] == snapshot.metrics.train_loss
    assert snapshot.column("test_score")[-1] == snapshot.metrics.test_score
    assert snapshot.column("iteration").tolist() == [0, 15]


def test_the_penalty_is_told_apart_from_the_loss() -> None:
    plain = TrainingRun(DEFAULT).snapshot()
    pulled = TrainingRun(replace(DEFAULT, l2=0.5)).snapshot()
    assert plain.metrics.penalty == 0
    weights = pulled.network.is_weight() * pulled.parameters
    assert pulled.metrics.penalty == pytest.approx(0.25 * np.square(weights).sum())
    assert pulled.metrics.train_loss == plain.metrics.train_loss + pulled.metrics.penalty
    assert pulled.metrics.test_loss == plain.metrics.test_loss


def test_numbers_beyond_all_bounds_are_shown_without_a_warning() -> None:
    run = TrainingRun(replace(DEFAULT, output_activation="linear", l2=1.0))
    for index in range(run.network.parameters.size):
        run.set_parameter(index, 1e300)
    snapshot = run.snapshot({"responses", "values"})
    assert snapshot.metrics.train_loss == snapshot.metrics.penalty == float("inf")


def test_a_run_that_nobody_drives_has_no_speed() -> None:
    snapshot = TrainingRun(DEFAULT).snapshot()
    assert (snapshot.steps_per_second, snapshot.seconds) == (0.0, 0.0)
