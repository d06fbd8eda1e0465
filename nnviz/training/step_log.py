"""StepLog: the latest steps of a small network, recorded as they are taken, in bounded memory."""

import numpy as np

from nnviz.run_state import Array

MOST_ROWS = 10_000
MOST_NUMBERS = 100_000  # in all rows


class StepLog:
    """Rows of steps that follow one another; the oldest give way.

    A row is the cost, then the gradient, the parameters before and those after, each of all
    `places` in the parameter vector. `cost_known`, `gradient_known` and `taken` are called in this
    order within a step. Without places nothing is recorded.
    """

    def __init__(self, places: tuple[int, ...]):
        self.places = places
        self._places = np.array(places, np.int64)
        self._width = 1 + 3 * len(places)
        self.most = min(MOST_ROWS, MOST_NUMBERS // self._width)
        self._rows = np.empty((2 * self.most, self._width))
        self._start = self._end = 0  # rows in use
        self._next = 0  # the iteration of the next row
        count = len(places)
        self._gradient, self._before, self._after = (
            slice(1 + k * count, 1 + (k + 1) * count) for k in range(3)
        )

    @property
    def first(self) -> int:
        """The iteration of the oldest row; without rows that of the next step."""
        return self._next - (self._end - self._start)

    def rows(self, since: int = 0) -> Array:
        """Return a copy of the rows from this iteration on, of shape (rows, 1 + 3 · places)."""
        return self._rows[max(self._end - (self._next - since), self._start) : self._end].copy()

    # A step

    def cost_known(self, cost: float, parameters: Array) -> None:
        """Begin a row: the batch has gone through the network with these parameters."""
        if self._end == len(self._rows):
            self._rows[: self.most] = self._rows[-self.most :]
            self._start, self._end = 0, self.most
        row = self._rows[self._end]
        row[0] = cost
        parameters.take(self._places, None, row[self._before], "clip")

    def gradient_known(self, gradient: Array) -> None:
        gradient.take(self._places, None, self._rows[self._end][self._gradient], "clip")

    def taken(self, parameters: Array) -> None:
        """End the row: the step has led to these parameters."""
        parameters.take(self._places, None, self._rows[self._end][self._after], "clip")
        self._end += 1
        self._next += 1
        self._start = max(self._start, self._end - self.most)

    # What else happens to a run

    def clear(self, iteration: int) -> None:
        """Forget all rows; the next step is this one."""
        self._start = self._end = 0
        self._next = iteration

    def follow(self, iteration: int, same_cost: bool) -> None:
        """Go on with this step, with other choices.

        All rows are forgotten where it is another cost, or where steps were taken without a row.
        """
        if iteration != self._next or not same_cost:
            self.clear(iteration)

    def go_to(self, iteration: int, parameters: Array) -> None:
        """Keep what led to this moment; the next step is this one.

        Only a step that began or ended with these parameters says that it is a moment of this run.
        """
        place = self._end - (self._next - iteration)
        here, rows = parameters[self._places], self._rows
        ended = self._start < place <= self._end and _same(rows[place - 1][self._after], here)
        began = self._start <= place < self._end and _same(rows[place][self._before], here)
        if not (ended or began):
            self.clear(iteration)
        else:
            self._end, self._next = place, iteration

    def take_over(self, other: "StepLog") -> None:
        """Have the rows of a log of the same network that stands at the same step."""
        rows = other.rows()
        self._rows[: len(rows)] = rows
        self._start, self._end = 0, len(rows)


def _same(one: Array, other: Array) -> bool:
    return bool(np.array_equal(one, other))
