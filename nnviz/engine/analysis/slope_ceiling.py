"""The ceiling of a gradient: what the slopes of the activations let through at the most."""

from collections.abc import Sequence

import numpy as np

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.activation import ActivationSettings
from nnviz.engine.arrays import Array
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses.loss import Loss

FARTHEST, POINTS = 8.0, 6401  # where slopes are looked at; 0 is one of the places
ROUNDING = 1e-9


def largest_slope(activation: str, settings: ActivationSettings | None = None) -> float:
    """Return the largest |dh/dz| of an activation: 1/4 for the sigmoid, at z = 0."""
    z = np.linspace(-FARTHEST, FARTHEST, POINTS)
    slope = ACTIVATIONS[activation].curve(z, settings)[1]
    return float(np.abs(slope).max())


def slope_ceilings(layers: Sequence[Dense], loss: Loss) -> Array | None:
    """Return for each layer the product of the largest slopes from the output back to it.

    That is 0.25ᵏ for k sigmoids: by the chain rule ∂L/∂z of a layer has the slopes of all later
    activations and its own as factors, beside weights (Nielsen 2015, chapter 5). A loss that is
    computed from the logits takes the output's slope away. None: there is no such ceiling below 1,
    or batch normalisation or a maxout has factors of its own.
    """
    if any(layer.batch_norm or layer.pieces > 1 for layer in layers):
        return None
    if not all(ACTIVATIONS[layer.activation].elementwise for layer in layers[:-1]):
        return None
    factors = [largest_slope(layer.activation, layer.activation_settings) for layer in layers[:-1]]
    factors.append(_output_factor(layers[-1], loss))
    ceilings: Array = np.array(factors[::-1], float).cumprod()[::-1]
    bounded = min(factors) > 0.0 and max(factors) <= 1 + ROUNDING
    return ceilings if bounded and ceilings[0] < 1 - ROUNDING else None


def _output_factor(output: Dense, loss: Loss) -> float:
    if loss.form_for(output.activation).from_logits:
        return 1.0
    return largest_slope(output.activation, output.activation_settings)
