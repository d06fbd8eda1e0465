"""Small drawings that are kept: they look as if drawn anew, and are drawn once where that is so."""

from collections.abc import Hashable

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator

from nnviz.views.network.stamps import MOST, Stamp, Stamps

pytestmark = pytest.mark.usefixtures("qapp")  # without one there are no pixmaps

SIZE = QSize(20, 16)
CORNERS = [QPointF(3, 4), QPointF(40, 20)]


class Drawing:
    """A circle, and how often it was drawn."""

    def __init__(self) -> None:
        self.times = 0

    def draw(self, painter: QPainter) -> None:
        self.times += 1
        painter.setPen(QColor("black"))
        painter.setBrush(QColor("orange"))
        painter.drawEllipse(QRectF(2.3, 2.1, 12, 11))


def paper(ratio: float = 1.0) -> QImage:
    image = QImage(QSize(80, 60) * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    return image


def stamped(
    stamps: Stamps, device: QPaintDevice, drawing: Drawing, key: Hashable = "circle"
) -> None:
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stamps.paint(painter, Stamp(key, SIZE, CORNERS, drawing.draw))
    painter.end()


def drawn_anew(ratio: float) -> QImage:
    image = paper(ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for corner in CORNERS:
        painter.save()
        painter.translate(corner)
        Drawing().draw(painter)
        painter.restore()
    painter.end()
    return image


def differ(one: QImage, other: QImage) -> int:
    """Return by how much, of 255, any channel of any pixel differs at the most."""
    pixels = [(x, y) for x in range(one.width()) for y in range(one.height())]
    pairs = [(one.pixelColor(*at).getRgb(), other.pixelColor(*at).getRgb()) for at in pixels]
    return max(abs(a - b) for pair in pairs for a, b in zip(*pair, strict=True))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_stamp_looks_as_if_drawn_anew(ratio: float) -> None:
    image = paper(ratio)
    stamped(Stamps(), image, Drawing())
    assert differ(image, drawn_anew(ratio)) <= 2  # as an edge half covered is rounded
    assert image != paper(ratio)


def test_it_is_drawn_once_for_a_key_and_a_screen() -> None:
    stamps, drawing = Stamps(), Drawing()
    for _ in range(3):
        stamped(stamps, paper(), drawing)
    assert drawing.times == 1
    stamped(stamps, paper(2.0), drawing)
    assert drawing.times == 2
    stamped(stamps, paper(), drawing, "another")
    assert drawing.times == 3


def test_where_the_screen_has_other_pixels_it_is_drawn_at_every_place() -> None:
    drawing = Drawing()
    stamped(Stamps(), paper(1.25), drawing)
    assert drawing.times == len(CORNERS)


def test_a_vector_picture_has_no_pixels_of_it() -> None:
    drawing, data = Drawing(), QByteArray()
    generator = QSvgGenerator()
    generator.setOutputDevice(QBuffer(data))
    stamped(Stamps(), generator, drawing)
    assert drawing.times == len(CORNERS)
    assert b"<image" not in data.data()


def test_not_more_than_so_many_are_kept() -> None:
    stamps, drawing = Stamps(), Drawing()
    for key in range(MOST + 1):
        stamped(stamps, paper(), drawing, key)
    stamped(stamps, paper(), drawing, MOST)
    assert drawing.times == MOST + 1
    stamped(stamps, paper(), drawing, 0)
    assert drawing.times == MOST + 2
