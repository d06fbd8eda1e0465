"""What tests do with a window, as a person would."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.window.main_window import MainWindow
from nnviz.session import Session
from nnviz.training.snapshot import Snapshot

RENEWAL_MS = 30_000  # all is built anew, perhaps on a machine that is busy with other work


def action(window: MainWindow, text: str) -> QAction:
    """Return the menus' action with this text."""
    found = [*window.actions(), *_all_actions(window.menuBar())]
    return next(item for item in found if item.text() == text)


def _all_actions(menu: QWidget) -> Iterator[QAction]:
    for item in menu.actions():
        yield item
        if isinstance(item.menu(), QMenu):
            yield from _all_actions(item.menu())


def press(window: MainWindow, keys: str) -> None:
    sequence = QKeySequence(keys)
    QTest.keySequence(window, sequence)


def choose_look(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Choose a theme, a language or decimals in the menus, and wait until it is in sight."""
    with qtbot.waitSignal(window.renewed, timeout=RENEWAL_MS):
        action(window, text).trigger()


def press_for_look(qtbot: QtBot, window: MainWindow, keys: str) -> None:
    """Press keys that change the look, and wait until it is in sight."""
    with qtbot.waitSignal(window.renewed, timeout=RENEWAL_MS):
        press(window, keys)


def next_frame(qtbot: QtBot, session: Session) -> Snapshot:
    """Return a frame asked for now: the first to come may have been asked for before."""
    for _ in range(2):
        with qtbot.waitSignal(session.frame_ready) as frame:
            session.ask_frame()
    assert frame.args is not None
    return cast("Snapshot", frame.args[0])
