"""History of a run in bounded memory."""

import numpy as np

from nnviz.run_state import HISTORY_CAPACITY, HISTORY_COLUMNS, Array


class History:
    """Rows of HISTORY_COLUMNS, or of others that begin with those two, every `interval` epochs.

    When they are full, every second one is dropped and the interval doubles, so that a run of any
    length costs the same memory and the same run always keeps the same rows.
    """

    def __init__(
        self, columns: int = len(HISTORY_COLUMNS), capacity: int = HISTORY_CAPACITY
    ) -> None:
        self.interval = 1
        self._values = np.empty((capacity, columns))
        self._count = 0

    def is_due(self, epoch: int) -> bool:
        """Say whether this epoch gets a row."""
        return epoch % self.interval == 0

    def append(self, row: tuple[float, ...]) -> None:
        """Add a row, of an iteration, its epoch, and what there is to say of it."""
        if self._count == len(self._values):
            kept = self._values[::2].copy()
            self._values[: len(kept)] = kept
            self._count = len(kept)
            self.interval *= 2
            if not self.is_due(int(row[1])):
                return
        self._values[self._count] = row
        self._count += 1

    def drop_after(self, iteration: int) -> None:
        """Forget the rows of later iterations."""
        self._count = int((self._values[: self._count, 0] <= iteration).sum())

    def rows(self) -> Array:
        """Return a read-only copy of shape (rows, columns)."""
        copy = self._values[: self._count].copy()
        copy.flags.writeable = False
        return copy

    def restore(self, rows: Array, interval: int) -> None:
        """Put back what `rows` and `interval` were."""
        self._count, self.interval = len(rows), interval
        self._values[: self._count] = rows
