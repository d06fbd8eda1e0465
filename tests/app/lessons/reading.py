"""What tests do with a lesson in a window, as a person would."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.lessons.column import LessonColumn
from nnviz.app.lessons.page import Page
from nnviz.app.window.main_window import MainWindow
from nnviz.lessons.lesson import Ahead
from nnviz.paths import own_folder


def column(window: MainWindow) -> LessonColumn:
    shown = window.content.lesson
    assert shown is not None
    return shown


def page(window: MainWindow) -> Page:
    shown = column(window).page
    assert shown is not None
    return shown


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until a step is there as it is meant to be, with all its views drawn."""
    qtbot.waitUntil(lambda: window.reader.progress is None, timeout=60_000)
    QApplication.processEvents()
    wanted, step = window.reader.experiment, window.reader.step

    def drawn() -> bool:
        shot, docks = window.snapshot, window.content.workspace.view_docks
        if shot is None or shot.experiment != wanted:
            return False
        if step.ahead != Ahead() and not (shot.iteration or window.content.banner.text):
            return False  # it is being trained ahead
        seen = [dock.view for dock in docks if dock.seen]
        return all(view is not None and view.needs <= shot.parts.keys() for view in seen)

    with qtbot.waitSignal(window.reader._session.frame_ready):  # noqa: SLF001
        window.reader._session.ask_frame()  # noqa: SLF001
    qtbot.waitUntil(drawn, timeout=60_000)
    QApplication.processEvents()


def write_lesson(key: str, text: str) -> Path:
    """Put a lesson into the folder of own ones."""
    path = own_folder("lessons", f"{key}.toml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
