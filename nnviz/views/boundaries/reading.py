"""What the boundaries view reads out of a snapshot, in the data's own units."""

from dataclasses import dataclass

import numpy as np

from nnviz.run_state import Array
from nnviz.training.response_grid import grid_points
from nnviz.training.snapshot import Snapshot
from nnviz.views.boundaries.arrangement import Cell, Limits, Line, calmed, cells_of, held

MOST_LINES = 16  # of which cells are counted
CURVE_SIDE = 64  # places each way, where features make curves of the lines


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The first layer over the plane of both inputs."""

    spans: tuple[Limits, Limits]
    lines: tuple[Line, ...]  # () where they are curves
    sums: Array  # (units, rows, columns), z over the plane; empty where lines are straight
    cells: tuple[Cell, ...]  # () for more than MOST_LINES
    held: tuple[int, int]  # cells with data, and with data of several classes
    wrong: Array  # of the training points, whether each has another class; (0,) for values
    single: bool  # one neuron is the whole network

    @property
    def wrong_count(self) -> int:
        return int(self.wrong.sum())


def can_show(snapshot: Snapshot) -> bool:
    """Say whether the first layer has a line for each neuron over two inputs."""
    first = snapshot.layers[0]
    return snapshot.data.form.drawing == "plane" and first.pieces == 1 and not first.batch_norm


def boundaries_of(snapshot: Snapshot) -> Boundaries:
    """Return what the first layer makes of the plane; the part `values` is needed."""
    data = snapshot.data
    spans = (data.form.spans[0], data.form.spans[1])
    straight = set(data.features) <= set(data.form.input_features)
    lines = _lines(snapshot) if straight else ()
    cells = cells_of(lines, spans) if lines and len(lines) <= MOST_LINES else []
    wrong = np.zeros(0, dtype=bool)
    kinds = np.zeros(data.train.count)
    if data.classes:
        wrong = data.predicted_classes(snapshot.parts["values"][-1]) != data.train.y
        kinds = data.train.y
    return Boundaries(
        spans=spans,
        lines=lines,
        sums=np.empty(0) if straight else _sums(snapshot),
        cells=tuple(cells),
        held=held(codes_of(lines, data.train.x), kinds),
        wrong=wrong,
        single=snapshot.sizes[1:] == (1,),
    )


def codes_of(lines: tuple[Line, ...], x: Array) -> Array:
    """Return for x of shape (2, count) on which side of each line it is, (lines, count)."""
    if not lines:
        return np.zeros((0, x.shape[1]), dtype=bool)
    numbers = np.array([calmed(line) for line in lines])
    return np.asarray(numbers[:, :2] @ x + numbers[:, 2:] > 0)


def _lines(snapshot: Snapshot) -> tuple[Line, ...]:
    """Return each neuron's w·x + b with the scaling of the inputs taken into it."""
    data = snapshot.data
    offset, factor = data.scaler.offset[:, 0], data.scaler.factor[:, 0]
    weights = snapshot.network.weights[0]
    slopes = weights[:, :-1] / factor
    constants = weights[:, -1] - slopes @ offset
    places = [data.form.input_features.index(key) for key in data.features]
    whole = np.zeros((len(slopes), 2))
    whole[:, places] = slopes
    return tuple((float(a), float(b), float(c)) for (a, b), c in zip(whole, constants, strict=True))


def _sums(snapshot: Snapshot) -> Array:
    spans = snapshot.data.form.spans
    inputs = snapshot.data.inputs(grid_points(spans, CURVE_SIDE))
    weights = snapshot.network.weights[0]
    sums = weights[:, :-1] @ inputs + weights[:, -1:]
    return np.asarray(sums.reshape(-1, CURVE_SIDE, CURVE_SIDE))
