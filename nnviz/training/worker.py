"""Worker: a thread around a run. What is to happen to the run arrives as a message."""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from math import inf
from queue import SimpleQueue
from typing import Any, Literal, TypeVar

from nnviz.engine.ending import Ending
from nnviz.experiment import Experiment
from nnviz.kept import kept
from nnviz.run_state import RunState
from nnviz.training.divergence import DivergenceError, WeightError
from nnviz.training.going_back import MomentError, go_back
from nnviz.training.measuring import Measuring
from nnviz.training.messages import Message, next_message
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.timeline import Timeline

StepUnit = Literal["sample", "batch", "epoch"]
ResultT = TypeVar("ResultT")

ARREARS_SECONDS = 0.05  # of steps at a limited speed are made up for
SLICE_SECONDS = 0.002  # of training from one look at the messages to the next
MAX_SLICE_STEPS = 10_000
HARMLESS = 1e30  # weights up to here are set without a look at what becomes of the losses


@dataclass(frozen=True)
class Stopped:
    """Training has ended by itself: `ending` says why, None after the step of an epoch."""

    ending: Ending | None = None
    error: BaseException | None = None  # nobody planned for it
    training: int = 0  # the number that `train` was given


@dataclass(frozen=True)
class Held:
    """A run that was put aside, with the moments it can go back to."""

    run: TrainingRun
    timeline: Timeline


