"""Initial weights: shape, moments and limits as published."""

import numpy as np
import pytest

from nnviz.engine.initializers import (
    BIAS_INITIALIZERS,
    INITIALIZERS,
    ConstantSettings,
    InitializerSettings,
    NormalSettings,
    UniformSettings,
)
from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network

IN, OUT = 300, 200
VARIANCES = {
    "xavier_normal": 2 / (IN + OUT),
    "xavier_uniform": 2 / (IN + OUT),
    "he_normal": 2 / IN,
    "he_uniform": 2 / IN,
    "normal": 0.25,
    "uniform": 0.25 / 3,
    "lecun": 1 / IN,
    "orthogonal": 1 / IN,
    "constant": 0.0,
    "zeros": 0.0,
}
MEANS = {"constant": 0.1}


@pytest.mark.parametrize("key", INITIALIZERS)
def test_weights_have_the_published_moments(key: str) -> None:
    weights = INITIALIZERS[key].with_settings()(IN, OUT, np.random.default_rng(1))
    assert weights.shape == (OUT, IN)
    assert key in VARIANCES, f"write into VARIANCES what the publication of {key!r} says"
    # 60,000 draws: the mean is within 5 standard errors, the variance within about 5 of its own.
    mean = weights.mean() - MEANS.get(key, 0.0)
    assert abs(mean) <= 5 * np.sqrt(VARIANCES[key] / weights.size) + 1e-15
    assert weights.var() == pytest.approx(VARIANCES[key], rel=0.03, abs=1e-30)


@pytest.mark.parametrize(
    ("key", "limit"),
    [
        ("xavier_uniform", np.sqrt(6 / (IN + OUT))),
        ("he_uniform", np.sqrt(6 / IN)),
        ("uniform", 0.5),
    ],
)
def test_uniform_weights_fill_their_interval(key: str, limit: float) -> None:
    weights = INITIALIZERS[key].with_settings()(IN, OUT, np.random.default_rng(1))
    assert 0.999 * limit < np.abs(weights).max() <= limit


@pytest.mark.parametrize("key", INITIALIZERS)
def test_same_generator_state_gives_the_same_weights(key: str) -> None:
    draw = INITIALIZERS[key].with_settings()
    first, second = (draw(3, 4, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("key", INITIALIZERS)
def test_biases_start_at_zero(key: str) -> None:
    network = Network(2, [Dense(5, "tanh"), Dense(1, "tanh")], np.ones(21))
    network.initialize(INITIALIZERS[key].with_settings(), np.random.default_rng(1))
    assert all((weights[:, -1] == 0).all() for weights in network.weights)


@pytest.mark.parametrize("key", BIAS_INITIALIZERS)
def test_biases_are_drawn_by_a_way_of_their_own(key: str) -> None:
    network = Network(300, [Dense(200, "tanh")])
    weights, biases = (INITIALIZERS[name].with_settings() for name in ("zeros", key))
    network.initialize(weights, np.random.default_rng(1), biases)
    assert (network.weights[0][:, :-1] == 0).all()
    expected = biases(1, 200, np.random.default_rng(1))[:, 0]
    np.testing.assert_array_equal(network.weights[0][:, -1], expected)


@pytest.mark.parametrize(
    ("key", "settings", "size"),
    [
        ("constant", ConstantSettings(-2.0), 2.0),
        ("uniform", UniformSettings(3.0), 3 / np.sqrt(3)),
        ("normal", NormalSettings(2.0), 2.0),
    ],
)
def test_settings_say_how_large_the_weights_are(
    key: str, settings: InitializerSettings, size: float
) -> None:
    draw = INITIALIZERS[key].with_settings(settings)
    weights = draw(IN, OUT, np.random.default_rng(1))
    assert np.sqrt(np.square(weights).mean()) == pytest.approx(size, rel=0.02)


@pytest.mark.parametrize("shape", [(3, 3), (3, 7), (7, 3), (1, 1), (1, 5)])
def test_orthogonal_rows_or_columns_are_orthonormal(shape: tuple[int, int]) -> None:
    units_out, units_in = shape
    draw = INITIALIZERS["orthogonal"].with_settings()
    w = draw(units_in, units_out, np.random.default_rng(1))
    product = w @ w.T if units_out <= units_in else w.T @ w
    np.testing.assert_allclose(product, np.eye(min(shape)), atol=1e-15)


@pytest.mark.parametrize("shape", [(4, 4), (3, 7), (7, 3)])
def test_orthogonal_matrices_are_uniform_by_the_positive_diagonal_of_r(
    shape: tuple[int, int],
) -> None:
    units_out, units_in = shape
    w = INITIALIZERS["orthogonal"].with_settings()(units_in, units_out, np.random.default_rng(1))
    normal = np.random.default_rng(1).normal(size=(max(shape), min(shape)))
    q = w if units_out >= units_in else w.T
    assert (np.diag(q.T @ normal) > 0).all()  # of R = QᵀA
