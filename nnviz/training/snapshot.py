"""Snapshot: what a run shows at one moment, frozen and copied, so that it may cross threads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.ending import Ending
from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network
from nnviz.experiment import Experiment
from nnviz.run_state import HISTORY_COLUMNS, Array
from nnviz.training.evaluation import Metrics
from nnviz.training.frozen import frozen
from nnviz.training.prepare import Prepared, build_network, layers_of


@dataclass(frozen=True, eq=False)
class Responses:
    """Every shown neuron's value over the input plane (or line), inputs first, output last.

    `layers[k]` has the shape (units, rows, columns) over the spans of the data's form, the first
    row at the low end of x2; for one input it is (units, columns). Where the form has no spans it
    is (units, examples): the values for the data's examples. `firsts` are the numbers of each
    layer's first unit here; without them they are 0.
    """

    layers: tuple[Array, ...]
    firsts: tuple[int, ...] = ()

    def first(self, layer: int) -> int:
        """Return the number of the first unit of a layer here."""
        return self.firsts[layer] if self.firsts else 0


@dataclass(frozen=True)
class Moment:
    """Where training stands."""

    iteration: int
    epochs: float  # with the share done of the one under way

    @classmethod
    def of(cls, iteration: int, epoch: int, position: int, batches: int) -> "Moment":
        """Return the moment at which so many of an epoch's batches have been used."""
        return cls(iteration, epoch + position / max(batches, 1))


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All that views may draw: the numbers of a run, and by key the rows of PARTS they need.

    While training goes on, a part that costs much may be of an earlier moment: `moment_of` tells.
    It is always one of this network and these data, with no edit in between.
    """

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
    history: Array  # (rows, HISTORY_COLUMNS)
    finished: Ending | None  # why training ended by itself
    parts: Mapping[str, Any]  # what was measured; each row of PARTS says what it is
    measured_at: Mapping[str, Moment] = field(default_factory=dict)  # of parts that are older
    steps_per_second: float = 0.0
    seconds: float = 0.0  # that it took to make this, without parts that have a pace of their own

    def __post_init__(self) -> None:
        """Make the arrays read-only: several views draw the same ones."""
        frozen((self.parameters, self.statistics, self.batch, self.history))
        for name in ("parts", "measured_at"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @property
    def moment(self) -> Moment:
        return Moment.of(self.iteration, self.epoch, self.position, self.batches)

    def moment_of(self, key: str) -> Moment:
        """Return the moment that this part is of."""
        return self.measured_at.get(key, self.moment)

    @property
    def metrics(self) -> Metrics:
        """The losses and scores, which every snapshot has."""
        metrics: Metrics = self.parts["metrics"]
        return metrics

    @cached_property
    def layers(self) -> tuple[Dense, ...]:
        """What the layers after the inputs are made of: known before the network is built."""
        return layers_of(self.experiment, self.data)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Units per layer, inputs first, outputs last."""
        return (len(self.data.train_inputs), *(layer.units for layer in self.layers))

    @cached_property
    def network(self) -> Network:
        """The network at this moment, to look at: its numbers are those of the snapshot."""
        return build_network(
            self.experiment, self.data, self.parameters, self.statistics, shared=True
        )

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
