"""Losses and scores over the whole training and test data."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from nnviz.data.points import Points
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from nnviz.experiment import Experiment
from nnviz.run_state import Array
from nnviz.training.prepare import Prepared
from nnviz.training.regularisation import penalty


@dataclass(frozen=True)
class Metrics:
    """The losses and scores over all examples; the scores are accuracy or R².

    The training loss is what training makes small: with the penalty of L1 and L2. The test loss is
    without, since it asks only how wrong the predictions are.
    """

    train_loss: float
    test_loss: float
    train_score: float
    test_score: float
    penalty: float = 0.0  # what L1 and L2 add to the training loss; it is in train_loss

    @property
    def row(self) -> tuple[float, ...]:
        """The numbers in the order in which the history keeps them."""
        return self.train_loss, self.test_loss, self.train_score, self.test_score

    @property
    def finite(self) -> bool:
        return all(map(isfinite, self.row))


class Evaluation:
    """One pass for training and test data, filled once, since the data of a run never change."""

    def __init__(self, experiment: Experiment, network: Network, data: Prepared):
        self._network, self._data = network, data
        self.use(experiment)
        count = data.train.count
        self._pass = Pass(network, count + data.test.count)
        self._pass.inputs[:, :count] = data.train_inputs
        self._pass.inputs[:, count:] = data.test_inputs
        self._train, self._test = np.s_[:, :count], np.s_[:, count:]
        for layer in self._pass.layers:
            # A product clears its result with all threads of Python waiting, which takes long for
            # memory that nobody has touched yet.
            layer.sums.values.fill(0.0)

    def use(self, experiment: Experiment) -> None:
        """Use this experiment's loss from now on; its network and data are the same."""
        self._experiment = experiment
        self._loss = LOSSES[experiment.loss].form_for(experiment.output_activation)

    def measure(self) -> Metrics:
        """Return the metrics for the network's parameters as they are now."""
        self.forward()
        return self.metrics()

    def forward(self) -> None:
        """Pass all data through the network as it is now; the methods below say what came out."""
        self._pass.forward()

    def metrics(self) -> Metrics:
        """Return the metrics as of the latest pass."""
        data, chosen = self._data, self._experiment
        train_loss, train_score = self._judge(self._train, data.train_targets, data.train)
        test_loss, test_score = self._judge(self._test, data.test_targets, data.test)
        added = penalty(self._network, chosen.l1, chosen.l2)
        return Metrics(train_loss + added, test_loss, train_score, test_score, added)

    def train_values(self) -> tuple[Array, ...]:
        """Return the inputs, and copies of every layer's values for them as of the latest pass."""
        layers = (values[self._train].copy() for values in self._pass.values)
        return self._data.train_inputs, *layers

    def _judge(
        self, part: tuple[slice, slice], targets: Array, points: Points
    ) -> tuple[float, float]:
        outputs = self._pass.values[-1][part]
        predictions = self._pass.logits[part] if self._loss.from_logits else outputs
        loss = self._loss.value(predictions, targets, self._experiment.loss_settings)
        return loss, self._data.score(outputs, points)
