"""The loss over one parameter: its curve, the slope at present, the steps taken and ahead."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.views.plotting.axes import Axes, paint_axes, room_for_axes
from nnviz.views.plotting.axis_ticks import round_ticks
from nnviz.widgets.decimals import decimal_text
from nnviz.widgets.override_guard import guarded

RAIL, LEAST_RAIL = 0.09, 28  # below the lowest loss: of the height, and pixels of the design
TANGENT = 0.13  # of the width, to either side of the present
LEAST_ARROW = 3  # pixels of the design


@dataclass(frozen=True, eq=False)
class Curve:
    """What the chart shows of one parameter."""

    name: str
    numbers: Array
    losses: Array
    here: float
    loss: float
    slope: float
    iterations: list[int] = field(default_factory=list)  # of the steps before
    past: Array = field(default_factory=lambda: np.empty((0, 2)))  # parameter and loss
    ahead: Array = field(default_factory=lambda: np.empty((0, 2)))
    now: int = 0  # the iteration of the present
    step: float | None = None  # of the parameter, that is about to be taken

    @property
    def sentence(self) -> str:
        """What the slope's sign says."""
        if self.slope < 0:
            return tr("negative: the cost falls to the right")
        if self.slope > 0:
            return tr("positive: the cost falls to the left")
        return tr("zero: level ground")


