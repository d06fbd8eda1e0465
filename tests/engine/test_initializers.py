"""Initial weights: shape, moments and limits as published."""

import numpy as np
import pytest

from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.network import Dense, Network

IN, OUT = 300, 200
VARIANCES = {
    "xavier_normal": 2 / (IN + OUT),
    "xavier_uniform": 2 / (IN + OUT),
    "he_normal": 2 / IN,
    "he_uniform": 2 / IN,
    "normal": 0.25,
    "uniform": 0.25 / 3,
    "zeros": 0.0,
}


@pytest.mark.parametrize("key", INITIALIZERS)
def test_weights_have_the_published_moments(key: str) -> None:
    weights = INITIALIZERS[key].draw(IN, OUT, np.random.default_rng(1))
    assert weights.shape == (OUT, IN)
    # 60,000 draws: the mean is within 5 standard errors, the variance within about 5 of its own.
    assert abs(weights.mean()) <= 5 * np.sqrt(VARIANCES[key] / weights.size)
    assert weights.var() == pytest.approx(VARIANCES[key], rel=0.03)


@pytest.mark.parametrize(
    ("key", "limit"),
    [
        ("xavier_uniform", np.sqrt(6 / (IN + OUT))),
        ("he_uniform", np.sqrt(6 / IN)),
        ("uniform", 0.5),
    ],
)
def test_uniform_weights_fill_their_interval(key: str, limit: float) -> None:
    weights = INITIALIZERS[key].draw(IN, OUT, np.random.default_rng(1))
    assert 0.999 * limit < np.abs(weights).max() <= limit


@pytest.mark.parametrize("key", INITIALIZERS)
def test_same_generator_state_gives_the_same_weights(key: str) -> None:
    draw = INITIALIZERS[key].draw
    first, second = (draw(3, 4, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("key", INITIALIZERS)
def test_biases_start_at_zero(key: str) -> None:
    network = Network(2, [Dense(5, "tanh"), Dense(1, "tanh")], np.ones(21))
    network.initialize(INITIALIZERS[key], np.random.default_rng(1))
    assert all((weights[:, -1] == 0).all() for weights in network.weights)
