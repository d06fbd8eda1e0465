"""LessonHost: has a window show the lesson that its reader reads."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from nnviz.app.documents import Documents
from nnviz.app.lessons.blank import Blank
from nnviz.app.lessons.reader import Reader
from nnviz.app.window.content import Content
from nnviz.app.window.notices import Notices
from nnviz.session import Session


class LessonHost(QObject):
    """Passes on what the reader says to whatever content there is."""

    def __init__(
        self,
        reader: Reader,
        session: Session,
        documents: Documents,
        notices: Notices,
        content: Callable[[], Content],
        window: QWidget,
    ):
        super().__init__(window)
        self._reader, self._documents, self._notices = reader, documents, notices
        self._content, self._window = content, window
        self._blank: Blank | None = None  # made when first wanted
        reader.changed.connect(self._show_lesson)
        reader.turned.connect(self._show_step)
        reader.edited.connect(session.set_experiment)
        reader.told.connect(self._say)
        reader.failed.connect(notices.warn)
        reader.blank_wanted.connect(self._show_blank)
        documents.leaving.connect(reader.leave)

    @Slot()
    def _show_lesson(self) -> None:
        content, lesson = self._content(), self._reader.lesson
        self._documents.cover(lesson.key if lesson else "")
        self._notices.close()
        content.show_lesson()
        content.commands.share_keys()
        content.commands.refresh()
        content.setFocus()

    @Slot()
    def _show_step(self) -> None:
        content = self._content()
        content.show_step()
        content.commands.refresh()

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self._content().status.say(sentence)

    @Slot()
    def _show_blank(self) -> None:
        if self._blank is None:
            self._blank = Blank(self._window)
        self._blank.cover()
