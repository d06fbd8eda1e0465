"""Losses: how wrong a batch of predictions is. To add one, append a row to LOSSES.

Losses of residuals fit every output that is computed number by number. The binary cross-entropy
needs outputs from 0 to 1, the categorical one outputs that sum to 1, the hinge classes told as −1
and 1. SSE and the sum of absolute residuals are sums over the batch, all others are means.
"""

from nnviz.catalog import catalog
from nnviz.engine import class_losses, residual_losses
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.loss import Loss, over_elements, over_examples, undivided

_ELEMENTWISE = tuple(key for key, row in ACTIVATIONS.items() if row.elementwise)
_TRAINABLE = tuple(key for key in _ELEMENTWISE if ACTIVATIONS[key].trainable)
_PROBABILITIES = tuple(key for key in _TRAINABLE if ACTIVATIONS[key].limits == (0, 1))
_SIGNED = tuple(key for key in _TRAINABLE if ACTIVATIONS[key].class_targets == (-1, 1))

LOSSES = catalog(
    Loss(
        "half_mse",
        "Half mean squared error",
        r"\frac{1}{2n}\sum (\hat y - y)^2",
        residual_losses.HALF_MSE,
        over_elements,
        _ELEMENTWISE,
    ),
    Loss(
        "mse",
        "Mean squared error",
        r"\frac{1}{n}\sum (\hat y - y)^2",
        residual_losses.MSE,
        over_elements,
        _ELEMENTWISE,
    ),
    Loss(
        "sse",
        "Sum of squared errors",
        r"\sum (\hat y - y)^2",
        residual_losses.SSE,
        undivided,
        _ELEMENTWISE,
    ),
    Loss(
        "mae",
        "Mean absolute error",
        r"\frac{1}{n}\sum |\hat y - y|",
        residual_losses.MAE,
        over_elements,
        _ELEMENTWISE,
    ),
    Loss(
        "sae",
        "Sum of absolute errors",
        r"\sum |\hat y - y|",
        residual_losses.SAE,
        undivided,
        _ELEMENTWISE,
    ),
    Loss(
        "huber",
        "Huber loss",
        r"\frac{1}{n}\sum c\,(|r| - \frac{c}{2}),\; r = \hat y - y,\; c = \min(|r|, \delta)",
        residual_losses.HUBER,
        over_elements,
        _ELEMENTWISE,
        settings=residual_losses.HuberSettings,
    ),
    Loss(
        "binary_cross_entropy",
        "Binary cross-entropy",
        r"-\frac{1}{n}\sum \left(y \ln \hat y + (1 - y)\ln(1 - \hat y)\right)",
        class_losses.BINARY_CROSS_ENTROPY,
        over_elements,
        _PROBABILITIES,
        for_classes_only=True,
        fused_with="sigmoid",
        fused=class_losses.FUSED_BINARY_CROSS_ENTROPY,
    ),
    Loss(
        "categorical_cross_entropy",
        "Softmax cross-entropy",
        r"-\frac{1}{n}\sum \sum_k y_k \ln \hat y_k",
        class_losses.CROSS_ENTROPY,
        over_examples,
        ("softmax",),
        for_classes_only=True,
        fused_with="softmax",
        fused=class_losses.FUSED_CROSS_ENTROPY,
    ),
    Loss(
        "hinge",
        "Hinge loss",
        r"\frac{1}{n}\sum \max(0, 1 - y \hat y)",
        class_losses.HINGE,
        over_elements,
        _SIGNED,
        for_classes_only=True,
    ),
)