class Worker:
    """Owns the run. Every method may be called from any thread and returns at once.

    Methods that change or read the run return a Future, done after the change; `events` holds what
    happened by itself. Nothing here is pushed to a screen: who wants a frame asks for it.
    """

    def __init__(self, run: TrainingRun):
        self.events: SimpleQueue[Stopped] = SimpleQueue()
        self._run = run
        self._timeline = Timeline()
        self._measuring = Measuring()
        self._messages: SimpleQueue[Message] = SimpleQueue()
        self._wake = threading.Event()
        self._quit = threading.Event()
        self._go_on = threading.Event()
        self._patience_s = 0.0  # of training, for the latest frame to be drawn
        self._training = False
        self._training_number = 0
        self._steps_left = inf  # of an epoch's step; inf: train until something ends it
        self._speed: float | None = None  # steps per second; None: as fast as it goes
        self._due = 0.0  # when the next step of a limited speed may be taken
        self._slice_steps = 1
        self._meter = _Meter()
        self._thread = threading.Thread(target=self.work, name="nnviz-worker", daemon=True)

    # For any thread

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Have the thread end after the step it is in."""
        self._quit.set()
        self._wake.set()
        self._go_on.set()

    def stop(self, timeout: float = 10.0) -> bool:
        """Ask the thread to end after the step it is in, and wait; True when it has ended.

        From then on messages are answered at once, by whoever sends them.
        """
        self.ask_to_stop()
        if self._thread.is_alive():
            self._thread.join(timeout)
        if self._thread.is_alive():
            return False
        self._answer_messages()
        return True

    def call(self, message: Callable[[], ResultT]) -> "Future[ResultT]":
        """Have the worker's thread run this between two steps."""
        return self._send(Message(message))

    def _send(self, message: Message) -> "Future[Any]":
        self._messages.put(message)
        self._wake.set()
        if self._quit.is_set() and not self._thread.is_alive():
            self._answer_messages()
        return message.future

    @property
    def training(self) -> bool:
        return self._training

    @property
    def busy(self) -> bool:
        """Whether training takes all the time it gets: its speed has no limit or is not reached."""
        in_arrears = self._due < time.perf_counter() - ARREARS_SECONDS / 2
        return self._training and (in_arrears or not self._limited)

    def train(self, number: int = 0) -> "Future[None]":
        """Train until something ends it; what it puts into `events` then carries the number."""
        return self.call(lambda: self._start_training(number))

    def pause(self) -> "Future[None]":
        return self.call(self._pause)

    def step(self, unit: StepUnit, number: int = 0) -> "Future[None]":
        """Take a step; one of an epoch is a training that says in `events` when it is done."""
        return self.call(lambda: self._step(unit, number))

    def back(self) -> "Future[bool]":
        return self.call(lambda: self._timeline.back(self._run))

    def go_to(self, iteration: int, number: int = 0) -> "Future[None]":
        """Put the run to where this step is about to be taken; MomentError: it cannot be.

        The way there may be a training that says in `events` when it is done.
        """
        return self.call(lambda: self._go_to(max(iteration, 0), number))

    def replay(self) -> "Future[None]":
        return self.call(lambda: self._use(self._run.replayed()))

    def recover(self) -> "Future[None]":
        """Go back to the latest moment no worse than the beginning, if need be to that."""
        return self.call(self._recover)

    def change(self, experiment: Experiment) -> "Future[None]":
        """Go on with other choices; a newer change may take the place of one still waiting."""
        return self._send(Message(lambda: self._change(experiment), experiment))

    def use(self, run: TrainingRun) -> "Future[None]":
        return self.call(lambda: self._use(run))

    def exchange(self, run: TrainingRun) -> "Future[Held]":
        """Put the run there is aside, untouched, and use another for a while."""
        return self.call(lambda: self._exchange(Held(run, Timeline())))

    def take_up(self, held: "Future[Held]") -> "Future[Held]":
        """Use what `exchange` has put aside again, just as it was."""
        return self.call(lambda: self._exchange(held.result()))

    def restore(self, state: "Future[tuple[Experiment, RunState]]") -> "Future[None]":
        """Put back what `state` once answered, of the same experiment; steps under way end."""
        return self.call(lambda: self._restore(state.result()[1]))

    def set_parameter(self, index: int, value: float) -> "Future[None]":
        """Set one parameter; WeightError: losses would grow beyond all bounds, it is as it was."""
        return self.call(lambda: self._set_parameter(index, value))

    def parameter(self, index: int) -> "Future[tuple[float, float]]":
        """Ask for one parameter, and for the value of it that Replay starts from."""
        return self.call(lambda: self._run.parameter(index))

    def restore_parameter(
        self, index: int, before: "Future[tuple[float, float]]"
    ) -> "Future[None]":
        """Put back what `parameter` once answered."""
        return self.call(lambda: self._run.set_parameter(index, *before.result()))

    def set_speed(self, steps_per_second: float | None) -> "Future[None]":
        return self.call(lambda: self._set_speed(steps_per_second))

    def state(self) -> "Future[tuple[Experiment, RunState]]":
        return self.call(lambda: (self._run.experiment, self._run.state()))

    def frame(
        self, needs: frozenset[str] = frozenset(), patience_s: float = 0.0
    ) -> "Future[Snapshot]":
        """Ask for a snapshot with these rows of PARTS; at rest all of it is of that moment.

        Training then waits for `go_on`, at most so long: Python runs one thread at a time, and
        two that take turns by the millisecond keep each other waiting.
        """
        return self.call(lambda: self._frame(needs, patience_s))

    def go_on(self) -> None:
        """Say that the latest frame is drawn."""
        self._go_on.set()

    # In the worker's own thread

    def work(self) -> None:
        """Answer messages and train until `stop`; the body of the thread."""
        while True:
            self._answer_messages()
            if self._quit.is_set():  # after the messages, which clear what wakes from waiting
                return
            if self._training:
                self._let_draw()
                self._train_slice()
            else:
                self._wake.wait()

    def _answer_messages(self) -> None:
        """Answer what has come so far; what comes meanwhile waits for the next step."""
        self._wake.clear()
        came = deque(self._messages.get_nowait() for _ in range(self._messages.qsize()))
        while came:
            message = next_message(came, self._run.experiment)
            try:
                message.future.set_result(message.act())
            except Exception as error:
                message.future.set_exception(error)

    def _let_draw(self) -> None:
        patience_s, self._patience_s = self._patience_s, 0.0
        if patience_s:
            self._go_on.wait(patience_s)

    def _train_slice(self) -> None:
        wait = self._due - time.perf_counter()
        if wait > 0 and self._limited:
            self._wake.wait(wait)
            return
        try:
            steps = self._advance()
        except DivergenceError as error:
            self._end_training(error.ending)
        except Exception as error:
            self._end_training(None, error)
        else:
            if self._steps_left == 0:
                self._end_training(None)
            elif self._run.finished is not None and (self._steps_left == inf or steps == 0):
                self._end_training(self._run.finished)

    @property
    def _limited(self) -> bool:
        return self._speed is not None and self._steps_left == inf

    def _end_training(self, ending: Ending | None, error: Exception | None = None) -> None:
        self._training = False
        self.events.put(Stopped(ending, error, self._training_number))

    def _advance(self) -> int:
        """Take as many steps as fit into a slice and return how many they were."""
        started, before = time.perf_counter(), self._run.iteration
        if self._speed is not None and self._limited:
            self._timeline.record(self._run)
            self._due = max(self._due + 1 / self._speed, started - ARREARS_SECONDS)
            self._run.advance(1)
        else:
            self._run.advance(int(min(self._slice_steps, self._steps_left)))
        seconds, steps = time.perf_counter() - started, self._run.iteration - before
        self._steps_left -= steps
        self._meter.count(steps)
        fitting = int(steps * SLICE_SECONDS / max(seconds, 1e-6))
        self._slice_steps = min(max(fitting, 1), MAX_SLICE_STEPS)
        return steps

    def _start_training(self, number: int) -> None:
        self._training_number, self._steps_left = number, inf
        if self._run.finished is not None:
            self._end_training(self._run.finished)
            return
        self._timeline.record(self._run)
        self._training, self._due = True, time.perf_counter()
        self._meter = _Meter()

    def _pause(self) -> None:
        self._training = False

    def _step(self, unit: StepUnit, number: int) -> None:
        self._training = False
        self._timeline.record(self._run)
        if unit == "sample":
            self._run.step_sample()
        elif unit == "batch":
            self._run.step()
        else:
            self._take_steps(self._run.batches_left, number)

    def _go_to(self, iteration: int, number: int) -> None:
        self._training, self._training_number = False, number
        try:
            if iteration > self._run.iteration:
                self._timeline.record(self._run)
            else:
                go_back(self._run, self._timeline, iteration)
        except MomentError:
            self._end_training(None)
            raise
        self._take_steps(iteration - self._run.iteration, number)

    def _take_steps(self, steps: int, number: int) -> None:
        """Begin a training that is done after so many steps."""
        self._training_number, self._steps_left = number, steps
        self._training, self._meter = True, _Meter()
        if steps == 0:
            self._end_training(None)

    def _change(self, experiment: Experiment) -> None:
        if not kept(self._run.experiment, experiment).past:
            self._timeline.clear()
        self._run = self._run.changed_to(experiment)
        self._slice_steps = 1  # a larger network's steps take longer

    def _restore(self, state: RunState) -> None:
        if self._training and self._steps_left != inf:
            self._end_training(None)
        self._run.restore(state)

    def _set_parameter(self, index: int, value: float) -> None:
        before = self._run.parameter(index)
        self._run.set_parameter(index, value)
        if abs(value) > HARMLESS and not self._run.is_finite():
            self._run.set_parameter(index, *before)
            raise WeightError

    def _recover(self) -> None:
        self._training = False
        while self._timeline.back(self._run):
            snapshot = self._run.snapshot()
            if snapshot.metrics.train_loss <= snapshot.column("train_loss")[0]:
                return
        self._use(self._run.replayed())

    def _use(self, run: TrainingRun) -> None:
        self._training = False
        self._timeline.clear()
        self._run = run
        self._slice_steps = 1

    def _exchange(self, other: Held) -> Held:
        self._training = False
        before = Held(self._run, self._timeline)
        self._run, self._timeline = other.run, other.timeline
        self._slice_steps = 1
        return before

    def _set_speed(self, steps_per_second: float | None) -> None:
        self._speed, self._due = steps_per_second, time.perf_counter()

    def _frame(self, needs: frozenset[str], patience_s: float) -> Snapshot:
        started = time.perf_counter()
        self._go_on.clear()
        self._patience_s = patience_s
        if self._training and self._steps_left == inf:  # Back takes a step of an epoch as one
            self._timeline.record(self._run)
        measure = self._measuring.paced if self._training else self._measuring.exact
        snapshot = self._run.snapshot(needs, measure)
        rate = self._meter.rate if self._training else 0.0
        seconds = time.perf_counter() - started - self._measuring.paced_seconds
        return replace(snapshot, steps_per_second=rate, seconds=seconds)


class _Meter:
    """Steps per second over about the last second."""

    def __init__(self) -> None:
        self._since, self._steps, self.rate = time.perf_counter(), 0, 0.0

    def count(self, steps: int) -> None:
        self._steps += steps
        seconds = time.perf_counter() - self._since
        if seconds >= 0.5:
            self.rate = self._steps / seconds
            self._since, self._steps = time.perf_counter(), 0
