"""Every text of the window can be read to its end, in all sizes and languages."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from nnviz.app.window.main_window import MainWindow
from nnviz.language import LANGUAGES
from nnviz.session import Session
from tests.app.driving import choose_look, next_frame
from tests.cut_texts import cut_texts
from tests.examples import EXAMPLES

SIZES = [(1024, 768), (1366, 768), (1920, 1080)]


@pytest.fixture(params=LANGUAGES)
def speaking(request: pytest.FixtureRequest, qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window in each language."""
    if request.param != "en":
        choose_look(qtbot, window, LANGUAGES[request.param].label)
    return window


def settle(qtbot: QtBot, session: Session) -> None:
    next_frame(qtbot, session)
    QApplication.processEvents()
    QApplication.processEvents()


@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_cut(
    qtbot: QtBot, speaking: MainWindow, session: Session, size: tuple[int, int]
) -> None:
    speaking.resize(*size)
    settle(qtbot, session)
    assert cut_texts(speaking) == []
    for example in EXAMPLES.values():
        session.set_experiment(example.experiment)
        settle(qtbot, session)
        assert cut_texts(speaking) == [], example.key


@pytest.mark.parametrize("size", SIZES)
def test_every_menu_has_room_on_the_screen(speaking: MainWindow, size: tuple[int, int]) -> None:
    for menu in speaking.menuBar().findChildren(QMenu):
        menu.aboutToShow.emit()
        assert menu.sizeHint().boundedTo(QSize(*size)) == menu.sizeHint(), menu.title()
    bar = speaking.menuBar()
    speaking.resize(*size)
    places = [bar.actionGeometry(action) for action in bar.actions()]
    assert all(bar.rect().contains(place) for place in places)
