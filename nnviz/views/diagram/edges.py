"""The edges: one curve a weight, its width by |w|, its colour and dashes by the sign."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.views.diagram.layout import Layout
from nnviz.views.diagram.names import Edge

THINNEST, WIDEST = 0.75, 7.0  # pixels of the design
HALF_WIDE = 1.8  # the |w| at which an edge is about two thirds as wide as it gets
WIDTH_STEPS = 24  # different widths: each is one pen
FAINTEST = 0.45  # of the colour is left in the thinnest edge
DASH, GAP = 6.0, 4.0  # pixels of the design
ROOMY = 56.0  # a neuron's side, in pixels of the design, from which edges have their full width
SAMPLES = 17  # points of a curve, for what is pointed at and for drawing many
MANY = 160  # edges from which they are drawn as straight pieces: half the cost of curves
PHASES = 10  # positions of the dashes of many edges
ENTRY_SHARE = 0.72  # of a neuron's side is where edges arrive
ENTRY_STEP = 9.0


class EdgePlan:
    """The curves of one layout. What changes from frame to frame comes with `paint`."""

    def __init__(self, layout: Layout, sizes: Sequence[int], offsets: Sequence[int], theme: Theme):
        self._theme = theme
        self._vertical = ENTRY_STEP * theme.factor
        curves = list(self._curves(layout, sizes, offsets))
        self.edges = [edge for edge, _, _, _ in curves]
        self.places = {edge: number for number, edge in enumerate(self.edges)}
        self.indices = np.array([index for _, index, _, _ in curves], np.intp)
        ends = [(a.x(), a.y(), b.x(), b.y()) for _, _, a, b in curves]
        self.polylines = _sampled(np.array(ends, float).reshape(-1, 4))
        self._paths = [bezier(a, b) for _, _, a, b in curves]
        self._thickness = self._thicknesses(layout)
        self._pieces: dict[int, list[QLineF]] = {}
        self._dashes: dict[tuple[int, int], list[QLineF]] = {}

    def _curves(
        self, layout: Layout, sizes: Sequence[int], offsets: Sequence[int]
    ) -> Iterator[tuple[Edge, int, QPointF, QPointF]]:
        """Yield each edge, its place in the flat parameter vector, start and end."""
        for layer in range(1, len(layout.columns)):
            before, column = layout.columns[layer - 1], layout.columns[layer]
            starts = [QPointF(r.right() + 1, r.center().y()) for r in before.neurons]
            sources = [*range(before.shown), sizes[layer - 1]]
            if before.bias is not None:
                starts.append(before.bias + QPointF(layout.bias_radius, 0))
            for unit, neuron in enumerate(column.neurons):
                first = offsets[layer - 1] + unit * (sizes[layer - 1] + 1)
                ends = self._entries(neuron, len(starts))
                for source, start, end in zip(sources, starts, ends, strict=True):
                    yield Edge(layer, unit, source), first + source, start, end

    def _entries(self, neuron: QRectF, count: int) -> list[QPointF]:
        """Return where the edges arrive, one below the other in the order of their starts."""
        step = min(neuron.height() * ENTRY_SHARE / max(count - 1, 1), self._vertical)
        first = neuron.center().y() - (count - 1) * step / 2
        return [QPointF(neuron.left() - 1, first + k * step) for k in range(count)]

    def _thicknesses(self, layout: Layout) -> Array:
        """Return the widest width of each edge, less where neurons are small."""
        roomy = ROOMY * self._theme.factor
        sides = [column.side for column in layout.columns]
        most = [WIDEST * min(1.0, max(0.3, min(pair) / roomy)) for pair in pairwise(sides)]
        return np.array([most[edge.layer - 1] for edge in self.edges])

    def widths(self, values: Array) -> Array:
        """Return the widths for these weights, in pixels of the design, before rounding."""
        share: Array = 1 - np.exp(-np.abs(values) / HALF_WIDE)
        return np.asarray(THINNEST + (self._thickness - THINNEST) * share)

    def paint(self, painter: QPainter, parameters: Array, phase: float, exact: bool) -> None:
        """Draw all edges, the thin ones first. `phase` is how far the dashes have moved, in pixels.

        `exact` draws true curves however many there are, as a vector picture needs them.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        many = len(self.edges) > MANY and not exact
        for pen, members, negative in self._groups(np.nan_to_num(parameters[self.indices])):
            if many:
                self._paint_pieces(painter, pen, members, phase if negative else None)
                continue
            if negative:
                _dash(pen, self._theme.factor, phase)
            painter.setPen(pen)
            for number in members:
                painter.drawPath(self._paths[number])

    def _groups(self, values: Array) -> Iterator[tuple[QPen, list[int], bool]]:
        """Yield pens and the edges drawn with them."""
        share = (self.widths(values) - THINNEST) / (WIDEST - THINNEST)
        steps = np.round(share * WIDTH_STEPS).astype(int)
        keys = steps * 2 + (values < 0)
        order = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
        for members in np.split(order, starts[1:]):
            if members.size:
                step, negative = divmod(int(keys[members[0]]), 2)
                yield self._pen(step, bool(negative)), members.tolist(), bool(negative)

    def _pen(self, step: int, negative: bool) -> QPen:
        theme = self._theme
        share = step / WIDTH_STEPS
        full = theme.negative if negative else theme.positive
        strength = min(1.0, FAINTEST + 4 * share)
        color = blended(theme.color("background").rgb(), full.rgb(), strength)
        pen = theme.pen(color, THINNEST + (WIDEST - THINNEST) * share)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _paint_pieces(
        self, painter: QPainter, pen: QPen, members: list[int], phase: float | None
    ) -> None:
        lines: list[QLineF] = []
        if phase is None:
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            for number in members:
                lines += self._pieces_of(number)
        else:
            period = (DASH + GAP) * self._theme.factor
            step = int(phase % period / period * PHASES)
            for number in members:
                lines += self._dashes_of(number, step)
        painter.setPen(pen)
        painter.drawLines(lines)

    def _pieces_of(self, number: int) -> list[QLineF]:
        if number not in self._pieces:
            points = self.polylines[number, ::2].tolist()
            self._pieces[number] = _lines(points, points[1:])
        return self._pieces[number]

    def _dashes_of(self, number: int, step: int) -> list[QLineF]:
        if (number, step) not in self._dashes:
            factor = self._theme.factor
            shift = step * (DASH + GAP) * factor / PHASES
            cut = _cut(self.polylines[number], DASH * factor, GAP * factor, shift)
            self._dashes[number, step] = cut
        return self._dashes[number, step]

    def paint_one(self, painter: QPainter, edge: Edge, value: float, phase: float) -> None:
        """Draw one edge once more, so that it stands out."""
        theme, number = self._theme, self.places[edge]
        share = 1 - float(np.exp(-abs(value) / HALF_WIDE))
        width = max(2.5, THINNEST + (self._thickness[number] - THINNEST) * share + 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, extra in ((theme.color("node"), 5.0), (theme.color("surface"), 2.5)):
            painter.setPen(theme.pen(color, width + extra))
            painter.drawPath(self._paths[number])
        pen = theme.pen(theme.signed_color(value), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if value < 0:
            _dash(pen, theme.factor, phase)
        painter.setPen(pen)
        painter.drawPath(self._paths[number])


def bezier(start: QPointF, end: QPointF) -> QPainterPath:
    """Return the curve that leaves and arrives horizontally."""
    reach = QPointF((end.x() - start.x()) / 2, 0)
    path = QPainterPath(start)
    path.cubicTo(start + reach, end - reach, end)
    return path


def _sampled(ends: Array) -> Array:
    """Return points of the curves between ends of shape (n, 4), as (n, SAMPLES, 2)."""
    t = np.linspace(0, 1, SAMPLES)
    x0, y0, x1, y1 = ends.T[:, :, None]
    middle = (x0 + x1) / 2
    near, rise = 3 * t * (1 - t), t * t * (3 - 2 * t)
    x = (1 - t) ** 3 * x0 + near * ((1 - t) + t) * middle + t**3 * x1
    return np.stack([x, y0 + (y1 - y0) * rise], axis=2)


def _dash(pen: QPen, factor: float, phase: float) -> None:
    """Give the pen dashes of a fixed length, whatever its width; they move towards the end."""
    unit = max(pen.widthF(), 1e-6)  # Qt counts dashes in widths
    on, off = max(DASH * factor, 0.9 * unit), max(GAP * factor, 0.7 * unit)
    pen.setDashPattern([on / unit, off / unit])
    pen.setDashOffset(-phase / unit)


def _lines(starts: list[list[float]], ends: list[list[float]]) -> list[QLineF]:
    return [QLineF(*a, *b) for a, b in zip(starts, ends, strict=False)]


def _cut(points: Array, dash: float, gap: float, shift: float) -> list[QLineF]:
    """Return the dashes along a polyline of shape (n, 2) as straight lines."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    starts = np.arange(shift - dash - gap, lengths[-1], dash + gap)
    ends = np.clip(starts + dash, 0, lengths[-1])
    starts = np.clip(starts, 0, lengths[-1])
    there = ends > starts
    both = [
        np.stack([np.interp(at[there], lengths, points[:, k]) for k in range(2)], axis=1).tolist()
        for at in (starts, ends)
    ]
    return _lines(*both)


@lru_cache(maxsize=256)
def blended(base: int, color: int, strength: float) -> QColor:
    """Return an opaque colour between two RGB numbers: pens that are see-through are slow."""
    a, b = QColor(base), QColor(color)
    mixed = (
        round(x + (y - x) * strength)
        for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)


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
