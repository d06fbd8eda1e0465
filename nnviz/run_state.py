"""RunState: where a run stands, as one frozen value. A file saves it, Back puts it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# The columns of a history, in the order in which files store them. `train_score` and `test_score`
# are the accuracy of a classification or the R² of a regression.
HISTORY_COLUMNS = ("iteration", "epoch", "train_loss", "test_loss", "train_score", "test_score")


@dataclass(frozen=True, eq=False)
class RunState:
    """Everything a run needs to go on exactly where it was; all arrays are copies."""

    parameters: Array
    initial: Array  # the parameters Replay starts from
    optimizer: Mapping[str, Array]
    order: NDArray[np.int64]  # the training samples as shuffled for this epoch
    generator: Mapping[str, Any]  # of the NumPy bit generator that shuffles
    iteration: int
    epoch: int
    position: int  # batches of this epoch already used
    sample: int  # samples of the next batch already looked at
    best_test_loss: float
    best_epoch: int
    history: Array  # (rows, HISTORY_COLUMNS)
    history_interval: int  # epochs from one row to the next

    @property
    def nbytes(self) -> int:
        vectors = (self.parameters, self.initial, self.order, self.history, *self.optimizer.values())
        return sum(vector.nbytes for vector in vectors)
