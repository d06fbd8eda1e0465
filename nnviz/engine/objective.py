"""A network's loss on fixed examples, as a function of its parameters alone."""

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.losses.loss import Loss, LossSettings
from nnviz.engine.network import Network, Pass


class Objective:
    """L(w) and ∇L(w) for parameter vectors w, on buffers made once.

    It works on a copy of the network, so that looking at the loss elsewhere leaves a training
    undisturbed. `evaluations` counts how often the examples went through the network.
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        inputs: Array,
        targets: Array,
        settings: LossSettings | None = None,
    ):
        """Use inputs of shape (inputs, examples) and targets of shape (outputs, examples).

        Without settings the loss has its default ones.
        """
        self.evaluations = 0
        self._network = Network(
            network.inputs, network.layers, network.parameters, network.statistics
        )
        self._batch = Pass(self._network, inputs.shape[1])
        self._batch.inputs[...] = inputs
        self._backward = self._batch.bind_backward(loss, settings)
        self._form, self._targets = loss.form_for(network.layers[-1].activation), targets
        self._settings = settings or loss.settings()

    def value(self, parameters: Array) -> float:
        """Return L; where numbers grow beyond all bounds it is Inf or NaN."""
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            self._forward(parameters)
            batch = self._batch
            predictions = batch.logits if self._form.from_logits else batch.values[-1]
            return self._form.value(predictions, self._targets, self._settings)

    def gradient(self, parameters: Array) -> Array:
        """Return ∇L, of the parameters' shape."""
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            self._forward(parameters)
            self._backward(self._targets)
            return self._network.gradient.copy()

    def _forward(self, parameters: Array) -> None:
        self._network.parameters[...] = parameters
        self._batch.forward()
        self.evaluations += 1
