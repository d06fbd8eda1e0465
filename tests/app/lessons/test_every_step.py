"""Every step of every lesson in the window, in both languages: whole, legible and silent."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.lessons.marked_slider import MarkWords
from nnviz.app.window.main_window import MainWindow
from nnviz.lessons.lesson import Lesson, Step
from nnviz.session import Session
from tests.app.driving import choose_look
from tests.app.lessons.reading import column, page, settle
from tests.cut_texts import cut_texts
from tests.lessons.test_lessons import LIBRARY


@pytest.mark.parametrize("language", ["English", "한국어"])
@pytest.mark.parametrize("lesson", LIBRARY.lessons.values(), ids=lambda lesson: lesson.key)
def test_a_lesson_can_be_read(
    qtbot: QtBot, window: MainWindow, session: Session, lesson: Lesson, language: str
) -> None:
    if language != "English":
        choose_look(qtbot, window, language)
    said: list[str] = []
    window.reader.failed.connect(said.append)
    assert window.reader.open(lesson.key)
    for number, step in enumerate(lesson.steps):
        settle(qtbot, window)
        assert window.reader.number == number
        assert said == []
        assert session.experiment == step.experiment
        assert cut_texts(column(window)) == []
        assert too_wide(window) == []
        qtbot.waitUntil(lambda step=step: empty_views(window, step) == [], timeout=30_000)
        window.reader.go_on()
    window.reader.leave()


def too_wide(window: MainWindow) -> list[str]:
    """Return the texts of the page that are wider or higher than their place."""
    shown = page(window)
    texts = [
        text.text
        for text in shown.texts
        if text.isVisible()
        and (
            text.laid(text.width()).width > text.width() + 1
            or text.heightForWidth(text.width()) > text.height() + 1
        )
    ]
    words = [
        said
        for marks in shown.findChildren(MarkWords)
        for said, box in marks.places(marks.width())
        if marks.fontMetrics().horizontalAdvance(said) > box.width() + 1
    ]
    return texts + words


def empty_views(window: MainWindow, step: Step) -> list[str]:
    """Return the views in sight that say why there is nothing to be seen.

    Before the first step the chart of losses has none to draw, and says how there will be.
    """
    found = []
    for dock in window.content.workspace.view_docks:
        empty = getattr(dock.view, "empty", None)
        waits = dock.key == "loss" and not (step.ahead.steps or step.ahead.epochs)
        if dock.seen and isinstance(empty, QWidget) and empty.isVisible() and not waits:
            found.append(dock.key)
    return found
