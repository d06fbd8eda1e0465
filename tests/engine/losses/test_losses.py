"""Losses: values worked by hand, gradients against central differences, any logit."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.losses import LOSSES
from nnviz.engine.losses.loss import Loss, LossForm
from nnviz.engine.losses.squared_absolute_huber import HuberSettings
from tests.engine.awkward import AWKWARD, LOGITS, ORDINARY
from tests.engine.differences import TINY, assert_derivative, assert_gradient, derivative

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
        ("binary_cross_entropy", "sigmoid", [[30.0, -30]], [[1.0, 0.0]], 9.3576229688397e-14),
        ("binary_cross_entropy", "sigmoid", [[1e4, -1e4]], [[1.0, 0.0]], 0.0),
        ("binary_cross_entropy", "sigmoid", [[1e4, -1e4]], [[0.0, 1.0]], 1e4),
        ("categorical_cross_entropy", "softmax", [[0.0]] * 3, [[1.0], [0.0], [0.0]], np.log(3)),
        ("categorical_cross_entropy", "softmax", [[30.0], [0.0]], [[1], [0]], 9.3576229688397e-14),
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


def assert_gradient_of(loss: Loss, form: LossForm, z: np.ndarray, targets: np.ndarray) -> None:
    given = activated(loss.fused_with, z) if form.from_logits else z
    assert_gradient(
        gradient(loss, form, given, targets),
        lambda moved: form.value(moved, targets, loss.settings()),
        z,
        resolution=np.finfo(float).eps if form.from_logits else TINY,  # a − t near 1 − 1
    )


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (3, 1), (3, 5)])
@pytest.mark.parametrize(("loss", "form"), FORMS, ids=NAMES)
def test_gradient_is_the_derivative_of_value(
    loss: Loss, form: LossForm, shape: tuple[int, int]
) -> None:
    rng = np.random.default_rng(3)
    probabilities = loss.fused is not None and not form.from_logits
    z = rng.uniform(0.1, 0.9, shape) if probabilities else rng.normal(size=shape)
    targets = np.eye(shape[0])[rng.integers(0, shape[0], shape[1])].T.copy()
    assert_gradient_of(loss, form, z, 2 * targets - 1 if loss.key == "hinge" else targets)


# Where the derivative jumps (Huber's second one), by the target.
KINKS: dict[str, Callable[[float], list[float]]] = {
    "mae": lambda target: [target],
    "sae": lambda target: [target],
    "huber": lambda target: [target - 1, target + 1],
    "hinge": lambda target: [1 / target],
}


@pytest.mark.parametrize("target", [-1.0, 0.0, 1.0])
@pytest.mark.parametrize("key", [key for key, loss in LOSSES.items() if loss.fused is None])
def test_gradient_is_the_derivative_at_awkward_predictions(key: str, target: float) -> None:
    loss = LOSSES[key]
    if key == "hinge" and target == 0:
        target = -1.0
    kinks, targets = KINKS.get(key, lambda _: [])(target), np.array([[target]])
    beside = [kink + side for kink in kinks for side in (1e-12, -1e-12)]

    def at(prediction: float) -> float:
        return loss.form.value(np.array([[prediction]]), targets, loss.settings())

    for prediction in {*ORDINARY, *AWKWARD, *beside} - {*kinks}:
        found = gradient(loss, loss.form, np.array([[prediction]]), targets)[0, 0]
        advice = f"If the slope of {key!r} jumps or has a corner there, write that into KINKS."
        assert_derivative(found, derivative(at, prediction, kinks=kinks), advice=advice)


@pytest.mark.parametrize("logit", LOGITS)
@pytest.mark.parametrize("key", [key for key, loss in LOSSES.items() if loss.fused])
def test_gradient_is_the_derivative_at_awkward_logits(key: str, logit: float) -> None:
    loss = LOSSES[key]
    assert loss.fused is not None
    for z in (np.array([[logit], [0.0]]), np.array([[logit], [-logit]])):
        for targets in np.eye(2):
            assert_gradient_of(loss, loss.fused, z, targets[:, np.newaxis])


@pytest.mark.parametrize("probability", [2e-12, 1e-6, 0.5, 1 - 1e-6, 1 - 2e-12])
@pytest.mark.parametrize("target", [0.0, 1.0])
@pytest.mark.parametrize("key", [key for key, loss in LOSSES.items() if loss.fused])
def test_gradient_is_the_derivative_at_awkward_probabilities(
    key: str, target: float, probability: float
) -> None:
    loss, targets = LOSSES[key], np.array([[target]])
    nearest_end = min(probability, 1 - probability)

    def at(number: float) -> float:
        return loss.form.value(np.array([[number]]), targets, loss.settings())

    step = 2.0 ** (np.floor(np.log2(nearest_end)) - 10)
    found = gradient(loss, loss.form, np.array([[probability]]), targets)[0, 0]
    assert_derivative(found, derivative(at, probability, step))


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


@pytest.mark.parametrize("key", LOSSES)
def test_a_loss_names_output_activations_there_are(key: str) -> None:
    assert LOSSES[key].output_activations
    assert set(LOSSES[key].output_activations) <= set(ACTIVATIONS)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_some_loss_fits_every_activation(activation: str) -> None:
    assert any(activation in loss.output_activations for loss in LOSSES.values())
