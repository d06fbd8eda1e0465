"""The card's rows: they take the room that they need, and none where there are none."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from nnviz.theme import Theme
from nnviz.views.network.card_rows import CardRows
from nnviz.views.network.inner_numbers import Row


@pytest.mark.usefixtures("qapp")
def test_without_rows_no_room_is_taken() -> None:
    rows = CardRows(Theme())
    assert rows.size() == QSize(0, 0)
    rows.rows = (Row("w·a", "0.1234"),)
    one = rows.size()
    rows.rows *= 2
    assert rows.size().width() == one.width() > 0
    assert one.height() < rows.size().height() < 2 * one.height()


@pytest.mark.usefixtures("qapp")
def test_numbers_stand_under_each_other_at_the_right() -> None:
    rows, theme = CardRows(Theme()), Theme()
    rows.rows = (Row("w", "1"),)
    image = QImage(rows.size(), QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    rows.paint(painter, image.rect())
    painter.end()
    right = image.copy(image.width() - 10, 0, 10, image.height())
    ground = theme.color("surface").rgb()
    assert any(right.pixel(x, y) != ground for x in range(10) for y in range(image.height()))
