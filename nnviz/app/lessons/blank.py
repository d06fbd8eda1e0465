"""Blank: a black screen for as long as the audience is to look at the lecturer."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.widgets.override_guard import guarded

MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


@guarded
class Blank(QWidget):
    """Covers a window; any key or click uncovers it, and does nothing else."""

    def __init__(self, window: QWidget):
        super().__init__(window)
        self._window = window
        self._had_keys: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.hide()
        window.installEventFilter(self)
        self.installEventFilter(self)

    @Slot()
    def cover(self) -> None:
        """Blank the window."""
        self._had_keys = self._window.focusWidget()
        self.setGeometry(QRect(0, 0, self._window.width(), self._window.height()))
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def uncover(self) -> None:
        """Show the window again."""
        self.hide()
        (self._had_keys or self._window).setFocus(Qt.FocusReason.OtherFocusReason)
        self._had_keys = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.resize(self._window.size())
        # Before shortcuts: a key is for the blank screen, whatever it does otherwise.
        if watched is self and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in MODIFIERS:
            self.uncover()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.uncover()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), Qt.GlobalColor.black)
        painter.end()
