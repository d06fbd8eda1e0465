"""Losses and scores over the whole training and test data."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from nnviz.experiment import Experiment
from nnviz.run_state import Array
from nnviz.training.prepare import Prepared


@dataclass(frozen=True)
class Metrics:
    """Means over all examples; the scores are accuracy or R²."""

    train_loss: float
    test_loss: float
    train_score: float
    test_score: float

    @property
    def finite(self) -> bool:
        return bool(np.isfinite([self.train_loss, self.test_loss]).all())


class Evaluation:
    """Two passes whose inputs are filled once, since the data of a run never change."""

    def __init__(self, experiment: Experiment, network: Network, data: Prepared):
        self._loss = LOSSES[experiment.loss]
        self._data = data
        self._train = Pass(network, data.train.count)
        self._test = Pass(network, data.test.count)
        self._train.inputs[...] = data.train_inputs
        self._test.inputs[...] = data.test_inputs

    def measure(self) -> Metrics:
        """Return the metrics for the network's parameters as they are now."""
        data, train, test = self._data, self._train, self._test
        train.forward()
        test.forward()
        return Metrics(
            self._loss_of(train, data.train_targets),
            self._loss_of(test, data.test_targets),
            data.score(train.values[-1], data.train),
            data.score(test.values[-1], data.test),
        )

    def train_values(self) -> tuple[Array, ...]:
        """Return a copy of every layer's values for the training data, inputs first."""
        self._train.forward()
        return tuple(values.copy() for values in (self._train.inputs, *self._train.values))

    def _loss_of(self, batch: Pass, targets: Array) -> float:
        predictions = batch.logits if self._loss.from_logits else batch.values[-1]
        return self._loss.value(predictions, targets)
