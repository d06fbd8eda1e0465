"""Solver: one way to learn other than by the gradient."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.ending import Ending
from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network
from nnviz.engine.optimizers.optimizer import OptimizerSettings, State, Step


@dataclass(frozen=True, eq=False)
class Problem:
    """What there is to learn, and the network that is to learn it; a solver changes it in place."""

    network: Network
    inputs: Array  # (inputs, examples), all training samples
    targets: Array  # (outputs, examples)
    answers: tuple[float, float]  # "no" and "yes" of a class
    learning_rate: Array  # 0-d, so that it can change under way
    loss: Callable[[], float]  # of the network as it stands, over all training samples
    state: State  # what the solver remembers
    rng: np.random.Generator


class Learner(Protocol):
    """A solver at work on a problem."""

    def bind(self, inputs: Array, targets: Array) -> Step:
        """Return the step for a batch of shape (inputs, size), whose values may change."""

    def verdict(self) -> Ending | None:
        """Say why there is nothing left to learn at the end of an epoch, None if there is."""

    def warning(self, effort: float) -> Ending | None:
        """Say what speaks against ever coming to an end, None if nothing is known.

        What it takes to know goes on where it was left, for about `effort` multiplications.
        """


@dataclass(frozen=True)
class Solver:
    """One way to learn without gradients, with the parts of an optimizer that it has.

    `misfit(layers, classes)` says why it cannot train these layers, "" if it can; classes are 0 for
    a regression. `state` names the numbers it remembers, each of shape (1,). `ignores` names the
    choices of an experiment that mean nothing to it.
    """

    key: str
    label: str
    formula: str
    hint: str
    misfit: Callable[[Sequence[Dense], int], str]
    bind: Callable[[Problem, Any], Learner]
    settings: type[OptimizerSettings] = OptimizerSettings
    state: tuple[str, ...] = ()
    all_samples: bool = False
    ignores: tuple[str, ...] = ()

    def new_state(self, _count: int) -> State:
        """Return the state before the first step."""
        return {name: np.zeros(1) for name in (*self.state, "steps")}


def is_single_layer(layers: Sequence[Dense]) -> bool:
    """Say whether the outputs are sums W·x and an activation, with nothing between."""
    return len(layers) == 1 and layers[0].pieces == 1 and not layers[0].batch_norm
