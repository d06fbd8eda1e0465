"""Input features: each is the formula its label says."""

import numpy as np
import pytest

from nnviz.data.features import FEATURES, feature_values, features_for, input_features

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


@pytest.mark.parametrize("key", EXPECTED)
def test_values_are_those_of_the_formula(key: str) -> None:
    np.testing.assert_array_equal(FEATURES[key].value(X), EXPECTED[key])


@pytest.mark.parametrize("key", [key for key, row in FEATURES.items() if row.inputs == 1])
def test_features_of_one_input_need_no_second(key: str) -> None:
    np.testing.assert_array_equal(FEATURES[key].value(X[:1]), EXPECTED[key])


def test_what_is_not_a_formula_is_an_input() -> None:
    x = np.arange(8.0)[:, np.newaxis]
    plain = [key for key, row in FEATURES.items() if row.plain]
    assert {*FEATURES} == {*EXPECTED, *plain}
    assert [FEATURES[key].value(x)[0] for key in plain] == [*range(8)]
    assert [FEATURES[key].inputs for key in plain] == [*range(1, 9)]


def test_formulas_are_for_one_and_two_inputs() -> None:
    assert features_for(1) == ("x1", "x1_squared", "sin_x1")
    assert features_for(2) == tuple(EXPECTED)
    assert features_for(3) == input_features(3) == ("x1", "x2", "x3")


def test_features_are_rows_in_the_order_asked_for() -> None:
    found = feature_values(("x2", "x1_x2"), X)
    np.testing.assert_array_equal(found, [EXPECTED["x2"], EXPECTED["x1_x2"]])
