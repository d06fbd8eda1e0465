"""Small drawings that stay as they are from frame to frame, kept as pictures."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap

MOST = 50  # that are kept


class Stamps:
    """Each is drawn once for a key, which says all that its look depends on."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[Hashable, float], QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        key: Hashable,
        size: QSize,
        corners: Sequence[QPointF],
        draw: Callable[[QPainter], None],
    ) -> None:
        """Show what `draw` draws, within a size, with each of these top left corners as (0, 0).

        The corners are whole pixels. In vector pictures, and where the pixels of the screen are
        others, all is drawn itself.
        """
        ratio = painter.device().devicePixelRatioF()
        if ratio % 1 or painter.paintEngine().type() != QPaintEngine.Type.Raster:
            for corner in corners:
                painter.save()
                painter.translate(corner)
                draw(painter)
                painter.restore()
            return
        picture = self._picture(key, size, ratio, draw)
        for corner in corners:
            painter.drawPixmap(corner, picture)

    def _picture(
        self, key: Hashable, size: QSize, ratio: float, draw: Callable[[QPainter], None]
    ) -> QPixmap:
        found = self._pictures.get((key, ratio))
        if found is None:
            if len(self._pictures) >= MOST:
                self._pictures.clear()
            found = self._pictures[key, ratio] = _drawn(size, ratio, draw)
        return found


def _drawn(size: QSize, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return picture
