"""The rows of the card: what is behind a neuron or weight, numbers under each other."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from nnviz.theme import Theme
from nnviz.views.network.inner_numbers import Row
from nnviz.widgets.decimals import decimal_text

ABOVE, BETWEEN = 6, 16  # pixels of the design: over the rows, from the names to the numbers
WIDEST = -8.8  # a number that most others are no wider than: the card keeps its size


class CardRows:
    """Draws rows at the foot of a rectangle; without any it takes no room."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self.rows: tuple[Row, ...] = ()

    def size(self) -> QSize:
        """Return the room that the rows need."""
        if not self.rows:
            return QSize(0, 0)
        names, numbers = self._widths()
        height = self._theme.pixels(ABOVE) + len(self.rows) * self._height()
        return QSize(names + self._theme.pixels(BETWEEN) + numbers, height)

    def paint(self, painter: QPainter, inside: QRect) -> None:
        """Draw the rows at the foot of this place."""
        theme, height = self._theme, self._height()
        width, top = self.size().width(), inside.bottom() + 1 - len(self.rows) * height
        for number, row in enumerate(self.rows):
            place = QRect(inside.left(), top + number * height, width, height)
            painter.setFont(self._font(row))
            painter.setPen(theme.color("gradient" if row.gradient else "muted"))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, row.name)
            painter.setPen(theme.color("gradient" if row.gradient else "text"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, right, row.number)

    def _font(self, row: Row) -> QFont:
        return self._theme.font("body", gradient=row.gradient)

    def _height(self) -> int:
        return QFontMetrics(self._theme.font("body")).height()

    def _widths(self) -> tuple[int, int]:
        """Return how wide the names are, and the numbers."""
        usual, metrics = decimal_text(WIDEST, self._theme.decimals), QFontMetrics
        texts = [(row.name, row.number, usual) for row in self.rows]
        widths = [
            [metrics(self._font(row)).horizontalAdvance(text) for text in words]
            for row, words in zip(self.rows, texts, strict=True)
        ]
        return max(name for name, _, _ in widths), max(max(width[1:]) for width in widths)
