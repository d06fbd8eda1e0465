"""Session: the one bridge between Qt and the worker, and what the window works on."""

import time
from concurrent.futures import Future
from dataclasses import replace
from math import ceil
from random import SystemRandom
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from nnviz.experiment import Experiment, ExperimentError
from nnviz.kept import kept
from nnviz.language import tr
from nnviz.pacing import FramePacing
from nnviz.run_state import RunState
from nnviz.training.divergence import DivergenceError, WeightError
from nnviz.training.going_back import MomentError
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.worker import Held, StepUnit, Worker
from nnviz.undo import ChoiceEdit, Edit, MomentEdit, Sent, Undo, point_edit
from nnviz.unsaved import SavePoint, Unsaved

ANSWER_TIMEOUT_S = 30.0
DRAWING_S = 0.05  # the longest that training waits for a frame to be drawn


class Session(QObject):
    """What the window works on. Everything is for the GUI's thread; nothing waits for training."""

    experiment_changed = Signal(object)  # Experiment
    frame_ready = Signal(object)  # Snapshot
    training_changed = Signal(bool)
    stopped = Signal(object)  # Ending, why training ended by itself
    told = Signal(str)  # something to know, a sentence
    refused = Signal(str)  # why a change was not taken, a sentence
    failed = Signal(object)  # an exception nobody planned for
    undo_changed = Signal()
    modified_changed = Signal(bool)
    _answered = Signal()  # by the worker, in its thread

    def __init__(self, experiment: Experiment | None = None, parent: QObject | None = None):
        super().__init__(parent)
        run = TrainingRun(experiment or Experiment())
        self._experiment = run.experiment
        self._worker = Worker(run)
        self._undo = Undo(self._worker)
        self._unsaved = Unsaved(self.modified_changed.emit)
        self._covered: tuple[Experiment, Future[Held]] | None = None
        self._started = self._training = False
        self._stepping = False  # through an epoch: training, but not said to be until it takes long
        self._frame: Future[Snapshot] | None = None
        self._frame_wanted = True
        self._pacing = FramePacing()
        self._generation = self._frame_generation = self._training_number = 0
        self._needs: frozenset[str] = frozenset()
        self._pending: list[tuple[Future[Any], int]] = []  # with the training it was sent in
        self._answered.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._next = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self._ask_when_due)
        self._drawn = QTimer(self, singleShot=True)  # of no time: Qt paints before it fires
        self._drawn.timeout.connect(self._finish_frame)

    def start(self) -> None:
        """Start the worker; frames begin to come."""
        self._worker.start()
        self._started = True
        self.ask_frame()

    def retire(self) -> None:
        """Stop training and have the worker's thread end after the step it is in."""
        self._next.stop()
        self._drawn.stop()
        self._started = self._training = False
        self._worker.ask_to_stop()

    def close(self) -> bool:
        """Stop training and the worker's thread; True when the thread has ended."""
        self.retire()
        return self._worker.stop()

    # What there is

    @property
    def experiment(self) -> Experiment:
        return self._experiment

    @property
    def training(self) -> bool:
        return self._training

    @property
    def modified(self) -> bool:
        """Whether closing would lose something; what covers it for a while is not kept."""
        return self._unsaved.modified

    @property
    def save_point(self) -> SavePoint:
        return self._unsaved.point(self._at_work)

    def is_as_at(self, point: SavePoint) -> bool:
        """Say whether nothing was done by hand since; training may have gone on."""
        return self._unsaved.is_as_at(point)

    @property
    def can_undo(self) -> bool:
        return bool(self._undo.done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undo.undone)

    def ask_state(self) -> "Future[tuple[Experiment, RunState]]":
        """Ask for what a file saves; it comes after the step the worker is in."""
        return self._worker.state()

    def state(self) -> tuple[Experiment, RunState]:
        """Return what a file saves, as of the step the worker is in, and wait for it."""
        return self.ask_state().result(ANSWER_TIMEOUT_S)

    # Frames

    @Slot(object)
    def set_needs(self, needs: frozenset[str]) -> None:
        """Say which rows of PARTS the visible views draw."""
        self._needs = needs
        self.ask_frame()

    def ask_frame(self) -> None:
        """Have a frame drawn soon."""
        self._frame_wanted = True
        self._plan_frame()

    def _plan_frame(self) -> None:
        """Ask for the next frame, where one is wanted, as soon as the one before is drawn."""
        under_way = self._frame is not None or self._drawn.isActive()
        if self._started and self._frame_wanted and not under_way:
            self._next.start(ceil(self._pacing.wait_ms(self._worker.busy)))

    @Slot()
    def _ask_when_due(self) -> None:
        self._collect_stops()
        if not self._frame_wanted:
            return
        busy = self._worker.busy
        if self._pacing.wait_ms(busy) > 0:
            self._plan_frame()
            return
        self._frame_wanted = self._at_work
        self._pacing.ask(busy)
        self._frame_generation = self._generation
        self._frame = self._worker.frame(self._needs, DRAWING_S)
        self._frame.add_done_callback(self._tell)

    def _tell(self, _answer: "Future[Any]") -> None:
        self._answered.emit()

    @Slot()
    def _collect(self) -> None:
        """Take what the worker has answered, and what happened to it by itself."""
        self._collect_answers()
        self._collect_stops()
        if self._started and self._frame is not None and self._frame.done():
            frame, self._frame = self._frame, None
            self._drawn.start()
            self._deliver(frame)

    @Slot()
    def _finish_frame(self) -> None:
        self._pacing.finish()
        self._worker.go_on()
        self._plan_frame()

    def _deliver(self, frame: "Future[Snapshot]") -> None:
        if self._frame_generation != self._generation:
            self._frame_wanted = True  # asked for before another run came: not its picture
        elif error := frame.exception():
            self.pause()
            self._frame_wanted = False  # the next one would fail too
            self.failed.emit(error)
        else:
            self._pacing.hand_over(frame.result().seconds)
            self._set_training(self._at_work)
            self.frame_ready.emit(frame.result())

    def _collect_answers(self) -> None:
        done = [sent for sent in self._pending if sent[0].done()]
        for future, training in done:
            self._pending.remove((future, training))
            error = future.exception()
            if isinstance(error, DivergenceError):
                if training == self._training_number:  # else of a run that is gone
                    self.pause()
                    self.stopped.emit(error.ending)
            elif isinstance(error, WeightError | MomentError):
                self._undo.drop(future)
                self.refused.emit(str(error))
                self.undo_changed.emit()
            elif error is not None:
                self.pause()
                self.failed.emit(error)
            elif future.result() is False:  # of Back
                self.told.emit(tr("There is no earlier moment to go back to."))

    def _collect_stops(self) -> None:
        if self._worker.events.empty():
            return
        stop = self._worker.events.get()
        if stop.training != self._training_number:
            return  # the end of an earlier training, which this one has taken the place of
        self._set_training(False)
        self._frame_wanted = True
        if stop.error is not None:
            self.failed.emit(stop.error)
        elif stop.ending is not None:
            self.stopped.emit(stop.ending)

    # Running

    def train(self) -> None:
        """Train until paused or until a stopping condition is met."""
        self._training_number += 1
        self._send(self._worker.train(self._training_number))
        self._set_training(True)
        self._unsaved.train()

    def pause(self) -> None:
        """Stop after the step under way."""
        self._send(self._worker.pause())
        self._set_training(False)

    def toggle(self) -> None:
        """Train, or pause when training."""
        if self._training:
            self.pause()
        else:
            self.train()

    def step(self, unit: StepUnit) -> None:
        """Take one step, of a sample, a batch or an epoch."""
        self._set_training(False)
        self._training_number += 1
        self._send(self._worker.step(unit, self._training_number))
        self._stepping = unit == "epoch"
        self._unsaved.train()

    def back(self) -> None:
        """Go back to before the latest step, or to an earlier moment of the training."""
        self.pause()
        self._unsaved.move()
        self._send(self._worker.back())

    @Slot(int)
    def go_to(self, iteration: int) -> None:
        """Go to where this step is about to be taken; `refused` says why where it cannot be."""
        self._set_training(False)
        self._training_number += 1
        now = time.monotonic()
        edit = MomentEdit(self._experiment, iteration, self._training_number, now)
        for answer in self._undo.make(edit).answers:
            self._send(answer)
        self._stepping = True
        self._unsaved.train()
        self.undo_changed.emit()

    def replay(self) -> None:
        """Start again from the same weights; goes on training if it was."""
        training = self._training
        self._leave_run()
        self._send(self._worker.replay())
        if training:
            self.train()

    def recover(self, experiment: Experiment) -> None:
        """Use calmer choices, from the latest moment before the numbers grew beyond all bounds."""
        self._leave_run()
        self.set_experiment(experiment)
        self._send(self._worker.recover())

    def train_with(self, experiment: Experiment) -> None:
        """Use other choices and train."""
        self.set_experiment(experiment)
        self.train()

    def set_speed(self, steps_per_second: float | None) -> None:
        """Limit the speed of training; None: as fast as it goes."""
        self._send(self._worker.set_speed(steps_per_second))

    # Changing

    def set_experiment(self, experiment: Experiment) -> None:
        """Use other choices from now on; `refused` says why if they cannot be used."""
        if experiment != self._experiment:
            self._make(ChoiceEdit(self._experiment, experiment, time.monotonic()))

    def new_weights(self) -> None:
        """Start afresh from weights of another seed."""
        seed = SystemRandom().randint(0, 9999)
        seed += seed == self._experiment.weights_seed
        self.set_experiment(replace(self._experiment, weights_seed=seed))

    def set_parameter(self, index: int, value: float, *more: tuple[int, float]) -> None:
        """Set a weight or bias by its place in the flat vector, and `more`; `refused` as above."""
        self._make(point_edit(self._experiment, (index, value), *more))

    def undo(self) -> None:
        """Take the latest edit back."""
        self._follow(self._undo.undo())

    def redo(self) -> None:
        """Do the latest undone edit again."""
        self._follow(self._undo.redo())

    # Files

    def use(self, run: TrainingRun, has_file: bool) -> None:
        """Work on another run from now on, which nobody else changes any more."""
        self._undo.clear()
        self._unsaved.open(has_file)
        self._turn_to(run.experiment, self._worker.use(run))

    def cover(self, run: TrainingRun) -> None:
        """Work on another run for a while: what is there waits for `uncover`, untouched."""
        self._undo.cover()
        self._unsaved.cover()
        self._covered = self._experiment, self._worker.exchange(run)
        self._turn_to(run.experiment, self._covered[1])

    def uncover(self) -> None:
        """Go on with what was covered, just as it was, its training paused."""
        if self._covered is None:
            return
        (experiment, held), self._covered = self._covered, None
        self._undo.clear()
        self._turn_to(experiment, self._worker.take_up(held))
        self._undo.uncover()  # only now: to come back was none of its edits
        self._unsaved.uncover()
        self.undo_changed.emit()

    def _turn_to(self, experiment: Experiment, answer: "Future[Any]") -> None:
        self._hide_run()
        self._send(answer)
        self._experiment = experiment
        self.undo_changed.emit()
        self.experiment_changed.emit(experiment)

    def mark_saved(self, point: SavePoint) -> None:
        """Say that a file now holds all of it, as of this point."""
        self._unsaved.save(point, self._at_work)

    # Within

    @property
    def _at_work(self) -> bool:
        return self._training or self._stepping

    def _send(self, future: "Future[Any]") -> None:
        self._pending.append((future, self._training_number))
        future.add_done_callback(self._tell)
        self.ask_frame()

    def _make(self, edit: Edit) -> None:
        try:
            edit.check()
        except ExperimentError as error:
            self.refused.emit(str(error))
            self.experiment_changed.emit(self._experiment)  # whoever shows the choice puts it back
        else:
            self._follow(self._undo.make(edit))

    def _follow(self, sent: Sent | None) -> None:
        """Show what an edit leads to, and wait for what the worker says."""
        if sent is None:
            return
        for answer in sent.answers:
            self._send(answer)
        self._unsaved.edit()
        before, self._experiment = self._experiment, sent.experiment
        if not kept(before, sent.experiment).network:
            self._generation += 1
        if before != sent.experiment:
            self.experiment_changed.emit(sent.experiment)
        self.undo_changed.emit()

    def _leave_run(self) -> None:
        """Show nothing more of the run there is, nor of its training's end."""
        self._unsaved.move()
        self._hide_run()

    def _hide_run(self) -> None:
        self._set_training(False)
        self._generation += 1
        self._training_number += 1

    def _set_training(self, training: bool) -> None:
        self._stepping = False
        if training != self._training:
            self._training = training
            self.training_changed.emit(training)
