"""FramePacing: when the next frame may be asked for, by what the ones before have cost."""

import time
from collections.abc import Callable
from math import inf

FRAME_MS = 28  # at least this long from one frame asked for to the next
DRAWING_SHARE = 0.6  # of the GUI's time at the most: what is slow to draw comes less often
WORKER_SHARE = 0.2  # of the worker's time at the most goes into frames while it has steps to take
POLL_MS = 4  # from one look at whether it is time to the next


class FramePacing:
    """Follows each frame: asked for, handed over by the worker, drawn."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter):
        """`clock` returns seconds."""
        self._clock = clock
        self._asked_at = self._handed_over_at = 0.0
        self._drawing_ms = self._worker_ms = 0.0
        self._latest_ms = inf  # of the worker
        self.drawing = False  # handed over, and not drawn as far as is known

    def is_due(self, at_work: bool) -> bool:
        """Say whether a frame may be asked for; a worker at rest has all the time for it."""
        gap = max(FRAME_MS, self._drawing_ms / DRAWING_SHARE)
        if at_work:
            gap = max(gap, self._worker_ms / WORKER_SHARE)
        waited_ms = (self._clock() - self._asked_at) * 1000
        return waited_ms >= gap - POLL_MS / 2

    def ask(self) -> None:
        """Take note that a frame is asked for."""
        self._asked_at = self._clock()

    def hand_over(self, worker_seconds: float) -> None:
        """Take note that a frame is here, which cost the worker so long, and is drawn next."""
        self._handed_over_at, self.drawing = self._clock(), True
        # The lesser of two: a worker that waits for its processor once is not a costly frame.
        latest_ms = worker_seconds * 1000
        self._worker_ms, self._latest_ms = min(latest_ms, self._latest_ms), latest_ms

    def finish(self) -> None:
        """Take note that the frame handed over, if there is one, has been drawn."""
        if self.drawing:
            self._drawing_ms = (self._clock() - self._handed_over_at) * 1000
            self.drawing = False
