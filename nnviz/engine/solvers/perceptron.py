"""The perceptron rule (Rosenblatt 1958): w ← w + η(t − y)x, one sample at a time.

The neuron answers y = yes where w·(x, 1) > 0, y = no where it is < 0, and on the line what its
activation is at 0: right for a sample only if that is the sample's answer, so a ½ never is. A right
answer changes nothing; a wrong one turns the line towards the sample.

- Where a line separates the classes the rule finds one after finitely many mistakes, at most
  (R/γ)² for samples of length R at most and a gap of γ (Novikoff 1962), where a correction from
  halfway counts half.
- Where none does, it never stops: an epoch without a mistake would be a separating line. Its
  weights do not run away either, they stay bounded: the perceptron cycling theorem (Minsky &
  Papert 1969, chapter 11; proof by Block & Levin 1970).
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.arrays import Array
from nnviz.engine.ending import Ending
from nnviz.engine.layers.dense import Dense
from nnviz.engine.optimizers.optimizer import OptimizerSettings, Step
from nnviz.engine.solvers.separation import SeparationSearch
from nnviz.engine.solvers.solver import Problem, is_single_layer
from nnviz.language import tr

# The outputs that are nearer to "yes" than to "no" exactly where w·x > 0.
OUTPUTS = (
    "step",
    "sign",
    "linear",
    "sigmoid",
    "tanh",
    "leaky_relu",
    "elu",
    "selu",
    "piecewise_linear",
)


def perceptron_misfit(layers: Sequence[Dense], classes: int) -> str:
    """Return why the rule cannot train these layers, "" if it can."""
    if classes != 2:
        return tr("The perceptron rule needs two classes.")
    if not is_single_layer(layers) or layers[0].units != 1:
        return tr("The perceptron rule trains a single neuron: no hidden layers, one output.")
    if layers[0].activation not in OUTPUTS:
        return tr("The perceptron rule needs an output that says yes where w·x > 0: a unit step.")
    return ""


class PerceptronRule:
    """One neuron, which learns by its mistakes; `state["right"]` counts the answers since."""

    def __init__(self, problem: Problem, _settings: OptimizerSettings):
        self._problem = problem
        self._weights = problem.network.weights[0][0]
        self._right = problem.state["right"]
        layer = problem.network.layers[0]
        values, _ = ACTIVATIONS[layer.activation].curve(np.zeros(1), layer.activation_settings)
        self._on_line = float(values[0])

    def bind(self, inputs: Array, targets: Array) -> Step:
        """Return the step that looks at the batch's samples one after the other."""
        samples, wanted = self._samples(inputs), targets[0]
        weights, right, rate = self._weights, self._right, self._problem.learning_rate
        answer = self._answer

        def step() -> None:
            samples[:, :-1] = inputs.T
            for sample, target in zip(samples, wanted, strict=True):
                error = target - answer(weights.dot(sample))
                right[...] = 0 if error else right + 1
                if error:
                    weights[...] += rate * error * sample

        return step

    def verdict(self) -> Ending | None:
        """Say that an epoch without a mistake is over, unless the weights were changed since."""
        samples, wanted = self._all
        if self._right[0] < len(samples):
            return None
        answers = [self._answer(self._weights.dot(sample)) for sample in samples]
        return Ending("separated") if np.array_equal(answers, wanted) else None

    def warning(self, effort: float) -> Ending | None:
        return Ending("inseparable") if self._search.go_on(effort) else None

    @cached_property
    def _search(self) -> SeparationSearch:
        samples, wanted = self._all
        yes = wanted == self._problem.answers[1]
        return SeparationSearch(samples, yes, wanted != self._on_line)

    @cached_property
    def _all(self) -> tuple[Array, Array]:
        """All samples, of shape (examples, inputs + 1), and the answers wanted of them."""
        inputs = self._problem.inputs
        samples = self._samples(inputs)
        samples[:, :-1] = inputs.T
        return samples, self._problem.targets[0]

    def _answer(self, total: float) -> float:
        """Return what the neuron says where its sum is `total`."""
        no, yes = self._problem.answers
        if total == 0:
            return self._on_line
        return yes if total > 0 else no

    def _samples(self, inputs: Array) -> Array:
        """Return room for the samples as rows, each ending with the 1 of the bias, 0 without."""
        bias = float(self._problem.network.layers[0].bias)
        return np.full((inputs.shape[1], inputs.shape[0] + 1), bias)
