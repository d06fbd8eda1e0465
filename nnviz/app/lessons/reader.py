"""The reader: which lesson is open and at which step, and what a turned page sets."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from nnviz.app.docks.switches import set_switches
from nnviz.app.lessons.own_work import OwnWork, give_back, kept_work
from nnviz.app.lessons.shelf import LessonShelf
from nnviz.app.settings import Settings
from nnviz.app.staging import Staging
from nnviz.app.window.look import Look
from nnviz.experiment import Experiment
from nnviz.jobs import Jobs
from nnviz.language import tr
from nnviz.session import Session
from nnviz.stage import Stage
from nnviz.training.divergence import DivergenceError
from nnviz.training.run import TrainingRun
from nnviz.work import Progress, Work

if TYPE_CHECKING:
    from nnviz.lessons.lesson import Lesson, Step

PLANNED = (ValueError, MemoryError, DivergenceError)  # each with a sentence, or worded here
AT_ONCE_S = 0.06  # so long a step may train ahead before it is shown as it begins


class Reader(QObject):
    """Opens lessons over what a person works on, turns their pages, and gives that work back."""

    changed = Signal()  # a lesson was opened, or left
    turned = Signal()  # another step, or the same from its beginning
    progressed = Signal(object)  # Progress of training ahead; None: nothing is under way
    told = Signal(str)  # something to know, a sentence
    failed = Signal(str)  # why a lesson or a step cannot be shown, a sentence
    edited = Signal(object)  # Experiment, by a control of the step
    weight_edited = Signal(int, float)
    gallery_wanted = Signal()
    saving_wanted = Signal()
    blank_wanted = Signal()

    def __init__(
        self,
        shelf: LessonShelf,
        session: Session,
        settings: Settings,
        look: Look,
        jobs: Jobs,
        staging: Callable[[], Staging],
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        self.shelf = shelf
        self._session, self._settings, self._look, self._staging = session, settings, look, staging
        self._own: OwnWork | None = None
        self.lesson: Lesson | None = None
        self.number = 0  # of the step, from 0
        self.revealed = False
        self.answered = ""  # what was typed as the quiz's answer
        self.progress: Progress | None = None
        self._speed: float | None = None
        self._ahead = jobs.lane(PLANNED)
        self._ahead.progressed.connect(self._tell_progress)
        self._ahead.finished.connect(self._take_trained)
        self._ahead.refused.connect(self._refuse)
        self._ahead.ended.connect(self._rest)
        session.undo_changed.connect(self._give_way)
        session.training_changed.connect(self._give_way)

    # Where one is

    @property
    def reading(self) -> bool:
        """Whether a lesson is open."""
        return self.lesson is not None

    @property
    def step(self) -> "Step":
        """The step that is read, of the lesson that is open."""
        assert self.lesson is not None
        return self.lesson.steps[self.number]

    @property
    def title(self) -> str:
        """The lesson's title, "" where none is open."""
        return self.lesson.title.shown if self.lesson is not None else ""

    @property
    def experiment(self) -> Experiment:
        """What is worked on now."""
        return self._session.experiment

    @property
    def speed(self) -> float | None:
        """How fast to train, in steps a second; None: as fast as it goes."""
        return self._speed if self.reading else self._settings.speed

    # Where to go

    def open_gallery(self) -> None:
        """Show all lessons, to choose one."""
        self.gallery_wanted.emit()

    def save_as_lesson(self) -> None:
        """Ask how to save what is before a person as a lesson."""
        self.saving_wanted.emit()

    def stage(self) -> Stage:
        """Return what is before a person now, with the weights; a lesson's run begins there."""
        experiment, state = self._session.state()
        stage = self._staging().stage(self.speed)
        chosen = replace(stage.selection.chosen, moment=None)
        selection = replace(stage.selection, chosen=chosen)
        weights = state.parameters
        return replace(stage, experiment=experiment, selection=selection, weights=weights)

    def open(self, key: str, number: int = 0) -> bool:
        """Open a lesson at a step, counted from 0; False where it cannot be: `failed` says why."""
        try:
            lesson = self.shelf.lesson(key)
        except ValueError as error:
            self.failed.emit(str(error))
            return False
        if not 0 <= number < len(lesson.steps):
            self.failed.emit(no_such_step(lesson, number))
            return False
        return self._show(lesson, number)

    def go_on(self) -> None:
        """Go to the next step, with what a person has changed where it asks for nothing else."""
        if self.lesson is None:
            return
        if self.number + 1 == len(self.lesson.steps):
            self.told.emit(tr("This is the lesson’s last step. Esc leaves the lesson."))
        else:
            self._show(self.lesson, self.number + 1, self.step)

    def go_back(self) -> None:
        """Go to the step before, as its file says."""
        if self.lesson is None:
            return
        if self.number == 0:
            self.told.emit(tr("This is the lesson’s first step."))
        else:
            self._show(self.lesson, self.number - 1)

    def go_to(self, number: int) -> None:
        """Go to a step, counted from 0, as its file says."""
        if self.lesson is not None and 0 <= number < len(self.lesson.steps):
            self._show(self.lesson, number)

    def reset(self) -> None:
        """Have everything as the step begins, the answer hidden."""
        self.go_to(self.number)

    def finish(self) -> None:
        """Go on; from the last step, out of the lesson."""
        if self.lesson is not None and self.number + 1 == len(self.lesson.steps):
            self.leave()
        else:
            self.go_on()

    def blank(self) -> None:
        """Have nothing to be seen for a while."""
        self.blank_wanted.emit()

    def leave(self) -> bool:
        """Give back what was there before the lesson, untouched; False if none is open."""
        own, self._own = self._own, None
        if own is None:
            return False
        self._ahead.cancel()
        self.lesson = None
        self._session.uncover()
        give_back(own, self._staging(), self._look)
        self.changed.emit()
        return True

    # What a person does at a step

    @Slot()
    def reveal(self) -> None:
        self.revealed = True

    @Slot(str)
    def answer(self, typed: str) -> None:
        self.answered = typed

    @Slot(object)
    def set_speed(self, steps_per_second: float | None) -> None:
        """Train as fast as this: in a lesson, until it is left."""
        if self.reading:
            self._speed = steps_per_second
        else:
            self._settings.speed = steps_per_second
        self._session.set_speed(steps_per_second)

    @Slot(int, float)
    def begin_with(self, parameter: int, value: float) -> None:
        """Begin the run again with another first weight, by its place in the flat vector."""
        self._session.pause()
        self._session.replay()
        self._session.set_parameter(parameter, value)

    def carried(self, stage: Stage) -> Stage:
        """Return what of a stage another content takes over; with the projector, the step's own."""
        if self._staging().workspace.projected == self._look.projector:
            return stage
        return replace(stage, arrangement=self.step.arrangement, controls=self.step.panels)

    # Turning a page

    def _show(self, lesson: "Lesson", number: int, before: "Step | None" = None) -> bool:
        """Show a step; after `before`, with what stays of what a person has changed."""
        step = lesson.steps[number]
        try:
            trouble = self._begin(step, before)
        except (ValueError, MemoryError) as error:
            self._refuse(error)
            return False
        opened = self.lesson is not lesson
        self.lesson, self.number = lesson, number
        self.revealed, self.answered = False, ""
        if opened:
            self.changed.emit()
        self._set_stage(step, before)
        self.shelf.remember(lesson.key, number)
        self.turned.emit()
        if trouble is not None:
            self._refuse(trouble)
        return True

    def _begin(self, step: "Step", before: "Step | None") -> DivergenceError | None:
        """Have the step's run, where it has one of its own; at first perhaps an untrained one.

        Returns why it stays untrained, None: it does not.
        """
        from nnviz.app.lessons.beginning import begun, trained_ahead
        from nnviz.lessons.turning import asked_experiment, begins_anew

        if before is not None and not begins_anew(before, step):
            return None
        self._ahead.cancel()
        experiment = step.experiment
        if before is not None:
            experiment = asked_experiment(before, step, self.experiment)
        work = trained_ahead(step, experiment)
        try:
            run = _done_at_once(work)
        except DivergenceError as error:
            self._use(begun(step, experiment))
            return error
        self._use(run or begun(step, experiment))
        if run is None:
            self._ahead.start(work)
        return None

    def _use(self, run: TrainingRun) -> None:
        if self._own is None:
            self._own = kept_work(self._staging(), self._settings.speed)
            self._session.cover(run)
        else:
            self._session.use(run, has_file=False)

    def _set_stage(self, step: "Step", before: "Step | None") -> None:
        """Set of the stage what the step asks for."""
        from nnviz.lessons.turning import sets

        def asks(key: str) -> bool:
            return before is None or sets(before, step, key)

        staging = self._staging()
        if asks("panels"):
            staging.workspace.show_controls(step.panels)
        if asks("arrangement"):
            staging.workspace.show_arrangement(step.arrangement)
        if asks("bar"):
            staging.bar.show_parts(step.bar)
        if asks("options"):
            set_switches(staging.workspace.view_docks, step.options)
        if asks("speed"):
            self._speed = step.speed
            staging.set_speed(step.speed)
        if asks("selection"):
            staging.selection.set_value(step.selection)

    # Training ahead

    @Slot(object)
    def _take_trained(self, run: TrainingRun) -> None:
        if self.reading:
            self._session.use(run, has_file=False)
            self._staging().selection.set_value(self.step.selection)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        reason = str(error)
        if isinstance(error, MemoryError):
            reason = tr("There is not enough memory for this network and its data.")
        self.failed.emit(tr("This step cannot be shown as it should be: {reason}", reason=reason))

    @Slot(object)
    def _tell_progress(self, progress: Progress | None) -> None:
        self.progress = progress
        self.progressed.emit(progress)

    @Slot()
    def _rest(self) -> None:
        self._tell_progress(None)

    @Slot()
    def _give_way(self) -> None:
        """Leave what a person does while the step is still being trained ahead."""
        if self._ahead.busy and (self._session.training or self._session.can_undo):
            self._ahead.cancel()


def no_such_step(lesson: "Lesson", number: int) -> str:
    """Return the sentence that refuses a step by its number, counted from 0."""
    count = len(lesson.steps)
    return tr(
        "{key} has {count} steps; there is no step {number}.",
        key=lesson.key,
        count=count,
        number=number + 1,
    )


def _done_at_once(work: Work[TrainingRun]) -> TrainingRun | None:
    """Return the work's result, None: it takes longer, and can be gone on with elsewhere."""
    until = time.perf_counter() + AT_ONCE_S
    while time.perf_counter() < until:
        try:
            next(work)
        except StopIteration as end:
            run: TrainingRun = end.value
            return run
    return None
