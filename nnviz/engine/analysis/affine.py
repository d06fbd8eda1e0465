"""Affine maps x ↦ W·(x, 1): a chain of linear layers is one of them, and so is its scaling."""

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.network import Network


def chain_product(network: Network) -> Array:
    """Return the layers' matrices multiplied into one, of shape (outputs, inputs + 1).

    The bias column goes along: W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂). Activations are left
    out, so that the product is the network itself only where all of them are linear.
    """
    product = network.weights[0]
    for weights in network.weights[1:]:
        product = weights[:, :-1] @ product
        product[:, -1] += weights[:, -1]
    return product.copy()


def apply_affine(weights: Array, x: Array) -> Array:
    """Return W·(x, 1) for weights of shape (outputs, inputs + 1) and x of (inputs, examples)."""
    return weights[:, :-1] @ x + weights[:, -1:]


def chain_difference(network: Network, x: Array) -> float:
    """Return the largest |network − product| over the examples x, of shape (inputs, examples)."""
    difference = network.predict(x) - apply_affine(chain_product(network), x)
    return float(np.abs(difference).max())


def in_original_units(weights: Array, offset: Array, factor: Array) -> Array:
    """Return the map of raw x that equals W·((x − offset) / factor, 1).

    Offset and factor have one number for each input, in any shape: those of the scaler.
    """
    raw = weights.copy()
    raw[..., :-1] /= factor.ravel()
    raw[..., -1] -= raw[..., :-1] @ offset.ravel()
    return raw
