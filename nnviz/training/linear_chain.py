"""A chain of linear layers as one matrix, beside the network itself."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.analysis.affine import apply_affine, chain_product
from nnviz.engine.network import Network
from nnviz.run_state import Array


@dataclass(frozen=True, eq=False)
class LinearChain:
    """W = Wₙ … W₂W₁, biases included, and how far what it answers is from the network's answer."""

    product: Array  # (outputs, inputs + 1), the bias last
    difference: float  # the greatest over the training data


def is_linear_chain(network: Network) -> bool:
    """Say whether all that lies between inputs and the output's sums is linear."""
    layers = network.layers
    return all(layer.pieces == 1 for layer in layers) and all(
        layer.activation == "linear" for layer in layers[:-1]
    )


def linear_chain(network: Network, inputs: Array, outputs: Array) -> LinearChain | None:
    """Return the product for a network whose hidden layers are linear, else None.

    `outputs` are the network's for the inputs, of shapes (outputs, examples) and (inputs,
    examples); where the output has an activation, the product's sums go through it too.
    """
    if not is_linear_chain(network):
        return None
    product, last = chain_product(network), network.layers[-1]
    sums = apply_affine(product, inputs)
    answers = ACTIVATIONS[last.activation].curve(sums, last.activation_settings)[0]
    return LinearChain(product, float(np.abs(outputs - answers).max()))
