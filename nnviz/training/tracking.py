"""Tracking: makes a run's track of the steps it recorded and of those that a copy takes ahead."""

from typing import TYPE_CHECKING

import numpy as np

from nnviz.run_state import Array
from nnviz.training.divergence import DivergenceError
from nnviz.training.track import Track, is_tracked, make_track

if TYPE_CHECKING:
    from nnviz.training.run import TrainingRun

AHEAD = 20  # steps, where training has no end in sight
MOST_AHEAD = 200  # as far away as an end is in sight
MOST_RECALLED = 2000  # steps taken once more for what led to a moment that was put in place


class Tracking:
    """What is remembered from one track of a run to the next, so that a frame costs little.

    A generation is an object that stays the same for as long as nothing but steps changes a run.
    """

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()  # what the latest track is of
        self._track: Track | None = None
        self._copy: TrainingRun | None = None
        self._copied: object = None  # the generation that the copy is of
        self._diverges = False  # the copy has come to its last finite moment
        self._unknown_before = -1  # what led to this step is not to be had

    def track(self, run: "TrainingRun", generation: object) -> Track | None:
        """Return the run's track as of now, None where there is none."""
        if not is_tracked(run.experiment):
            return None
        of = (generation, run.experiment, run.iteration)
        if not _identical(of, self._of):
            self._recall(run)
            past = run.log.rows()
            ahead, ends = self._ahead(run, generation)
            self._of = of
            self._track = make_track(
                run.experiment, np.concatenate([past, ahead]), run.log.first, run.iteration, ends
            )
        return self._track

    def _recall(self, run: "TrainingRun") -> None:
        """Find what led to a run that was put where it stands, if its beginning still leads there.

        It does so unless something was changed on the way.
        """
        first, here = run.log.first, run.iteration
        if first in (0, self._unknown_before) or here > min(MOST_RECALLED, run.log.most):
            return
        self._unknown_before = first
        again = run.replayed()
        try:
            while again.iteration < here:
                again.advance(here - again.iteration)
        except DivergenceError:
            return
        if np.array_equal(again.network.parameters, run.network.parameters):
            run.log.take_over(again.log)

    def _ahead(self, run: "TrainingRun", generation: object) -> tuple[Array, bool]:
        """Return the log's rows of the steps to come, and whether none follow them."""
        copy = self._copy_at(run, generation)
        goal = run.iteration + _steps_ahead(run)
        while copy.iteration < goal and not self._diverges:
            if copy.finished is not None and copy.iteration > run.iteration:
                break
            try:
                copy.advance(1)
            except DivergenceError:
                self._diverges = True
        return copy.log.rows(run.iteration), self._diverges or copy.finished is not None

    def _copy_at(self, run: "TrainingRun", generation: object) -> "TrainingRun":
        """Return the copy, which stands where the run does or further on its way."""
        copy = self._copy
        if copy is None or copy.experiment is not run.experiment:
            self._copied, copy = None, run.replayed()
            self._copy = copy
        on_the_way = copy.log.first <= run.iteration <= copy.iteration
        if self._copied is not generation or not on_the_way:
            copy.restore(run.state())
            self._copied, self._diverges = generation, False
        return copy


def _identical(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(a is b or a == b for a, b in zip(one, other, strict=True))


def _steps_ahead(run: "TrainingRun") -> int:
    """Return how many steps are to be forecast, of which the first is about to be taken."""
    if run.finished is not None:
        return 1
    epochs = run.experiment.stopping.epochs
    if epochs is None:
        return AHEAD
    left = (epochs - run.epoch - 1) * run.batches + run.batches_left
    return left if left <= MOST_AHEAD else AHEAD
