"""Ways to learn, as a choice of an experiment."""

from dataclasses import replace

import pytest

from nnviz.engine.methods import METHODS
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.solvers import SOLVERS
from nnviz.experiment import Experiment, ExperimentError, with_dataset, with_optimizer

DEFAULT = Experiment()
SINGLE_LAYER = replace(DEFAULT, hidden_layers=(), output_activation="linear")


def test_the_optimizers_come_first() -> None:
    assert list(METHODS) == [*OPTIMIZERS, *SOLVERS]


@pytest.mark.parametrize("key", METHODS)
def test_another_way_to_learn_comes_with_its_own_settings(key: str) -> None:
    changed = with_optimizer(SINGLE_LAYER, key)
    changed.check()
    assert changed.optimizer_settings == METHODS[key].settings()


@pytest.mark.parametrize(
    ("experiment", "key", "reason"),
    [
        (DEFAULT, "perceptron", "no hidden layers"),
        (DEFAULT, "normal_equation", "no hidden layers"),
        (with_dataset(SINGLE_LAYER, "three_blobs"), "perceptron", "two classes"),
        (with_dataset(SINGLE_LAYER, "line"), "perceptron", "two classes"),
        (replace(SINGLE_LAYER, output_activation="relu"), "perceptron", "unit step"),
        (replace(SINGLE_LAYER, output_activation="tanh"), "normal_equation", "linear output"),
    ],
)
def test_a_way_to_learn_that_does_not_fit_says_why(
    experiment: Experiment, key: str, reason: str
) -> None:
    experiment.check()
    with pytest.raises(ExperimentError, match=reason):
        with_optimizer(experiment, key).check()


@pytest.mark.parametrize(
    ("key", "dataset", "kept"),
    [
        ("perceptron", "xor", True),
        ("perceptron", "three_blobs", False),
        ("perceptron", "line", False),
        ("normal_equation", "plane", True),
        ("random_search", "three_blobs", True),
        ("adam", "three_blobs", True),
    ],
)
def test_on_other_data_a_way_to_learn_stays_if_it_fits(key: str, dataset: str, kept: bool) -> None:
    changed = with_dataset(with_optimizer(SINGLE_LAYER, key), dataset)
    changed.check()
    assert changed.optimizer == (key if kept else "sgd")


def test_a_way_to_learn_uses_the_batches_it_works_with() -> None:
    sizes = {key: with_optimizer(SINGLE_LAYER, key).used_batch_size for key in METHODS}
    assert sizes["sgd"] == sizes["adam"] == 10
    assert sizes["perceptron"] == 1
    all_samples = {key for key, size in sizes.items() if size is None}
    assert all_samples == {"gradient_descent", "random_search", "normal_equation"}


@pytest.mark.parametrize("key", METHODS)
def test_the_batch_size_chosen_is_there_again_after_a_way_to_learn_without(key: str) -> None:
    again = with_optimizer(with_optimizer(replace(SINGLE_LAYER, batch_size=7), key), "sgd")
    assert again.used_batch_size == 7
