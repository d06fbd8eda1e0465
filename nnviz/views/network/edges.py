"""The edges: one curve a weight, its width by |w|, its colour and dashes by the sign.

A weight of exactly 0 has none, as L1 leaves it; that of a bias stays, which begins at 0.
"""

import math
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network
from nnviz.run_state import Array
from nnviz.selection import Edge, NeuronPlace, Part
from nnviz.theme import Theme, mixed
from nnviz.views.network.edge_dashes import LinePool, arc_lengths, curve_points, dashes
from nnviz.views.network.layout import Column, Layout

THINNEST, WIDEST = 0.75, 7.0  # pixels of the design
HALF_WIDE = 1.8  # the |w| at which an edge is about two thirds as wide as it gets
WIDTH_STEPS = 24  # different widths: each is one pen
FINE = 1.3  # pixels of the screen: edges no wider are drawn as wide as one, at a third of the cost
FAINTEST = 0.45  # of the colour is left in the thinnest edge
DASH, GAP = 6.5, 4.5  # pixels of the design
ROOMY = 56.0  # a neuron's side, in pixels of the design, from which edges have their full width
CROWD = 500  # edges, of which in the projector all but the strongest stand back
STRONG = 48  # of those into a layer
RECEDING = 0.22  # of the colour is left in the others
NARROW = 0.3  # of the full width is left between the smallest neurons
POINTS = 25  # of a curve: its pieces are nowhere farther from it than a quarter of a pixel
ENTRY_SHARE = 0.72  # of a neuron's side is where edges arrive
ENTRY_STEP = 9.0

Numbers = NDArray[np.intp]


