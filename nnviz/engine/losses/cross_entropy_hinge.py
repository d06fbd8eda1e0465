"""Losses of classes: cross-entropies from probabilities and from logits, and the hinge."""

import numpy as np

from nnviz.engine.arrays import ONE, ZERO, Array, Shape, scalar
from nnviz.engine.losses.loss import Gradient, LossForm, LossSettings, plain
from nnviz.engine.losses.squared_absolute_huber import residual

LEAST_LOGARITHM = -100.0  # of a probability of 0
LEAST_DIVISOR = scalar(1e-12)


def _logarithm(probabilities: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(probabilities), LEAST_LOGARITHM)


def _binary_cross_entropy(predictions: Array, targets: Array, _settings: LossSettings) -> float:
    """−t ln a − (1 − t) ln(1 − a)."""
    found = targets * _logarithm(predictions) + (1 - targets) * _logarithm(1 - predictions)
    return float(-found.mean())


def _bind_binary_cross_entropy(_settings: LossSettings, shape: Shape) -> Gradient:
    """(a − t) / (a(1 − a))."""
    divisor = np.empty(shape)

    def gradient(predictions: Array, targets: Array, scale: Array, out: Array) -> None:
        np.subtract(ONE, predictions, divisor)
        np.multiply(divisor, predictions, divisor)
        np.maximum(divisor, LEAST_DIVISOR, out=divisor)
        np.subtract(predictions, targets, out)
        np.divide(out, divisor, out)
        np.multiply(out, scale, out)

    return gradient


def _binary_cross_entropy_of_logits(
    logits: Array, targets: Array, _settings: LossSettings
) -> float:
    """−t ln σ(z) − (1 − t) ln(1 − σ(z)) = max(z, 0) − t z + ln(1 + e^−|z|).

    In this order: where the answer is right the first two cancel and leave the third its digits.
    """
    certain = np.maximum(logits, 0) - targets * logits
    return float((certain + np.log1p(np.exp(-np.abs(logits)))).mean())


def _cross_entropy(predictions: Array, targets: Array, _settings: LossSettings) -> float:
    """−Σ t ln a over the classes."""
    return float(-(targets * _logarithm(predictions)).sum(axis=0).mean())


def _bind_cross_entropy(_settings: LossSettings, shape: Shape) -> Gradient:
    """−t / a."""
    divisor = np.empty(shape)

    def gradient(predictions: Array, targets: Array, scale: Array, out: Array) -> None:
        np.maximum(predictions, LEAST_DIVISOR, out=divisor)
        np.divide(targets, divisor, out)
        np.negative(out, out)
        np.multiply(out, scale, out)

    return gradient


def _cross_entropy_of_logits(logits: Array, targets: Array, _settings: LossSettings) -> float:
    """−Σ t ln softmax(z) = ln Σ e^z − Σ t z, with the largest z taken out of the sum.

    Its own term there is 1, and log1p of the others keeps the digits of a loss near 0.
    """
    largest = logits.max(axis=0)
    others = np.sort(np.exp(logits - largest), axis=0)[:-1]
    certain = largest - (targets * logits).sum(axis=0)
    return float((certain + np.log1p(others.sum(axis=0))).mean())


def _hinge(predictions: Array, targets: Array, _settings: LossSettings) -> float:
    """max(0, 1 − t a) for targets of −1 and 1 (Cortes & Vapnik 1995)."""
    return float(np.maximum(0, 1 - targets * predictions).mean())


def _hinge_gradient(predictions: Array, targets: Array, scale: Array, out: Array) -> None:
    """−t where t a < 1, which is where 1 − t a has the sign 1."""
    np.multiply(targets, predictions, out)
    np.subtract(ONE, out, out)
    np.sign(out, out)
    np.maximum(out, ZERO, out=out)
    np.multiply(out, targets, out)
    np.negative(out, out)
    np.multiply(out, scale, out)


BINARY_CROSS_ENTROPY = LossForm(_binary_cross_entropy, _bind_binary_cross_entropy)
CROSS_ENTROPY = LossForm(_cross_entropy, _bind_cross_entropy)
# With respect to the logits both have the derivative a − t.
FUSED_BINARY_CROSS_ENTROPY = LossForm(_binary_cross_entropy_of_logits, plain(residual), True)
FUSED_CROSS_ENTROPY = LossForm(_cross_entropy_of_logits, plain(residual), True)
HINGE = LossForm(_hinge, plain(_hinge_gradient))
