"""ValueEdit: one value as text, taken on Enter or on leaving, put back on Escape."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOptionFrame, QWidget

from nnviz.number_text import EXACT, LONGEST, SHORT
from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.scales import Scale, Value
from nnviz.widgets.typed_line import MAX_LENGTH, TypedLine

EDIT_WIDTH, EDIT_HEIGHT = 72, 28
BESIDE_TEXT = 5  # pixels that Qt leaves at both sides, with the cursor


@guarded
class ValueEdit(TypedLine):
    """Shows a value of a scale; what is typed and fits goes out, what does not is objected to."""

    committed = Signal(object)  # Value
    objected = Signal(str)  # what to type instead, a sentence; "" when all is well again

    def __init__(
        self, theme: Theme, scale: Scale, value: Value = None, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._size = QSize(theme.pixels(EDIT_WIDTH), theme.pixels(EDIT_HEIGHT))
        self.scale = scale
        self._value = value
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(MAX_LENGTH)
        self.textEdited.connect(self._forget_objection)
        self._write()

    def show_value(self, value: Value) -> None:
        """Show a value, unless another one is being typed."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self._write()

    def commit(self) -> None:
        """Take what was typed, or object to it."""
        if not self.isModified():
            return
        try:
            value = self.scale.parse(self.text())
        except ValueError as error:
            self._object(str(error))
            return
        changed = value != self._value
        self._value = value
        self._write()
        if changed:
            self.committed.emit(value)

    def _write(self) -> None:
        self._object("")  # first: the frame of a mistake leaves less room
        self.setText(self._fitting_text())

    def _fitting_text(self) -> str:
        """Return the value as exactly as there is room for."""
        texts = [self.scale.text(self._value, digits) for digits in (EXACT, *range(SHORT, 0, -1))]
        room, metrics = self._room(), self.fontMetrics()
        fitting = (
            text
            for text in texts
            if len(text) <= LONGEST and metrics.horizontalAdvance(text) <= room
        )
        return next(fitting, texts[-1])

    def _room(self) -> int:
        """Return the width for text, also while it is typed."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        option.state |= QStyle.StateFlag.State_HasFocus
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        margins = self.textMargins()
        return inside.width() - margins.left() - margins.right() - BESIDE_TEXT

    def _forget_objection(self) -> None:
        self._object("")

    def _object(self, sentence: str) -> None:
        if bool(sentence) != bool(self.property("wrong")):
            self.setProperty("wrong", bool(sentence))
            self.style().polish(self)
        self.objected.emit(sentence)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            if self.property("wrong"):
                self.selectAll()
            else:
                self.give_keyboard_back()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self._write()
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.isModified():
            self._write()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
        super().focusOutEvent(event)


class Objection(QLabel):
    """The sentence below a field that says why what was typed is not taken."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("objection")
        self.setFont(theme.font("small"))
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setContentsMargins(0, 0, 0, theme.pixels(4))
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing for ""."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
