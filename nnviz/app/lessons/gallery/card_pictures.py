"""Pictures of cards, drawn from the lessons' own runs while nobody waits for them.

A run is trained ahead on a thread; its view is a widget, so it is drawn in Qt's thread, one at a
turn of its loop.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from nnviz.app.lessons.beginning import trained_ahead
from nnviz.jobs import Jobs
from nnviz.lessons.lesson import Lesson, Step
from nnviz.theme import Theme
from nnviz.training.divergence import DivergenceError
from nnviz.training.run import TrainingRun
from nnviz.views import VIEWS
from nnviz.views.export.picture import view_image
from nnviz.work import Work

SIZE = 252, 104  # pixels of the design
FINER = 2  # times as many pixels are drawn, for lines as thin as the card is small
LEAN = 0.75  # of type and lines, as a card has little room
PLAIN = {"plane": "output", "curve": "fit"}  # views, by how examples are drawn
PLANNED = (ValueError, MemoryError, DivergenceError)  # a card does without its picture then


class CardPictures(QObject):
    """Has the pictures of lessons drawn one after another; `drawn` says that one is there."""

    drawn = Signal(str)  # the lesson's key

    def __init__(self, theme: Theme, jobs: Jobs, parent: QObject | None = None):
        super().__init__(parent)
        self._theme = theme
        self._kept: dict[Lesson, QImage | None] = {}
        self._waiting: list[Lesson] = []
        self._lane = jobs.lane(PLANNED)
        self._lane.finished.connect(self._draw)
        self._lane.ended.connect(self._go_on)

    def picture(self, lesson: Lesson) -> QImage | None:
        """Return a lesson's picture, None: there is none, or none yet."""
        return self._kept.get(lesson)

    def want(self, lessons: tuple[Lesson, ...]) -> None:
        """Have these drawn next, in this order."""
        self._waiting = [lesson for lesson in lessons if lesson not in self._kept]
        if not self._lane.busy:
            self._go_on()

    def rest(self) -> None:
        """Draw nothing more until something is wanted again."""
        self._waiting = []
        self._lane.cancel()

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    @Slot()
    def _go_on(self) -> None:
        if self._waiting:
            step = pictured_step(self._waiting[0])
            self._lane.start(self._run(self._waiting[0], step))

    def _run(self, lesson: Lesson, step: Step) -> Work[TrainingRun]:
        self._kept[lesson] = None  # whatever becomes of it, it is not tried again
        self._waiting = self._waiting[1:]
        self._under_way = lesson
        return trained_ahead(step, step.experiment)

    @Slot(object)
    def _draw(self, run: TrainingRun) -> None:
        lesson = self._under_way
        row = VIEWS[pictured_view(pictured_step(lesson))]
        snapshot = run.snapshot(row.factory.needs)
        width, height = SIZE
        scale = self._theme.factor * FINER
        size = round(width * scale), round(height * scale)
        lean = replace(self._theme, projected=False, factor=scale * LEAN)
        self._kept[lesson] = view_image(row, snapshot, lean, size)
        self.drawn.emit(lesson.key)


def pictured_step(lesson: Lesson) -> Step:
    """Return the step that a lesson's picture shows: the first that is trained, else the first."""
    steps = lesson.steps
    return next((step for step in steps if step.ahead.epochs or step.ahead.steps), steps[0])


def pictured_view(step: Step) -> str:
    """Return the view that shows the step's data in little room, else its first one."""
    keys = step.arrangement.keys if step.arrangement is not None else ()
    first = keys[0] if keys else "output"
    return PLAIN.get(step.experiment.form.drawing, first)
