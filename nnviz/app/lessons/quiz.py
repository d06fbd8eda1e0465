"""The quiz: something to work out, a field for the number, and a sentence on what was typed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnviz.app.lessons.text import LessonText
from nnviz.language import tr
from nnviz.lessons.lesson import Quiz
from nnviz.number_text import NumberError
from nnviz.theme import TextSize, Theme
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.typed_line import MAX_LENGTH, TypedLine

FIELD, LEAST_FIELD, HEIGHT = 160, 96, 36
BETWEEN = 8


@guarded
class AnswerLine(TypedLine):
    """A field whose answer is checked with Enter, and left with Escape."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_keyboard_back()
        else:
            super().keyPressEvent(event)


class QuizCard(QWidget):
    """Asks, takes a number, and says whether it is right."""

    answered = Signal(str)  # what was typed, whether right or not

    def __init__(
        self, theme: Theme, quiz: Quiz, size: TextSize = "title", parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._theme, self._quiz = theme, quiz
        ask = LessonText(theme, quiz.ask.shown, size, strong=True)
        self.field = AnswerLine()
        self.field.setFont(theme.font(size))
        self.field.setMaxLength(MAX_LENGTH)
        self.field.setFixedHeight(theme.pixels(HEIGHT))
        self.field.setMinimumWidth(theme.pixels(LEAST_FIELD))
        self.field.setMaximumWidth(theme.pixels(FIELD))
        self.field.setAccessibleName(tr("Your answer"))
        self.field.setPlaceholderText(tr("Your answer"))
        self.field.entered.connect(self._check)
        self.button = QPushButton(tr("Check"))
        self.button.setFont(theme.font("body"))
        self.button.setFixedHeight(theme.pixels(HEIGHT))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._check)
        self._verdict = QLabel()
        self._verdict.setFont(theme.font("body"))
        self._verdict.setTextFormat(Qt.TextFormat.PlainText)
        self._verdict.setWordWrap(True)
        # Room for a line of it from the beginning: nothing moves when it comes.
        self._verdict.setMinimumHeight(self._verdict.fontMetrics().height())
        row = QHBoxLayout()
        row.setSpacing(theme.pixels(BETWEEN))
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.pixels(BETWEEN))
        layout.addWidget(ask)
        layout.addLayout(row)
        layout.addWidget(self._verdict)

    @property
    def verdict(self) -> str:
        """What was said of the answer, "" before there was one."""
        return self._verdict.text()

    def answer(self, typed: str) -> None:
        """Show this answer and what there is to say of it."""
        self.field.setText(typed)
        sentence, right = verdict(self._quiz, typed)
        self._verdict.setText(sentence)
        palette = self._theme.palette()
        palette.setColor(
            palette.ColorRole.WindowText, self._theme.color("blue_ink" if right else "warning")
        )
        self._verdict.setPalette(palette)

    @Slot()
    def _check(self) -> None:
        typed = self.field.text()
        self.answer(typed)
        self.answered.emit(typed)


def verdict(quiz: Quiz, typed: str) -> tuple[str, bool]:
    """Return the sentence on an answer, and whether it is right."""
    try:
        right = quiz.accepts(typed)
    except NumberError as error:
        return str(error), False
    if right:
        return tr("✓ Right."), True
    return tr("✗ Not yet. Try again."), False
