"""Axes of a chart that is painted by hand: where a number is, level lines, ticks and names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF

from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.views.plotting.axis_ticks import round_ticks

Limits = tuple[float, float]
Ticks = Sequence[tuple[float, str]]
NAME_GAP = 8  # pixels of the design between numbers and the name of an axis
FARTHEST_END = 1e12  # of an axis
FARTHEST = 10.0  # times the area, as far as lines are painted beyond it


@dataclass(frozen=True)
class Axes:
    """Two linear axes over an area of a widget."""

    area: QRectF
    x: Limits
    y: Limits

    def across(self, x: float) -> float:
        """Return the pixel of a number of the level axis."""
        low, high = self.x
        return self.area.left() + (x - low) / (high - low) * self.area.width()

    def up(self, y: float) -> float:
        """Return the pixel of a number of the upright axis."""
        low, high = self.y
        return self.area.bottom() - (y - low) / (high - low) * self.area.height()

    def point(self, x: float, y: float) -> QPointF:
        return QPointF(self.across(x), self.up(y))

    def numbers(self, place: QPointF) -> tuple[float, float]:
        """Return the numbers at a place of the widget."""
        (left, right), (low, high) = self.x, self.y
        share_x = (place.x() - self.area.left()) / self.area.width()
        share_y = (self.area.bottom() - place.y()) / self.area.height()
        return left + share_x * (right - left), low + share_y * (high - low)

    def polygon(self, xs: Array, ys: Array) -> QPolygonF:
        """Return the points (xs, ys) as a line; far outside they are moved nearer."""
        far = FARTHEST * self.area.height()
        ups = np.clip([self.up(y) for y in np.nan_to_num(ys).tolist()], -far, far)
        return QPolygonF(
            [QPointF(self.across(x), up) for x, up in zip(xs.tolist(), ups.tolist(), strict=True)]
        )


def room_for_axes(rect: QRectF, theme: Theme, y_ticks: Ticks, *, names: bool = True) -> QRectF:
    """Return what of the rectangle is left within numbers and names of both axes."""
    metrics = QFontMetricsF(theme.font("small"))
    widest = max((metrics.horizontalAdvance(text) for _, text in y_ticks), default=0.0)
    gap, line = theme.pixels(NAME_GAP), metrics.height()
    above = line + gap if names else line / 2
    below = (2 if names else 1) * line + gap
    return rect.adjusted(widest + gap, above, -theme.pixels(12), -below)


def paint_axes(
    painter: QPainter, theme: Theme, axes: Axes, ticks: tuple[Ticks, Ticks], names: tuple[str, str]
) -> None:
    """Paint both axes with their numbers, and a faint level line at each number of the upright one.

    The names stand below the middle of the level axis, and above the upright one.
    """
    area, metrics = axes.area, QFontMetricsF(theme.font("small"))
    gap, line = theme.pixels(NAME_GAP), metrics.height()
    painter.setFont(theme.font("small"))
    painter.setPen(theme.pen(theme.color("grid")))
    for y, _ in ticks[1]:
        painter.drawLine(QPointF(area.left(), axes.up(y)), QPointF(area.right(), axes.up(y)))
    painter.setPen(theme.pen(theme.color("border")))
    painter.drawLine(area.topLeft(), area.bottomLeft())
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    painter.setPen(theme.color("muted"))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for y, text in ticks[1]:
        box = QRectF(0, axes.up(y) - line / 2, area.left() - gap / 2, line)
        painter.drawText(box, right, text)
    for x, text in ticks[0]:
        width = metrics.horizontalAdvance(text)
        base = area.bottom() + gap / 2 + metrics.ascent()
        painter.drawText(QPointF(axes.across(x) - width / 2, base), text)
    below = QRectF(area.left(), area.bottom() + gap / 2 + line, area.width(), line)
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, names[0])
    above = metrics.horizontalAdvance(names[1])
    left = max(area.left() - above - gap / 2, 0.0)
    painter.drawText(QPointF(left, area.top() - 0.85 * line), names[1])


def rounded_limits(low: float, high: float, wanted: int = 6) -> Limits:
    """Return the next round numbers below and above; of what is not finite, as far as it goes."""
    low, high = (
        float(np.clip(np.nan_to_num(end), -FARTHEST_END, FARTHEST_END)) for end in (low, high)
    )
    if not high > low:
        low, high = low - 0.5, high + 0.5
    ticks = [number for number, _ in round_ticks(low, high, wanted)]
    step = ticks[1] - ticks[0] if len(ticks) > 1 else high - low
    return float(np.floor(low / step + 1e-9) * step), float(np.ceil(high / step - 1e-9) * step)
