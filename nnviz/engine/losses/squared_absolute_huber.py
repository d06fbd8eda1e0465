"""Losses of the residuals ŷ − y: squared, absolute, and Huber's between the two."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import TWO, Array, Shape, scalar
from nnviz.engine.losses.loss import Gradient, LossForm, LossSettings, plain
from nnviz.engine.settings import setting


@dataclass(frozen=True)
class HuberSettings(LossSettings):
    delta: float = setting(1.0, "δ", 1e-6, 1e6)


def _sum_of_squares(predictions: Array, targets: Array, _settings: LossSettings) -> float:
    error = (predictions - targets).ravel()
    return float(error.dot(error))


def _mean_square(predictions: Array, targets: Array, settings: LossSettings) -> float:
    return _sum_of_squares(predictions, targets, settings) / predictions.size


def _half_mean_square(predictions: Array, targets: Array, settings: LossSettings) -> float:
    return _mean_square(predictions, targets, settings) / 2


def _sum_of_absolutes(predictions: Array, targets: Array, _settings: LossSettings) -> float:
    return float(np.abs(predictions - targets).sum())


def _mean_absolute(predictions: Array, targets: Array, _settings: LossSettings) -> float:
    return float(np.abs(predictions - targets).mean())


def _huber(predictions: Array, targets: Array, settings: HuberSettings) -> float:
    """½r² up to |r| = δ, then δ(|r| − ½δ) (Huber 1964); with c = min(|r|, δ): c(|r| − ½c)."""
    size = np.abs(predictions - targets)
    capped = np.minimum(size, settings.delta)
    return float((capped * (size - capped / 2)).mean())


def residual(predictions: Array, targets: Array, scale: Array, out: Array) -> None:
    """The derivative of ½(ŷ − y)², and of a cross-entropy with respect to its logits."""
    np.subtract(predictions, targets, out)
    np.multiply(out, scale, out)


def _twice_residual(predictions: Array, targets: Array, scale: Array, out: Array) -> None:
    residual(predictions, targets, scale, out)
    np.multiply(out, TWO, out)


def _sign_of_residual(predictions: Array, targets: Array, scale: Array, out: Array) -> None:
    """The derivative of |ŷ − y|, taken as 0 at 0."""
    np.subtract(predictions, targets, out)
    np.sign(out, out)
    np.multiply(out, scale, out)


def _bind_huber(settings: HuberSettings, _shape: Shape) -> Gradient:
    high, low = scalar(settings.delta), scalar(-settings.delta)

    def capped_residual(predictions: Array, targets: Array, scale: Array, out: Array) -> None:
        np.subtract(predictions, targets, out)
        np.minimum(out, high, out=out)
        np.maximum(out, low, out=out)
        np.multiply(out, scale, out)

    return capped_residual


SSE = LossForm(_sum_of_squares, plain(_twice_residual))
MSE = LossForm(_mean_square, plain(_twice_residual))
HALF_MSE = LossForm(_half_mean_square, plain(residual))
SAE = LossForm(_sum_of_absolutes, plain(_sign_of_residual))
MAE = LossForm(_mean_absolute, plain(_sign_of_residual))
HUBER = LossForm(_huber, _bind_huber)
