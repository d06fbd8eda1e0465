"""A neuron with few inputs, drawn from left to right: inputs, weights, sum, function, answer."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPolygonF

from nnviz.language import tr
from nnviz.theme import TextSize, Theme
from nnviz.views.neuron.reading import Reading, Source
from nnviz.views.plotting.layer_words import activation_name
from nnviz.widgets.decimals import decimal_text

MOST_SOURCES = 7  # that are drawn so, the bias included
WIDTH, ROW, HEAD, FOOT = 780, 66, 34, 40  # in pixels of the design
PULLED_WIDTH, PULL_FOOT = 1120, 100
INPUT_X, SUM_X, BOX_X, ANSWER_X = 150, 470, 590, 710
INPUT_R, SUM_R, BOX = 23, 36, 64
CENTRE = Qt.AlignmentFlag.AlignCenter
REACH = 4.0  # of z in the function's small curve, on both sides
MOST_STRETCH = 1.6


@dataclass
class Places:
    """Where things can be taken, in the widget's pixels."""

    inputs: list[QRectF] = field(default_factory=list)
    weights: list[QRectF] = field(default_factory=list)


class StripPainter:
    """Draws the picture as large as it fits."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self._painter = QPainter()
        self.places = Places()

    def paint(self, painter: QPainter, area: QRectF, reading: Reading) -> None:
        """Draw it in the middle of an area."""
        theme = self._theme
        width = theme.pixels(WIDTH if reading.pulls is None else PULLED_WIDTH)
        foot = FOOT if reading.pulls is None else PULL_FOOT
        height = theme.pixels(HEAD + ROW * len(reading.sources) + foot)
        scale = min(area.width() / width, area.height() / height, MOST_STRETCH)
        left = area.left() + (area.width() - width * scale) / 2
        top = area.top() + (area.height() - height * scale) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(left, top)
        painter.scale(scale, scale)
        self._painter, self.places = painter, Places()
        self._draw(reading)
        self.places = Places(
            *(
                [painter.transform().mapRect(rect) for rect in rects]
                for rects in (self.places.inputs, self.places.weights)
            )
        )
        painter.restore()
        self._painter = QPainter()  # one that is kept would not end

    def _draw(self, reading: Reading) -> None:
        pixels = self._theme.pixels
        rows = [pixels(HEAD + ROW * (n + 0.5)) for n in range(len(reading.sources))]
        middle = (rows[0] + rows[-1]) / 2
        goal = QPointF(pixels(SUM_X), middle)
        for source, row in zip(reading.sources, rows, strict=True):
            self._edge(source, row, goal)
        for source, row in zip(reading.sources, rows, strict=True):
            self._input(source, row)
        linear = reading.layer.activation == "linear"
        self._circle(goal, SUM_R, self._number(reading.total), self._theme.ink(reading.total))
        self._over(goal, SUM_R, reading.name if linear else "Σ")
        if reading.pulls is not None:
            self._error(reading, goal)
            self._pulls(reading)
        elif linear and reading.error is not None:
            self._error(reading, goal)
        else:
            self._function(reading, goal)

    # Parts

    def _edge(self, source: Source, row: float, goal: QPointF) -> None:
        theme, pixels, painter = self._theme, self._theme.pixels, self._painter
        start = QPointF(pixels(INPUT_X + INPUT_R), row)
        bend = QPointF(pixels(SUM_X - 120), row)
        path = QPainterPath(start)
        path.lineTo(bend)
        end = goal - QPointF(pixels(SUM_R), 0)
        path.cubicTo(QPointF(pixels(SUM_X - 70), row), QPointF(pixels(SUM_X - 80), end.y()), end)
        product = source.product
        color = theme.color("border") if product == 0 else theme.signed_line(product)
        pen = theme.pen(color, 3.0)
        if product < 0:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        left = start.x() + pixels(10)
        box = QRectF(left, row - pixels(30), bend.x() - left, pixels(26))
        name = f"{source.name} · {source.weight_name} ="
        self._text(box, name, "body", "muted", Qt.AlignmentFlag.AlignLeft)
        product_text = self._number(product)
        self._text(box, product_text, "title", theme.ink(product), Qt.AlignmentFlag.AlignRight)
        self.places.weights.append(QRectF(left, row - pixels(32), bend.x() - left, pixels(58)))
        below = QRectF(left, row + pixels(3), bend.x() - left, pixels(22))
        weight = f"{source.weight_name} = {self._number(source.weight)}"
        self._text(below, weight, "small", theme.ink(source.weight), Qt.AlignmentFlag.AlignLeft)

    def _input(self, source: Source, row: float) -> None:
        pixels = self._theme.pixels
        place = QPointF(pixels(INPUT_X), row)
        self._circle(place, INPUT_R, _short(source.value), self._theme.color("text"))
        radius = pixels(INPUT_R)
        rect = QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
        self.places.inputs.append(rect)
        if not source.bias:
            beside = QRectF(0, row - pixels(12), pixels(INPUT_X - INPUT_R - 8), pixels(24))
            self._text(beside, source.name, "body", "muted", Qt.AlignmentFlag.AlignRight)

    def _function(self, reading: Reading, goal: QPointF) -> None:
        theme, pixels, painter = self._theme, self._theme.pixels, self._painter
        side = pixels(BOX)
        box = QRectF(pixels(BOX_X) - side / 2, goal.y() - side / 2, side, side)
        self._arrow(QPointF(goal.x() + pixels(SUM_R), goal.y()), QPointF(box.left(), goal.y()))
        painter.setPen(theme.pen(theme.color("node"), 1.5))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box, 3, 3)
        self._small_curve(reading, box)
        self._text(
            QRectF(box.left() - side, box.top() - pixels(24), 3 * side, pixels(20)),
            activation_name(reading.layer),
            "small",
            "muted",
            CENTRE,
        )
        end = QPointF(pixels(ANSWER_X), goal.y())
        self._arrow(QPointF(box.right(), goal.y()), QPointF(end.x() - pixels(SUM_R), end.y()))
        value = reading.value
        fill = theme.positive if value > 0 else theme.negative if value < 0 else None
        ink = theme.color("accent_text") if fill is not None and not theme.dark else None
        self._circle(end, SUM_R, self._number(value), ink or theme.color("text"), fill)
        self._over(end, SUM_R, reading.name)
        if reading.target is not None:
            self._target(reading, end)

    def _small_curve(self, reading: Reading, box: QRectF) -> None:
        theme, painter = self._theme, self._painter
        reach = max(REACH, abs(reading.total))
        z = np.linspace(-reach, reach, 129)
        a = reading.curve(z[None, :])[0][0]
        low, high = float(min(a.min(), 0.0)), float(max(a.max(), 1e-9))
        inner = box.adjusted(6, 8, -6, -8)
        across = inner.left() + (z + reach) / (2 * reach) * inner.width()
        up = inner.bottom() - (a - low) / (high - low) * inner.height()
        painter.setPen(theme.pen(theme.color("text"), 2.0))
        points = zip(across.tolist(), up.tolist(), strict=True)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))
        place = QPointF(
            float(np.interp(reading.total, z, across)),
            inner.bottom() - (reading.value - low) / (high - low) * inner.height(),
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(place, 4, 4)

    def _target(self, reading: Reading, end: QPointF) -> None:
        pixels, theme = self._theme.pixels, self._theme
        assert reading.target is not None
        text = tr("target {number}", number=_short(reading.target))
        if reading.right is not None:
            text += " ✓" if reading.right else " ✗"
        role = "warning" if reading.right is False else "text"
        box = QRectF(end.x() - pixels(90), end.y() + pixels(SUM_R + 6), pixels(180), pixels(24))
        self._text(box, text, "body", theme.color(role), CENTRE)

    def _error(self, reading: Reading, goal: QPointF) -> None:
        theme, pixels = self._theme, self._theme.pixels
        assert reading.error is not None
        assert reading.target is not None
        end = QPointF(pixels(ANSWER_X), goal.y())
        start = QPointF(goal.x() + pixels(SUM_R), goal.y())
        self._arrow(start, QPointF(end.x() - pixels(SUM_R), end.y()))
        between = QRectF(
            start.x(), goal.y() - pixels(30), end.x() - start.x() - pixels(SUM_R), pixels(24)
        )
        self._text(between, f"− y = − {_short(reading.target)}", "body", "muted", CENTRE)
        color = theme.signed_line(reading.error)
        self._circle(end, SUM_R, self._number(reading.error), theme.ink(reading.error), rim=color)
        self._over(end, SUM_R, tr("error ŷ − y"))

    # The way back

    def _pulls(self, reading: Reading) -> None:
        theme, pixels, painter = self._theme, self._theme.pixels, self._painter
        assert reading.pulls is not None
        assert reading.xs is not None
        assert reading.sample is not None
        assert reading.error is not None
        middle = pixels(HEAD + ROW / 2)
        pull = float(reading.pulls[reading.sample])
        bottom, left = middle + pixels(78), pixels(SUM_X - 170)
        path = QPainterPath(QPointF(pixels(ANSWER_X), middle + pixels(SUM_R)))
        path.lineTo(pixels(ANSWER_X), bottom)
        path.lineTo(left, bottom)
        path.lineTo(left, middle + pixels(28))
        color = theme.signed_line(pull)
        painter.setPen(theme.pen(color, 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        self._tip(QPointF(left, middle + pixels(26)), QPointF(0, -1), color)
        factor = "2 · " if reading.pull_factor == 2 else ""
        x = _short(float(reading.xs[reading.sample]))
        error = self._number(reading.error)
        error = f"({error})" if reading.error < 0 else error
        words = tr("pull on w: {formula} =", formula=f"{factor}{x} · {error}")
        box = QRectF(left, bottom + pixels(6), pixels(ANSWER_X) - left, pixels(26))
        self._text(box, words, "body", "text", Qt.AlignmentFlag.AlignLeft)
        used = QFontMetricsF(theme.font("body")).horizontalAdvance(words) + pixels(8)
        number = box.adjusted(used, 0, pixels(80), 0)
        self._text(number, self._number(pull), "body", theme.ink(pull), Qt.AlignmentFlag.AlignLeft)
        self._bars(reading)

    def _bars(self, reading: Reading) -> None:
        """Draw each sample's pull; the mean of them is the slope."""
        theme, pixels, painter = self._theme, self._theme.pixels, self._painter
        assert reading.pulls is not None
        assert reading.xs is not None
        order = np.argsort(reading.xs, kind="stable")[:8]
        left, right = pixels(830), pixels(PULLED_WIDTH)
        factor = "2 · " if reading.pull_factor == 2 else ""
        head = QRectF(left, 0, right - left, pixels(20))
        words = tr("pull of each sample: {formula}", formula=f"{factor}x · " + tr("error"))
        self._text(head, words, "small", "muted", Qt.AlignmentFlag.AlignLeft)
        line, base = pixels(22), right - pixels(86)
        longest = float(np.abs(reading.pulls).max()) or 1.0
        room = base - left - pixels(50)
        for number, sample in enumerate(order.tolist()):
            top = pixels(24) + number * line
            pull, chosen = float(reading.pulls[sample]), sample == reading.sample
            name = QRectF(left, top, pixels(48), line)
            role = "text" if chosen else "muted"
            x = f"x = {_short(float(reading.xs[sample]))}"
            self._text(name, x, "small", role, Qt.AlignmentFlag.AlignLeft)
            length = abs(pull) / longest * room
            color = theme.signed_line(pull, 1.0 if chosen else 0.45)
            painter.fillRect(QRectF(base - length, top + 3, length, line - 6), color)
            box = QRectF(base, top, right - base, line)
            ink = theme.ink(pull) if chosen else theme.color("text")
            self._text(box, self._number(pull), "small", ink, Qt.AlignmentFlag.AlignRight)
        top = pixels(24) + len(order) * line
        painter.setPen(theme.pen(theme.color("border")))
        painter.drawLine(QPointF(left, top + 2), QPointF(right, top + 2))
        mean = float(reading.pulls.mean())
        foot = QRectF(left, top + pixels(4), right - left, pixels(24))
        self._text(foot, tr("mean = slope"), "body", theme.ink(mean), Qt.AlignmentFlag.AlignLeft)
        self._text(foot, self._number(mean), "body", theme.ink(mean), Qt.AlignmentFlag.AlignRight)

    # Strokes

    def _circle(
        self,
        middle: QPointF,
        radius: float,
        text: str,
        ink: QColor,
        fill: QColor | None = None,
        rim: QColor | None = None,
    ) -> None:
        theme, painter = self._theme, self._painter
        size = theme.pixels(radius)
        painter.setPen(theme.pen(rim or theme.color("node"), 2.5 if rim is not None else 1.5))
        painter.setBrush(fill or theme.color("surface"))
        painter.drawEllipse(middle, size, size)
        box = QRectF(middle.x() - size, middle.y() - size, 2 * size, 2 * size)
        wide = QFontMetricsF(theme.font("title", strong=True)).horizontalAdvance(text)
        kind: TextSize = "title" if wide <= 1.7 * size else "body"
        wide = QFontMetricsF(theme.font(kind, strong=True)).horizontalAdvance(text)
        self._text(box, text, kind if wide <= 1.8 * size else "small", ink, CENTRE, strong=True)

    def _over(self, middle: QPointF, radius: float, text: str) -> None:
        pixels = self._theme.pixels
        box = QRectF(
            middle.x() - pixels(80), middle.y() - pixels(radius + 28), pixels(160), pixels(24)
        )
        self._text(box, text, "body", "muted", CENTRE)

    def _arrow(self, start: QPointF, end: QPointF) -> None:
        theme = self._theme
        self._painter.setPen(theme.pen(theme.color("node"), 1.5))
        self._painter.drawLine(start, end - QPointF(theme.pixels(6), 0))
        self._tip(end, QPointF(1, 0), theme.color("node"))

    def _tip(self, end: QPointF, along: QPointF, color: QColor) -> None:
        size = self._theme.pixels(9)
        side = QPointF(-along.y(), along.x()) * (size / 2.2)
        back = end - along * size
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(color)
        self._painter.drawPolygon(QPolygonF([end, back + side, back - side]))

    def _text(
        self,
        box: QRectF,
        text: str,
        size: TextSize,
        ink: QColor | str,
        flags: Qt.AlignmentFlag,
        *,
        strong: bool = False,
    ) -> None:
        theme = self._theme
        self._painter.setFont(theme.font(size, strong=strong or size == "title"))
        self._painter.setPen(theme.color(ink) if isinstance(ink, str) else ink)
        self._painter.drawText(box, flags | Qt.AlignmentFlag.AlignVCenter, text)

    def _number(self, value: float) -> str:
        if value == round(value, 1) and abs(value) < 1e4:
            return decimal_text(value, 1)
        return decimal_text(value, self._theme.decimals)


def _short(value: float) -> str:
    """Return a value as it stands in a small circle."""
    if value == round(value) and abs(value) < 1e4:
        return decimal_text(value, 0)
    return decimal_text(value, 2)
