"""A neuron of many inputs: a table of products, a waterfall to their sum, and its function."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter

from nnviz.language import tr, trn
from nnviz.theme import TextSize, Theme
from nnviz.views.neuron.reading import Reading
from nnviz.views.plotting.axes import Axes
from nnviz.widgets.decimals import decimal_text, three_figures

LINE, HEAD = 20, 22  # pixels of the design
LEAST_CURVE = 96  # height of the function's curve
SIDE_BY = Qt.AlignmentFlag.AlignVCenter
TABLE_SHARE, LEAST_TABLE = 0.42, 236  # of the width; pixels of the design
LEAST_WORDS = 96  # pixels of the design, for words beside a reading
CURVE_PLACES = 193


class MicroscopePainter:
    """Draws all of it into an area."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self._painter = QPainter()
        self.shown = 0  # rows

    def paint(self, painter: QPainter, area: QRectF, reading: Reading, saturated: str) -> None:
        """`saturated` says on how many samples the neuron hardly learns; "": not known."""
        self._painter = painter
        theme, pixels = self._theme, self._theme.pixels
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = area.height() - pixels(HEAD + LINE + LEAST_CURVE + 16)
        self.shown = int(min(len(reading.sources), max(3, room // pixels(LINE))))
        table = max(area.width() * TABLE_SHARE, min(pixels(LEAST_TABLE), 0.6 * area.width()))
        left = QRectF(area.left(), area.top(), table, area.height())
        right = area.adjusted(table + pixels(16), 0, 0, 0)
        limits = self._limits(reading)
        bottom = self._table(reading, left)
        axes = Axes(right.adjusted(0, pixels(HEAD), 0, 0), limits, (0.0, 1.0))
        self._waterfall(reading, axes, area.top())
        painter.setPen(theme.pen(theme.color("border")))
        painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
        self._readings(
            reading, QRectF(left.left(), bottom, left.width(), area.bottom() - bottom), saturated
        )
        below = bottom + pixels(LINE + 8)
        self._curve(
            reading,
            QRectF(right.left(), below, right.width(), area.bottom() - below - pixels(18)),
            limits,
        )
        self._painter = QPainter()  # one that is kept would not end

    def _limits(self, reading: Reading) -> tuple[float, float]:
        """Return what z the axis of waterfall and curve shows."""
        ends = np.cumsum([0.0, *(source.product for source in reading.sources)])
        reach = max(2.0, 1.15 * float(np.abs(np.nan_to_num(ends)).max()))
        return -reach, reach

    def _rows(self, reading: Reading) -> list[tuple[str, str, str, float]]:
        """Return the rows of the table: from, a, w and the product; the last sums up the others."""
        rows = [
            (
                s.name if not s.bias else tr("bias"),
                self._number(s.value),
                self._number(s.weight),
                s.product,
            )
            for s in reading.sources
        ]
        if len(rows) <= self.shown:
            return rows
        rest = rows[self.shown - 1 :]
        text = trn("and {n} more", "and {n} more", len(rest))
        return [*rows[: self.shown - 1], (text, "", "", sum(row[3] for row in rest))]

    def _table(self, reading: Reading, area: QRectF) -> float:
        theme, pixels = self._theme, self._theme.pixels
        ends = [area.left() + area.width() * share for share in (0.46, 0.72, 1.0)]
        heads = (tr("from"), "aᵢ", "× wᵢ", "= wᵢaᵢ")
        top = area.top()
        self._line(area, ends, top, heads, [theme.color("muted")] * 4, "small")
        for number, (name, value, weight, product) in enumerate(self._rows(reading)):
            inks = [theme.color("text")] * 3 + [theme.ink(product)]
            cells = (name, value, weight, self._number(product))
            self._line(area, ends, top + pixels(HEAD + number * LINE), cells, inks, "body")
        bottom = top + pixels(HEAD + len(self._rows(reading)) * LINE + 4)
        inks = [theme.color("text")] * 3 + [theme.ink(reading.total)]
        total = (tr("z, their sum"), "", "", self._number(reading.total))
        self._line(area, ends, bottom, total, inks, "body", strong=True)
        return bottom + 0.0

    def _line(
        self,
        area: QRectF,
        ends: list[float],
        top: float,
        cells: tuple[str, ...],
        inks: list[QColor],
        size: TextSize,
        strong: bool = False,
    ) -> None:
        painter, height = self._painter, self._theme.pixels(LINE)
        painter.setFont(self._theme.font(size, strong=strong))
        painter.setPen(inks[0])
        painter.drawText(QRectF(area.left(), top, area.width() * 0.5, height), SIDE_BY, cells[0])
        for end, cell, ink in zip(ends, cells[1:], inks[1:], strict=True):
            painter.setPen(ink)
            box = QRectF(area.left(), top, end - area.left(), height)
            painter.drawText(box, SIDE_BY | Qt.AlignmentFlag.AlignRight, cell)

    def _waterfall(self, reading: Reading, axes: Axes, top: float) -> None:
        theme, pixels, painter = self._theme, self._theme.pixels, self._painter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        head = QRectF(axes.area.left(), top, axes.area.width(), pixels(LINE))
        painter.drawText(head, SIDE_BY, tr("added up, from 0 to z"))
        rows, at = self._rows(reading), 0.0
        zero = axes.across(0.0)
        foot = top + pixels(HEAD + (len(rows) + 1) * LINE + 4)
        painter.setPen(theme.pen(theme.color("border")))
        painter.drawLine(QPointF(zero, top + pixels(HEAD)), QPointF(zero, foot))
        for number, (*_, product) in enumerate(rows):
            y = top + pixels(HEAD + number * LINE)
            self._bar(axes, at, at + product, y)
            at += product
        self._bar(axes, 0.0, reading.total, foot - pixels(LINE))

    def _bar(self, axes: Axes, start: float, end: float, top: float) -> None:
        theme, pixels = self._theme, self._theme.pixels
        left, right = sorted((axes.across(start), axes.across(end)))
        box = QRectF(left, top + pixels(4), max(right - left, 1.0), pixels(LINE - 8))
        color = theme.signed_line(end - start)
        if end < start:
            self._painter.fillRect(box, theme.color("surface"))
            self._painter.fillRect(box, QBrush(color, Qt.BrushStyle.BDiagPattern))
            self._painter.setPen(theme.pen(color, 1.0))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(box)
        else:
            self._painter.fillRect(box, color)

    def _readings(self, reading: Reading, area: QRectF, saturated: str) -> None:
        theme, pixels = self._theme, self._theme.pixels
        z = np.linspace(-8, 8, 801)[None, :]
        most = float(np.abs(reading.curve(z)[1]).max())
        share = abs(reading.slope) / most if most else 0.0
        lines = [
            ("φ(z)", self._number(reading.value), tr("the neuron’s value")),
            (
                "φ′(z)",
                self._number(reading.slope),
                tr(
                    "{share} % of its most, {most}",
                    share=f"{100 * share:.0f}",
                    most=three_figures(most),
                ),
            ),
        ]
        top = area.top() + pixels(LINE + 14)
        for number, (name, value, words) in enumerate(lines):
            y = top + number * pixels(28)
            painter = self._painter
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(area.left(), y, pixels(48), pixels(24)), SIDE_BY, name)
            painter.setFont(theme.font("title", strong=True))
            painter.setPen(theme.color("gradient") if "′" in name else theme.color("text"))
            painter.drawText(
                QRectF(area.left() + pixels(48), y, pixels(90), pixels(24)), SIDE_BY, value
            )
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            room = QRectF(area.left() + pixels(138), y, area.width() - pixels(138), pixels(24))
            if room.width() < pixels(LEAST_WORDS):
                continue
            metrics = QFontMetricsF(painter.font())
            painter.drawText(
                room, SIDE_BY, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            )
        if saturated:
            y = top + len(lines) * pixels(28)
            self._painter.setFont(theme.font("body"))
            self._painter.setPen(theme.color("text"))
            self._painter.drawText(
                QRectF(area.left(), y, area.width(), pixels(24)), SIDE_BY, saturated
            )

    def _curve(self, reading: Reading, area: QRectF, limits: tuple[float, float]) -> None:
        """Draw φ and φ′ below the waterfall, with z dropped onto them, and the tangent."""
        theme, painter = self._theme, self._painter
        z = np.linspace(*limits, CURVE_PLACES)
        a, slopes = (values[0] for values in reading.curve(z[None, :]))
        low = float(min(a.min(), slopes.min(), 0.0))
        high = float(max(a.max(), slopes.max(), low + 1e-9))
        axes = Axes(area, limits, (low, high + 0.08 * (high - low)))
        painter.setPen(theme.pen(theme.color("grid")))
        painter.drawLine(axes.point(limits[0], 0), axes.point(limits[1], 0))
        painter.drawLine(axes.point(0, low), axes.point(0, high))
        pen = theme.pen(theme.color("gradient"), 2.0)
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(axes.polygon(z, slopes))
        painter.setPen(theme.pen(theme.color("text"), 2.5))
        painter.drawPolyline(axes.polygon(z, a))
        total, value, slope = reading.total, reading.value, reading.slope
        reach = 0.12 * (limits[1] - limits[0])
        painter.setPen(theme.pen(theme.color("accent"), 2.5))
        ends = np.array([total - reach, total + reach])
        painter.drawPolyline(axes.polygon(ends, value + slope * (ends - total)))
        painter.setPen(theme.pen(theme.color("accent"), 2.0))
        painter.drawLine(
            QPointF(axes.across(total), area.top() - theme.pixels(10)), axes.point(total, low)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        for y, role in ((value, "accent"), (slope, "gradient")):
            painter.setBrush(theme.color(role))
            painter.drawEllipse(axes.point(total, y), theme.pixels(5), theme.pixels(5))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        base = area.bottom() + theme.pixels(15)
        for number in (limits[0], 0.0, limits[1]):
            text = three_figures(number)
            width = QFontMetricsF(painter.font()).horizontalAdvance(text)
            at = min(max(axes.across(number) - width / 2, area.left()), area.right() - width)
            painter.drawText(QPointF(at, base), text)
        painter.drawText(QPointF(axes.across(limits[1] * 0.55), base), "z")

    def _number(self, value: float) -> str:
        return decimal_text(value, min(self._theme.decimals, 3))
