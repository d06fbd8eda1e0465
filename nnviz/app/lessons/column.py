"""LessonColumn: the lesson that is read, beside the views: its header, the page, the ways on."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nnviz.app.lessons.ahead_line import AheadLine
from nnviz.app.lessons.control_strip import ControlStrip
from nnviz.app.lessons.controls import Controls
from nnviz.app.lessons.header import Header
from nnviz.app.lessons.navigation import Navigation
from nnviz.app.lessons.page import Page
from nnviz.app.lessons.reader import Reader
from nnviz.experiment import Experiment
from nnviz.lessons.lesson import Lesson, Step
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.widgets.override_guard import guarded

WIDTH, NARROW, PROJECTED = 440, 360, 250  # pixels of the design
BORDER = 1
NARROW_BELOW = 1200  # of the window's width


@guarded
class LessonColumn(QFrame):
    """Shows where the reader is, and tells it what a person wants."""

    def __init__(self, theme: Theme, reader: Reader, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("lessonColumn")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._theme, self._reader = theme, reader
        self.header: Header | None = None
        self.page: Page | None = None
        self.controls: Controls | None = None
        self.strip = ControlStrip(theme, self)  # to be put below the views by who shows this
        self._snapshot: Snapshot | None = None
        self.navigation: Navigation | None = None
        self._compact, self._needed = False, 0
        self._fitting = QTimer(self, singleShot=True)  # not while Qt lays everything out
        self._fitting.timeout.connect(self._fit_page)
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
        self._compact = False
        self.controls = None
        self._fill_strip(reader.step)
        self._show_page()
        self._fit_page()
        self._fitting.start()  # once more when all sizes are known
        self.ahead.show_progress(reader.progress)

    def _fit_page(self) -> None:
        """Use smaller type for a page that could not be seen as a whole."""
        page, room = self.page, self._room
        if page is None or room <= 0:
            return
        if not self._compact:
            self._needed = page.heightForWidth(self.width() - BORDER)
        if self._compact != (self._needed > room):
            self._compact = not self._compact
            self._show_page()

    @property
    def _room(self) -> int:
        """The height there is for the page."""
        ends: list[QWidget | None] = [self.header, self.navigation]  # new, perhaps not shown yet
        if not self.ahead.isHidden():
            ends.append(self.ahead)
        taken = sum(end.sizeHint().height() for end in ends if end is not None)
        return self.height() - taken if self.isVisible() else 0

    def _show_page(self) -> None:
        reader = self._reader
        before = self.focusWidget()
        if before is not None and before.hasFocus():
            self.setFocus()  # else a field of the new page would have the keys
        page = Page(self._theme, reader.step, reader.experiment, self._compact)
        self.page = page
        self.area.setWidget(page)  # which deletes the one before
        page.revealed.connect(reader.reveal)
        page.answered.connect(reader.answer)
        if reader.revealed and page.curtain is not None:
            page.curtain.reveal()
        if reader.answered and page.quiz is not None:
            page.quiz.answer(reader.answered)
        if page.controls is not None:
            self._take(page.controls)
        self.area.verticalScrollBar().setValue(0)

    def _fill_strip(self, step: Step) -> None:
        """Have the controls below the views, where the projector leaves them the room."""
        if not self._theme.projected:
            return
        made = None
        if step.controls:
            made = Controls(self._theme, step.controls, self._reader.experiment, beside=True)
            self._take(made)
        self.strip.hold(made)

    def _take(self, controls: Controls) -> None:
        reader, self.controls = self._reader, controls
        controls.edited.connect(reader.edited)
        controls.weight_edited.connect(reader.weight_edited)
        controls.first_weight_edited.connect(reader.begin_with)
        if reader.step.weights is not None:
            controls.show_first_weights(reader.step.weights)
        if self._snapshot is not None:
            controls.show_snapshot(self._snapshot)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show these choices in the step's controls."""
        if self.controls is not None:
            self.controls.show_experiment(experiment)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this moment's weights in the step's controls."""
        self._snapshot = snapshot
        if self.controls is not None:
            self.controls.show_snapshot(snapshot)

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

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_page()
