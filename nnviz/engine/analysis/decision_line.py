"""Where a neuron of the first layer is undecided: over two inputs a line, w₁x₁ + w₂x₂ + b = 0."""

from dataclasses import replace
from math import hypot, inf

import numpy as np

from nnviz.engine.analysis.affine import in_original_units, layer_map
from nnviz.engine.arrays import Array
from nnviz.engine.network import Network

Corner = tuple[float, float]


def first_sums(network: Network, x: Array) -> Array:
    """Return what the first layer's activation is given for x of (inputs, examples).

    It has the shape (units, examples): the sums W·x, after maxout and batch normalisation.
    """
    layer = replace(network.layers[0], activation="linear")
    parameters, statistics = network.parts(network.parameters)[0], network.statistics
    first = Network(network.inputs, [layer], parameters, statistics[: layer.remembered])
    return first.predict(x)


def decision_lines(
    network: Network, low: Corner, high: Corner, offset: Array, factor: Array
) -> list[Array | None]:
    """Return the lines of the first layer's neurons in raw coordinates, in their order.

    The network's inputs are (x − offset) / factor. ValueError: it has not exactly two inputs, or
    its first layer is maxout, whose neurons are undecided on bent lines.
    """
    if network.inputs != 2:
        raise ValueError(f"a line needs two inputs, not {network.inputs}")
    return [
        decision_line(neuron, low, high)
        for neuron in in_original_units(layer_map(network, 0), offset, factor)
    ]


def decision_line(weights: Array, low: Corner, high: Corner) -> Array | None:
    """Return the line's two end points in the rectangle as rows, or None where there is no line.

    `weights` are w₁, w₂, b. Going from the first point to the second, the side on which the
    neuron's sum is positive lies to the left, when x₂ points up.
    """
    w1, w2, bias = weights.tolist()
    length = hypot(w1, w2)
    if not 0 < length < inf:
        return None
    n1, n2 = w1 / length, w2 / length
    middle = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    distance = n1 * middle[0] + n2 * middle[1] + bias / length
    diagonal = hypot(high[0] - low[0], high[1] - low[1])
    if not abs(distance) <= diagonal / 2:
        return None
    foot = middle[0] - n1 * distance, middle[1] - n2 * distance
    start, end = _stretch_inside(foot, (n2, -n1), low, high)
    if end - start <= 1e-9 * diagonal:  # it touches a corner, or misses the rectangle
        return None
    return np.clip(np.add(foot, np.outer([start, end], (n2, -n1))), low, high)


def _stretch_inside(foot: Corner, along: Corner, low: Corner, high: Corner) -> Corner:
    """Return for which t the point foot + t·along is inside: axis by axis, Liang & Barsky 1984."""
    start, end = -inf, inf
    for position, direction, least, most in zip(foot, along, low, high, strict=True):
        if direction == 0:
            if not least <= position <= most:
                return 0.0, 0.0
            continue
        near, far = sorted(((least - position) / direction, (most - position) / direction))
        start, end = max(start, near), min(end, far)
    return start, end
