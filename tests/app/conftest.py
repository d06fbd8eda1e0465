"""A started application, and its window and session."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.application import Application, make_application
from nnviz.app.settings import Settings
from nnviz.app.window.main_window import MainWindow
from nnviz.session import Session


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    made = make_application()
    assert made is qapp
    yield made
    made.setStyleSheet("")


@pytest.fixture
def start(qtbot: QtBot, app: QApplication) -> Iterator[Callable[[int, int], Application]]:
    """Starts applications in windows of a size, and ends them after the test."""
    started: list[Application] = []

    def start_one(width: int, height: int) -> Application:
        made = Application(app, Settings())
        started.append(made)
        made.window.setWindowState(Qt.WindowState.WindowNoState)
        made.window.resize(width, height)
        with qtbot.waitSignal(made.session.frame_ready):
            made.start(None)
        return made

    yield start_one
    for made in reversed(started):
        discard(made)


def discard(made: Application) -> None:
    made.end()
    made.window.hide()
    made.window.deleteLater()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def running(start: Callable[[int, int], Application]) -> Application:
    return start(1600, 1000)


@pytest.fixture
def window(running: Application) -> MainWindow:
    return running.window


@pytest.fixture
def session(running: Application) -> Session:
    return running.session
