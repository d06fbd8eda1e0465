"""The shelf: all lessons there are, read when first asked for, and how far each has been read."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnviz.app.settings import Settings
from nnviz.app.window.run_bar import bar_keys
from nnviz.language import current_language, tr
from nnviz.panels import PANELS
from nnviz.paths import own_folder
from nnviz.views import VIEWS

if TYPE_CHECKING:
    from nnviz.lessons.given import LessonError
    from nnviz.lessons.given_stage import Names
    from nnviz.lessons.lesson import Lesson
    from nnviz.lessons.reading import Library

Stamp = tuple[str, tuple[tuple[str, int, int], ...]]


class LessonShelf(QObject):
    """The lessons of the program and of a person's own folder; the steps where one left off."""

    changed = Signal()  # other lessons, or another step where one left off

    def __init__(self, settings: Settings, parent: QObject | None = None):
        super().__init__(parent)
        self._settings = settings
        self._library: Library | None = None
        self._stamp: Stamp = ("", ())

    @property
    def lessons(self) -> "Mapping[str, Lesson]":
        """Every lesson that can be opened, by key, in the order of the groups."""
        return self._read().lessons

    @property
    def errors(self) -> "Mapping[str, LessonError]":
        """What is wrong with the others, by the key that they would have."""
        return self._read().errors

    def lesson(self, key: str) -> "Lesson":
        """Return a lesson. LessonError: there is none, or it is broken."""
        from nnviz.lessons.given import LessonError

        if key in self.errors:
            raise self.errors[key]
        if key not in self.lessons:
            raise LessonError(tr("There is no lesson “{key}”.", key=key))
        return self.lessons[key]

    def look_again(self) -> None:
        """Read all anew where the own folder, or the language of what is said, has changed."""
        if self._library is not None and self._stamp != _stamp():
            self._library = None
            self.changed.emit()

    # How far each has been read

    @property
    def last(self) -> str:
        """The key of the lesson read last, "" if there is none."""
        key = self._settings.last_lesson
        return key if key and key in self.lessons else ""

    def left_at(self, key: str) -> int | None:
        """Return the step of a lesson, from 0, where one left off; None: it was never begun."""
        step = self._settings.lesson_step(key)
        if step is None or key not in self.lessons:
            return None
        return min(step, len(self.lessons[key].steps) - 1)

    def remember(self, key: str, step: int) -> None:
        """Note that a lesson is read, and where."""
        self._settings.last_lesson = key
        self._settings.set_lesson_step(key, step)
        self.changed.emit()

    def _read(self) -> "Library":
        if self._library is None:
            from nnviz.lessons.reading import read_library  # the window starts without it

            self._stamp = _stamp()
            self._library = read_library(names())
        return self._library


def names() -> "Names":
    """Return what a lesson may name of the window."""
    from nnviz.lessons.given_stage import Names

    return Names(views=VIEWS, panels=PANELS, bar=bar_keys())


def _stamp() -> Stamp:
    """Return what tells whether the folder of own lessons, or the language, is another."""
    return current_language(), _files(own_folder("lessons"))


def _files(folder: Path) -> tuple[tuple[str, int, int], ...]:
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.stat()) for entry in entries]
    except OSError:
        return ()
    return tuple(sorted((name, state.st_mtime_ns, state.st_size) for name, state in found))
