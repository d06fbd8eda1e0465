"""TypedLine: a line for one value that is easily typed over."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit

from nnviz.widgets.override_guard import guarded

MAX_LENGTH = 24


@guarded
class TypedLine(QLineEdit):
    """The first click selects all; when the typing is over, the window's keys work again."""

    _entered = False  # by the keyboard or a click: the next click is for a place in the text

    def give_keyboard_back(self) -> None:
        """Let the window have the keys; Tab goes on from here."""
        parent = self.parentWidget()
        if parent is None:
            self.clearFocus()
        elif self.hasFocus():
            parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        clicked = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        self._entered = self._entered or event.reason() not in clicked

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        self._entered = self._entered and event.reason() in stays

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self._entered and not self.hasSelectedText():
            self.selectAll()
        self._entered = True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.selectAll()  # Qt would take the digits on one side of the decimal point
