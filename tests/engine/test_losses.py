"""Losses: values worked by hand, gradients against central differences, any logit."""

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.losses import LOSSES, Loss

STEP = 1e-5


def gradient(loss: Loss, predictions: np.ndarray, targets: np.ndarray) -> np.ndarray:
    out = np.empty_like(predictions)
    scale = np.array(1.0 / loss.divisor(*predictions.shape))
    loss.gradient(predictions, targets, scale, out)
    return out


def activated(key: str, z: np.ndarray) -> np.ndarray:
    out = np.empty_like(z)
    ACTIVATIONS[key].value(z, out)
    return out


@pytest.mark.parametrize(
    ("key", "predictions", "targets", "expected"),
    [
        ("half_mse", [[1.0, 2.0]], [[0.0, 4.0]], 1.25),  # (1 + 4) / 2 / 2
        ("mse", [[1.0, 2.0]], [[0.0, 4.0]], 2.5),
        ("mse", [[1.0], [2.0]], [[0.0], [4.0]], 2.5),  # over outputs as over examples
        ("binary_cross_entropy", [[0.0]], [[1.0]], np.log(2)),
        ("binary_cross_entropy", [[np.log(3)]], [[0.0]], np.log(4)),  # −ln(1 − ¾)
        ("binary_cross_entropy", [[1e4, -1e4]], [[1.0, 0.0]], 0.0),
        ("binary_cross_entropy", [[1e4, -1e4]], [[0.0, 1.0]], 1e4),
        ("categorical_cross_entropy", [[0.0], [0.0], [0.0]], [[1.0], [0.0], [0.0]], np.log(3)),
        ("categorical_cross_entropy", [[1e4], [-1e4]], [[1.0], [0.0]], 0.0),
        ("categorical_cross_entropy", [[1e4], [-1e4]], [[0.0], [1.0]], 2e4),
        ("categorical_cross_entropy", [[np.log(3), 0.0], [0.0, 0.0]], np.eye(2), 0.490415),
    ],
)
def test_value_is_the_one_worked_by_hand(
    key: str, predictions: list[list[float]], targets: list[list[float]], expected: float
) -> None:
    found = LOSSES[key].value(np.array(predictions), np.array(targets))
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-300)


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (3, 1), (3, 5)])
@pytest.mark.parametrize("key", LOSSES)
def test_gradient_is_the_derivative_of_value(key: str, shape: tuple[int, int]) -> None:
    loss, rng = LOSSES[key], np.random.default_rng(3)
    z = rng.normal(size=shape)
    targets = np.eye(shape[0])[rng.integers(0, shape[0], shape[1])].T.copy()
    numeric = np.empty(shape)
    for place in np.ndindex(shape):
        up, down = z.copy(), z.copy()
        up[place] += STEP
        down[place] -= STEP
        numeric[place] = (loss.value(up, targets) - loss.value(down, targets)) / (2 * STEP)
    given = activated(loss.output_activations[0], z) if loss.from_logits else z
    np.testing.assert_allclose(gradient(loss, given, targets), numeric, rtol=1e-7, atol=1e-10)


@pytest.mark.parametrize("logit", [0.0, 30.0, -30.0, 1000.0, -1000.0, 1e4, -1e4])
@pytest.mark.parametrize("key", [key for key, loss in LOSSES.items() if loss.from_logits])
def test_cross_entropies_are_finite_at_any_logit(key: str, logit: float) -> None:
    loss = LOSSES[key]
    z, targets = np.array([[logit], [0.0]]), np.array([[1.0], [0.0]])
    a = activated(loss.output_activations[0], z)
    assert np.isfinite(loss.value(z, targets))
    assert np.abs(gradient(loss, a, targets)).max() <= 1.0


@pytest.mark.parametrize("key", LOSSES)
def test_a_loss_names_output_activations_there_are(key: str) -> None:
    assert LOSSES[key].output_activations
    assert set(LOSSES[key].output_activations) <= set(ACTIVATIONS)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_some_loss_fits_every_activation(activation: str) -> None:
    assert any(activation in loss.output_activations for loss in LOSSES.values())
