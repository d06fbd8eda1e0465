"""Measuring: what a frame carries is measured as often as training can spare the time for it."""

import time
from collections.abc import Callable, Iterable

from nnviz.training.snapshot_parts import PARTS, Cost, Measured, Subject, measure

PACED_SHARE = 0.15  # of the time at the most is spent on parts that are paced


class Measuring:
    """Remembers what was measured for the frame before. For one thread and one run at a time.

    Paced parts are measured together, so that a picture is of one moment, and then not again until
    their share of the time allows it. What is kept goes when anything but a step changes the run.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter):
        """`clock` returns seconds."""
        self._clock = clock
        self._kept: dict[str, Measured] = {}
        self._generation: object = None
        self._due = 0.0  # when paced parts may be measured again
        self.paced_seconds = 0.0  # that they have cost the latest frame

    def exact(self, subject: Subject, keys: Iterable[str]) -> dict[str, Measured]:
        """Measure all that is not of this moment already."""
        return self._collect(subject, keys, keep_older=False)

    def paced(self, subject: Subject, keys: Iterable[str]) -> dict[str, Measured]:
        """Measure what is new, cheap or due; the rest is as it was in the frame before."""
        return self._collect(subject, keys, keep_older=self._clock() < self._due)

    def _collect(
        self, subject: Subject, keys: Iterable[str], keep_older: bool
    ) -> dict[str, Measured]:
        before = self._kept if subject.generation is self._generation else {}
        self._kept, self._generation, self.paced_seconds = {}, subject.generation, 0.0
        for key in keys:
            kept = before.get(key) if PARTS[key].cost is Cost.PACED else None
            if kept is None or not (keep_older or kept.moment == subject.moment):
                kept = self._measure(key, subject)
            self._kept[key] = kept
        wait = self.paced_seconds * (1 / PACED_SHARE - 1)
        self._due = max(self._due, self._clock() + wait)
        return self._kept

    def _measure(self, key: str, subject: Subject) -> Measured:
        started = self._clock()
        measured = measure(key, subject)
        if PARTS[key].cost is Cost.PACED:
            self.paced_seconds += self._clock() - started
        return measured
