"""Undo: the edits a person made, as messages to the worker: to make, take back and make again."""

from concurrent.futures import Future
from dataclasses import dataclass, field, fields
from math import isfinite
from typing import Any, Protocol

from nnviz.experiment import Experiment, ExperimentError
from nnviz.kept import kept
from nnviz.language import tr
from nnviz.run_state import RunState
from nnviz.training.worker import Worker

MERGE_SECONDS = 0.8  # edits of the same choice closer together than this are one step
STEPS = 200
WEIGHTS = 4_000_000  # parameters remembered in all; at most 32 bytes each

Answers = list["Future[Any]"]


class Edit(Protocol):
    """Something a person changed, which leads from one experiment to another or leaves it."""

    @property
    def before(self) -> Experiment: ...

    @property
    def after(self) -> Experiment: ...

    def check(self) -> None:
        """Raise ExperimentError with a sentence if it cannot be made."""

    def make(self, worker: Worker) -> Answers:
        """Have the worker do it, the first time or again."""

    def take_back(self, worker: Worker) -> Answers:
        """Have the worker take it back."""


@dataclass
class ChoiceEdit:
    """Other choices; where they rebuild the network, with the state it was in before."""

    before: Experiment
    after: Experiment
    made_at: float  # seconds of a clock that only runs forward
    state: "Future[tuple[Experiment, RunState]] | None" = None  # before, as made the last time

    @property
    def rebuilds(self) -> bool:
        """Whether the network becomes another one: taken back, its weights are put back too."""
        return not kept(self.before, self.after).network

    def check(self) -> None:
        self.after.check()

    def make(self, worker: Worker) -> Answers:
        if self.rebuilds:
            self.state = worker.state()
        return [worker.change(self.after)]

    def take_back(self, worker: Worker) -> Answers:
        changed = worker.change(self.before)
        return [changed] if self.state is None else [changed, worker.restore(self.state)]


@dataclass
class WeightEdit:
    """One weight set by hand, by its place in the flat parameter vector."""

    after: Experiment  # in whose network
    parameter: int
    value: float
    replaced: "Future[tuple[float, float]]" = field(init=False)  # and what Replay starts from
    answer: "Future[None] | None" = None

    @property
    def before(self) -> Experiment:
        return self.after

    def check(self) -> None:
        if not isfinite(self.value):
            raise ExperimentError(tr("A weight must be a finite number."))
        if not 0 <= self.parameter < self.after.vector_size:
            raise ExperimentError(tr("This weight is no longer there."))
        if not self.after.is_learned(self.parameter):
            raise ExperimentError(tr("This layer has no biases."))

    def make(self, worker: Worker) -> Answers:
        self.replaced = worker.parameter(self.parameter)
        self.answer = worker.set_parameter(self.parameter, self.value)
        return [self.answer]

    def take_back(self, worker: Worker) -> Answers:
        return [worker.restore_parameter(self.parameter, self.replaced)]


@dataclass
class PointEdit:
    """Several weights set by hand together, as one edit."""

    after: Experiment
    parts: tuple[WeightEdit, ...]

    @property
    def before(self) -> Experiment:
        return self.after

    def check(self) -> None:
        for part in self.parts:
            part.check()

    def make(self, worker: Worker) -> Answers:
        return [answer for part in self.parts for answer in part.make(worker)]

    def take_back(self, worker: Worker) -> Answers:
        return [answer for part in self.parts[::-1] for answer in part.take_back(worker)]


def point_edit(now: Experiment, *numbers: tuple[int, float]) -> WeightEdit | PointEdit:
    """Return the edit that sets parameters, each by its place in the flat vector."""
    parts = tuple(WeightEdit(now, *number) for number in numbers)
    return parts[0] if len(parts) == 1 else PointEdit(now, parts)


@dataclass
class MomentEdit:
    """The run taken to another of its steps; taken back, it stands where it stood."""

    after: Experiment
    iteration: int
    training: int  # the number that the way there has as a training
    made_at: float  # seconds of a clock that only runs forward
    state: "Future[tuple[Experiment, RunState]] | None" = None  # before
    arrived: "Future[tuple[Experiment, RunState]] | None" = None  # where it was taken back
    answer: "Future[None] | None" = None

    @property
    def before(self) -> Experiment:
        return self.after

    def check(self) -> None:
        """Any number may be a step's: the worker finds out whether it can be gone to."""

    def make(self, worker: Worker) -> Answers:
        self.state = self.state or worker.state()
        if self.arrived is not None:
            return [worker.restore(self.arrived)]
        self.answer = worker.go_to(self.iteration, self.training)
        return [self.answer]

    def take_back(self, worker: Worker) -> Answers:
        assert self.state is not None, "only what was made is taken back"
        left, self.state = self.state, None
        self.arrived = worker.state()
        return [worker.restore(left)]


