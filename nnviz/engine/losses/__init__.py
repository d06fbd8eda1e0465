"""Losses: how wrong a batch of predictions is. To add one, append a row to LOSSES.

Losses of residuals fit every output that is computed number by number. The binary cross-entropy
needs outputs from 0 to 1, the categorical one outputs that sum to 1, the hinge classes told as −1
and 1. SSE and the sum of absolute residuals are sums over the batch, all others are means.
"""

from nnviz.catalog import catalog
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.losses.cross_entropy_hinge import (
    BINARY_CROSS_ENTROPY,
    CROSS_ENTROPY,
    FUSED_BINARY_CROSS_ENTROPY,
    FUSED_CROSS_ENTROPY,
    HINGE,
)
from nnviz.engine.losses.loss import Loss, over_elements, over_examples, undivided
from nnviz.engine.losses.squared_absolute_huber import (
    HALF_MSE,
    HUBER,
    MAE,
    MSE,
    SAE,
    SSE,
    HuberSettings,
)

_ELEMENTWISE = tuple(key for key, row in ACTIVATIONS.items() if row.elementwise)
_TRAINABLE = tuple(key for key in _ELEMENTWISE if ACTIVATIONS[key].trainable)
_PROBABILITIES = tuple(key for key in _TRAINABLE if ACTIVATIONS[key].limits == (0, 1))
_SIGNED = tuple(key for key in _TRAINABLE if ACTIVATIONS[key].class_targets == (-1, 1))

LOSSES = catalog(
    Loss(
        "half_mse",
        "½ mean squared error",
        r"\frac{1}{2n}\sum (\hat y - y)^2",
        HALF_MSE,
        over_elements,
        _ELEMENTWISE,
    ),
    Loss(
        "mse",
        "Mean squared error",
        r"\frac{1}{n}\sum (\hat y - y)^2",
        MSE,
        over_elements,
        _ELEMENTWISE,
    ),
    Loss(
        "sse",
        "Sum of squared errors",
        r"\sum (\hat y - y)^2",
        SSE,
        undivided,
        _ELEMENTWISE,
    ),
    Loss(
        "mae",
        "Mean absolute error",
        r"\frac{1}{n}\sum |\hat y - y|",
        MAE,
        over_elements,
        _ELEMENTWISE,
    ),
    Loss(
        "sae",
        "Sum of absolute errors",
        r"\sum |\hat y - y|",
        SAE,
        undivided,
        _ELEMENTWISE,
    ),
    Loss(
        "huber",
        "Huber loss",
        r"\frac{1}{n}\sum c\,(|r| - \frac{c}{2}),\; r = \hat y - y,\; c = \min(|r|, \delta)",
        HUBER,
        over_elements,
        _ELEMENTWISE,
        settings=HuberSettings,
    ),
    Loss(
        "binary_cross_entropy",
        "Binary cross-entropy",
        r"-\frac{1}{n}\sum \left(y \ln \hat y + (1 - y)\ln(1 - \hat y)\right)",
        BINARY_CROSS_ENTROPY,
        over_elements,
        _PROBABILITIES,
        for_classes_only=True,
        fused_with="sigmoid",
        fused=FUSED_BINARY_CROSS_ENTROPY,
    ),
    Loss(
        "categorical_cross_entropy",
        "Softmax cross-entropy",
        r"-\frac{1}{n}\sum \sum_k y_k \ln \hat y_k",
        CROSS_ENTROPY,
        over_examples,
        ("softmax",),
        for_classes_only=True,
        fused_with="softmax",
        fused=FUSED_CROSS_ENTROPY,
    ),
    Loss(
        "hinge",
        "Hinge loss",
        r"\frac{1}{n}\sum \max(0, 1 - y \hat y)",
        HINGE,
        over_elements,
        _SIGNED,
        for_classes_only=True,
    ),
)