@guarded
class CurveChart(QWidget):
    """Paints a Curve; a click asks for the number there."""

    wanted = Signal(float)

    def __init__(self, theme: Theme):
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self.curve: Curve | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_curve(self, curve: Curve) -> None:
        self.curve = curve
        self.update()

    @property
    def slope_text(self) -> str:
        slope = self.curve.slope if self.curve else 0.0
        return tr("slope {slope}", slope=decimal_text(slope, self._theme.decimals))

    def axes(self) -> Axes:
        """Return the axes for what is shown."""
        curve = self.curve
        assert curve is not None
        finite = curve.losses[np.isfinite(curve.losses)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        low = 0.0 if 0 < low < 0.3 * high else low
        span = (high - low) or 1.0
        place = QRectF(self.rect())
        area = room_for_axes(place, self._theme, [(0.0, self._text(curve.loss))])
        rail = self._rail(area)
        limits = (low - rail / (1 - rail) * span, high + 0.02 * span)
        x = float(curve.numbers[0]), float(curve.numbers[-1])
        return Axes(area.adjusted(self._theme.pixels(8), 0, 0, -self._theme.pixels(4)), x, limits)

    def _rail(self, area: QRectF) -> float:
        """Return the share of the height that the steps' rail has."""
        return min(max(RAIL, self._theme.pixels(LEAST_RAIL) / max(area.height(), 1.0)), 0.4)

    def _text(self, number: float) -> str:
        return decimal_text(number, self._theme.decimals)

    def _paint(self, painter: QPainter, curve: Curve) -> None:
        axes = self.axes()
        above_rail = axes.area.bottom() - 0.9 * self._rail(axes.area) * axes.area.height()
        ticks = (
            [tick for tick in round_ticks(*axes.x) if not self._under_pill(axes, *tick)],
            [
                tick
                for tick in round_ticks(*axes.y, 5)
                if axes.up(tick[0]) <= above_rail and not self._beside_pill(axes, tick[0])
            ],
        )
        paint_axes(painter, self._theme, axes, ticks, (curve.name, "J"))
        painter.save()
        painter.setClipRect(axes.area.adjusted(0, -self._theme.pixels(8), 0, 0))
        self._paint_rail(painter, axes, curve)
        painter.setPen(self._theme.pen(self._theme.color("text"), 2.5))
        painter.drawPolyline(axes.polygon(curve.numbers, curve.losses))
        rail = self._rail(axes.area) * axes.area.height()
        painter.setClipRect(axes.area.adjusted(0, -self._theme.pixels(8), 0, -0.8 * rail))
        self._paint_tangent(painter, axes, curve)
        painter.restore()
        self._paint_dots(painter, axes, curve)
        self._paint_pills(painter, axes, curve)
        self._paint_words(painter, axes, curve)

    def _under_pill(self, axes: Axes, number: float, text: str) -> bool:
        assert self.curve is not None
        metrics = QFontMetricsF(self._theme.font("small", strong=True))
        wide = metrics.horizontalAdvance(self._text(self.curve.here) + text) + 16
        return abs(axes.across(number) - axes.across(self.curve.here)) < wide / 2

    def _beside_pill(self, axes: Axes, number: float) -> bool:
        assert self.curve is not None
        high = QFontMetricsF(self._theme.font("small", strong=True)).height()
        return abs(axes.up(number) - axes.up(self.curve.loss)) < high

    def _paint_tangent(self, painter: QPainter, axes: Axes, curve: Curve) -> None:
        slope = -curve.slope * axes.area.height() / (axes.y[1] - axes.y[0])
        slope *= (axes.x[1] - axes.x[0]) / axes.area.width()
        reach = TANGENT * axes.area.width() / float(np.hypot(1, slope)) * min(1 + abs(slope), 1.4)
        if not np.isfinite(slope) or not np.isfinite(curve.loss):
            return
        here, along = axes.point(curve.here, curve.loss), QPointF(reach, slope * reach)
        painter.setPen(self._theme.pen(self._theme.signed_line(curve.slope), 4))
        painter.drawLine(here - along, here + along)

    def _paint_rail(self, painter: QPainter, axes: Axes, curve: Curve) -> None:
        theme, low = self._theme, axes.y[0] + self._rail(axes.area) / 2 * (axes.y[1] - axes.y[0])
        places = [*curve.past[:, 0].tolist(), curve.here]
        faint = theme.signed_line(1.0, 0.45)
        for (x, loss), after in zip(curve.past.tolist(), places[1:], strict=True):
            painter.setPen(theme.pen(faint, 1))
            painter.drawLine(axes.point(x, loss), axes.point(x, low))
            self._paint_arrow(painter, axes.point(x, low), axes.point(after, low), faint, 1.5)
        here = axes.point(curve.here, curve.loss)
        painter.setPen(theme.pen(theme.color("border")))
        painter.drawLine(QPointF(axes.area.left(), here.y()), here)
        painter.drawLine(here, axes.point(curve.here, axes.y[0]))
        if curve.step is not None and np.isfinite(curve.step):
            self._paint_next(painter, axes, axes.point(curve.here, low), curve.step)

    def _paint_next(self, painter: QPainter, axes: Axes, start: QPointF, step: float) -> None:
        """Paint the step about to be taken, and how long it is."""
        theme = self._theme
        end = start + QPointF(step * axes.area.width() / (axes.x[1] - axes.x[0]), 0)
        self._paint_arrow(painter, start, end, theme.signed_line(step), 4)
        text = ("+" if step > 0 else "") + self._text(step)
        painter.setFont(theme.font("body", strong=True))
        painter.setPen(theme.ink(step))
        metrics, gap = QFontMetricsF(painter.font()), theme.pixels(10)
        wide = metrics.horizontalAdvance(text)
        left = max(end.x(), start.x()) + gap
        if left + wide > axes.area.right():
            left = min(end.x(), start.x()) - gap - wide
        painter.drawText(QPointF(left, end.y() + metrics.ascent() / 2 - 1), text)

    def _paint_arrow(
        self, painter: QPainter, start: QPointF, end: QPointF, color: QColor, width: float
    ) -> None:
        length = end.x() - start.x()
        if abs(length) < self._theme.pixels(LEAST_ARROW):
            return
        sign = 1.0 if length > 0 else -1.0
        head = min(self._theme.pixels(4 + 1.5 * width), abs(length))
        base = QPointF(end.x() - sign * head, end.y())
        painter.setPen(self._theme.pen(color, width))
        painter.drawLine(start, base)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        half = head * 0.55
        painter.drawPolygon(QPolygonF([end, base + QPointF(0, half), base - QPointF(0, half)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_dots(self, painter: QPainter, axes: Axes, curve: Curve) -> None:
        theme = self._theme
        inside = axes.area.adjusted(-2, -theme.pixels(12), 2, 2)
        painter.setFont(theme.font("small"))
        for x, loss in curve.ahead.tolist()[::-1]:
            if inside.contains(place := axes.point(x, loss)):
                pen = theme.pen(theme.signed_line(1.0, 0.7), 1.5)
                self._paint_dot(painter, place, 5, pen, theme.color("surface"))
        self._paint_past(painter, axes, curve, inside)
        place = axes.point(curve.here, curve.loss)
        if inside.contains(place):
            pen = theme.pen(theme.color("surface"), 2)
            self._paint_dot(painter, place, 9, pen, theme.positive)
            painter.setFont(theme.font("title", strong=True))
            painter.setPen(theme.color("text"))
            shift = QPointF(theme.pixels(14), -theme.pixels(12))
            painter.drawText(place + shift, str(curve.now))

    def _paint_past(self, painter: QPainter, axes: Axes, curve: Curve, inside: QRectF) -> None:
        theme = self._theme
        here = last = axes.point(curve.here, curve.loss)
        apart = theme.pixels(20)
        for number, (x, loss) in zip(curve.iterations, curve.past.tolist(), strict=True):
            place = axes.point(x, loss)
            if not inside.contains(place):
                continue
            pen = theme.pen(theme.color("surface"), 1.5)
            self._paint_dot(painter, place, 6, pen, theme.positive)
            if min((place - other).manhattanLength() for other in (last, here)) > apart:
                last = place
                painter.setPen(theme.color("muted"))
                shift = QPointF(theme.pixels(12), -theme.pixels(6))
                painter.drawText(place + shift, str(number))

    def _paint_dot(
        self, painter: QPainter, place: QPointF, radius: float, pen: QPen, fill: QColor
    ) -> None:
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawEllipse(place, self._theme.pixels(radius), self._theme.pixels(radius))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_pills(self, painter: QPainter, axes: Axes, curve: Curve) -> None:
        theme = self._theme
        painter.setFont(theme.font("small", strong=True))
        metrics = QFontMetricsF(painter.font())
        height, pad = metrics.height() + theme.pixels(6), theme.pixels(6)
        wide = metrics.horizontalAdvance(self._text(curve.here)) + 2 * pad
        below = QRectF(axes.across(curve.here) - wide / 2, axes.area.bottom() + 2, wide, height)
        self._paint_pill(painter, below, self._text(curve.here), theme.ink(curve.here))
        if axes.y[0] <= curve.loss <= axes.y[1]:
            wide = metrics.horizontalAdvance(self._text(curve.loss)) + 2 * pad
            left = max(axes.area.left() - wide - 2, 0.0)
            beside = QRectF(left, axes.up(curve.loss) - height / 2, wide, height)
            self._paint_pill(painter, beside, self._text(curve.loss), theme.color("text"))

    def _paint_pill(self, painter: QPainter, box: QRectF, text: str, color: QColor) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(box, theme.pixels(3), theme.pixels(3))
        painter.setPen(theme.color("surface"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_words(self, painter: QPainter, axes: Axes, curve: Curve) -> None:
        """Write the slope where the curve leaves most room: above it, at the middle."""
        theme, area = self._theme, axes.area
        big, small = theme.font("display", strong=True), theme.font("small")
        first, second = QFontMetricsF(big), QFontMetricsF(small)
        widths = (
            first.horizontalAdvance(self.slope_text),
            second.horizontalAdvance(curve.sentence),
        )
        wide, high = max(widths), first.height() + second.height()
        left = min(max(area.center().x() - wide / 4, area.left()), area.right() - wide)
        left = max(left, area.left() + theme.pixels(4))
        from_x, to_x = (axes.numbers(QPointF(x, 0.0))[0] for x in (left, left + wide))
        covered = (from_x <= curve.numbers) & (curve.numbers <= to_x) & np.isfinite(curve.losses)
        peak = axes.up(float(curve.losses[covered].max(initial=axes.y[0])))
        lowest = area.top() + 0.55 * area.height()
        top = max(min(peak - high - theme.pixels(24), lowest), area.top())
        painter.setFont(big)
        painter.setPen(theme.ink(curve.slope) if curve.slope else theme.color("text"))
        painter.drawText(QPointF(left, top + first.ascent()), self.slope_text)
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        painter.drawText(QPointF(left, top + first.height() + second.ascent()), curve.sentence)

    def _ask(self, event: QMouseEvent) -> None:
        if self.curve is not None and event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(self.axes().numbers(event.position())[0])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._ask(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.curve is not None:
            self._paint(painter, self.curve)
        painter.end()