@dataclass(frozen=True)
class Sent:
    """What comes of an edit: the experiment from now on, and the worker's answers to come."""

    experiment: Experiment
    answers: Answers


class Undo:
    """The edits that can be taken back and made again, the latest last."""

    def __init__(self, worker: Worker):
        self.done: list[Edit] = []
        self.undone: list[Edit] = []
        self._covered: tuple[list[Edit], list[Edit]] = [], []
        self._worker = worker

    def make(self, edit: Edit) -> Sent:
        """Make a new edit; what was taken back cannot be made again any more."""
        self.undone.clear()
        if isinstance(edit, ChoiceEdit) and self._merge(edit):
            return Sent(edit.after, [self._worker.change(edit.after)])
        if isinstance(edit, MomentEdit):
            self._walk_on(edit)
        return self._make(edit)

    def undo(self) -> Sent | None:
        """Take the latest edit back, None: there is none."""
        if not self.done:
            return None
        edit = self.done.pop()
        self.undone.append(edit)
        return Sent(edit.before, edit.take_back(self._worker))

    def redo(self) -> Sent | None:
        """Make the edit that was taken back last again, None: there is none."""
        return self._make(self.undone.pop()) if self.undone else None

    def drop(self, answer: "Future[Any]") -> None:
        """Forget what was not done after all, by the worker's answer."""
        for edits in (self.done, self.undone):
            edits[:] = [edit for edit in edits if not _is_of(edit, answer)]

    def cover(self) -> None:
        """Put the edits there are aside: what is edited now is another work."""
        self._covered, self.done, self.undone = (self.done, self.undone), [], []

    def uncover(self) -> None:
        """Have the edits that were put aside again, instead of those made since."""
        (self.done, self.undone), self._covered = self._covered, ([], [])

    def clear(self) -> None:
        self.done.clear()
        self.undone.clear()

    def _make(self, edit: Edit) -> Sent:
        sent = Sent(edit.after, edit.make(self._worker))
        self.done.append(edit)
        del self.done[:-STEPS]
        self._forget_oldest_states()
        return sent

    def _merge(self, edit: ChoiceEdit) -> bool:
        """Make the edit part of the latest one if they belong together, as while dragging.

        What rebuilds the network is a step of its own, however fast the clicks come.
        """
        last = self.done[-1] if self.done else None
        if (
            not isinstance(last, ChoiceEdit)
            or edit.made_at - last.made_at >= MERGE_SECONDS
            or _changed(last) != _changed(edit)
            or last.rebuilds
            or edit.rebuilds
        ):
            return False
        last.after, last.made_at = edit.after, edit.made_at
        if last.after == last.before:
            self.done.pop()  # taken back by hand: nothing is left to undo
        return True

    def _walk_on(self, edit: MomentEdit) -> None:
        """Make steps that are walked through close together one, from where the walk began."""
        last = self.done[-1] if self.done else None
        if isinstance(last, MomentEdit) and edit.made_at - last.made_at < MERGE_SECONDS:
            edit.state = last.state
            self.done.pop()

    def _forget_oldest_states(self) -> None:
        room = WEIGHTS
        for edit in reversed(self.done.copy()):
            if isinstance(edit, ChoiceEdit | MomentEdit) and edit.state is not None:
                room -= edit.before.vector_size
                if room < 0:
                    edit.state = None
                    if isinstance(edit, MomentEdit):
                        self.done.remove(edit)


def _changed(edit: ChoiceEdit) -> set[str]:
    return {
        choice.name
        for choice in fields(Experiment)
        if getattr(edit.before, choice.name) != getattr(edit.after, choice.name)
    }


def _is_of(edit: Edit, answer: "Future[Any]") -> bool:
    if isinstance(edit, PointEdit):
        return any(_is_of(part, answer) for part in edit.parts)
    return isinstance(edit, WeightEdit | MomentEdit) and edit.answer is answer