class EdgePlan:
    """The curves of one layout. What changes from frame to frame comes with `paint`."""

    def __init__(
        self, layout: Layout, network: Network, theme: Theme, pool: LinePool | None = None
    ):
        self._theme = theme
        self._pool = pool or LinePool()
        self._pens: dict[tuple[int, float], QPen] = {}
        self._paths: dict[int, QPainterPath] = {}
        named, ends = [np.empty((0, 4), np.intp)], [np.empty((0, 4))]
        indices, biases = [np.empty(0, np.intp)], [np.empty(0, bool)]
        for layer, (before, column) in enumerate(pairwise(layout.columns), 1):
            dense = network.layers[layer - 1]
            named.append(_edges_into(layer, dense, before, column))
            _, units, sources, pieces = named[-1].T
            rows = pieces * dense.units + units
            indices.append(network.offsets[layer - 1] + rows * (before.units + 1) + sources)
            biases.append(sources == before.units)
            step = ENTRY_STEP * theme.factor
            ends.append(_ends(before, column, layout.bias_radius, step, dense.pieces))
        starts = np.cumsum([len(of_layer) for of_layer in named])
        self.layers = [np.arange(*ends_of) for ends_of in pairwise(starts)]
        self._named, self.indices = np.concatenate(named), np.concatenate(indices)
        self._crowded = theme.projected and len(self.indices) > CROWD
        self._are_biases = np.concatenate(biases)
        self._ends = np.concatenate(ends)
        self.polylines = curve_points(self._ends, POINTS)
        self._lengths = arc_lengths(self.polylines)
        self._thickness = self._thicknesses(layout)

    @cached_property
    def edges(self) -> list[Edge]:
        """All edges by their numbers: many are drawn long before one is pointed at."""
        return [Edge(*edge) for edge in self._named.tolist()]

    @cached_property
    def places(self) -> dict[Edge, int]:
        """The number of each edge."""
        return {edge: number for number, edge in enumerate(self.edges)}

    def index(self, edge: Edge) -> int:
        """Return the place of an edge's weight in the flat parameter vector."""
        return int(self.indices[self.places[edge]])

    def _thicknesses(self, layout: Layout) -> Array:
        """Return the widest width of each edge, less where neurons are small."""
        sides = [column.side / (ROOMY * self._theme.figure_factor) for column in layout.columns]
        most = [WIDEST * min(1.0, max(NARROW, *pair)) for pair in pairwise(sides)]
        return np.repeat(most, [len(numbers) for numbers in self.layers])

    def _widths(self, values: Array, numbers: Numbers) -> Array:
        share = 1 - np.exp(-np.abs(values) / HALF_WIDE)
        return np.asarray(THINNEST + (self._thickness[numbers] - THINNEST) * share)

    def paint(
        self, painter: QPainter, parameters: Array, phase: float, numbers: Numbers | None = None
    ) -> None:
        """Draw all edges or those with these numbers, the thin ones first.

        `phase` is how far the dashes have moved towards the end, in pixels.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen = np.arange(len(self.indices)) if numbers is None else numbers
        keys, ordered = self._pen_keys(parameters, chosen)
        ratio = painter.device().devicePixelRatioF()
        rows, keys_of_rows = self._dashes_of(keys, ordered, phase)
        for key in np.unique(keys).tolist():
            painter.setPen(self._pen(key, ratio))
            if key % 2:
                for lines in self._pool.parts(rows[keys_of_rows == key]):
                    painter.drawLines(lines)
                continue
            for number in ordered[keys == key].tolist():
                painter.drawPath(self._path(number))

    def _dashes_of(
        self, keys: NDArray[np.int64], numbers: Numbers, phase: float
    ) -> tuple[Array, NDArray[np.int64]]:
        """Return the dashes of the negative ones as rows, and the key of each's pen.

        Qt would take several times as long to cut them.
        """
        negative, factor = keys % 2 == 1, self._theme.factor
        dashed = numbers[negative]
        points, lengths = self.polylines[dashed], self._lengths[dashed]
        rows, owner = dashes(points, lengths, DASH * factor, GAP * factor, phase)
        return rows, keys[negative][owner]

    def paint_exactly(self, painter: QPainter, parameters: Array, phase: float) -> None:
        """Draw all edges as true curves, as a vector picture needs them."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        keys, ordered = self._pen_keys(parameters, np.arange(len(self.indices)))
        for key, number in zip(keys.tolist(), ordered.tolist(), strict=True):
            pen = QPen(self._pen(key, 1.0))
            if key % 2:
                _dash(pen, self._theme.factor, phase)
            painter.setPen(pen)
            painter.drawPath(self._path(number))

    def _pen_keys(self, parameters: Array, numbers: Numbers) -> tuple[NDArray[np.int64], Numbers]:
        """Return the pens' keys of the edges that are drawn, rising, and those edges."""
        numbers = numbers[(parameters[self.indices[numbers]] != 0) | self._are_biases[numbers]]
        values = np.nan_to_num(parameters[self.indices[numbers]])
        share = (self._widths(values, numbers) - THINNEST) / (WIDEST - THINNEST)
        steps = np.round(share * WIDTH_STEPS).astype(np.int64)
        if self._crowded:
            steps[self._receding(share, numbers)] -= WIDTH_STEPS + 1
        keys = steps * 2 + (values < 0)
        order = np.argsort(keys, kind="stable")
        return keys[order], numbers[order]

    def _receding(self, share: Array, numbers: Numbers) -> NDArray[np.bool_]:
        """Return which of the edges are not among the strongest into their layer."""
        receding = np.zeros(len(numbers), bool)
        for layer in self.layers:
            there = np.flatnonzero((numbers >= layer[0]) & (numbers <= layer[-1]))
            receding[there[np.argsort(share[there], kind="stable")[:-STRONG]]] = True
        return receding

    def _finest(self, ratio: float) -> int:
        """Return the highest key of pens that are drawn as wide as one pixel of the screen."""
        step = (
            (FINE / (self._theme.line_factor * ratio) - THINNEST)
            / (WIDEST - THINNEST)
            * WIDTH_STEPS
        )
        return 2 * math.floor(step) + 1

    def _pen(self, key: int, ratio: float) -> QPen:
        if (key, ratio) not in self._pens:
            self._pens[key, ratio] = self._made_pen(key, ratio)
        return self._pens[key, ratio]

    def _made_pen(self, key: int, ratio: float) -> QPen:
        step, negative = divmod(key, 2)
        theme, share = self._theme, max(step, 0) / WIDTH_STEPS
        sign = -1.0 if negative else 1.0
        color = theme.signed_line(sign, min(1.0, FAINTEST + 4 * share))
        if step < 0:  # it stands back
            color = mixed(color, theme.color("background"), RECEDING)
        width = THINNEST + (WIDEST - THINNEST) * share
        fine = key <= self._finest(ratio)
        pen = theme.pen(color, 1 / (theme.line_factor * ratio) if fine else width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def paint_one(self, painter: QPainter, edge: Edge, value: float, phase: float) -> None:
        """Draw one edge once more, so that it stands out."""
        theme, number = self._theme, self.places[edge]
        width = max(2.5, float(self._widths(np.array(value), np.array(number))) + 1.0)
        path = self._path(number)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, extra in ((theme.color("node"), 5.0), (theme.color("surface"), 2.5)):
            painter.setPen(theme.pen(color, width + extra))
            painter.drawPath(path)
        pen = theme.pen(theme.signed_line(value), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if value < 0:
            _dash(pen, theme.factor, phase)
        painter.setPen(pen)
        painter.drawPath(path)

    def beads(self, edge: Edge) -> list[QRectF]:
        """Return small places along an edge, for what should not hide it."""
        size = 2 * WIDEST * self._theme.factor
        return [
            QRectF(x - size / 2, y - size / 2, size, size)
            for x, y in self.polylines[self.places[edge]].tolist()
        ]

    def _path(self, number: int) -> QPainterPath:
        path = self._paths.get(number)
        if path is None:
            path = self._paths[number] = _curve(*self._ends[number].tolist())
        return path


def _curve(x0: float, y0: float, x1: float, y1: float) -> QPainterPath:
    path, half = QPainterPath(), (x0 + x1) / 2
    path.moveTo(x0, y0)
    path.cubicTo(half, y0, half, y1, x1, y1)
    return path


def _edges_into(layer: int, choices: Dense, before: Column, column: Column) -> Numbers:
    """Return the edges into a layer as rows of what an Edge is made of.

    There is one for each piece of a maxout; absent biases have none.
    """
    sources = [*before.range, *([before.units] if choices.bias else [])]
    parts = [layer], column.range, sources, range(choices.pieces)
    return np.stack(np.meshgrid(*parts, indexing="ij"), axis=-1).reshape(-1, 4).astype(np.intp)


def _ends(before: Column, column: Column, radius: float, step: float, pieces: int) -> Array:
    """Return where the edges between two columns start and arrive, as rows x0, y0, x1, y1.

    They arrive one below the other, in the order of their starts; those of a maxout's pieces start
    together.
    """
    starts = [(rect.right() + 1, rect.center().y()) for rect in before.neurons]
    if before.bias is not None:
        starts.append((before.bias.x() + radius, before.bias.y()))
    starts = [start for start in starts for _ in range(pieces)]
    step = min(column.side * ENTRY_SHARE / max(len(starts) - 1, 1), step)
    entries = (np.arange(len(starts)) - (len(starts) - 1) / 2) * step
    ends = np.empty((column.shown, len(starts), 4))
    ends[:, :, :2] = starts
    for unit, rect in enumerate(column.neurons):
        ends[unit, :, 2] = rect.left() - 1
        ends[unit, :, 3] = rect.center().y() + entries
    return ends.reshape(-1, 4)


def _dash(pen: QPen, factor: float, phase: float) -> None:
    """Give the pen dashes of a fixed length, whatever its width."""
    unit = max(pen.widthF(), 1e-6)  # Qt counts dashes in widths
    pen.setDashPattern([DASH * factor / unit, GAP * factor / unit])
    pen.setDashOffset(-phase / unit)


def nearest_edge(
    polylines: NDArray[np.float64], x: float, y: float, tolerance: float
) -> int | None:
    """Return which of the polylines, of shape (n, points, 2), passes closest to a point."""
    point = np.array([x, y])
    low, high = polylines.min(axis=1) - tolerance, polylines.max(axis=1) + tolerance
    near = np.flatnonzero(((point >= low) & (point <= high)).all(axis=1))
    if not near.size:
        return None
    starts, ends = polylines[near, :-1], polylines[near, 1:]
    along = ends - starts
    share = ((point - starts) * along).sum(axis=2) / np.maximum((along**2).sum(axis=2), 1e-12)
    closest = starts + along * np.clip(share, 0, 1)[:, :, None]
    distances = np.hypot(*np.moveaxis(point - closest, 2, 0)).min(axis=1)
    best = int(distances.argmin())
    return int(near[best]) if distances[best] <= tolerance else None


def editable_edge(network: Network, target: Part | None) -> Edge | None:
    """Return the edge whose number is typed at a target: a neuron's is its bias, if it has one."""
    if isinstance(target, Edge):
        return target
    if not isinstance(target, NeuronPlace) or target.layer == 0:
        return None
    layer = network.layers[target.layer - 1]
    bias = Edge(*target, network.sizes[target.layer - 1])
    return bias if layer.bias and layer.pieces == 1 else None
