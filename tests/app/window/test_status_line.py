"""The status line: work under way, told when it takes its time, with a way to give it up."""

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from nnviz.app.window.status_line import StatusLine
from nnviz.theme import Theme
from nnviz.work import Progress


@pytest.fixture
def line(qtbot: QtBot) -> StatusLine:
    made = StatusLine(Theme("light"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_short_work_is_not_told(line: StatusLine) -> None:
    line.show_work("Saving a.nnviz", Progress(0.9, 0.1))
    assert line.work == ""


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress(0.4, 0.5), "Saving a.nnviz: 40 %"),
        (Progress(0.25, 1.0), "Saving a.nnviz: 25 %, 3 seconds left"),
        (Progress(0.5, 1.0), "Saving a.nnviz: 50 %, 1 second left"),
        (Progress(0.9, 2.0), "Saving a.nnviz: 90 %"),
        (Progress(0.0, 2.0), "Saving a.nnviz: 0 %"),
    ],
)
def test_longer_work_says_how_far_it_has_come(
    line: StatusLine, progress: Progress, text: str
) -> None:
    line.show_work("Saving a.nnviz", progress)
    assert line.work == text


def test_it_can_be_given_up_there(qtbot: QtBot, line: StatusLine) -> None:
    button = line.findChild(QToolButton)
    assert isinstance(button, QToolButton)
    assert button.isHidden()
    line.show_work("Saving a.nnviz", Progress(0.4, 0.5))
    assert button.isVisible()
    with qtbot.waitSignal(line.cancel_wanted):
        button.click()


def test_its_end_leaves_nothing(line: StatusLine) -> None:
    line.show_work("Saving a.nnviz", Progress(0.4, 0.5))
    line.end_work()
    assert line.work == ""
    assert not any(button.isVisible() for button in line.findChildren(QToolButton))
