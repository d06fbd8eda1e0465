"""What the program promises to learn, as sentences about real trainings."""

from dataclasses import replace

import pytest

from nnviz.experiment import Experiment, LayerChoice, with_dataset, with_loss, with_optimizer
from nnviz.training.run import TrainingRun

DEFAULT = Experiment()


def seeded(experiment: Experiment, seed: int) -> Experiment:
    data = replace(experiment.data, seed=seed)
    return replace(experiment, data=data, weights_seed=seed)


@pytest.mark.parametrize("seed", range(1, 21))
def test_the_opening_experiment_learns_circle_within_100_epochs(seed: int) -> None:
    run = TrainingRun(seeded(DEFAULT, seed))
    while run.snapshot().test_loss >= 0.02 and run.epoch < 100:
        run.advance(run.batches_left)
    assert run.snapshot().test_loss < 0.02  # ½ · mean squared error, as Playground counts


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_three_layers_of_eight_tanh_learn_the_spiral_from_x1_and_x2(seed: int) -> None:
    spiral = with_dataset(DEFAULT, "spiral")
    spiral = replace(
        with_optimizer(spiral, "adam"),
        data=replace(spiral.data, samples=1000, train_share=0.7),
        hidden_layers=(LayerChoice(8),) * 3,
        learning_rate=0.01,
        batch_size=30,
    )
    run = TrainingRun(seeded(spiral, seed))
    while run.snapshot().test_score < 0.95 and run.epoch < 200:
        run.advance(run.batches_left)
    assert run.snapshot().test_score >= 0.95


@pytest.mark.parametrize(
    ("dataset", "score"),
    [
        ("xor", 0.95),
        ("two_gaussians", 0.97),
        ("three_blobs", 0.97),
        ("plane", 0.99),
        ("line", 0.99),
        ("parabola", 0.95),
    ],
)
def test_the_opening_network_learns_the_easy_data_sets(dataset: str, score: float) -> None:
    run = TrainingRun(with_dataset(DEFAULT, dataset))
    while run.snapshot().test_score < score and run.epoch < 500:
        run.advance(run.batches_left)
    assert run.snapshot().test_score >= score


@pytest.mark.parametrize("loss", ["mse", "binary_cross_entropy", "categorical_cross_entropy"])
def test_every_loss_learns_circle(loss: str) -> None:
    run = TrainingRun(with_loss(DEFAULT, loss))
    while run.snapshot().test_score < 0.97 and run.epoch < 200:
        run.advance(run.batches_left)
    assert run.snapshot().test_score >= 0.97
