"""The card's rows: they take the room that they need, and none where there are none."""

import pytest
from PySide6.QtCore import QSize

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
