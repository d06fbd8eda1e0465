"""Bindings: what a run works with, bound to its network and data."""

import numpy as np

from nnviz.engine.network import Network
from nnviz.experiment import Experiment
from nnviz.kept import Kept
from nnviz.run_state import Array, RunState
from nnviz.training.batches import Batches
from nnviz.training.evaluation import Evaluation
from nnviz.training.method import Method, bind_method
from nnviz.training.prepare import Prepared
from nnviz.training.step_log import StepLog
from nnviz.training.track import MOST_TRACKED, learned_places


class Bindings:
    """The evaluation of the losses, the method, and the batches with their steps.

    The log has a row for every step by gradients where the parameters are few; else it has none.
    """

    def __init__(
        self,
        experiment: Experiment,
        network: Network,
        data: Prepared,
        rng: np.random.Generator,
    ):
        self._network, self._data, self._rng = network, data, rng
        few = experiment.parameter_count <= MOST_TRACKED
        self.log = StepLog(learned_places(experiment) if few else ())
        self.evaluation = Evaluation(experiment, network, data)
        self.method = self._method(experiment)
        self.batches = self._batches(experiment)

    def use(self, experiment: Experiment, stays: Kept) -> None:
        """Bind anew only what is another: with a large network all of it takes a second."""
        self.evaluation.use(experiment)
        if not stays.step:
            self.method = self._method(experiment, self.method.state if stays.memory else None)
            self.batches.bind(self.method.bind)
        if not stays.place:
            order = self.batches.order
            self.batches = self._batches(experiment)
            self.batches.put_in_order(order)

    def restore(self, state: RunState) -> None:
        """Put back what the optimizer remembered, and the order of the epoch."""
        for name, array in state.optimizer.items():
            self.method.state[name][...] = array
        self.batches.put_in_order(state.order)
        self.log.go_to(state.iteration, state.parameters)

    def _method(self, experiment: Experiment, memory: dict[str, Array] | None = None) -> Method:
        log = self.log if self.log.places else None
        return bind_method(
            experiment, self._network, self._data, self.evaluation, self._rng, memory, log
        )

    def _batches(self, experiment: Experiment) -> Batches:
        size, bind = experiment.used_batch_size, self.method.bind
        return Batches(size, self._network, self._data, bind, self._rng)
