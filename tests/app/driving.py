"""What tests do with a window, as a person would."""

from typing import cast

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from nnviz.app.window.main_window import MainWindow
from nnviz.session import Session
from nnviz.training.snapshot import Snapshot


def action(window: MainWindow, text: str) -> QAction:
    """Return the menus' action with this text."""
    found = [item for item in window.actions() if item.text() == text]
    found += [item for menu in window.menuBar().findChildren(QMenu) for item in menu.actions()]
    return next(item for item in found if item.text() == text)


def press(window: MainWindow, keys: str) -> None:
    sequence = QKeySequence(keys)
    QTest.keySequence(window, sequence)


def next_frame(qtbot: QtBot, session: Session) -> Snapshot:
    """Return a frame asked for now: the first to come may have been asked for before."""
    for _ in range(2):
        with qtbot.waitSignal(session.frame_ready) as frame:
            session.ask_frame()
    assert frame.args is not None
    return cast("Snapshot", frame.args[0])
