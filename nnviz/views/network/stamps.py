"""Small drawings that stay as they are from frame to frame, kept as pictures."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap

MOST = 50  # that are kept


class Stamp(NamedTuple):
    """What is drawn, and where. The corners are whole pixels, the upper left ones of its size."""

    key: Hashable  # says all that its look depends on
    size: QSize
    corners: Sequence[QPointF]
    draw: Callable[[QPainter], None]  # with a corner as (0, 0)


class Stamps:
    """Each is drawn once for a key, which says all that its look depends on."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[Hashable, float], QPixmap] = {}

    def paint(self, painter: QPainter, stamp: Stamp) -> None:
        """Show it at each of its corners.

        In vector pictures, and where the pixels of the screen are others, all is drawn itself.
        """
        ratio = painter.device().devicePixelRatioF()
        if ratio % 1 or painter.paintEngine().type() != QPaintEngine.Type.Raster:
            for corner in stamp.corners:
                painter.save()
                painter.translate(corner)
                stamp.draw(painter)
                painter.restore()
            return
        picture = self._picture(stamp, ratio)
        for corner in stamp.corners:
            painter.drawPixmap(corner, picture)

    def _picture(self, stamp: Stamp, ratio: float) -> QPixmap:
        found = self._pictures.get((stamp.key, ratio))
        if found is None:
            if len(self._pictures) >= MOST:
                self._pictures.clear()
            found = self._pictures[stamp.key, ratio] = _drawn(stamp, ratio)
        return found


def _drawn(stamp: Stamp, ratio: float) -> QPixmap:
    picture = QPixmap(stamp.size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stamp.draw(painter)
    painter.end()
    return picture
