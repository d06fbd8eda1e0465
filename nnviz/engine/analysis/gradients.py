"""How strongly each layer learns: its gradient's norm, and its update beside its weights."""

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.network import Network


def layer_norms(network: Network, vector: Array) -> Array:
    """Return ‖v‖₂ of each layer's share of a vector of the parameters' shape, biases included.

    With `network.gradient` these are the gradient norms: in a deep network of sigmoids they
    shrink from the output to the inputs, the vanishing gradient.
    """
    return np.array([np.linalg.norm(part) for part in network.parts(vector)])


def update_ratios(network: Network, before: Array, after: Array) -> Array:
    """Return ‖Δw‖ / ‖w‖ of each layer for the step from one parameter vector to another.

    About 1e-3 is a healthy step. A layer that was all zeros has the ratio Inf, or 0 if it stayed.
    """
    change, size = layer_norms(network, after - before), layer_norms(network, before)
    ratios = np.where(change > 0, np.inf, 0.0)
    return np.divide(change, size, out=ratios, where=size > 0)
