"""Whatever of the data is chosen otherwise, from then on the run works on the new ones."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.data.scaling import SCALINGS
from nnviz.experiment import DataChoice, Experiment, with_dataset, with_output_activation
from nnviz.training.run import TrainingRun

BEFORE = replace(Experiment(), data=DataChoice(samples=40), features=("x1", "x2_squared"))
CHANGES = {
    **{f"scaling {key}": replace(BEFORE, scaling=key) for key in SCALINGS if key != BEFORE.scaling},
    "features": replace(BEFORE, features=("x1", "x2")),
    "data set": with_dataset(BEFORE, "spiral"),
    "task": with_dataset(BEFORE, "plane"),
    "more samples": replace(BEFORE, data=replace(BEFORE.data, samples=60)),
    "noise": replace(BEFORE, data=replace(BEFORE.data, noise=0.4)),
    "another share for training": replace(BEFORE, data=replace(BEFORE.data, train_share=0.8)),
    "another seed": replace(BEFORE, data=replace(BEFORE.data, seed=7)),
    "targets": with_output_activation(BEFORE, "tanh"),
}


@pytest.fixture(params=CHANGES.values(), ids=CHANGES)
def after(request: pytest.FixtureRequest) -> Experiment:
    changed: Experiment = request.param
    return changed


def changed_run(after: Experiment) -> TrainingRun:
    run = TrainingRun(BEFORE)
    run.advance(3)
    run.snapshot({"responses", "values"})
    return run.changed_to(after)


def test_inputs_and_targets_are_those_of_the_new_choices(after: Experiment) -> None:
    run, fresh = changed_run(after), TrainingRun(after)
    for name in ("train_inputs", "test_inputs", "train_targets", "test_targets"):
        np.testing.assert_array_equal(getattr(run.data, name), getattr(fresh.data, name))


def test_a_snapshot_shows_the_new_inputs(after: Experiment) -> None:
    shot = changed_run(after).snapshot({"responses", "values"})
    fresh = TrainingRun(after).snapshot({"responses", "values"})
    for found, wanted in (
        (shot.parts["values"][0], fresh.parts["values"][0]),
        (shot.parts["responses"].layers[0], fresh.parts["responses"].layers[0]),
    ):
        np.testing.assert_array_equal(found, wanted)


def test_losses_and_steps_are_of_the_new_data(after: Experiment) -> None:
    run, fresh = changed_run(after), TrainingRun(after)
    fresh.restore(run.state())
    assert run.snapshot().metrics == fresh.snapshot().metrics
    run.advance(5)
    fresh.advance(5)
    np.testing.assert_array_equal(run.network.parameters, fresh.network.parameters)
