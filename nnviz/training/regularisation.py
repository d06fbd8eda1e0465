"""L1 and L2 on the weights; biases are left free."""

from collections.abc import Callable

import numpy as np

from nnviz.engine.network import Network


def penalty(network: Network, l1: float, l2: float) -> float:
    """Return l1·Σ|w| + l2·½Σw², what regularisation adds to the loss."""
    if l1 == 0 and l2 == 0:
        return 0.0
    weights = network.parameters * network.is_weight()
    return float(l1 * np.abs(weights).sum() + l2 * np.square(weights).sum() / 2)


def with_penalty(
    network: Network, l1: float, l2: float, update: Callable[[], None]
) -> Callable[[], None]:
    """Return `update` preceded by adding the penalty's gradient to the network's, if there is one.

    The derivative of |w| at 0 is taken as 0.
    """
    if l1 == 0 and l2 == 0:
        return update
    parameters, gradient = network.parameters, network.gradient
    decay, pull = network.is_weight() * l2, network.is_weight() * l1
    scratch = np.empty_like(parameters)

    def penalised_update() -> None:
        np.multiply(parameters, decay, scratch)
        np.add(gradient, scratch, gradient)
        np.sign(parameters, scratch)
        np.multiply(scratch, pull, scratch)
        np.add(gradient, scratch, gradient)
        update()

    return penalised_update
