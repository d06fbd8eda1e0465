"""Losses: how wrong a batch of predictions is. To add one, append a row to LOSSES.

Arrays have the shape (outputs, batch). Cross-entropies are computed from the logits, the sums z
before the output activation, so that no logit is too large for them; the derivative with respect
to the logits is then simply a − t.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnviz.catalog import catalog
from nnviz.engine.activations import ACTIVATIONS, Array

TWO = np.array(2.0)


@dataclass(frozen=True)
class Loss:
    """One loss L, the mean over the examples of a batch.

    `value(predictions, targets)` returns L as a float. `gradient(predictions, targets, scale, out)`
    writes the derivative times `scale`, a 0-d array holding 1 / `divisor(outputs, batch)`. For a
    loss that is `from_logits`, value takes the logits instead, gradient still takes the
    activations, and its result is ∂L/∂z; for all others it is ∂L/∂a.
    """

    key: str
    label: str
    formula: str
    value: Callable[[Array, Array], float]
    gradient: Callable[[Array, Array, Array, Array], None]
    divisor: Callable[[int, int], int]
    output_activations: tuple[str, ...]  # the keys that fit
    from_logits: bool = False
    for_classes_only: bool = False


def _elements(outputs: int, batch: int) -> int:
    return outputs * batch


def _examples(_outputs: int, batch: int) -> int:
    return batch


def _mse(predictions: Array, targets: Array) -> float:
    error = (predictions - targets).ravel()
    return float(error.dot(error)) / error.size


def _mse_gradient(predictions: Array, targets: Array, scale: Array, out: Array) -> None:
    np.subtract(predictions, targets, out)
    np.multiply(out, scale, out)
    np.multiply(out, TWO, out)


def _half_mse(predictions: Array, targets: Array) -> float:
    return _mse(predictions, targets) / 2


def _residual(predictions: Array, targets: Array, scale: Array, out: Array) -> None:
    np.subtract(predictions, targets, out)
    np.multiply(out, scale, out)


def _binary_cross_entropy(logits: Array, targets: Array) -> float:
    """−t ln σ(z) − (1 − t) ln(1 − σ(z)) = max(z, 0) − t z + ln(1 + e^−|z|)."""
    softplus = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))
    return float((softplus - targets * logits).mean())


def _categorical_cross_entropy(logits: Array, targets: Array) -> float:
    """−Σ t ln softmax(z) = ln Σ e^z − Σ t z, with the largest z taken out of the sum."""
    largest = logits.max(axis=0)
    log_sum = largest + np.log(np.exp(logits - largest).sum(axis=0))
    return float((log_sum - (targets * logits).sum(axis=0)).mean())


_ELEMENTWISE = tuple(key for key, row in ACTIVATIONS.items() if row.elementwise)

LOSSES = catalog(
    Loss(
        "half_mse",
        "Half mean squared error",
        r"\frac{1}{2n}\sum (\hat y - y)^2",
        _half_mse,
        _residual,
        _elements,
        _ELEMENTWISE,
    ),
    Loss(
        "mse",
        "Mean squared error",
        r"\frac{1}{n}\sum (\hat y - y)^2",
        _mse,
        _mse_gradient,
        _elements,
        _ELEMENTWISE,
    ),
    Loss(
        "binary_cross_entropy",
        "Binary cross-entropy",
        r"-\frac{1}{n}\sum \left(y \ln \hat y + (1 - y)\ln(1 - \hat y)\right)",
        _binary_cross_entropy,
        _residual,
        _elements,
        ("sigmoid",),
        from_logits=True,
        for_classes_only=True,
    ),
    Loss(
        "categorical_cross_entropy",
        "Softmax cross-entropy",
        r"-\frac{1}{n}\sum \sum_k y_k \ln \hat y_k",
        _categorical_cross_entropy,
        _residual,
        _examples,
        ("softmax",),
        from_logits=True,
        for_classes_only=True,
    ),
)
