"""LessonColumn: the lesson that is read, beside the views: its header, the page, the ways on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nnviz.app.lessons.ahead_line import AheadLine
from nnviz.app.lessons.controls import Controls
from nnviz.app.lessons.header import Header
from nnviz.app.lessons.navigation import Navigation
from nnviz.app.lessons.page import Page
from nnviz.app.lessons.reader import Reader
from nnviz.experiment import Experiment
from nnviz.lessons.lesson import Lesson
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot

WIDTH, NARROW, PROJECTED = 440, 360, 250  # pixels of the design
NARROW_BELOW = 1200  # of the window's width


class LessonColumn(QFrame):
    """Shows where the reader is, and tells it what a person wants."""

    def __init__(self, theme: Theme, reader: Reader, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("lessonColumn")
        self._theme, self._reader = theme, reader
        self.header: Header | None = None
        self.page: Page | None = None
        self.navigation: Navigation | None = None
        self._snapshot: Snapshot | None = None
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ahead = AheadLine(theme)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.area, 1)
        self._layout.addWidget(self.ahead)
        self.show_step()
        reader.turned.connect(self.show_step)
        reader.progressed.connect(self.ahead.show_progress)

    def fit(self, width: int) -> None:
        """Take what of a window's width a lesson needs."""
        theme = self._theme
        narrow = width < theme.pixels(NARROW_BELOW)
        wanted = PROJECTED if theme.projected else NARROW if narrow else WIDTH
        self.setFixedWidth(theme.pixels(wanted))

    @Slot()
    def show_step(self) -> None:
        """Show the step where the reader is, from its beginning."""
        reader = self._reader
        if reader.lesson is None:
            return
        self._replace_ends(reader.lesson, reader.number)
        page = self.page = Page(self._theme, reader.step, reader.experiment)
        self.area.setWidget(page)  # which deletes the one before
        page.revealed.connect(reader.reveal)
        page.answered.connect(reader.answer)
        if reader.revealed and page.curtain is not None:
            page.curtain.reveal()
        if reader.answered and page.quiz is not None:
            page.quiz.answer(reader.answered)
        if page.controls is not None:
            self._connect(page.controls, reader.step.weights or ())
        self.area.verticalScrollBar().setValue(0)
        self.ahead.show_progress(reader.progress)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show these choices in the step's controls."""
        if self.page is not None and self.page.controls is not None:
            self.page.controls.show_experiment(experiment)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this moment's weights in the step's controls."""
        if self.page is not None and self.page.controls is not None:
            self.page.controls.show_snapshot(snapshot)

    def _connect(self, controls: Controls, first: Sequence[float]) -> None:
        reader = self._reader
        controls.edited.connect(reader.edited)
        controls.weight_edited.connect(reader.weight_edited)
        controls.first_weight_edited.connect(reader.begin_with)
        if first:
            controls.show_first_weights(first)

    def _replace_ends(self, lesson: Lesson, number: int) -> None:
        for before in (self.header, self.navigation):
            if before is not None:
                self._layout.removeWidget(before)
                before.hide()
                before.deleteLater()
        reader, theme = self._reader, self._theme
        self.header = Header(theme, lesson, number)
        self.header.leave_wanted.connect(reader.leave)
        self.navigation = Navigation(theme, len(lesson.steps), number)
        self.navigation.next_wanted.connect(reader.finish)
        self.navigation.back_wanted.connect(reader.go_back)
        self.navigation.reset_wanted.connect(reader.reset)
        self._layout.insertWidget(0, self.header)
        self._layout.addWidget(self.navigation)
