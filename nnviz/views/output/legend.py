"""The key to the output's picture: the colour bar with its numbers, or the classes' markers."""

from sys import float_info

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.plotting.colors import STEPS, Colormap, Limits, to_image
from nnviz.views.plotting.points import VALUE_KIND, test_marker, train_marker
from nnviz.widgets.decimals import three_figures
from nnviz.widgets.override_guard import guarded

MOST_DECIMALS = 6
WIDEST = 1e9  # distance of numbers that are written out


def limit_texts(limits: Limits) -> tuple[str, str]:
    """Return the numbers at both ends of the colour bar, with as many decimals one as the other.

    They are exact to about a hundredth of their distance; where there are two signs, both have one.
    """
    width = min(limits[1] - limits[0], float_info.max)
    exact = max(2 - int(np.floor(np.log10(width))), 0)
    rounded = [round(limit, exact) + 0.0 for limit in limits]
    if exact > MOST_DECIMALS or width > WIDEST:
        low, high = (f"{limit:.1e}" for limit in limits)
    else:
        decimals = next(
            few for few in range(exact + 1) if [round(x, few) for x in rounded] == rounded
        )
        low, high = (f"{limit:.{decimals}f}" for limit in rounded)
    sign = "+" if rounded[0] < 0 < rounded[1] else ""
    return _with_minus(low), sign + _with_minus(high)


def _with_minus(text: str) -> str:
    return "−" + text[1:] if text.startswith("-") else text


@guarded
class Legend(QWidget):
    """One line: what colours and shapes mean."""

    def __init__(self, theme: Theme, colors: Colormap):
        super().__init__()
        self._theme = theme
        self._colors = colors
        self._bar = self._ramp(None, STEPS)
        self._decided = False
        self._content: tuple[object, ...] = ()
        self._limits: Limits = (-1.0, 1.0)
        self._classes: tuple[str, ...] = ()
        self._bar_shown = self._test_shown = True
        self.setFont(theme.font("small"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_meaning(
        self,
        limits: Limits,
        classes: tuple[str, ...],
        bar: bool,
        test: bool,
        kind: int | None = None,
        decided: bool = False,
    ) -> None:
        """Explain a map over these limits if `bar`, and the markers of the classes of these names.

        With a `kind` the map is that class's own; where it is `decided` only its ends are there.
        """
        content = (limits, classes, bar, test, kind, decided)
        if content != self._content:
            self._content = content
            self._limits, self._classes, self._bar_shown, self._test_shown = content[:4]
            self._decided = decided
            self._bar = self._ramp(kind, 2 if decided else STEPS)
            self.update()

    def _ramp(self, kind: int | None, count: int) -> QImage:
        steps, limits = np.linspace(0.0, 1.0, count)[np.newaxis], (0.0, 1.0)
        if kind is None:
            return to_image(self._colors.signed(steps, limits))
        return to_image(self._colors.of_class(kind, steps, limits))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(200), self._theme.pixels(18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        right = self._paint_test_key(painter, float(self.width()))
        if self._bar_shown:
            self._paint_bar(painter, right)
        else:
            self._paint_classes(painter, right)

    def _paint_test_key(self, painter: QPainter, right: float) -> float:
        """Paint what a hole means at the right end; return where room for the rest ends."""
        if not self._test_shown:
            return right
        text = tr("test")
        left = right - self._text_width(text)
        self._write(painter, text, left)
        nothing = QColor(Qt.GlobalColor.transparent)
        for number in (1, 0) if self._classes else (VALUE_KIND,):
            left -= self._theme.pixels(16)
            self._stamp(painter, test_marker(number), left, nothing, self._theme.color("node"))
        return left - self._theme.pixels(12)

    def _paint_bar(self, painter: QPainter, right: float) -> None:
        theme, gap = self._theme, self._theme.pixels(6)
        low, high = limit_texts(self._limits)
        left = 0.0
        outline = theme.color("rim")
        if len(self._classes) == 2:
            self._stamp(painter, train_marker(0), left, theme.class_colors[0], outline)
            left += theme.pixels(16)
            right -= theme.pixels(12)
            self._stamp(painter, train_marker(1), right, theme.class_colors[1], outline)
            right -= theme.pixels(4)
        if self._decided:
            self._paint_sides(painter, QRectF(left, 0, max(0.0, right - left), self.height()))
            return
        self._write(painter, low, left)
        left += self._text_width(low) + gap
        right -= self._text_width(high)
        self._write(painter, high, right)
        bar = QRectF(left, 0, max(0.0, right - gap - left), self.height())
        self._paint_ramp(painter, bar)
        if high == low.replace("−", "+"):  # also where both are rounded
            painter.setPen(theme.color("text"))
            painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, "0")

    def _paint_sides(self, painter: QPainter, bar: QRectF) -> None:
        """Paint the two colours there are, and from where on each of them is."""
        self._paint_ramp(painter, bar)
        low, high = self._limits
        middle = three_figures(low / 2 + high / 2)
        painter.setPen(self._theme.color("text"))
        half = bar.width() / 2
        for side, sign in ((bar.adjusted(0, 0, -half, 0), "<"), (bar.adjusted(half, 0, 0, 0), ">")):
            painter.drawText(side, Qt.AlignmentFlag.AlignCenter, f"{sign} {middle}")

    def _paint_ramp(self, painter: QPainter, bar: QRectF) -> None:
        edge = self._theme.pixels(2)
        painter.drawImage(bar.adjusted(0, edge, 0, -edge), self._bar)

    def _paint_classes(self, painter: QPainter, right: float) -> None:
        names = list(self._classes)
        if sum(self._text_width(name) + self._theme.pixels(30) for name in names) > right:
            names = [str(number + 1) for number in range(len(names))]
        left = 0.0
        for number, name in enumerate(names):
            color = self._theme.class_colors[number % len(self._theme.class_colors)]
            self._stamp(painter, train_marker(number), left, color, self._theme.color("rim"))
            left += self._theme.pixels(16)
            self._write(painter, name, left)
            left += self._text_width(name) + self._theme.pixels(14)

    def _stamp(
        self, painter: QPainter, marker: QPainterPath, left: float, fill: QColor, outline: QColor
    ) -> None:
        size = self._theme.pixels(11)
        painter.save()
        painter.translate(QPointF(left + size / 2, self.height() / 2))
        painter.scale(size, size)
        painter.setPen(self._theme.pen(outline, 1 / size))  # it is scaled with the marker
        painter.setBrush(fill)
        painter.drawPath(marker)
        painter.restore()

    def _write(self, painter: QPainter, text: str, left: float) -> None:
        painter.setPen(self._theme.color("muted"))
        room = QRectF(left, 0, self._text_width(text) + 2, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _text_width(self, text: str) -> float:
        return QFontMetricsF(self._theme.font("small")).horizontalAdvance(text)
