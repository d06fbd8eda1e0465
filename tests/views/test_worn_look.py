"""A view wears its own look, whatever the application wears, as while another look is built."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme
from nnviz.views import VIEWS
from nnviz.widgets.style_sheet import wear
from tests.views.drawn_views import seen, shown, snapshot

SIZE = (700, 500)


@pytest.fixture
def other(qapp: QApplication) -> Iterator[QColor]:
    """The application's background, which is no colour of the theme's."""
    before, color = qapp.palette(), QColor("#f0e1d2")
    palette = QPalette(before)
    palette.setColor(QPalette.ColorRole.Window, color)
    qapp.setPalette(palette)
    yield color
    qapp.setPalette(before)


@pytest.mark.parametrize("key", VIEWS)
def test_nothing_in_a_view_has_the_application_s_background(
    qtbot: QtBot, key: str, other: QColor
) -> None:
    theme = Theme("dark")
    view = shown(qtbot, VIEWS[key].factory, SIZE, theme)
    wear(view, theme)
    view.draw(snapshot("circle", 5))
    picture = seen(view)
    colors = {picture.pixel(x, y) for x in range(0, SIZE[0], 4) for y in range(0, SIZE[1], 4)}
    assert theme.color("surface").rgb() in colors
    assert other.rgb() not in colors
