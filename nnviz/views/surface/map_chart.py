"""The loss over a plane: bands of equal loss, the way of training, its start, the lowest point."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.views.plotting.axes import Axes, paint_axes, room_for_axes
from nnviz.views.plotting.axis_ticks import round_ticks
from nnviz.views.surface.asked import Measured
from nnviz.views.surface.contours import ground
from nnviz.widgets.decimals import decimal_text
from nnviz.widgets.override_guard import guarded

STAR = 9  # pixels of the design
CASING = 6


@dataclass(frozen=True, eq=False)
class Map:
    """What the chart shows: a surface and, in its own numbers, the way to the present."""

    measured: Measured
    names: tuple[str, str]
    way: Array  # (moments, 2)

    @property
    def lowest(self) -> tuple[float, float, float]:
        """Where the lowest loss of the grid is, and how low it is."""
        row, column = self.measured.lowest
        found = self.measured
        return float(found.across[column]), float(found.up[row]), float(found.losses[row, column])


@guarded
class MapChart(QWidget):
    """Paints a Map; a click asks for the two numbers there."""

    wanted = Signal(float, float)

    def __init__(self, theme: Theme):
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self.map: Map | None = None
        self._ground: tuple[object, QPixmap] | None = None

    def show_map(self, shown: Map) -> None:
        self.map = shown
        movable = bool(shown.measured.places)
        shape = Qt.CursorShape.PointingHandCursor if movable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def axes(self) -> Axes:
        """Return the axes of the surface shown."""
        assert self.map is not None
        found = self.map.measured
        x, y = ((float(n[0]), float(n[-1])) for n in (found.across, found.up))
        area = room_for_axes(QRectF(self.rect()), self._theme, round_ticks(*y, 5))
        return Axes(area, x, y)

    def _painted_ground(self, shown: Map, axes: Axes) -> QPixmap:
        key = (shown.measured, self.size(), self.devicePixelRatioF())
        if self._ground is None or self._ground[0] != key:
            picture = ground(self._theme, shown.measured, axes, self.size(), key[2])
            self._ground = (key, picture)
        return self._ground[1]

    def _paint(self, painter: QPainter, shown: Map) -> None:
        axes = self.axes()
        ticks = round_ticks(*axes.x, 5), round_ticks(*axes.y, 5)
        paint_axes(painter, self._theme, axes, ticks, shown.names)
        painter.drawPixmap(0, 0, self._painted_ground(shown, axes))
        painter.setClipRect(axes.area)
        self._paint_lowest(painter, axes, shown)
        self._paint_way(painter, axes, shown.way[np.isfinite(shown.way).all(axis=1)])

    def _paint_way(self, painter: QPainter, axes: Axes, way: Array) -> None:
        theme = self._theme
        if not len(way):
            return
        line = axes.polygon(way[:, 0], way[:, 1])
        for color, width in ((theme.color("surface"), CASING), (theme.color("text"), 2.5)):
            painter.setPen(theme.pen(color, width))
            painter.drawPolyline(line)
        self._paint_shape(painter, _star(line.at(0), theme.pixels(STAR)), theme.color("surface"))
        painter.setPen(theme.pen(theme.color("surface"), 2))
        painter.setBrush(theme.positive)
        painter.drawEllipse(line.at(line.size() - 1), theme.pixels(8), theme.pixels(8))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_shape(self, painter: QPainter, shape: QPolygonF, fill: QColor) -> None:
        painter.setPen(self._theme.pen(self._theme.color("text"), 1.5))
        painter.setBrush(fill)
        painter.drawPolygon(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_lowest(self, painter: QPainter, axes: Axes, shown: Map) -> None:
        theme, (x, y, loss) = self._theme, shown.lowest
        place, arm = axes.point(x, y), theme.pixels(7)
        for color, width in ((theme.color("surface"), CASING), (theme.color("text"), 2)):
            painter.setPen(theme.pen(color, width))
            painter.drawLine(place - QPointF(arm, 0), place + QPointF(arm, 0))
            painter.drawLine(place - QPointF(0, arm), place + QPointF(0, arm))
        painter.setFont(theme.font("small", strong=True))
        text = tr("lowest {loss}", loss=decimal_text(loss, theme.decimals))
        wide = painter.fontMetrics().horizontalAdvance(text)
        gap = arm + theme.pixels(5)
        left = place.x() + gap
        if left + wide > axes.area.right():
            left = place.x() - gap - wide
        metrics = painter.fontMetrics()
        base = max(place.y() + theme.pixels(4), axes.area.top() + metrics.ascent())
        base = min(base, axes.area.bottom() - metrics.descent())
        left = max(left, axes.area.left())
        painter.drawText(QPointF(left, base), text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.map is None or not self.map.measured.places:
            return
        axes = self.axes()
        if event.button() == Qt.MouseButton.LeftButton and axes.area.contains(event.position()):
            self.wanted.emit(*axes.numbers(event.position()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.map is not None:
            self._paint(painter, self.map)
        painter.end()


def _star(middle: QPointF, radius: float) -> QPolygonF:
    angles = -np.pi / 2 + np.arange(10) * np.pi / 5
    lengths = np.where(np.arange(10) % 2, 0.45, 1.0) * radius
    return QPolygonF(
        [
            middle + QPointF(r * float(np.cos(a)), r * float(np.sin(a)))
            for a, r in zip(angles, lengths, strict=True)
        ]
    )
