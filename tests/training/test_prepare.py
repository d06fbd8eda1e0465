"""Prepared data: targets, scaling on training data only, predictions and scores."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.data.generators import DATASETS
from nnviz.data.scaling import SCALINGS
from nnviz.experiment import Experiment, with_dataset, with_loss, with_output_activation
from nnviz.training.prepare import Prepared, build_network, prepare
from tests.own_data import bodies, of_bodies, of_pictures

DEFAULT = Experiment()


@pytest.mark.parametrize("key", DATASETS)
def test_shapes_are_those_of_the_experiment(key: str) -> None:
    experiment = with_dataset(DEFAULT, key)
    data = prepare(experiment)
    features, outputs = len(experiment.features), experiment.outputs
    assert (data.train.count, data.test.count) == (150, 150)
    assert data.train_inputs.shape == data.test_inputs.shape == (features, 150)
    assert data.train_targets.shape == data.test_targets.shape == (outputs, 150)
    assert build_network(experiment, data).sizes == experiment.layer_sizes


def test_same_data_seed_same_data_whatever_the_weights_seed() -> None:
    first, second = prepare(DEFAULT), prepare(replace(DEFAULT, weights_seed=9))
    np.testing.assert_array_equal(first.train_inputs, second.train_inputs)
    other = prepare(replace(DEFAULT, data=replace(DEFAULT.data, seed=2)))
    assert not np.array_equal(first.train_inputs, other.train_inputs)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_scaling_is_fitted_on_the_training_data_only(scaling: str) -> None:
    experiment = replace(DEFAULT, scaling=scaling, features=("x1", "x2_squared"))
    data = prepare(experiment)
    raw = np.stack([data.train.x[0], data.train.x[1] ** 2])
    fitted = SCALINGS[scaling].fit(raw)
    np.testing.assert_array_equal(data.scaler.offset, fitted.offset)
    np.testing.assert_array_equal(data.scaler.factor, fitted.factor)
    np.testing.assert_array_equal(data.train_inputs, fitted.apply(raw))
    np.testing.assert_array_equal(data.inputs(data.test.x), data.test_inputs)


@pytest.mark.parametrize(
    ("output", "no", "yes"),
    [("tanh", -1, 1), ("linear", -1, 1), ("sigmoid", 0, 1), ("relu", 0, 1), ("leaky_relu", -1, 1)],
)
def test_the_targets_of_two_classes_are_the_outputs_no_and_yes(
    output: str, no: float, yes: float
) -> None:
    data = prepare(with_output_activation(DEFAULT, output))
    np.testing.assert_array_equal(data.train_targets[0], np.where(data.train.y == 1, yes, no))
    assert data.target_range == (no, yes)


@pytest.mark.parametrize("output", ["softmax", "tanh", "sigmoid"])
def test_more_classes_have_a_target_each(output: str) -> None:
    data = prepare(with_output_activation(with_dataset(DEFAULT, "three_blobs"), output))
    np.testing.assert_array_equal(data.train_targets.argmax(axis=0), data.train.y)
    no, yes = data.target_range
    assert ((data.train_targets == yes).sum(axis=0) == 1).all()
    assert ((data.train_targets == no).sum(axis=0) == 2).all()


def test_the_targets_of_a_regression_are_its_values() -> None:
    data = prepare(with_dataset(DEFAULT, "plane"))
    np.testing.assert_array_equal(data.test_targets[0], data.test.y)
    rows = prepare(with_dataset(DEFAULT, "one_hot"))
    np.testing.assert_array_equal(rows.test_targets, rows.test.y)
    values = np.concatenate([data.train.y, data.test.y])
    assert data.target_range == (values.min(), values.max())


def test_one_output_decides_at_the_middle_of_its_targets() -> None:
    tanh, sigmoid = (prepare(with_output_activation(DEFAULT, key)) for key in ("tanh", "sigmoid"))
    outputs = np.array([[-0.9, 0.1, 0.4, 0.6]])
    np.testing.assert_array_equal(tanh.predicted_classes(outputs), [0, 1, 1, 1])
    np.testing.assert_array_equal(sigmoid.predicted_classes(outputs), [0, 0, 0, 1])


def test_several_outputs_decide_by_the_largest() -> None:
    data = prepare(with_loss(DEFAULT, "categorical_cross_entropy"))
    found = data.predicted_classes(np.array([[0.9, 0.2], [0.1, 0.8]]))
    np.testing.assert_array_equal(found, [0, 1])


@pytest.mark.parametrize("key", ["circle", "three_blobs", "line", "one_hot"])
def test_the_right_answers_have_the_best_score(key: str) -> None:
    data = prepare(with_dataset(DEFAULT, key))
    assert data.score(data.test_targets, data.test) == 1.0


def test_the_mean_explains_nothing_of_a_regression() -> None:
    data = prepare(with_dataset(DEFAULT, "line"))
    mean = np.full((1, data.test.count), data.test.y.mean())
    assert data.score(mean, data.test) == pytest.approx(0, abs=1e-12)


def test_r_squared_is_over_all_outputs() -> None:
    data = prepare(with_dataset(DEFAULT, "one_hot"))
    means = np.repeat(data.test.y.mean(axis=1, keepdims=True), data.test.count, axis=1)
    assert data.score(means, data.test) == pytest.approx(0, abs=1e-12)
    error = data.test.y - data.test.y.mean(axis=1, keepdims=True)
    assert data.score(data.test.y + error / 2, data.test) == pytest.approx(0.75)


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_examples_are_one_for_each_row_in_the_order_of_the_ones(noise: float) -> None:
    experiment = with_dataset(DEFAULT, "one_hot")
    data = prepare(replace(experiment, data=replace(experiment.data, noise=noise)))
    np.testing.assert_array_equal(data.train.y[:, data.examples], np.eye(8))


def test_examples_are_one_for_each_class_in_their_order() -> None:
    data = prepare(of_pictures())
    np.testing.assert_array_equal(data.train.y[data.examples], [0, 1])


def test_own_points_are_split_and_their_features_are_their_columns() -> None:
    experiment = of_bodies()
    data = prepare(experiment)
    assert (data.train.count, data.test.count) == (12, 12)
    both = np.hstack([data.train.x, data.test.x])
    assert sorted(map(tuple, both.T)) == sorted(map(tuple, bodies().x.T))
    np.testing.assert_array_equal(data.train_inputs, data.train.x)


def test_where_there_is_a_plane_no_examples_stand_for_all() -> None:
    assert prepare(DEFAULT).examples.size == 0


def test_values_without_spread_have_no_r_squared() -> None:
    data = prepare(with_dataset(DEFAULT, "line"))
    one = data.test.take(np.array([0]))
    assert data.score(np.array([[5.0]]), one) == 0.0


def arrays_of(data: Prepared) -> list[np.ndarray]:
    inputs = [data.train_inputs, data.test_inputs, data.train_targets, data.test_targets]
    return [*inputs, data.train.x, data.train.y, data.test.x, data.test.y]


@pytest.mark.parametrize("key", DATASETS)
def test_nothing_of_it_can_be_written_to(key: str) -> None:
    assert not any(
        array.flags.writeable for array in arrays_of(prepare(with_dataset(DEFAULT, key)))
    )
