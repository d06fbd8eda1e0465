"""Timeline: the latest states of a run, for Back, in bounded memory."""

from collections import deque

from nnviz.run_state import RunState
from nnviz.training.run import TrainingRun

MAX_STATES = 500
MAX_BYTES = 64 * 2**20


class Timeline:
    """States in the order they were passed; the oldest give way."""

    def __init__(self) -> None:
        self._states: deque[RunState] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._states)

    def record(self, run: TrainingRun) -> None:
        """Remember where the run stands, in place of what stood there at the last call."""
        state = run.state()
        if self._states and _place(self._states[-1]) == _place(state):
            self._bytes -= self._states.pop().nbytes
        self._states.append(state)
        self._bytes += state.nbytes
        while len(self._states) > 1 and (len(self._states) > MAX_STATES or self._bytes > MAX_BYTES):
            self._bytes -= self._states.popleft().nbytes

    def back(self, run: TrainingRun) -> bool:
        """Put the run back to the latest state before its present one; False if there is none."""
        here = (run.iteration, run.sample)
        while self._states:
            state = self._states.pop()
            self._bytes -= state.nbytes
            if _place(state) < here:
                run.restore(state)
                return True
        return False

    def before(self, iteration: int) -> RunState | None:
        """Return the latest state in which this step was still to be taken, None: there is none."""
        known = (state for state in reversed(self._states) if _place(state) <= (iteration, 0))
        return next(known, None)

    def clear(self) -> None:
        self._states.clear()
        self._bytes = 0


def _place(state: RunState) -> tuple[int, int]:
    return state.iteration, state.sample
