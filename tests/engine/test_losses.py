"""Losses: values worked by hand, gradients against central differences, any logit."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.loss import Loss, LossForm
from nnviz.engine.losses import LOSSES
from nnviz.engine.residual_losses import HuberSettings

STEP = 1e-5
# From the output's values, and, of those that have one, from its logits.
FORMS = [(loss, loss.form) for loss in LOSSES.values()] + [
    (loss, loss.fused) for loss in LOSSES.values() if loss.fused is not None
]
NAMES = [f"{loss.key}{' of logits' if form.from_logits else ''}" for loss, form in FORMS]


def gradient(
    loss: Loss, form: LossForm, predictions: np.ndarray, targets: np.ndarray
) -> np.ndarray:
    out = np.empty_like(predictions)
    scale = np.array(1.0 / loss.divisor(*predictions.shape))
    form.bind(loss.settings(), predictions.shape)(predictions, targets, scale, out)
    return out


def activated(key: str, z: np.ndarray) -> np.ndarray:
    return ACTIVATIONS[key].curve(z)[0]


@pytest.mark.parametrize(
    ("key", "output", "predictions", "targets", "expected"),
    [
        ("half_mse", "tanh", [[1.0, 2.0]], [[0.0, 4.0]], 1.25),  # (1 + 4) / 2 / 2
        ("mse", "tanh", [[1.0, 2.0]], [[0.0, 4.0]], 2.5),
        ("mse", "tanh", [[1.0], [2.0]], [[0.0], [4.0]], 2.5),  # over outputs as over examples
        ("sse", "tanh", [[1.0, 2.0]], [[0.0, 4.0]], 5.0),
        ("mae", "tanh", [[1.0, 2.0]], [[0.0, 4.0]], 1.5),
        ("sae", "tanh", [[1.0, 2.0]], [[0.0, 4.0]], 3.0),
        ("huber", "tanh", [[0.5, 2.0]], [[0.0, 4.0]], (0.125 + 1.5) / 2),
        ("hinge", "tanh", [[0.25, 2.0, -0.5]], [[1.0, 1.0, 1.0]], (0.75 + 0 + 1.5) / 3),
        ("hinge", "tanh", [[0.25, 2.0]], [[-1.0, -1.0]], (1.25 + 3) / 2),
        ("binary_cross_entropy", "gaussian", [[0.25]], [[1.0]], np.log(4)),
        ("binary_cross_entropy", "gaussian", [[0.25]], [[0.0]], -np.log(0.75)),
        ("binary_cross_entropy", "gaussian", [[0.0, 1.0]], [[1.0, 1.0]], 50.0),
        ("binary_cross_entropy", "sigmoid", [[0.0]], [[1.0]], np.log(2)),
        ("binary_cross_entropy", "sigmoid", [[np.log(3)]], [[0.0]], np.log(4)),  # −ln(1 − ¾)
        ("binary_cross_entropy", "sigmoid", [[1e4, -1e4]], [[1.0, 0.0]], 0.0),
        ("binary_cross_entropy", "sigmoid", [[1e4, -1e4]], [[0.0, 1.0]], 1e4),
        ("categorical_cross_entropy", "softmax", [[0.0]] * 3, [[1.0], [0.0], [0.0]], np.log(3)),
        ("categorical_cross_entropy", "softmax", [[1e4], [-1e4]], [[1.0], [0.0]], 0.0),
        ("categorical_cross_entropy", "softmax", [[1e4], [-1e4]], [[0.0], [1.0]], 2e4),
        (
            "categorical_cross_entropy",
            "softmax",
            [[np.log(3), 0.0], [0.0, 0.0]],
            np.eye(2),
            0.490415,
        ),
    ],
)
def test_value_is_the_one_worked_by_hand(
    key: str,
    output: str,
    predictions: list[list[float]],
    targets: list[list[float]],
    expected: float,
) -> None:
    loss = LOSSES[key]
    form = loss.form_for(output)
    found = form.value(np.array(predictions), np.array(targets), loss.settings())
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-300)


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (3, 1), (3, 5)])
@pytest.mark.parametrize(("loss", "form"), FORMS, ids=NAMES)
def test_gradient_is_the_derivative_of_value(
    loss: Loss, form: LossForm, shape: tuple[int, int]
) -> None:
    rng = np.random.default_rng(3)
    z = (
        rng.uniform(0.1, 0.9, shape)
        if loss.fused and not form.from_logits
        else rng.normal(size=shape)
    )
    targets = np.eye(shape[0])[rng.integers(0, shape[0], shape[1])].T.copy()
    if loss.key == "hinge":
        targets = 2 * targets - 1
    numeric = np.empty(shape)
    for place in np.ndindex(shape):
        up, down = z.copy(), z.copy()
        up[place] += STEP
        down[place] -= STEP
        values = [form.value(each, targets, loss.settings()) for each in (up, down)]
        numeric[place] = (values[0] - values[1]) / (2 * STEP)
    given = activated(loss.fused_with, z) if form.from_logits else z
    found = gradient(loss, form, given, targets)
    np.testing.assert_allclose(found, numeric, rtol=1e-7, atol=2e-9)


@pytest.mark.parametrize("delta", [0.1, 1.0, 10.0])
def test_huber_is_half_the_square_up_to_delta_and_straight_beyond(delta: float) -> None:
    loss, residuals = LOSSES["huber"], np.linspace(-3, 3, 61)[None]
    settings, zero = HuberSettings(delta), np.zeros_like(residuals)
    expected = np.where(
        np.abs(residuals) <= delta,
        residuals**2 / 2,
        delta * (np.abs(residuals) - delta / 2),
    )
    assert loss.form.value(residuals, zero, settings) == pytest.approx(expected.mean(), rel=1e-14)
    out = np.empty_like(residuals)
    loss.form.bind(settings, residuals.shape)(residuals, zero, np.array(1.0), out)
    np.testing.assert_array_equal(out, np.clip(residuals, -delta, delta))


def test_on_its_kink_a_loss_has_the_slope_0() -> None:
    one = np.ones((1, 1))
    assert gradient(LOSSES["mae"], LOSSES["mae"].form, one, one) == 0
    assert gradient(LOSSES["hinge"], LOSSES["hinge"].form, one, one) == 0


@pytest.mark.parametrize("wrong", [0.0, 1.0])
@pytest.mark.parametrize("key", ["binary_cross_entropy", "categorical_cross_entropy"])
def test_cross_entropies_are_finite_at_a_probability_of_0(key: str, wrong: float) -> None:
    loss = LOSSES[key]
    a = np.array([[wrong], [1 - wrong]])
    assert np.isfinite(loss.form.value(a, 1 - a, loss.settings()))
    assert np.isfinite(gradient(loss, loss.form, a, 1 - a)).all()


def test_a_fused_form_is_used_with_its_own_output_only() -> None:
    loss = LOSSES["binary_cross_entropy"]
    assert loss.form_for("sigmoid").from_logits
    assert loss.form_for("gaussian") is loss.form
    assert replace(loss, fused=None).form_for("sigmoid") is loss.form


@pytest.mark.parametrize("logit", [0.0, 30.0, -30.0, 1000.0, -1000.0, 1e4, -1e4])
@pytest.mark.parametrize("key", [key for key, loss in LOSSES.items() if loss.fused])
def test_cross_entropies_are_finite_at_any_logit(key: str, logit: float) -> None:
    loss = LOSSES[key]
    z, targets = np.array([[logit], [0.0]]), np.array([[1.0], [0.0]])
    form = loss.form_for(loss.fused_with)
    a = activated(loss.fused_with, z)
    assert np.isfinite(form.value(z, targets, loss.settings()))
    assert np.abs(gradient(loss, form, a, targets)).max() <= 1.0


@pytest.mark.parametrize("key", LOSSES)
def test_a_loss_names_output_activations_there_are(key: str) -> None:
    assert LOSSES[key].output_activations
    assert set(LOSSES[key].output_activations) <= set(ACTIVATIONS)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_some_loss_fits_every_activation(activation: str) -> None:
    assert any(activation in loss.output_activations for loss in LOSSES.values())
