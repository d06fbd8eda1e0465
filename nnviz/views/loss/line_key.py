"""The key to the loss chart: which line is which, and the numbers at the cursor."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded

KNOWN_WORDS = 64  # that are measured once


@guarded
class LineKey(QWidget):
    """One line: which curve is which, and its number."""

    def __init__(self, theme: Theme, pens: dict[str, QPen]):
        super().__init__()
        self._theme = theme
        self._font = theme.font("small")
        self._metrics = QFontMetricsF(self._font)
        self._width_of = lru_cache(KNOWN_WORDS)(self._metrics.horizontalAdvance)
        self._pens = {kind: QPen(pen) for kind, pen in pens.items()}
        for pen in self._pens.values():
            pen.setCosmetic(False)
        self.texts = ("", "", "")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else all beneath is painted
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_numbers(self, epoch: str, train: str, test: str) -> None:
        if (epoch, train, test) != self.texts:
            self.texts = (epoch, train, test)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(200), self._theme.pixels(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        left, names = 0.0, (tr("train"), tr("test"))
        epoch = self.texts[0]
        if self._width_needed(epoch, *names) <= self.width():
            left = self._write(painter, epoch, left, "muted") + self._theme.pixels(14)
        elif self._width_needed("", *names) > self.width():
            names = ("", "")
        for kind, name, number in zip(("train", "test"), names, self.texts[1:], strict=True):
            left = self._paint_line(painter, kind, left)
            if name:
                left = self._write(painter, name, left, "muted") + self._theme.pixels(5)
            left = self._write(painter, number, left, "text") + self._theme.pixels(14)

    def _width_needed(self, *words: str) -> float:
        text = sum(self._width_of(word) for word in (*words, *self.texts[1:]))
        gaps = 88 if words[0] else 74
        return text + self._theme.pixels(gaps)

    def _paint_line(self, painter: QPainter, kind: str, left: float) -> float:
        painter.setPen(self._pens[kind])
        end, middle = left + self._theme.pixels(20), self.height() / 2
        painter.drawLine(QPointF(left, middle), QPointF(end, middle))
        return end + self._theme.pixels(5)

    def _write(self, painter: QPainter, text: str, left: float, role: str) -> float:
        painter.setPen(self._theme.color(role))
        base = (self.height() + self._metrics.ascent() - self._metrics.descent()) / 2
        painter.drawText(QPointF(left, base), text)
        return left + self._width_of(text)
