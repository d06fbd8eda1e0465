"""FramePacing: when the next frame may be asked for, by what the ones before have cost."""

import time
from collections.abc import Callable
from math import inf

FRAME_MS = 1000 / 60  # at least this long from one frame asked for to the next
LATE_MS = 4  # a frame asked for so much too late makes the next one no later
DRAWING_SHARE = 0.6  # of the GUI's time at the most: what is slow to draw comes less often
BUSY_SHARE = 0.33  # the same while training, which waits for it, takes all the time it gets
WORKER_SHARE = 0.2  # of a busy worker's time at the most goes into frames


class FramePacing:
    """Follows each frame: asked for, handed over by the worker, drawn."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter):
        """`clock` returns seconds."""
        self._clock = clock
        self._asked_at = self._handed_over_at = 0.0
        self._drawing, self._worker = _Lesser(), _Lesser()
        self._handed_over = False

    def wait_ms(self, busy: bool) -> float:
        """Return how long not to ask for a frame yet; `busy`: the worker has no time to spare."""
        return max((self._due_at(busy) - self._clock()) * 1000, 0.0)

    def ask(self, busy: bool) -> None:
        """Take note that a frame is asked for."""
        now, due = self._clock(), self._due_at(busy)
        self._asked_at = due if 0 <= (now - due) * 1000 < LATE_MS else now

    def _due_at(self, busy: bool) -> float:
        gap_ms = max(FRAME_MS, self._drawing.ms / (BUSY_SHARE if busy else DRAWING_SHARE))
        if busy:
            gap_ms = max(gap_ms, self._worker.ms / WORKER_SHARE)
        return self._asked_at + gap_ms / 1000

    def hand_over(self, worker_seconds: float) -> None:
        """Take note that a frame is here, which cost the worker so long, and is drawn next."""
        self._handed_over_at, self._handed_over = self._clock(), True
        self._worker.add(worker_seconds * 1000)

    def finish(self) -> None:
        """Take note that the frame handed over, if there is one, has been drawn."""
        if self._handed_over:
            self._drawing.add((self._clock() - self._handed_over_at) * 1000)
            self._handed_over = False


class _Lesser:
    """The lesser of the two latest costs: to wait for the processor once is not to be costly."""

    def __init__(self) -> None:
        self.ms, self._latest_ms = 0.0, inf

    def add(self, ms: float) -> None:
        self.ms, self._latest_ms = min(ms, self._latest_ms), ms
