"""Page: what a step says and asks, with its controls; as high as it is, in a scrolling column."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nnviz.app.lessons.controls import Controls
from nnviz.app.lessons.curtain import Curtain
from nnviz.app.lessons.quiz import QuizCard
from nnviz.app.lessons.text import LessonText, line_paragraphs, with_lead
from nnviz.experiment import Experiment
from nnviz.language import SOURCE_LANGUAGE, current_language, tr
from nnviz.lessons.lesson import Question, Quiz, Step
from nnviz.lessons.markup import Paragraph
from nnviz.theme import TextSize, Theme

MARGIN, PROJECTED_MARGIN = 24, 20
ABOVE, PROJECTED_ABOVE, BELOW = 22, 4, 16  # the title, and all
DENSE = 0.55  # the distances of a compact page
TITLE, PART, ANSWER = 12, 20, 8  # below the title, between parts, above the curtain


class Page(QWidget):
    """One step, in the language in use; `compact` in smaller type, where it would not fit.

    For the projector its controls stand below the views, for which there is room.
    """

    revealed = Signal()
    answered = Signal(str)

    def __init__(
        self,
        theme: Theme,
        step: Step,
        experiment: Experiment,
        compact: bool = False,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._theme = theme
        self._size: TextSize = "body" if compact else "title"
        self.setObjectName("lessonPage")
        self._layout = QVBoxLayout(self)
        margin = theme.pixels(PROJECTED_MARGIN if theme.projected else MARGIN)
        above = theme.pixels(PROJECTED_ABOVE if theme.projected else ABOVE)
        self._layout.setContentsMargins(margin, above, margin, theme.pixels(BELOW))
        self._layout.setSpacing(0)
        self.curtain: Curtain | None = None
        self.quiz: QuizCard | None = None
        self.controls: Controls | None = None
        title: TextSize = "title" if compact else "display"
        self._add(LessonText(theme, line_paragraphs(step.title.shown), title, strong=True), 0)
        self._add(self._text(step.text.shown), TITLE)
        if step.watch is not None:
            self._add(self._text(watch_paragraphs(step.watch.shown), sign="eye"), PART)
        if step.question is not None:
            self._add_question(step.question)
        if step.quiz is not None:
            self._add_quiz(step.quiz)
        self._layout.addStretch(1)
        if step.controls and not theme.projected:
            self._add_controls(step, experiment)

    @property
    def texts(self) -> list[LessonText]:
        """All texts of the page."""
        return self.findChildren(LessonText)

    def _text(
        self, paragraphs: Sequence[Paragraph], strong: bool = False, sign: str = ""
    ) -> LessonText:
        return LessonText(self._theme, paragraphs, self._size, strong, sign)

    def _add(self, part: QWidget, above: int) -> None:
        dense = self._size == "body"
        self._layout.addSpacing(self._theme.pixels(above * DENSE if dense else above))
        self._layout.addWidget(part)

    def _add_question(self, question: Question) -> None:
        self._add(self._text(question.ask.shown, strong=True), PART)
        self.curtain = Curtain(self._theme, question.answer, self._size)
        self.curtain.opened.connect(self.revealed)
        self._add(self.curtain, ANSWER)

    def _add_quiz(self, quiz: Quiz) -> None:
        self.quiz = QuizCard(self._theme, quiz, self._size)
        self.quiz.answered.connect(self.answered)
        self._add(self.quiz, PART)

    def _add_controls(self, step: Step, experiment: Experiment) -> None:
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setProperty("rule", True)
        self.controls = Controls(self._theme, step.controls, experiment)
        self._add(rule, PART)
        self._add(self.controls, PART - 4)


def watch_paragraphs(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return what to watch, which English begins with the word; Korean ends with it."""
    lead = tr("Watch") if current_language() == SOURCE_LANGUAGE else ""
    return with_lead(lead, paragraphs)
