"""ContentStack: the content that is seen, and beneath it, unseen, the one that will be."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from nnviz.app.window.content import Content

IDLE_MS = 50  # after which it is seen whether what has been put away can be deleted


class ContentStack(QWidget):
    """What is beneath has its size and can be drawn before it comes into sight."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._layout = QStackedLayout(self)
        self._layout.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._leaving: list[Content] = []
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._delete_leaving)

    def put_beneath(self, content: Content) -> None:
        """Lay it out under the one that is seen, if there is one."""
        content.setUpdatesEnabled(False)  # or Qt paints what cannot be seen
        self._layout.addWidget(content)
        if self.isVisible():
            content.show()

    @staticmethod
    def rehearse(content: Content, part: QWidget) -> None:
        """Paint a part of what is beneath: the first time takes longest, and now nobody waits."""
        content.setUpdatesEnabled(True)
        part.grab()
        content.setUpdatesEnabled(False)

    def bring_up(self, content: Content) -> None:
        """Show it in the place of the one before."""
        before = self._layout.currentWidget()
        content.setUpdatesEnabled(True)
        self._layout.setCurrentWidget(content)
        if isinstance(before, Content) and before is not content:
            self.remove(before)

    def remove(self, content: Content) -> None:
        """Hide it now, and delete it as soon as no code of it can be on the stack."""
        content.put_away()
        self._layout.removeWidget(content)
        self._leaving.append(content)
        self._idle.start()

    @Slot()
    def _delete_leaving(self) -> None:
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            self._idle.start()  # whoever has opened it waits for its end, perhaps in old content
            return
        for content in self._leaving:
            content.deleteLater()
        self._leaving.clear()
