"""The neurons' responses over the input plane, as fine as the network can afford, or a line."""

from collections.abc import Sequence

import numpy as np

from nnviz.data.form import Limits
from nnviz.engine.network import CHUNK, Network, Pass
from nnviz.run_state import Array
from nnviz.training.prepare import Prepared
from nnviz.training.shown_units import SHOWN_UNITS
from nnviz.training.snapshot import Responses

RESOLUTIONS = (128, 96, 64, 48, 32, 24, 16)
CURVE_POINTS = 257
MULTIPLICATIONS = 75_000_000  # for one set of pictures: about 3 ms
PER_NEURON = 90  # a tanh takes the time of so many of them


def compute_responses(
    network: Network,
    data: Prepared,
    resolution: int | None = None,
    firsts: tuple[int, ...] = (),
) -> Responses:
    """Return the responses of the shown units over the data's limits, or for its examples.

    `firsts` are the numbers of the first unit of every layer, inputs first, that are not all 0.
    """
    spans = data.form.spans
    if not spans:
        examples = data.train_inputs[:, data.examples]
        return Responses(tuple(_shown_values(network, examples, firsts)), firsts)
    if len(spans) == 1:
        line = grid_points(spans, CURVE_POINTS)
        return Responses(tuple(_shown_values(network, data.inputs(line), firsts)), firsts)
    side = resolution or affordable_resolution(network)
    layers = _shown_values(network, data.inputs(grid_points(spans, side)), firsts)
    return Responses(tuple(values.reshape(-1, side, side) for values in layers), firsts)


def grid_points(spans: Sequence[Limits], side: int) -> Array:
    """Return points evenly over one span or two, as (1, side) or (2, side²), row by row."""
    lines = [np.linspace(*span, side) for span in spans]
    return np.stack([grid.ravel() for grid in np.meshgrid(*lines)])


def affordable_resolution(network: Network) -> int:
    """Return the side of the grid of points, smaller for larger networks."""
    per_point = network.parameters.size + PER_NEURON * sum(network.sizes)
    fitting = (side for side in RESOLUTIONS if side * side * per_point <= MULTIPLICATIONS)
    return next(fitting, RESOLUTIONS[-1])


def _shown_values(network: Network, inputs: Array, firsts: Sequence[int]) -> list[Array]:
    """Return each layer's shown rows for inputs of shape (features, points), inputs first."""
    points = inputs.shape[1]
    firsts = firsts or [0] * len(network.sizes)
    counts = [
        min(units - first, SHOWN_UNITS) for units, first in zip(network.sizes, firsts, strict=True)
    ]
    shown = [np.empty((count, points)) for count in counts]
    batch = Pass(network, min(points, CHUNK))
    for start in range(0, points, CHUNK):
        part = inputs[:, start : start + CHUNK]
        if part.shape[1] != batch.size:
            batch = Pass(network, part.shape[1])
        batch.inputs[...] = part
        batch.forward()
        for values, first, rows in zip([batch.inputs, *batch.values], firsts, shown, strict=True):
            rows[:, start : start + CHUNK] = values[first : first + len(rows)]
    return shown
