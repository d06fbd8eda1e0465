"""The dialogs that commands open over the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from nnviz.app.settings import Settings
from nnviz.app.window.content import Content

if TYPE_CHECKING:
    from nnviz.training.snapshot import Snapshot


class OpenedDialogs(QObject):
    """Opens dialogs, and forgets them when they are closed. They are imported when wanted."""

    done = Signal(str)  # what a dialog has done, a sentence
    failed = Signal(str)  # why it could not

    def __init__(self, settings: Settings, window: QWidget, content: Callable[[], Content]):
        super().__init__(window)
        self._settings, self._window, self._content = settings, window, content
        self.snapshot: Snapshot | None = None  # the moment that pictures show

    def show_shortcuts(self) -> None:
        from nnviz.app.dialogs.help_dialogs import ShortcutsDialog

        self._open(ShortcutsDialog(self._content().theme, self._window))

    def show_about(self) -> None:
        from nnviz.app.dialogs.help_dialogs import AboutDialog

        self._open(AboutDialog(self._content().theme, self._window))

    def export_picture(self) -> None:
        """Ask how to save the first view that can be seen."""
        seen = [dock.key for dock in self._content().workspace.view_docks if dock.seen]
        if seen:
            self.save_picture(seen[0])

    @Slot(str)
    def save_picture(self, key: str) -> None:
        """Ask how to save a view."""
        from nnviz.app.dialogs.picture_dialog import PictureDialog

        if self.snapshot is None:
            return
        content = self._content()
        options = content.options()
        dialog = PictureDialog(
            content.theme, self._settings, key, self.snapshot, options, self._window
        )
        dialog.done_saying.connect(self.done)
        dialog.failed.connect(self.failed)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
