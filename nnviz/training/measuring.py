"""Measuring: what a frame carries is measured as often as training can spare the time for it."""

import time
from collections.abc import Callable, Iterable

from nnviz.training.parts import PARTS, Cost, Measured, Subject, measure

PACED_SHARE = 0.2  # of the time at the most is spent on parts that are paced


class Measuring:
    """Remembers what was measured for the frame before. For one thread and one run at a time.

    Paced parts are measured together, so that a picture is of one moment, and then not again until
    their share of the time allows it. What is kept goes when anything but a step changes the run.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter):
        self._clock = clock
        self._kept: dict[str, Measured] = {}
        self._generation: object = None
        self._due = 0.0  # when paced parts may be measured again

    def exact(self, subject: Subject, keys: Iterable[str]) -> dict[str, Measured]:
        """Measure all that is not of this moment already."""
        return self._measured(subject, keys, keep_older=False)

    def paced(self, subject: Subject, keys: Iterable[str]) -> dict[str, Measured]:
        """Measure what is new, cheap or due; the rest is as it was in the frame before."""
        return self._measured(subject, keys, keep_older=self._clock() < self._due)

    def _measured(
        self, subject: Subject, keys: Iterable[str], keep_older: bool
    ) -> dict[str, Measured]:
        same_run = subject.generation is self._generation
        before, self._generation = self._kept if same_run else {}, subject.generation
        self._kept = {}
        paced_seconds = 0.0
        for key in keys:
            kept, paced = before.get(key), PARTS[key].cost is Cost.PACED
            if kept and paced and (keep_older or kept.moment == subject.moment):
                self._kept[key] = kept
                continue
            started = self._clock()
            self._kept[key] = measure(key, subject)
            if paced:
                paced_seconds += self._clock() - started
        if paced_seconds:
            self._due = self._clock() + paced_seconds * (1 / PACED_SHARE - 1)
        return self._kept
