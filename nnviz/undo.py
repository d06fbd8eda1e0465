"""Undo: the edits a person made, to take back and to do again. It changes nothing itself."""

from concurrent.futures import Future
from dataclasses import dataclass, field, fields

from nnviz.experiment import Experiment
from nnviz.kept import kept
from nnviz.run_state import RunState

MERGE_SECONDS = 0.8  # edits of the same choice closer together than this are one step
STEPS = 200
WEIGHTS = 4_000_000  # parameters remembered in all; at most 32 bytes each


@dataclass
class ChoiceEdit:
    """Other choices; where they rebuild the network, with the state it was in before."""

    before: Experiment
    after: Experiment
    made_at: float  # seconds of a clock that only runs forward
    state: "Future[tuple[Experiment, RunState]] | None" = None  # before, as done the last time


@dataclass
class WeightEdit:
    """One weight set by hand, by its place in the flat parameter vector."""

    parameter: int
    value: float
    before: "Future[tuple[float, float]]"  # its value, and the one Replay starts from


Edit = ChoiceEdit | WeightEdit


@dataclass
class UndoStack:
    """What can be undone and redone, the latest last."""

    done: list[Edit] = field(default_factory=list)
    undone: list[Edit] = field(default_factory=list)

    def merge(self, edit: ChoiceEdit) -> bool:
        """Make the edit part of the latest one if they belong together, as while dragging.

        What rebuilds the network is a step of its own, however fast the clicks come.
        """
        last = self.done[-1] if self.done else None
        if (
            not isinstance(last, ChoiceEdit)
            or edit.made_at - last.made_at >= MERGE_SECONDS
            or _changed(last) != _changed(edit)
            or last.state is not None
            or not kept(edit.before, edit.after).network
        ):
            return False
        last.after, last.made_at = edit.after, edit.made_at
        self.undone.clear()
        if last.after == last.before:
            self.done.pop()  # taken back by hand: nothing is left to undo
        return True

    def push(self, edit: Edit) -> None:
        """Add a new edit; what was undone cannot be redone any more."""
        self.done.append(edit)
        self.undone.clear()
        del self.done[:-STEPS]
        room = WEIGHTS
        for older in reversed(self.done):
            if isinstance(older, ChoiceEdit) and older.state is not None:
                room -= older.before.vector_size
                if room < 0:
                    older.state = None

    def undo(self) -> Edit | None:
        """Return the edit to take back, None if there is none."""
        return _move(self.done, self.undone)

    def redo(self) -> Edit | None:
        """Return the edit to do again, None if there is none."""
        return _move(self.undone, self.done)

    def clear(self) -> None:
        self.done.clear()
        self.undone.clear()


def _move(source: list[Edit], target: list[Edit]) -> Edit | None:
    if not source:
        return None
    target.append(source.pop())
    return target[-1]


def _changed(edit: ChoiceEdit) -> set[str]:
    return {
        choice.name
        for choice in fields(Experiment)
        if getattr(edit.before, choice.name) != getattr(edit.after, choice.name)
    }
