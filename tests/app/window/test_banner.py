"""The banner: how large it and what is in it are, and what it leaves as it was."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from nnviz.app.window.banner import CROSS, Banner
from nnviz.app.window.main_window import MainWindow
from nnviz.theme import Theme
from nnviz.widgets.quiet_label import ShortenedLabel
from nnviz.work import Progress

LONG = "A long sentence. " * 15


@pytest.mark.parametrize("factor", [1.0, 2.4])
def test_the_cross_that_closes_it_is_as_large_as_the_type(qtbot: QtBot, factor: float) -> None:
    theme = Theme(factor=factor)
    banner = Banner(theme)
    qtbot.addWidget(banner)
    close = banner.findChild(QToolButton)
    assert isinstance(close, QToolButton)
    assert close.iconSize().toTuple() == (theme.pixels(CROSS), theme.pixels(CROSS))


@pytest.mark.parametrize("factor", [1.0, 2.4])
def test_it_is_one_line_high_whatever_it_says(qtbot: QtBot, factor: float) -> None:
    theme = Theme(factor=factor, projected=factor > 1)
    banner = Banner(theme)
    qtbot.addWidget(banner)
    banner.resize(theme.pixels(400), 0)
    banner.say(LONG, warning=True)
    banner.offer("Help", lambda: None)
    line = QFontMetrics(theme.font("body")).height()
    assert line < banner.height() < 2 * line
    assert banner.text == LONG
    banner.grab()
    tips = [label.toolTip() for label in banner.findChildren(ShortenedLabel)]
    assert tips == [banner.text]


def test_the_views_keep_their_room_when_it_opens(window: MainWindow) -> None:
    QApplication.processEvents()
    content = window.content
    before = content.workspace.geometry()
    content.banner.say(LONG, warning=False)
    content.banner.offer("Train on without this condition", lambda: None)
    QApplication.processEvents()
    assert content.workspace.geometry() == before
    assert not content.status.geometry().intersects(content.banner.geometry())


def test_what_is_new_and_work_under_way_are_told_beside_it(window: MainWindow) -> None:
    content = window.content
    status = content.status
    content.banner.say(LONG, warning=False)
    status.say("Saved.")
    status.show_work("Opening", Progress(0.5, 9.0))
    QApplication.processEvents()
    for label in status.findChildren(QLabel):
        assert label.isVisible() == (label.text() not in ("", status.state))
    content.banner.close_sentence()
    assert all(label.isVisible() for label in status.findChildren(QLabel) if label.text())
