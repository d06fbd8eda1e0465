"""The perceptron rule (Rosenblatt 1958): w ← w + η(t − y)x, one sample at a time.

The neuron answers y = yes where w·(x, 1) > 0 and y = no elsewhere. A right answer changes
nothing; a wrong one turns the line towards the sample.

- Where a line separates the classes the rule finds one after finitely many mistakes, at most
  (R/γ)² for samples of length R at most and a gap of γ (Novikoff 1962).
- Where none does, it never stops: a pass without a mistake would be a separating line. Its weights
  do not run away either. They stay bounded, the perceptron cycling theorem (Minsky & Papert 1969,
  chapter 11; proof by Block & Levin 1970), so on samples with whole or rational coordinates they
  must one day return. With a fixed order of samples the same weights mean the same corrections
  again, for ever; that return is what is looked for here. (Only weights so large that rounding
  swallows a correction could return although a line exists.)
"""

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.network import Network
from nnviz.engine.solvers.error import SolverError
from nnviz.language import tr

MAX_PASSES = 1000


def perceptron_misfit(network: Network, targets: Array) -> str:
    """Return why the rule cannot train this network on these targets, "" if it can."""
    if network.sizes[1:] != (1,):
        return tr("The perceptron rule trains a single neuron: no hidden layers, one output.")
    if np.unique(targets).size > 2:
        return tr("The perceptron rule needs two classes.")
    return ""


class Perceptron:
    """One neuron, and where the rule stands.

    `weights` has the shape (inputs + 1,), the bias last: a row of the network's weights.
    `sample` is the next to be looked at. `mistakes` has the number of wrong answers of every
    finished pass. `finished` says in words why there is nothing more to do. To go on with other
    weights or another learning rate, begin a new one: what it knows of circles holds for these.
    """

    def __init__(
        self,
        x: Array,
        targets: Array,
        weights: Array | None = None,
        learning_rate: float = 1.0,
        answers: tuple[float, float] = (0.0, 1.0),
        max_passes: int = MAX_PASSES,
    ):
        """Learn x of shape (inputs, examples) with targets of shape (examples,).

        Without weights given it starts from zeros. `answers` are what "no" and "yes" are.
        SolverError: no examples, or a target that is neither answer.
        """
        if targets.size == 0 or not np.isin(targets, answers).all():
            raise SolverError(tr("The perceptron rule needs samples of two classes."))
        inputs, count = x.shape
        self._samples = np.column_stack([x.T, np.ones(count)])
        self._targets = targets
        self._no, self._yes = answers
        self.weights = np.zeros(inputs + 1) if weights is None else weights.astype(float)
        self._learning_rate, self._max_passes = learning_rate, max_passes
        self.sample = 0
        self.mistakes: list[int] = []
        self.converged = False
        self.finished: str | None = None
        self._wrong = 0  # in this pass
        self._seen = {self._fingerprint()}  # the weights at the beginning of every pass

    @property
    def passes(self) -> int:
        """How often all samples have been looked at."""
        return len(self.mistakes)

    def answer(self, sample: int) -> float:
        """Return what the neuron says to a sample; on the line itself it says no."""
        return self._yes if self.weights @ self._samples[sample] > 0 else self._no

    def step(self) -> bool:
        """Look at the next sample; return whether the weights were corrected.

        Once finished, nothing happens any more.
        """
        if self.finished is not None:
            return False
        error = self._targets[self.sample] - self.answer(self.sample)
        self.weights += self._learning_rate * error * self._samples[self.sample]
        self._wrong += bool(error)
        self.sample += 1
        if self.sample == self._targets.size:
            self._end_pass()
        return bool(error)

    def step_pass(self) -> None:
        """Look at all samples that are left in this pass."""
        for _ in range(self._targets.size - self.sample):
            self.step()

    def _end_pass(self) -> None:
        self.mistakes.append(self._wrong)
        self.converged = self._wrong == 0
        self.finished = self._verdict()
        self._seen.add(self._fingerprint())
        self.sample = self._wrong = 0

    def _verdict(self) -> str | None:
        if self.converged:
            return tr("Every sample is right: pass {passes} had no mistakes.", passes=self.passes)
        if self._fingerprint() in self._seen:
            return tr(
                "The weights after pass {passes} have been there before: the perceptron rule goes "
                "round in a circle and will never stop, because no line separates these classes.",
                passes=self.passes,
            )
        if self.passes >= self._max_passes:
            return tr(
                "Still {mistakes} mistakes in pass {passes}. If no line separates these classes, "
                "the perceptron rule will never stop.",
                mistakes=self._wrong,
                passes=self.passes,
            )
        return None

    def _fingerprint(self) -> bytes:
        return (self.weights + 0.0).tobytes()  # −0 and 0 are the same weight
