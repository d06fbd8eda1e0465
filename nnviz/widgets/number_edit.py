"""NumberEdit: a line edit for one number, which also reads 1/3, a decimal comma and 2e-3."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from nnviz.language import tr
from nnviz.number_text import NumberError, parse_number, short_text
from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.typed_line import MAX_LENGTH, TypedLine

MARK_ROOM = 9  # beside the number, for the mark of a mistake
WIDEST_NUMBER = "-0.000000"


@guarded
class NumberEdit(TypedLine):
    """Shows a number; Enter or leaving the field commits what was typed, Escape puts it back."""

    committed = Signal(float)  # another number than was shown
    closed = Signal()  # the typing is over, with or without another number

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        low: float = -1e9,
        high: float = 1e9,
        whole: bool = False,
    ):
        super().__init__(parent)
        self._theme, self._low, self._high, self._whole = theme, low, high, whole
        self._value = low if whole else 0.0
        self._fault = ""
        self._hint = ""
        self._ending = False
        self.setFont(theme.font("body"))
        self.setFrame(False)
        self.setMaxLength(MAX_LENGTH)
        self.setStyleSheet("QLineEdit { border: none; padding: 0; }")  # it paints its own frame
        self.setTextMargins(theme.pixels(4), theme.pixels(1), theme.pixels(4), theme.pixels(1))
        self.textEdited.connect(self._judge)
        self.returnPressed.connect(self._commit_by_enter)
        self._show()

    @property
    def value(self) -> float:
        """The number last set or committed."""
        return self._value

    @property
    def fault(self) -> str:
        """Why the text cannot be used, a sentence; empty if it can."""
        return self._fault

    @property
    def typing(self) -> bool:
        """Whether there is text that is not committed yet."""
        return self.hasFocus() and self.isModified()

    def set_value(self, value: float) -> None:
        """Show this number, unless another one is just being typed."""
        if self.typing:
            return
        if value != self._value or self._fault or not self.text():
            self._value = value
            self._show()

    def set_hint(self, text: str) -> None:
        """Set the tooltip for as long as nothing is wrong."""
        self._hint = text
        if not self._fault:
            self.setToolTip(text)

    def begin(self) -> None:
        """Take the keyboard with everything selected, ready to be typed over."""
        self._show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def cancel(self) -> None:
        """Give up what was typed."""
        self.setModified(False)
        self._end()

    def _show(self) -> None:
        text = str(round(self._value)) if self._whole else short_text(self._value)
        if text != self.text():
            self.setText(text)
        self.setModified(False)
        self._mark("")

    def _parse(self) -> float:
        try:
            value = parse_number(self.text())
        except NumberError:
            if not self._whole:
                raise
            raise NumberError(tr("A whole number is needed here.")) from None
        if self._whole and value != round(value):
            raise NumberError(tr("A whole number is needed here."))
        if not self._low <= value <= self._high:
            raise NumberError(
                tr("The number must be from {low:g} to {high:g}.", low=self._low, high=self._high)
            )
        return value

    def _mark(self, fault: str) -> None:
        if bool(fault) != bool(self._fault):
            margins, room = self.textMargins(), self._theme.pixels(MARK_ROOM)
            margins.setRight(margins.right() + (room if fault else -room))
            self.setTextMargins(margins)
        self._fault = fault
        self.setToolTip(fault or self._hint)
        self.update()

    @Slot()
    def _judge(self) -> None:
        try:
            self._parse()
        except NumberError as error:
            self._mark(str(error))
        else:
            self._mark("")

    @Slot()
    def _commit_by_enter(self) -> None:
        self._judge()
        if self._fault:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self._fault, self)
        else:
            self._end()
            self.give_keyboard_back()

    def _end(self) -> None:
        """Commit if there is something to commit, else show the number there was."""
        if self._ending:
            return
        self._ending = True
        changed = self.isModified() and not self._fault
        value = self._parse() if changed else self._value
        changed = changed and value != self._value
        self._value = value
        self._show()
        if changed:
            self.committed.emit(value)
        self.closed.emit()
        self._ending = False

    def sizeHint(self) -> QSize:
        """Return room for a number in the font and the frame around it."""
        metrics = QFontMetrics(self.font())
        texts = (str(round(self._high)) if self._whole else WIDEST_NUMBER, self.text())
        margins = self.textMargins()
        sides = margins.left() + margins.right() + self._theme.pixels(6)
        return QSize(
            max(map(metrics.horizontalAdvance, texts)) + sides, metrics.height() + sides // 2
        )

    def minimumSizeHint(self) -> QSize:
        """Return the same: a number that is cut off is a wrong number."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
            self.give_keyboard_back()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._judge()
            self._end()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme
        role = "warning" if self._fault else "accent" if self.hasFocus() else "border"
        width = 2.0 if self._fault or self.hasFocus() else 1.0
        inset = width * theme.factor / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(theme.color(role), width))
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.pixels(4), theme.pixels(4))
        if self._fault:
            painter.setFont(theme.font("body", strong=True))
            mark = self.rect().adjusted(0, 0, -theme.pixels(5), 0)
            painter.drawText(mark, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "!")
        painter.end()
