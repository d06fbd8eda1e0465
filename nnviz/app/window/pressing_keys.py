"""Space and S press a control that was reached with Tab; everywhere else they are shortcuts."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from nnviz.widgets.override_guard import guarded

KEYS = (Qt.Key.Key_Space, Qt.Key.Key_S)


@guarded
class PressingKeys(QObject):
    """Watches a window's keys.

    A filter, for PySide6 6.11 crashes where a window's own `event` calls Qt's and a widget's
    paintEvent raises within; that way out may go when it does not.
    """

    def __init__(self, window: QWidget):
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            by_tab = self._window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            if by_tab and event.key() in KEYS and _is_control(self._window.focusWidget()):
                event.accept()
                return True
        return super().eventFilter(watched, event)


def _is_control(widget: QWidget | None) -> bool:
    """Say whether Tab leads to it: what else has the keyboard was given it back by a control."""
    return widget is not None and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
