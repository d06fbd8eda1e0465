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
HISTORY_CAPACITY = 4096  # rows


@dataclass(frozen=True, eq=False)
class RunState:
    """Everything a run needs to go on exactly where it was; all arrays are copies."""

    parameters: Array
    initial: Array  # the parameters Replay starts from
    statistics: Array  # what batch normalisation remembers, of length 0 if there is none
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
        """The memory that the arrays take."""
        arrays = (self.parameters, self.initial, self.statistics, self.order, self.history)
        return sum(array.nbytes for array in (*arrays, *self.optimizer.values()))


def check_state(state: RunState, like: RunState, batches: int) -> None:
    """Raise ValueError unless a run that has the state `like` can go on from this one."""
    counters = (state.iteration, state.epoch, state.position, state.sample, state.best_epoch)
    rows = state.history.shape[:1]
    fits = (
        _shapes(state) == _shapes(like)
        and np.array_equal(np.sort(state.order), np.sort(like.order))
        and min(counters) >= 0
        and state.position < batches
        and state.sample <= like.order.size
        and state.history.shape == (*rows, len(HISTORY_COLUMNS))
        and rows <= (HISTORY_CAPACITY,)
        and state.history_interval >= 1
        and _is_generator(state.generator, like.generator)
    )
    if not fits:
        raise ValueError("the state is one of another experiment")


def _shapes(state: RunState) -> dict[str, tuple[int, ...]]:
    names = ("parameters", "initial", "statistics")
    arrays = {name: getattr(state, name) for name in names} | dict(state.optimizer)
    return {name: array.shape for name, array in arrays.items()}


def _is_generator(state: Mapping[str, Any], like: Mapping[str, Any]) -> bool:
    """Compare two states of PCG64: a name, two whole numbers of 128 bits, and half a draw."""
    inner = state.get("state")
    if state.keys() != like.keys() or state["bit_generator"] != like["bit_generator"]:
        return False
    if not isinstance(inner, Mapping) or inner.keys() != like["state"].keys():
        return False
    numbers = [(value, 128) for value in inner.values()]
    numbers += [(state["has_uint32"], 1), (state["uinteger"], 32)]
    return all(isinstance(value, int) and 0 <= value < 1 << bits for value, bits in numbers)
