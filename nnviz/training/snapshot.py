"""Snapshot: what a run shows at one moment, frozen and copied, so that it may cross threads."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.ending import Ending
from nnviz.engine.network import Network
from nnviz.experiment import Experiment
from nnviz.run_state import HISTORY_COLUMNS, Array
from nnviz.training.prepare import Prepared, build_network

SHOWN_UNITS = 16  # neurons a layer whose pictures are computed; the others are counted, not drawn


@dataclass(frozen=True, eq=False)
class Responses:
    """Every shown neuron's value over the input plane (or line), inputs first, output last.

    `layers[k]` has the shape (units, rows, columns) over the spans of the data's form, the first
    row at the low end of x2; for one input it is (units, columns). Where the form has no spans it
    is (units, examples): the values for the data's examples.
    """

    layers: tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All that views may draw. `responses` and `values` are there when a view asked for them."""

    experiment: Experiment
    data: Prepared
    parameters: Array
    statistics: Array  # what batch normalisation remembers
    iteration: int
    epoch: int
    position: int  # batches of this epoch already used
    batches: int  # of an epoch
    sample: int  # samples of the next batch already looked at
    batch: NDArray[np.int64]  # columns of the training data that make up the next batch
    train_loss: float
    test_loss: float
    train_score: float
    test_score: float
    penalty: float  # what L1 and L2 add to the training loss; it is in train_loss
    history: Array  # (rows, HISTORY_COLUMNS)
    finished: Ending | None  # why training ended by itself
    warning: Ending | None = None  # what speaks against its ever doing so
    steps_per_second: float = 0.0
    responses: Responses | None = None
    values: tuple[Array, ...] | None = None  # per layer (units, train samples), inputs first

    def __post_init__(self) -> None:
        """Make the arrays read-only: several views draw the same ones."""
        pictures = self.responses.layers if self.responses else ()
        for array in (self.parameters, self.batch, self.history, *pictures, *(self.values or ())):
            array.flags.writeable = False

    @cached_property
    def network(self) -> Network:
        """The network at this moment."""
        return build_network(self.experiment, self.data, self.parameters, self.statistics)

    def column(self, name: str) -> Array:
        """Return one column of the history."""
        return self.history[:, HISTORY_COLUMNS.index(name)]

    @property
    def learning_rate(self) -> float:
        """The rate of this epoch, by the schedule."""
        return self.experiment.learning_rate_at(self.epoch)

    @property
    def sample_column(self) -> int | None:
        """The training sample a sample step looked at last, None between batches."""
        return int(self.batch[self.sample - 1]) if self.sample else None
