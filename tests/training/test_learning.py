"""What the program promises to learn, as sentences about real trainings.

Each is judged once, at the end of a fixed number of epochs, with several seeds of data and weights.
"""

from dataclasses import replace
from statistics import median

import pytest

from nnviz.experiment import Experiment, LayerChoice, with_dataset, with_loss, with_optimizer
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot

DEFAULT = Experiment()  # 300 samples, half of them to train with, in batches of 10
SPIRAL = replace(
    with_optimizer(with_dataset(DEFAULT, "spiral"), "adam"),
    hidden_layers=(LayerChoice(8),) * 3,
    learning_rate=0.01,
)
SEEDS = range(1, 6)


def trained(experiment: Experiment, seed: int, epochs: int) -> Snapshot:
    """Return the end of a training whose data and weights come from this seed."""
    data = replace(experiment.data, seed=seed)
    run = TrainingRun(replace(experiment, data=data, weights_seed=seed))
    run.advance(epochs * run.batches_left)
    return run.snapshot()


def scores(experiment: Experiment, epochs: int) -> list[float]:
    """Return the scores on the test data at the end, one a seed."""
    return [trained(experiment, seed, epochs).metrics.test_score for seed in SEEDS]


def test_the_opening_experiment_learns_circle_within_100_epochs() -> None:
    losses = [trained(DEFAULT, seed, 100).metrics.test_loss for seed in range(1, 21)]
    assert median(losses) < 0.01  # ½ · mean squared error, as Playground counts
    assert max(losses) < 0.03


def test_three_layers_of_eight_tanh_learn_the_spiral_of_1000_samples() -> None:
    data = replace(SPIRAL.data, samples=1000, train_share=0.7)
    reached = scores(replace(SPIRAL, data=data, batch_size=30), epochs=300)
    assert median(reached) > 0.97
    assert min(reached) > 0.9


def test_they_learn_the_spiral_of_500_samples_split_in_halves() -> None:
    data = replace(SPIRAL.data, samples=500)
    reached = scores(replace(SPIRAL, data=data, batch_size=30), epochs=600)
    assert median(reached) > 0.95
    assert min(reached) > 0.93


def test_of_300_samples_the_spiral_is_learnt_in_part_only() -> None:
    reached = scores(SPIRAL, epochs=200)
    assert 0.75 < median(reached) < 0.95


@pytest.mark.parametrize(
    ("dataset", "score", "worst"),
    [
        ("xor", 0.98, 0.97),
        ("two_gaussians", 0.99, 0.98),
        ("three_blobs", 0.99, 0.98),
        ("plane", 0.99, 0.95),
        ("line", 0.99, 0.98),
        ("parabola", 0.97, 0.94),
    ],
)
def test_the_opening_network_learns_the_easy_data_sets(
    dataset: str, score: float, worst: float
) -> None:
    reached = scores(with_dataset(DEFAULT, dataset), epochs=100)
    assert median(reached) > score
    assert min(reached) > worst


@pytest.mark.parametrize("loss", ["mse", "binary_cross_entropy", "categorical_cross_entropy"])
def test_every_loss_learns_circle(loss: str) -> None:
    assert min(scores(with_loss(DEFAULT, loss), epochs=200)) > 0.97
