"""The figures of the lectures that a whole training has to show, by lesson key."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.experiment import DataChoice, Experiment, LayerChoice, Stopping, with_optimizer
from nnviz.training.run import TrainingRun

SMALL = replace(Experiment(), data=DataChoice(samples=48), batch_size=6)  # 24 to train with


@pytest.mark.parametrize(
    ("batch_size", "sizes"), [(6, [6] * 4), (24, [24]), (1, [1] * 24), (7, [7, 7, 7, 3])]
)
def test_batch_epoch(batch_size: int, sizes: list[int]) -> None:
    """D data in batches of M give D/M iterations an epoch; a last smaller batch is used."""
    run = TrainingRun(replace(SMALL, batch_size=batch_size))
    orders = []
    for epoch in range(3):
        order: list[int] = []
        for iteration, size in enumerate(sizes):
            snapshot = run.snapshot()
            assert (snapshot.epoch, snapshot.position) == (epoch, iteration)
            assert snapshot.iteration == epoch * len(sizes) + iteration
            assert len(snapshot.batch) == size
            order.extend(snapshot.batch)
            run.step()
        assert sorted(order) == list(range(24))
        orders.append(order)
    assert len({tuple(order) for order in orders}) == 3  # shuffled each epoch


def test_batch_epoch_differentiates_the_mean_loss_of_the_batch() -> None:
    """So that a step on one batch of all is the mean of the steps on each sample alone."""
    whole = TrainingRun(replace(SMALL, batch_size=24))
    start = whole.network.parameters.copy()
    whole.step()
    alone = TrainingRun(replace(SMALL, batch_size=1))
    steps = []
    while alone.epoch == 0:
        alone.network.parameters[...] = start
        alone.step()
        steps.append(alone.network.parameters - start)
    np.testing.assert_allclose(
        whole.network.parameters - start, np.mean(steps, axis=0), rtol=1e-9, atol=1e-15
    )


CHANGED = {
    "initial weights": replace(SMALL, initializer="he_uniform", weights_seed=2),
    "learning rate": replace(SMALL, learning_rate=0.01),
    "stopping condition": replace(SMALL, stopping=Stopping(epochs=1)),
    "depth": replace(SMALL, hidden_layers=(LayerChoice(4),) * 3),
    "width": replace(SMALL, hidden_layers=(LayerChoice(6), LayerChoice(3))),
    "activation": replace(SMALL, hidden_layers=(LayerChoice(4, "relu"), LayerChoice(3, "relu"))),
    "loss": replace(SMALL, loss="mse"),
    "optimizer": with_optimizer(SMALL, "adam"),
    "batch size": replace(SMALL, batch_size=7),
}


def test_hyperparameters_are_nine() -> None:
    assert len(CHANGED) == 9


@pytest.mark.parametrize("experiment", CHANGED.values(), ids=CHANGED)
def test_hyperparameters_set_by_a_person_change_what_is_learned(experiment: Experiment) -> None:
    ends = []
    for chosen in (SMALL, experiment):
        run = TrainingRun(chosen)
        run.advance(20)
        ends.append(run.network.parameters)
    assert not np.array_equal(*ends)
