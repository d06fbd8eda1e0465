"""A warning that takes long to prove is looked for a little in every frame, and never stops one."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.data.form import Column, DataForm
from nnviz.data.points import Points
from nnviz.data.sources import keep_points
from nnviz.engine.ending import Ending
from nnviz.experiment import Experiment, with_dataset, with_optimizer
from nnviz.training.run import TrainingRun

INPUTS, SAMPLES = 64, 1000


@pytest.fixture(scope="module")
def experiment() -> Experiment:
    """The perceptron rule on very many inputs, with which the classes have nothing to do."""
    rng = np.random.default_rng(1)
    points = Points(rng.random((INPUTS, SAMPLES)), rng.integers(0, 2, SAMPLES).astype(float))
    columns = tuple(Column(f"x{number}", limits=(0.0, 1.0)) for number in range(1, INPUTS + 1))
    key = keep_points(points, DataForm(columns, ("no", "yes")))
    single = replace(with_dataset(Experiment(), key), hidden_layers=(), output_activation="step")
    features = tuple(column.name for column in columns)
    return with_optimizer(replace(single, features=features), "perceptron")


def test_it_comes_after_some_frames(experiment: Experiment) -> None:
    run = TrainingRun(experiment)
    run.advance(run.batches_left)
    frames = 1
    while run.snapshot().parts["warning"] is None:
        frames += 1
        assert frames < 1000
    assert frames > 3
    assert run.snapshot().parts["warning"] == Ending("inseparable")


def test_looking_for_it_changes_no_bit(experiment: Experiment) -> None:
    run, unseen = TrainingRun(experiment), TrainingRun(experiment)
    for _ in range(2):
        run.advance(run.batches_left)
        run.snapshot()
    unseen.advance(run.iteration)
    np.testing.assert_array_equal(run.network.parameters, unseen.network.parameters)
