"""The banner: how large what is in it is."""

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from nnviz.app.window.banner import CROSS, Banner
from nnviz.theme import Theme


@pytest.mark.parametrize("factor", [1.0, 2.4])
def test_the_cross_that_closes_it_is_as_large_as_the_type(qtbot: QtBot, factor: float) -> None:
    theme = Theme(factor=factor)
    banner = Banner(theme)
    qtbot.addWidget(banner)
    close = banner.findChild(QToolButton)
    assert isinstance(close, QToolButton)
    assert close.iconSize().toTuple() == (theme.pixels(CROSS), theme.pixels(CROSS))
