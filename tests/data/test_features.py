"""Input features: the inputs by their names, and formulas of them as their labels say."""

import numpy as np
import pytest

from nnviz.data.features import FORMULAS, is_feature, offered_features, usual_label
from nnviz.data.form import MAX_INPUTS, values_over

X = np.array([[1.5, -2.0, 0.0], [0.5, 3.0, -1.0]])
EXPECTED = {
    "x1": [1.5, -2, 0],
    "x2": [0.5, 3, -1],
    "x1_squared": [2.25, 4, 0],
    "x2_squared": [0.25, 9, 1],
    "x1_x2": [0.75, -6, 0],
    "sin_x1": np.sin([1.5, -2, 0]),
    "sin_x2": np.sin([0.5, 3, -1]),
}
LABELS = ["x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂"]
PLANE, LINE = values_over(2), values_over(1)


def test_all_features_of_two_inputs_are_offered_in_this_order() -> None:
    assert list(PLANE.features) == list(EXPECTED)
    assert [feature.label for feature in PLANE.features.values()] == LABELS


@pytest.mark.parametrize("key", EXPECTED)
def test_values_are_those_of_the_formula(key: str) -> None:
    np.testing.assert_array_equal(PLANE.features[key].value(X), EXPECTED[key])


def test_features_of_one_input_need_no_second() -> None:
    assert list(LINE.features) == ["x1", "x1_squared", "sin_x1"]
    for key, feature in LINE.features.items():
        np.testing.assert_array_equal(feature.value(X[:1]), EXPECTED[key])


@pytest.mark.parametrize("inputs", [3, 8, MAX_INPUTS])
def test_of_many_inputs_there_are_only_themselves(inputs: int) -> None:
    features = values_over(inputs).features
    assert list(features) == [f"x{number + 1}" for number in range(inputs)]
    x = np.arange(float(inputs))[:, np.newaxis]
    assert [feature.value(x)[0] for feature in features.values()] == [*range(inputs)]
    assert all(feature.plain for feature in features.values())


def test_features_are_rows_in_the_order_asked_for() -> None:
    found = PLANE.feature_values(("x2", "x1_x2"), X)
    np.testing.assert_array_equal(found, [EXPECTED["x2"], EXPECTED["x1_x2"]])


def test_names_longer_than_a_letter_stand_in_brackets() -> None:
    labels = [feature.label for feature in offered_features(["height", "w{0}"]).values()]
    assert labels[:2] == ["height", "w{0}"]
    assert labels[2:5] == ["(height)²", "(w{0})²", "(height)(w{0})"]


@pytest.mark.parametrize("key", [*FORMULAS, "x1", "x8", "x784", "x999"])
def test_keys_of_features(key: str) -> None:
    assert is_feature(key)


@pytest.mark.parametrize("key", ["", "x", "x0", "x01", "x1000", "y1", "x1 ", "x-1", "x¹"])
def test_what_is_no_key_of_a_feature(key: str) -> None:
    assert not is_feature(key)


@pytest.mark.parametrize(("key", "label"), [*zip(EXPECTED, LABELS, strict=True), ("x10", "x₁₀")])
def test_how_a_feature_is_written_without_names(key: str, label: str) -> None:
    assert usual_label(key) == label
