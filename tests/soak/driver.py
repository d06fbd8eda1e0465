"""The program as a soak drives it: its windows, its menus, and answers to its questions."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from nnviz.app.application import Application
from nnviz.app.dialogs.file_dialogs import Answer, ChangedAnswer, FileDialogs
from nnviz.app.docks.workspace import Workspace
from nnviz.app.window.main_window import MainWindow
from nnviz.session import Session


class Answers(FileDialogs):
    """Names files at once; asks what is to become of unsaved work only where that is wanted."""

    def __init__(self, path: Path):
        self.path: Path | None = path
        self.answer: Answer = "discard"
        self.asking = False

    def file_to_open(self, *_: object) -> Path | None:
        return self.path

    def file_to_save(self, *_: object) -> Path | None:
        return self.path

    def save_first(self, parent: QWidget | None, name: str) -> Answer:
        return super().save_first(parent, name) if self.asking else self.answer

    def file_changed(self, parent: QWidget | None, sentence: str) -> ChangedAnswer:
        return super().file_changed(parent, sentence) if self.asking else "overwrite"


class StaysOpen(QObject):
    """Keeps the main window from being closed, be it by a key or a menu, until it is let go."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            event.ignore()
            return True
        return False


class Driver:
    """What the kinds of action act on."""

    def __init__(self, application: Application, files: list[Path], folder: Path):
        self.application, self.files, self.folder = application, files, folder
        self.answers = Answers(files[0])
        self.window.documents.ask_with(self.answers)
        self._stays_open = StaysOpen(application)
        self._held: QWidget = self.window
        self.window.installEventFilter(self._stays_open)

    @property
    def window(self) -> MainWindow:
        return self.application.window

    @property
    def session(self) -> Session:
        return self.application.session

    @property
    def workspace(self) -> Workspace:
        return self.window.content.workspace

    @property
    def blocked(self) -> bool:
        """Whether a menu or a dialog is open, so that a person could do nothing else."""
        return bool(QApplication.activePopupWidget() or QApplication.activeModalWidget())

    @property
    def topmost(self) -> QWidget:
        """What keys and clicks go to: an open menu, a dialog, else the window."""
        found = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return found or self.window

    def windows(self) -> list[QWindow]:
        """Return every window on the screen, the one that others wait for last."""
        found = [window for window in QGuiApplication.topLevelWindows() if isValid(window)]
        shown = [window for window in found if window.isVisible()]
        self._held = self.topmost.window()  # PySide forgets a window with its widget
        topmost = self._held.windowHandle()
        return sorted(shown, key=lambda window: window == topmost)

    def commands(self, switches: bool = False) -> list[QAction]:
        """Return the menus' commands that can be given, or only those that are switched."""
        found = [
            action
            for menu in self.window.menuBar().actions()
            for action in _leaves(menu)
            if action.isEnabled() and action.shortcut().toString() != "Ctrl+Q"
        ]
        return [action for action in found if action.isCheckable()] if switches else found

    def let_go(self) -> None:
        """Let the window be closed from now on."""
        self.window.removeEventFilter(self._stays_open)


def _leaves(action: QAction) -> Iterator[QAction]:
    menu = action.menu()
    if not isinstance(menu, QMenu):
        if not action.isSeparator():
            yield action
        return
    menu.aboutToShow.emit()
    for inner in menu.actions():
        yield from _leaves(inner)
