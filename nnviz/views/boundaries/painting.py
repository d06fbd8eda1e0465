"""How the plane of the boundaries is painted."""

from dataclasses import dataclass
from math import hypot

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from nnviz.run_state import Array
from nnviz.theme import Theme, mixed
from nnviz.training.snapshot import Snapshot
from nnviz.views.boundaries.arrangement import Cell, Place, segment_of
from nnviz.views.boundaries.reading import Boundaries
from nnviz.views.plotting.axes import Axes, paint_axes, room_for_axes
from nnviz.views.plotting.axis_ticks import round_ticks
from nnviz.views.plotting.colors import Colormap, class_of, response_limits, to_image
from nnviz.views.plotting.contour import level_lines
from nnviz.views.plotting.points import FEW, train_marker

HANDLE, ARROW = 10.0, 26.0  # pixels of the design
SINGLE_HANDLE, SINGLE_ARROW = 12.0, 52.0
POINT, LARGE_POINT = 8.0, 26.0  # how large points are
PALE, HARD = 0.35, 0.46  # of a class's colour is in the regions
MOST_DIGITS = 10  # of a code that is written


@dataclass(frozen=True)
class Asked:
    """What of the plane is to be lit."""

    neuron: int | None = None  # of the first layer
    sample: int | None = None
    cell: Cell | None = None  # pointed at


@dataclass(frozen=True)
class Handle:
    """Where a line can be taken, and the tip of its arrow."""

    unit: int
    place: QPointF
    tip: QPointF


