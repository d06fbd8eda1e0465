"""Affine maps x ↦ W·(x, 1): a chain of linear layers is one of them, and so is its scaling."""

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.layers.batch_norm import EPSILON
from nnviz.engine.network import Network


def layer_map(network: Network, number: int) -> Array:
    """Return what layer `number`'s activation is given, as a map of the layer's inputs.

    It has the shape (units, inputs + 1). An absent bias is 0. Outside training batch normalisation
    is affine too: γ(z − μ)/√(σ² + ε) + β with the running μ and σ². ValueError: maxout is not.
    """
    layer, block = network.layers[number], network.blocks[number]
    if layer.pieces > 1:
        raise ValueError(f"layer {number + 1} is maxout, which is not linear")
    matrix = block.weights.copy()
    matrix[:, -1] *= layer.bias
    if layer.batch_norm:
        mean, variance = network.remembered[number]
        factor = block.scale / np.sqrt(variance + EPSILON)
        matrix *= factor
        matrix[:, -1:] += block.shift - factor * mean
    return matrix


def chain_product(network: Network) -> Array:
    """Return the layers' maps multiplied into one, of shape (outputs, inputs + 1).

    The bias column goes along: W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂). Activations are left
    out, so that the product is the network itself only where all of them are linear. ValueError: a
    layer is maxout.
    """
    product = layer_map(network, 0)
    for number in range(1, len(network.layers)):
        matrix = layer_map(network, number)
        product = matrix[:, :-1] @ product
        product[:, -1] += matrix[:, -1]
    return product


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
