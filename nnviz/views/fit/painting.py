"""How a fit is painted: what stays is kept as a picture, the rest is drawn over it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.theme import Theme, mixed
from nnviz.views.fit.components import Components
from nnviz.views.fit.reading import Fit
from nnviz.views.plotting.axes import Axes, paint_axes, room_for_axes
from nnviz.views.plotting.axis_ticks import round_ticks
from nnviz.widgets.decimals import decimal_text

MANY, MOST_STICKS = 30, 200  # points from which on they are small, and have no sticks
FEW = 12
RADIUS, MIDDLE_RADIUS, SMALL_RADIUS = 7.0, 5.0, 3.5
DASHES = ((), (6.0, 3.0), (2.0, 2.5))  # a round of colours each
HANDLE = 7.0  # radius


@dataclass(frozen=True)
class Asked:
    """What of a fit is to be seen."""

    sticks: bool = True
    components: bool = False
    sample: int | None = None  # a training point
    neuron: int | None = None  # of the hidden layer
    names: tuple[str, str] = ("x", "y")


def series_pen(theme: Theme, number: int, width: float) -> QPen:
    """Return the pen of the curve with this number from 0: colours in turn, then dashes."""
    colors = theme.series_colors
    pen = theme.pen(colors[number % len(colors)], width)
    dashes = DASHES[number // len(colors) % len(DASHES)]
    if dashes:
        pen.setDashPattern(list(dashes))
    return pen


class FitPainter:
    """Paints fits into one widget."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self.ground = QPixmap()
        self._kept: tuple[object, ...] = ()
        self.axes: Axes | None = None

    def place(self, size: QSize, fit: Fit) -> Axes:
        """Return where the numbers of a fit are in a widget of this size."""
        theme = self._theme
        ticks = round_ticks(*fit.range, self._tick_count(size.height()))
        area = room_for_axes(QRectF(0, 0, size.width(), size.height()), theme, ticks)
        self.axes = Axes(area, fit.span, fit.range)
        return self.axes

    def paint(
        self, painter: QPainter, size: QSize, fit: Fit, parts: Components | None, asked: Asked
    ) -> None:
        """Paint all of it; the painter's device is as large as said."""
        axes = self.place(size, fit)
        self._paint_ground(painter, size, fit, axes, asked)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(axes.area.adjusted(-1, -1, 1, 1))
        if parts is not None and asked.components:
            self._paint_components(painter, fit, parts, axes, asked)
        if asked.sticks and not asked.components:
            self._paint_sticks(painter, fit, axes, asked)
        if fit.next_answers is not None and not asked.components:
            pen = self._theme.pen(mixed(self._theme.positive, self._theme.color("surface"), 0.6), 2)
            pen.setDashPattern([3.0, 2.5])
            painter.setPen(pen)
            painter.drawPolyline(axes.polygon(fit.x, fit.next_answers))
        painter.setPen(self._theme.pen(self._theme.positive, 3.5))
        painter.drawPolyline(axes.polygon(fit.x, fit.answers))
        painter.restore()
        self._paint_predictions(painter, fit, axes, asked)
        self._paint_words(painter, fit, axes, asked)

    # What stays

    def _paint_ground(
        self, painter: QPainter, size: QSize, fit: Fit, axes: Axes, asked: Asked
    ) -> None:
        """Paint axes and points, which are painted anew only for other data or another size."""
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        kept = (
            size,
            ratio,
            fit.span,
            fit.range,
            fit.source,
            asked.names,
        )
        if kept != self._kept:
            self._kept = kept
            self.ground = QPixmap(size * ratio)
            self.ground.setDevicePixelRatio(ratio)
            self.ground.fill(self._theme.color("surface"))
            still = QPainter(self.ground)
            still.setRenderHint(QPainter.RenderHint.Antialiasing)
            ticks = (
                round_ticks(*fit.span, max(2, int(axes.area.width() / self._theme.pixels(70)))),
                round_ticks(*fit.range, self._tick_count(size.height())),
            )
            paint_axes(still, self._theme, axes, ticks, asked.names)
            self._paint_points(still, fit, axes)
            still.end()
        painter.drawPixmap(0, 0, self.ground)

    def _tick_count(self, height: int) -> int:
        return max(2, min(6, height // self._theme.pixels(44)))

    def _radius(self, fit: Fit) -> float:
        count = fit.points[0].size
        radius = RADIUS if count <= FEW else SMALL_RADIUS if count > MANY else MIDDLE_RADIUS
        return self._theme.pixels(10 * radius) / 10

    def _paint_points(self, painter: QPainter, fit: Fit, axes: Axes) -> None:
        theme, radius = self._theme, self._radius(fit)
        painter.setPen(theme.pen(theme.color("node"), 1.2))
        painter.setBrush(theme.color("surface"))
        for x, y in zip(*fit.tests, strict=True):
            painter.drawEllipse(axes.point(x, y), radius * 0.8, radius * 0.8)
        painter.setBrush(theme.color("node"))
        painter.setPen(Qt.PenStyle.NoPen)
        for x, y in zip(*fit.points, strict=True):
            painter.drawEllipse(axes.point(x, y), radius, radius)

    # What moves

    def _paint_sticks(self, painter: QPainter, fit: Fit, axes: Axes, asked: Asked) -> None:
        count = fit.points[0].size
        if count > MOST_STICKS:
            return
        for number, (x, y, predicted) in enumerate(zip(*fit.points, fit.predicted, strict=True)):
            width = 5.0 if number == asked.sample else 3.0 if count <= MANY else 1.5
            painter.setPen(self._theme.pen(self._sign(predicted - y), width))
            painter.drawLine(QLineF(axes.point(x, y), axes.point(x, predicted)))

    def _sign(self, value: float) -> QColor:
        return self._theme.negative if value < 0 else self._theme.positive

    def _paint_predictions(self, painter: QPainter, fit: Fit, axes: Axes, asked: Asked) -> None:
        theme = self._theme
        if asked.sticks and not asked.components and fit.points[0].size <= MANY:
            painter.setPen(theme.pen(theme.positive, 1.5))
            painter.setBrush(theme.color("surface"))
            for x, predicted in zip(fit.points[0], fit.predicted, strict=True):
                if axes.y[0] <= predicted <= axes.y[1]:
                    painter.drawEllipse(axes.point(x, predicted), *[theme.pixels(4.5)] * 2)
        if asked.sample is not None and asked.sample < fit.points[0].size:
            place = axes.point(fit.points[0][asked.sample], fit.points[1][asked.sample])
            ring = self._radius(fit) + theme.pixels(5)
            painter.setPen(theme.pen(theme.color("text"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, ring, ring)

    def _paint_components(
        self, painter: QPainter, fit: Fit, parts: Components, axes: Axes, asked: Asked
    ) -> None:
        theme = self._theme
        if parts.bias:
            pen = theme.pen(theme.color("muted"), 1.5)
            pen.setDashPattern([2.0, 3.0])
            painter.setPen(pen)
            painter.drawPolyline(axes.polygon(fit.x[[0, -1]], np.full(2, parts.bias)))
        for number, term in enumerate(parts.terms):
            painter.setPen(series_pen(theme, number, 3.0 if number == asked.neuron else 1.8))
            painter.drawPolyline(axes.polygon(fit.x, term))
        for number, place in enumerate(self.tags(parts, axes)):
            self._paint_tag(painter, number, place)
        if asked.neuron is not None and asked.neuron < len(parts.terms):
            for kind, place in self.handles(fit, parts, axes, asked.neuron).items():
                self._paint_handle(painter, kind, place)

    def tags(self, parts: Components, axes: Axes) -> list[QPointF]:
        """Return where the number of each term stands: at the right end, apart from each other."""
        rows = np.clip(parts.terms[:, -1], *axes.y)
        ups = np.array([axes.up(y) for y in rows])
        least = self._theme.pixels(20)
        order = np.argsort(ups)
        for before, after in pairwise(order):
            ups[after] = max(ups[after], ups[before] + least)
        ups -= max(0.0, ups.max(initial=0.0) - axes.area.bottom() + least / 2)
        return [QPointF(axes.area.right() - self._theme.pixels(10), up) for up in ups]

    def _paint_tag(self, painter: QPainter, number: int, place: QPointF) -> None:
        theme, radius = self._theme, self._theme.pixels(9)
        color = theme.series_colors[number % len(theme.series_colors)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(place, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.color("surface"))
        painter.setFont(theme.font("small", strong=True))
        box = QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def handles(self, fit: Fit, parts: Components, axes: Axes, neuron: int) -> dict[str, QPointF]:
        """Return where a term can be taken: its centre (b), its height (v) and its slope (w)."""
        centre, w = parts.centres[neuron], parts.slopes[neuron]
        term = parts.terms[neuron]
        highest = int(np.abs(term).argmax())
        found = {"v": axes.point(float(fit.x[highest]), float(np.clip(term[highest], *axes.y)))}
        if centre is not None and fit.span[0] <= centre <= fit.span[1]:
            found["b"] = axes.point(centre, self._at(fit, term, centre))
            reach = centre + 1 / w
            if fit.span[0] <= reach <= fit.span[1]:
                found["w"] = axes.point(reach, self._at(fit, term, reach))
        return found

    def _at(self, fit: Fit, term: Array, x: float) -> float:
        return float(np.clip(np.interp(x, fit.x, term), *fit.range))

    def _paint_handle(self, painter: QPainter, kind: str, place: QPointF) -> None:
        theme, radius = self._theme, self._theme.pixels(HANDLE)
        painter.setPen(theme.pen(theme.color("accent"), 2))
        painter.setBrush(theme.color("surface"))
        if kind == "b":
            painter.drawRect(QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius))
        else:
            painter.drawEllipse(place, radius, radius)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("small"))
        painter.drawText(place + QPointF(radius + theme.pixels(3), -radius), kind)

    # Words

    def _paint_words(self, painter: QPainter, fit: Fit, axes: Axes, asked: Asked) -> None:
        theme = self._theme
        painter.setFont(theme.font("body", strong=True))
        metrics = QFontMetricsF(painter.font())
        if asked.sample is not None and asked.sample < fit.points[0].size and not asked.components:
            x, y = (float(part[asked.sample]) for part in fit.points)
            predicted = float(fit.predicted[asked.sample])
            error = predicted - y
            text = tr("error {number}", number=decimal_text(error, theme.decimals))
            middle = axes.point(x, min(max((y + predicted) / 2, axes.y[0]), axes.y[1]))
            left = middle.x() - metrics.horizontalAdvance(text) - theme.pixels(10)
            if left < axes.area.left():
                left = middle.x() + theme.pixels(10)
            base = QPointF(left, middle.y() + metrics.ascent() / 2)
            painter.fillRect(
                metrics.boundingRect(text).translated(base).adjusted(-2, 0, 2, 0),
                theme.color("surface"),
            )
            painter.setPen(theme.ink(error))
            painter.drawText(base, text)
        if fit.next_answers is not None and not asked.components:
            self._paint_next(painter, fit, axes)
        if fit.formula and not asked.components:
            painter.setFont(theme.font("body", strong=True))
            self._paint_formula(painter, fit, axes, metrics)

    def _paint_next(self, painter: QPainter, fit: Fit, axes: Axes) -> None:
        """Name the line after the next step at its end, away from the present one."""
        assert fit.next_answers is not None
        end, now = float(fit.next_answers[-1]), float(fit.answers[-1])
        painter.setFont(self._theme.font("small"))
        metrics, text = QFontMetricsF(painter.font()), tr("next")
        up = min(max(axes.up(end), axes.area.top()), axes.area.bottom())
        gap = self._theme.pixels(6)
        base = up - gap if end >= now else up + gap + metrics.ascent()
        left = axes.area.right() - metrics.horizontalAdvance(text) - gap
        rise = abs(axes.up(end) - axes.up(float(fit.next_answers[-9])))
        painter.setPen(self._theme.color("blue_ink"))
        painter.drawText(QPointF(left, base - rise if end >= now else base + rise), text)

    def _paint_formula(
        self, painter: QPainter, fit: Fit, axes: Axes, metrics: QFontMetricsF
    ) -> None:
        """Write the line's formula below its end, where there is most room, or above it."""
        width = metrics.horizontalAdvance(fit.formula)
        right = axes.area.right() - self._theme.pixels(6)
        rising = fit.answers[-1] >= fit.answers[0]
        left = right - width
        number_x, _ = axes.numbers(QPointF(left if rising else right, 0))
        at = axes.up(float(np.interp(number_x, fit.x, fit.answers)))
        ends = sorted((at, axes.up(float(np.interp(axes.x[1], fit.x, fit.answers)))))
        base = (ends[1] if rising else ends[0]) + metrics.height() + self._theme.pixels(8)
        base = min(max(base, axes.area.top() + metrics.height()), axes.area.bottom() - 4)
        painter.setPen(self._theme.color("blue_ink"))
        painter.drawText(QPointF(left, base), fit.formula)
