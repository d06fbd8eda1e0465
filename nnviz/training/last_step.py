"""The last step of a run: what its batch made of the network, and what became of every weight."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.analysis.trace import Trace, trace
from nnviz.engine.network import Network, Pass
from nnviz.run_state import Array


@dataclass(frozen=True, eq=False)
class LastStep:
    """Of the last update: Δw is what the parameters really changed by, with all that goes into it.

    The trace is the batch's, with the weights as they were before, as training goes through it:
    with the batch's own mean and variance, and some values left out.
    """

    size: int  # examples of its batch
    before: Array  # (parameters,)
    change: Array  # Δw, (parameters,)
    trace: Trace | None  # None: of a way to learn without gradients


class StepMemory:
    """Remembers of a run's latest step what would be lost; the rest is in the batch's buffers."""

    def __init__(self, network: Network):
        self._network, self._before = network, np.empty_like(network.parameters)
        self._batch: Pass | None = None

    def begin(self, batch: Pass) -> None:
        """Remember the parameters as they are: a step on this batch follows."""
        np.copyto(self._before, self._network.parameters)
        self._batch = batch

    def forget(self) -> None:
        """Something else than a step has changed the run."""
        self._batch = None

    def ends(self) -> tuple[Array, Array] | None:
        """Return the parameters before and after the latest step, None if there was none."""
        return None if self._batch is None else (self._before, self._network.parameters)

    def last_step(self, by_gradient: bool) -> LastStep | None:
        """Return the latest step, None if there was none since the run was changed."""
        network, batch = self._network, self._batch
        if batch is None:
            return None
        before = self._before.copy()
        found = trace(batch, network.views(before)) if by_gradient else None
        return LastStep(batch.size, before, network.parameters - before, found)
