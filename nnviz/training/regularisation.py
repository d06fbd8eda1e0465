"""L1 and L2 on the weights; biases are left free.

L2 goes into the gradient. L1 does so, too, where every parameter has a rate of its own (AdaGrad,
Adam and their like): weights come near 0 and go on about it. The other optimizers draw each weight
towards 0 after their step, but not past it (a soft threshold): a weight becomes exactly 0, and
stays so for as long as the loss pulls with less than L1 holds.

TensorFlow Playground adds the subgradient of L1, sets a weight to 0 where that would change its
sign, and never trains it again. Here it comes back where it would be worth more than it costs.
"""

import numpy as np

from nnviz.engine.network import Network
from nnviz.engine.optimizers.optimizer import Step
from nnviz.run_state import Array


def penalty(network: Network, l1: float, l2: float) -> float:
    """Return l1·Σ|w| + l2·½Σw², what regularisation adds to the loss."""
    if l1 == 0 and l2 == 0:
        return 0.0
    weights = network.parameters * network.is_weight()
    return float(l1 * np.abs(weights).sum() + l2 * np.square(weights).sum() / 2)


def with_penalty(network: Network, l1: float, l2: float, update: Step) -> Step:
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


def with_soft_threshold(
    network: Network, l1: float, rate: Array, reach: float, velocity: Array | None, update: Step
) -> Step:
    """Return `update` followed by w ← sign(w) · max(|w| − a η l1, 0), if there is an L1.

    The learning rate η is a 0-d array, a how far a step of size 1 reaches for a gradient of 1. This
    is the proximal step (Daubechies, Defrise & De Mol 2004). It comes to the same as a subgradient
    of |w| taken where the step leads to; as such it goes into the velocity, if there is one, or a
    momentum would make L1 weaker (Ochs, Chen, Brox & Pock 2014, algorithm 1).
    """
    if l1 == 0:
        return update
    parameters, farthest = network.parameters, network.is_weight() * (l1 * reach)
    limit, taken = np.empty_like(parameters), np.empty_like(parameters)

    def thresholded_update() -> None:
        update()
        np.multiply(farthest, rate, limit)
        np.minimum(parameters, limit, out=taken)
        np.negative(limit, limit)
        np.maximum(taken, limit, out=taken)
        np.subtract(parameters, taken, parameters)
        if velocity is not None and rate > 0:
            np.divide(taken, rate * reach, taken)
            np.add(velocity, taken, velocity)

    return thresholded_update
