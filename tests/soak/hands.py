"""Mouse and keys as a window gets them: posted, so that what closes it meanwhile does no harm."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest

NONE = Qt.KeyboardModifier.NoModifier
DEEDS = {
    "press": QEvent.Type.MouseButtonPress,
    "again": QEvent.Type.MouseButtonDblClick,
    "move": QEvent.Type.MouseMove,
    "release": QEvent.Type.MouseButtonRelease,
}


def move_mouse(window: QWindow, deed: str, place: QPointF, right: bool = False) -> None:
    """Press, move or release the mouse at a place in a window."""
    used = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
    none = Qt.MouseButton.NoButton
    changed = none if deed == "move" else used
    held = none if deed == "release" else used
    screen = window.mapToGlobal(place)
    event = QMouseEvent(DEEDS[deed], place, place, screen, changed, held, NONE)
    QCoreApplication.postEvent(window, event)


def turn_wheel(window: QWindow, place: QPointF, angle: int) -> None:
    turn = QPoint(0, angle)
    phase, none = Qt.ScrollPhase.NoScrollPhase, Qt.MouseButton.NoButton
    screen = window.mapToGlobal(place)
    event = QWheelEvent(place, screen, QPoint(), turn, none, NONE, phase, False)
    QCoreApplication.postEvent(window, event)


def press_keys(window: QWindow, sequence: QKeySequence, alone: bool) -> None:
    """Press keys in a window: as shortcuts too, unless it stands alone, as a menu or a dialog."""
    if not alone:
        QTest.keySequence(window, sequence)
        return
    for place in range(sequence.count()):
        pressed = sequence[place]
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, pressed.key(), pressed.keyboardModifiers(), "")
            QCoreApplication.postEvent(window, event)
