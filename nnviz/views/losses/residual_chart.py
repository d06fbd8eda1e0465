"""Each training point's distance from its answer, its share of the loss, and the loss's pull."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.theme import Theme, mixed
from nnviz.views.plotting.axes import Axes, paint_axes, room_for_axes, rounded_limits
from nnviz.views.plotting.axis_ticks import round_ticks
from nnviz.widgets.override_guard import guarded

NEAR = 14  # pixels of the design from a point
MOST_LISTED = 12  # points that each have their number below the axis
LONGEST = 0.45  # of the chart's height, as the longest arrow is


@dataclass(frozen=True, eq=False)
class Residuals:
    """What the chart shows, each (points,)."""

    predicted: Array  # ŷ
    targets: Array  # y, with the one that was dragged
    shares: Array
    pulls: Array  # ∂L/∂ŷ
    chosen: int | None


@guarded
class ResidualChart(QWidget):
    """Points above or below the network's answers, which are the line at 0."""

    moved = Signal(int, float)  # point, its new y
    point_chosen = Signal(int)

    def __init__(self, theme: Theme):
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self.shown: Residuals | None = None
        self._held: int | None = None
        self._limits: tuple[float, float] | None = None  # as they were when the drag began
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_residuals(self, residuals: Residuals) -> None:
        self.shown = residuals
        self.update()

    def axes(self, shown: Residuals) -> Axes:
        limits = self._limits or self._range(shown)
        ticks = round_ticks(*limits)
        area = room_for_axes(QRectF(self.rect()), self._theme, ticks)
        return Axes(area, (0.5, shown.targets.size + 0.5), limits)

    def _range(self, shown: Residuals) -> tuple[float, float]:
        far = float(np.abs(np.nan_to_num(shown.targets - shown.predicted)).max(initial=0.1))
        return rounded_limits(-1.3 * far, 1.3 * far)

    def place(self, point: int) -> QPointF:
        """Return where a point is."""
        assert self.shown is not None
        away = float(self.shown.targets[point] - self.shown.predicted[point])
        return self.axes(self.shown).point(point + 1, away)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, shown = QPainter(self), self.shown
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown is None or not shown.targets.size:
            return
        axes = self.axes(shown)
        count = shown.targets.size
        numbers = range(1, count + 1) if count <= MOST_LISTED else ()
        across = [(float(n), str(n)) for n in numbers] or [
            (n, text) for n, text in round_ticks(1, count) if n == round(n)
        ]
        names = (tr("training point"), "y − ŷ")
        paint_axes(painter, self._theme, axes, (across, round_ticks(*axes.y)), names)
        painter.setClipRect(axes.area)
        self._paint_shares(painter, axes, shown)
        painter.setPen(self._theme.pen(self._theme.color("text"), 1.5))
        painter.drawLine(axes.point(axes.x[0], 0), axes.point(axes.x[1], 0))
        self._paint_points(painter, axes, shown)

    def _paint_shares(self, painter: QPainter, axes: Axes, shown: Residuals) -> None:
        """Bars from below, as high as the whole chart where one point is all of the loss."""
        wide = axes.area.width() / shown.targets.size * 0.7
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(self._theme.color("accent"), self._theme.color("surface"), 0.35))
        for at, share in enumerate(np.nan_to_num(shown.shares).tolist()):
            high = share * axes.area.height()
            left = axes.across(at + 1) - wide / 2
            painter.drawRect(QRectF(left, axes.area.bottom() - high, wide, high))

    def _paint_points(self, painter: QPainter, axes: Axes, shown: Residuals) -> None:
        theme = self._theme
        strongest = float(np.abs(np.nan_to_num(shown.pulls)).max(initial=0)) or 1.0
        for at in range(shown.targets.size):
            place = self.place(at)
            painter.setPen(theme.pen(theme.color("muted"), 1))
            painter.drawLine(QPointF(place.x(), axes.up(0)), place)
            pull = float(np.nan_to_num(shown.pulls[at])) / strongest
            self._paint_arrow(painter, axes, at + 1, pull)
            painter.setPen(theme.pen(theme.color("surface"), 1))
            painter.setBrush(theme.color("accent" if at == shown.chosen else "text"))
            size = theme.pixels(6 if at == shown.chosen else 4)
            painter.drawEllipse(place, size, size)

    def _paint_arrow(self, painter: QPainter, axes: Axes, number: int, pull: float) -> None:
        """An arrow of ∂L/∂ŷ from the answer: up where a larger ŷ makes the loss larger."""
        long = pull * LONGEST * axes.area.height()
        head = self._theme.pixels(4)
        if abs(long) < 1:
            return
        ink = self._theme.ink(pull)
        start = axes.point(number, 0)
        end, back = start - QPointF(0, long), head if long > 0 else -head
        painter.setPen(self._theme.pen(ink, 2.5))
        painter.drawLine(start, end)
        painter.setBrush(ink)
        tips = [end, end + QPointF(head, 1.5 * back), end + QPointF(-head, 1.5 * back)]
        painter.drawPolygon(QPolygonF(tips))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.shown is None or event.button() != Qt.MouseButton.LeftButton:
            return
        places = [self.place(at) for at in range(self.shown.targets.size)]
        away = [(place - event.position()).manhattanLength() for place in places]
        nearest = min(range(len(away)), key=away.__getitem__, default=None)
        if nearest is not None and away[nearest] <= self._theme.pixels(NEAR):
            self._held, self._limits = nearest, self._range(self.shown)
            self.point_chosen.emit(nearest)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None or self.shown is None or self._held >= self.shown.targets.size:
            return
        _, away = self.axes(self.shown).numbers(event.position())
        self.moved.emit(self._held, away + float(self.shown.predicted[self._held]))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._held = self._limits = None
        self.update()
