"""The ground of the layers' charts: what stays from frame to frame, kept as a picture."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPixmap

Paint = Callable[[QPainter, int], None]  # a row, by its number


class Ground:
    """Rows of words; one is painted anew when its look is another."""

    def __init__(self, color: QColor, paint_row: Paint):
        self._color, self._paint_row = color, paint_row
        self._picture = QPixmap()
        self._looks: list[Hashable] = []  # of the rows of the picture

    def forget(self) -> None:
        """Paint all anew the next time: the rows have other places."""
        self._looks = []

    def paint(
        self, painter: QPainter, size: QSize, looks: Sequence[Hashable], places: Sequence[QRect]
    ) -> None:
        """Paint the rows, whose look each hashable says, at their places.

        In vector pictures, and where the pixels of the screen are others, all is painted itself.
        """
        ratio = painter.device().devicePixelRatioF()
        if ratio % 1 or painter.paintEngine().type() != QPaintEngine.Type.Raster:
            painter.fillRect(QRect(QPoint(), size), self._color)
            for number in range(len(looks)):
                self._paint_row(painter, number)
            return
        if (self._picture.size(), self._picture.devicePixelRatioF()) != (size * ratio, ratio):
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self.forget()
        self._renew(looks, places)
        painter.drawPixmap(QPoint(), self._picture)

    def _renew(self, looks: Sequence[Hashable], places: Sequence[QRect]) -> None:
        """Paint the rows whose look is another, or all."""
        if self._looks == looks:
            return
        every = len(self._looks) != len(looks)
        if every:
            self._picture.fill(self._color)
            self._looks = [None] * len(looks)
        painter = QPainter(self._picture)
        for number, (look, place) in enumerate(zip(looks, places, strict=True)):
            if look != self._looks[number]:
                painter.fillRect(place, self._color)
                self._paint_row(painter, number)
        painter.end()
        self._looks = list(looks)
