"""The loss as a landscape over a plane in the space of parameters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.network import Network
from nnviz.work import Work


@dataclass(frozen=True, eq=False)
class Plane:
    """The parameter vectors origin + s·across + t·up; all three of the parameters' shape."""

    origin: Array
    across: Array
    up: Array

    def project(self, parameters: Array) -> Array:
        """Return the (s, t) of the plane's point nearest to this vector: a path's shadow."""
        directions = np.column_stack([self.across, self.up])
        return np.asarray(np.linalg.lstsq(directions, parameters - self.origin, rcond=None)[0])


def parameter_plane(parameters: Array, first: int, second: int) -> Plane:
    """Return the plane of two parameters, whose own values are s and t; the others stay."""
    origin, across, up = parameters.copy(), np.zeros_like(parameters), np.zeros_like(parameters)
    origin[[first, second]] = 0.0
    across[first] = up[second] = 1.0
    return Plane(origin, across, up)


def random_plane(network: Network, rng: np.random.Generator, by_neuron: bool = True) -> Plane:
    """Return a plane through the network's parameters in two random directions.

    With `by_neuron` each neuron's share of a direction is as long as the neuron's own weights:
    the filter normalisation of Li et al. 2018 (section 4), without which a network with large
    weights looks flat only because it is large. A bias is here one of its neuron's weights; γ and β
    of batch normalisation stay as they are, as there. Otherwise both directions have length 1.
    Absent biases have no part in either.
    """
    origin = network.parameters.copy()
    across, up = (_random_direction(network, rng, by_neuron) for _ in range(2))
    return Plane(origin, across, up)


def _random_direction(network: Network, rng: np.random.Generator, by_neuron: bool) -> Array:
    drawn: Array = rng.standard_normal(network.parameters.size)
    direction = Network(network.inputs, network.layers, drawn * network.is_learned())
    if not by_neuron:
        return direction.parameters / float(np.linalg.norm(direction.parameters))
    for (random, scale, shift), weights in zip(direction.blocks, network.weights, strict=True):
        random *= _lengths(weights) / _lengths(random)
        scale.fill(0.0)
        shift.fill(0.0)
    return direction.parameters


def _lengths(weights: Array) -> Array:
    """Return the length of each row, as a column."""
    return np.asarray(np.linalg.norm(weights, axis=1, keepdims=True))


def loss_rows(
    loss: Callable[[Array], float], plane: Plane, across: Array, up: Array
) -> Iterator[Array]:
    """Yield the losses at (across[0], t), (across[1], t), … for each t of `up`: one row at a time.

    `loss` gets one vector that is overwritten from point to point. Between two rows whoever asks
    for them can stop asking.
    """
    row, point = np.empty_like(plane.origin), np.empty_like(plane.origin)
    for t in up:
        np.multiply(plane.up, t, out=row)
        np.add(row, plane.origin, out=row)
        losses = np.empty(across.size)
        for column, s in enumerate(across):
            np.multiply(plane.across, s, out=point)
            np.add(point, row, out=point)
            losses[column] = loss(point)
        yield losses


def measuring_losses(
    loss: Callable[[Array], float], plane: Plane, across: Array, up: Array
) -> Work[Array]:
    """Measure the losses of all rows; the result has the shape (up.size, across.size)."""
    losses = np.empty((up.size, across.size))
    for number, row in enumerate(loss_rows(loss, plane, across, up)):
        losses[number] = row
        yield (number + 1) / up.size
    return losses
