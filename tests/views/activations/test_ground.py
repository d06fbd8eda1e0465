"""The ground of the layers' charts: what is painted anew, and when."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPicture
from PySide6.QtWidgets import QApplication

from nnviz.views.activations.ground import Ground

SIZE = QSize(20, 40)
PLACES = [QRect(0, 0, 20, 20), QRect(0, 20, 20, 20)]


class Rows:
    """Paints each row as one line, and remembers which ones it was asked for."""

    def __init__(self) -> None:
        self.painted: list[int] = []
        self.ground = Ground(QColor("white"), self._paint)

    def paint(self, *looks: str, ratio: float = 1.0) -> QImage:
        image = QImage(SIZE * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        self.painted.clear()
        painter = QPainter(image)
        self.ground.paint(painter, SIZE, looks, PLACES)
        painter.end()
        return image

    def _paint(self, painter: QPainter, number: int) -> None:
        self.painted.append(number)
        painter.fillRect(PLACES[number].adjusted(5, 5, -5, -5), QColor("black"))


@pytest.fixture
def rows(qapp: QApplication) -> Rows:  # noqa: ARG001
    return Rows()


def test_what_stays_is_painted_once(rows: Rows) -> None:
    first = rows.paint("a", "b")
    assert rows.painted == [0, 1]
    assert rows.paint("a", "b") == first
    assert rows.painted == []


def test_only_a_row_of_another_look_is_painted_anew(rows: Rows) -> None:
    first = rows.paint("a", "b")
    assert rows.paint("a", "c") == first
    assert rows.painted == [1]


@pytest.mark.parametrize("ratio", [2.0, 3.0])
def test_a_screen_of_other_pixels_has_a_ground_of_its_own(rows: Rows, ratio: float) -> None:
    rows.paint("a", "b")
    image = rows.paint("a", "b", ratio=ratio)
    assert rows.painted == [0, 1]
    assert image == Rows().paint("a", "b", ratio=ratio)


def test_rows_of_other_places_are_painted_anew(rows: Rows) -> None:
    rows.paint("a", "b")
    rows.ground.forget()
    rows.paint("a", "b")
    assert rows.painted == [0, 1]


def test_between_whole_pixels_all_is_painted_itself(rows: Rows) -> None:
    for _ in range(2):
        rows.paint("a", "b", ratio=1.5)
        assert rows.painted == [0, 1]


def test_a_vector_picture_has_no_ground(rows: Rows) -> None:
    rows.paint("a", "b")
    picture = QPicture()
    rows.painted.clear()
    painter = QPainter(picture)
    rows.ground.paint(painter, SIZE, ("a", "b"), PLACES)
    painter.end()
    assert rows.painted == [0, 1]