class BoundariesPainter:
    """Paints into one widget."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self.codes: list[str] = []  # that were written, as they stand

    def place(self, size: QSize, found: Boundaries) -> Axes:
        """Return where the numbers are, in a square as large as there is room for."""
        ticks = round_ticks(*found.spans[1], 5)
        room = room_for_axes(QRectF(0, 0, size.width(), size.height()), self._theme, ticks)
        side = max(min(room.width(), room.height()), 1.0)
        left = room.left() + (room.width() - side) / 2
        top = room.top() + (room.height() - side) / 2
        return Axes(QRectF(left, top, side, side), *found.spans)

    def handles(self, found: Boundaries, axes: Axes) -> list[Handle]:
        """Return the handles of the lines within the plane, apart from each other."""
        handles: list[Handle] = []
        for unit, line in enumerate(found.lines):
            ends = segment_of(line, found.spans)
            if ends is None:
                continue
            start, end = axes.point(*ends[0]), axes.point(*ends[1])
            shares = (0.5,) if found.single else (0.12, 0.88, 0.24, 0.76, 0.36, 0.64)
            places = [start + (end - start) * share for share in shares]
            place = max(places, key=lambda at: min(self._free(at, handles), self._least))
            handles.append(Handle(unit, place, place + self._arrow(found, axes, line[:2])))
        return handles

    @property
    def _least(self) -> float:
        return 3.0 * self._theme.pixels(HANDLE)

    def _free(self, place: QPointF, handles: list[Handle]) -> float:
        gaps = (place - handle.place for handle in handles)
        return min((hypot(gap.x(), gap.y()) for gap in gaps), default=self._least)

    def _arrow(self, found: Boundaries, axes: Axes, normal: Place) -> QPointF:
        across, up = scales(axes)
        x, y = normal[0] / across, -normal[1] / up
        length = hypot(x, y) or 1.0
        reach = self._theme.pixels(SINGLE_ARROW if found.single else ARROW)
        return QPointF(x / length * reach, y / length * reach)

    def paint(
        self, painter: QPainter, size: QSize, snapshot: Snapshot, found: Boundaries, asked: Asked
    ) -> None:
        """Paint all of it."""
        theme, axes = self._theme, self.place(size, found)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.color("surface"))
        names = [column.name for column in snapshot.data.form.inputs]
        count = max(2, int(axes.area.width() / theme.pixels(64)))
        ticks = (round_ticks(*found.spans[0], count), round_ticks(*found.spans[1], count))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_regions(painter, snapshot, found, axes)
        paint_axes(painter, theme, axes, ticks, (names[0], names[1]))
        painter.save()
        painter.setClipRect(axes.area)
        self._paint_lines(painter, found, axes, asked)
        self._paint_points(painter, snapshot, found, axes, asked)
        self._paint_codes(painter, found, axes, asked)
        painter.restore()
        for handle in self.handles(found, axes):
            self._paint_handle(painter, handle, found, lit=handle.unit == asked.neuron)

    # Regions

    def _paint_regions(
        self, painter: QPainter, snapshot: Snapshot, found: Boundaries, axes: Axes
    ) -> None:
        values = snapshot.parts["responses"].layers[-1]
        last = len(snapshot.sizes) - 1
        limits = response_limits(snapshot, last, values)
        if found.single and found.cells and snapshot.data.classes:
            for cell in found.cells:
                corners = QPolygonF([axes.point(*corner) for corner in cell.corners])
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._region_color(int(cell.code[0])))
                painter.drawPolygon(corners)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            return
        colors = Colormap(self._theme, PALE)
        several = len(values) > 1 and class_of(snapshot, last, 0) is not None
        pixels = colors.regions(values, limits) if several else colors.signed(values[0], limits)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(axes.area, to_image(pixels[::-1]))

    def _region_color(self, kind: int) -> QColor:
        theme = self._theme
        full = theme.positive if kind else theme.negative
        return mixed(full, theme.color("surface"), HARD)

    # Lines

    def _paint_lines(self, painter: QPainter, found: Boundaries, axes: Axes, asked: Asked) -> None:
        theme = self._theme
        for unit, line in enumerate(found.lines):
            ends = segment_of(line, found.spans)
            if ends is not None:
                lit = unit == asked.neuron
                painter.setPen(self._pen(lit, found.single))
                painter.drawLine(axes.point(*ends[0]), axes.point(*ends[1]))
        xs, ys = (np.linspace(*span, found.sums.shape[-1] or 2) for span in found.spans)
        for unit, sums in enumerate(found.sums):
            x, y = level_lines(sums[None], xs, ys, 0.0)
            painter.setPen(self._pen(unit == asked.neuron, found.single))
            for part in _pieces(x, y):
                painter.drawPolyline(axes.polygon(*part))
        painter.setPen(theme.pen(theme.color("text")))

    def _pen(self, lit: bool, single: bool) -> QPen:
        theme = self._theme
        if single:
            return theme.pen(theme.color("text"), 3.5)
        return theme.pen(theme.color("accent" if lit else "muted"), 3.0 if lit else 1.5)

    def _paint_handle(
        self, painter: QPainter, handle: Handle, found: Boundaries, *, lit: bool
    ) -> None:
        theme = self._theme
        color = theme.color("accent" if lit and not found.single else "text")
        painter.setPen(theme.pen(color, 2))
        painter.drawLine(handle.place, handle.tip)
        painter.setBrush(color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(_head(handle.place, handle.tip, theme.pixels(8)))
        radius = theme.pixels(SINGLE_HANDLE if found.single else HANDLE)
        painter.setPen(theme.pen(color, 2))
        painter.setBrush(color if lit else theme.color("surface"))
        painter.drawEllipse(handle.place, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(theme.font("small", strong=True))
        painter.setPen(theme.color("surface" if lit else "text"))
        box = QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(handle.place)
        if not found.single:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(handle.unit + 1))
            return
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("body", strong=True))
        painter.drawText(handle.tip + QPointF(theme.pixels(6), -theme.pixels(2)), "w")

    # Points and codes

    def _paint_points(
        self,
        painter: QPainter,
        snapshot: Snapshot,
        found: Boundaries,
        axes: Axes,
        asked: Asked,
    ) -> None:
        theme, data = self._theme, snapshot.data
        few = np.unique(data.train.x, axis=1).shape[1] <= FEW
        size = theme.pixels(LARGE_POINT if few else POINT)
        limits, colors = data.target_range, Colormap(theme)
        painter.setFont(theme.font("body", strong=True))
        for number, (x, y) in enumerate(data.train.x.T.tolist()):
            kind = int(data.train.y[number]) if data.classes else 1
            place = axes.point(x, y)
            color = theme.class_colors[kind % len(theme.class_colors)]
            if not data.classes:
                color = colors.color(float(data.train_targets[0, number]), limits)
            painter.setBrush(color)
            painter.setPen(theme.pen(theme.color("rim"), 2 if few else 1))
            path = QTransform().translate(place.x(), place.y()).scale(size, size)
            painter.drawPath(path.map(train_marker(kind)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if few and data.classes:
                painter.setPen(theme.color("rim"))
                box = QRectF(-size / 2, -size / 2, size, size).translated(place)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(kind))
            if found.wrong.size and found.wrong[number]:
                painter.setPen(theme.pen(theme.color("text"), 2))
                painter.drawEllipse(place, size * 0.9, size * 0.9)
        self._paint_chosen(painter, snapshot, axes, asked, size)

    def _paint_chosen(
        self, painter: QPainter, snapshot: Snapshot, axes: Axes, asked: Asked, size: float
    ) -> None:
        if asked.sample is None or asked.sample >= snapshot.data.train.count:
            return
        theme = self._theme
        x, y = snapshot.data.train.x[:, asked.sample].tolist()
        place = axes.point(x, y)
        painter.setPen(theme.pen(theme.color("accent"), 3))
        painter.drawEllipse(place, size * 0.75, size * 0.75)
        text = f"({x:.4g}, {y:.4g})".replace("-", "−")
        painter.setFont(theme.font("body", strong=True))
        metrics = QFontMetricsF(painter.font())
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + theme.pixels(12), metrics.height())
        box.moveCenter(place - QPointF(0, size * 0.75 + metrics.height()))
        box.moveLeft(min(max(box.left(), axes.area.left()), axes.area.right() - box.width()))
        if box.top() < axes.area.top():
            box.moveTop(place.y() + size * 0.75 + theme.pixels(4))
        painter.setBrush(theme.color("surface"))
        painter.setPen(theme.pen(theme.color("accent"), 1.5))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_codes(self, painter: QPainter, found: Boundaries, axes: Axes, asked: Asked) -> None:
        """Write each cell's code where it fits, and that of the cell pointed at in any case."""
        self.codes = []
        if found.single or not 0 < len(found.lines) <= MOST_DIGITS:
            return
        theme = self._theme
        painter.setFont(theme.font("small"))
        metrics = QFontMetricsF(painter.font())
        for cell in found.cells:
            text = "".join("1" if side else "0" for side in cell.code)
            box = metrics.boundingRect(text)
            box.moveCenter(axes.point(*cell.middle))
            pointed = cell == asked.cell
            polygon = QPolygonF([axes.point(*corner) for corner in cell.corners])
            corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
            inside = (polygon.containsPoint(at, Qt.FillRule.OddEvenFill) for at in corners)
            if pointed or all(inside):
                self.codes.append(text)
                if pointed:
                    painter.fillRect(box.adjusted(-3, -1, 3, 1), theme.color("surface"))
                painter.setPen(theme.color("text"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def scales(axes: Axes) -> tuple[float, float]:
    """Return how many numbers a pixel is, across and up; as a factor both ways."""
    (left, right), (low, high) = axes.x, axes.y
    return axes.area.width() / (right - left), axes.area.height() / (high - low)


def _head(start: QPointF, tip: QPointF, length: float) -> QPolygonF:
    along = tip - start
    along /= hypot(along.x(), along.y()) or 1.0
    side = QPointF(-along.y(), along.x()) * length * 0.5
    return QPolygonF(
        [tip + along * length / 2, tip - along * length / 2 + side, tip - along * length / 2 - side]
    )


def _pieces(x: Array, y: Array) -> list[tuple[Array, Array]]:
    """Return the parts of a curve between its gaps."""
    gaps = np.flatnonzero(np.isnan(x))
    return [
        (part_x[~np.isnan(part_x)], part_y[~np.isnan(part_y)])
        for part_x, part_y in zip(np.split(x, gaps), np.split(y, gaps), strict=True)
    ]
