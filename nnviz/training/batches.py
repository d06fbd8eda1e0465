"""Batches: the training data as shuffled for an epoch, cut up, with a step made for each part."""

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.network import Network, Pass
from nnviz.engine.optimizers.optimizer import Step
from nnviz.training.method import BindPass
from nnviz.training.prepare import Prepared

Order = NDArray[np.int64]


class Batches:
    """`steps[k]()` trains the network on batch k; the last batch may be a smaller one.

    All arrays a step touches are made here, once; `put_in_order` fills them for an epoch.
    """

    def __init__(
        self,
        size: int | None,
        network: Network,
        data: Prepared,
        bind: BindPass,
        rng: np.random.Generator,
    ):
        """Batches of this size, None: of all; `bind` makes their steps.

        `rng` draws each epoch's order, and what dropout leaves out.
        """
        self._rng = rng
        self._data = data
        self._inputs = np.empty_like(data.train_inputs)
        self._targets = np.empty_like(data.train_targets)
        self._order: Order = np.arange(data.train.count)
        self._size = size or data.train.count
        self._starts = range(0, data.train.count, self._size)
        sizes = [min(self._size, data.train.count - start) for start in self._starts]
        self._passes = {count: Pass(network, count, rng) for count in set(sizes)}
        self.passes = [self._passes[count] for count in sizes]
        self.bind(bind)

    def bind(self, bind: BindPass) -> None:
        """Make the steps anew, on the same arrays."""
        bound = {count: bind(batch) for count, batch in self._passes.items()}
        self.steps = [
            bound[batch.size](
                self._inputs[:, start : start + batch.size],
                self._targets[:, start : start + batch.size],
            )
            for batch, start in zip(self.passes, self._starts, strict=True)
        ]

    @property
    def count(self) -> int:
        """How many batches there are in an epoch."""
        return len(self.steps)

    def span(self, first: int, count: int) -> tuple[list[Step], list[Pass]]:
        """Return the steps of so many batches from the first one on, and their passes."""
        part = slice(first, first + count)
        return self.steps[part], self.passes[part]

    @property
    def order(self) -> Order:
        """A copy of the training examples' columns in the order of this epoch."""
        return self._order.copy()

    def columns(self, batch: int) -> Order:
        """Return a copy of the training examples' columns that make up a batch."""
        return self._order[batch * self._size : (batch + 1) * self._size].copy()

    def shuffle(self) -> None:
        """Draw another order, for a new epoch."""
        self.put_in_order(self._rng.permutation(self._order.size))

    def put_in_order(self, order: Order) -> None:
        """Use a copy of this order, a permutation of the training examples' columns."""
        self._order[...] = order
        # With mode "clip", take writes into its result directly.
        self._data.train_inputs.take(self._order, 1, self._inputs, "clip")
        self._data.train_targets.take(self._order, 1, self._targets, "clip")
