"""LessonHost: has a window show the lesson that its reader reads."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from nnviz.app.documents import Documents
from nnviz.app.lessons.blank import Blank
from nnviz.app.lessons.reader import Reader
from nnviz.app.window.content import Content
from nnviz.app.window.notices import Notices
from nnviz.jobs import Jobs
from nnviz.language import tr
from nnviz.session import Session

if TYPE_CHECKING:
    from nnviz.app.lessons.gallery.gallery import Gallery


class LessonHost(QObject):
    """Passes on what the reader says to whatever content there is."""

    def __init__(
        self,
        reader: Reader,
        session: Session,
        documents: Documents,
        notices: Notices,
        jobs: Jobs,
        content: Callable[[], Content],
        window: QWidget,
    ):
        super().__init__(window)
        self._reader, self._documents, self._notices = reader, documents, notices
        self._content, self._window = content, window
        self._blank: Blank | None = None  # made when first wanted
        self._jobs = jobs
        self.gallery: Gallery | None = None  # while it is open
        reader.changed.connect(self._show_lesson)
        reader.turned.connect(self._show_step)
        reader.edited.connect(session.set_experiment)
        reader.told.connect(self._say)
        reader.failed.connect(notices.warn)
        reader.blank_wanted.connect(self._show_blank)
        reader.gallery_wanted.connect(self._toggle_gallery)
        reader.saving_wanted.connect(self._ask_how_to_save)
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

    @Slot()
    def _toggle_gallery(self) -> None:
        if self.gallery is None:
            self._open_gallery()
        else:
            self.close_gallery()

    def _open_gallery(self) -> None:
        from nnviz.app.lessons.gallery.gallery import Gallery  # the window starts without it

        content = self._content()
        self._reader.shelf.look_again()
        host = content.parentWidget() or self._window
        gallery = self.gallery = Gallery(content.theme, self._reader.shelf, self._jobs, host)
        gallery.chosen.connect(self._open_lesson)
        gallery.left.connect(self.close_gallery)
        gallery.failed.connect(self._notices.warn)
        gallery.saving_wanted.connect(self._ask_how_to_save)
        gallery.show()
        gallery.raise_()
        gallery.begin()

    @Slot()
    def _ask_how_to_save(self) -> None:
        from nnviz.app.lessons.saving_dialog import SavingDialog  # the window starts without it

        self._reader.shelf.look_again()
        stage, theme = self._reader.stage(), self._content().theme
        dialog = SavingDialog(theme, self._reader.shelf, stage, self._window)
        dialog.saved.connect(self._tell_saved)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(str)
    def _tell_saved(self, title: str) -> None:
        self._say(tr("The lesson “{title}” is saved; F2 shows it.", title=title))

    @Slot()
    def close_gallery(self) -> None:
        """Have the window as it is without the gallery."""
        if self.gallery is not None:
            self.gallery.go_away()
            self.gallery = None
            self._content().setFocus()

    @Slot(str, int)
    def _open_lesson(self, key: str, step: int) -> None:
        self.close_gallery()
        self._reader.open(key, step)

    @Slot()
    def renew_gallery(self) -> None:
        """Have an open gallery in the window's new look."""
        if self.gallery is not None:
            self.close_gallery()
            self._open_gallery()
