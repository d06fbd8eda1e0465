"""Optimizer: one rule for the step from a gradient to new parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.settings import Settings

State = dict[str, Array]
Step = Callable[[], None]


@dataclass(frozen=True)
class OptimizerSettings(Settings):
    """The settings of an optimizer that has none; the others add their numbers as fields."""


@dataclass(frozen=True)
class Optimizer:
    """One rule for the step from a gradient to new parameters.

    `state` names the vectors it remembers, each of the parameters' shape. `bind(parameters,
    gradient, learning_rate, state, settings)` returns the step: a function of no arguments that
    changes parameters and state in place and may use the gradient as scratch space. The learning
    rate is a 0-d array, so that it can change under way. `state["steps"]`, of shape (1,), counts.

    Where a step is η times something linear in the gradient, the same for all parameters,
    `reach(settings)` says how far it goes for a gradient of 1 and η = 1: L1 then makes weights
    exactly 0. What such an optimizer adds up of gradients is called `velocity`.
    """

    key: str
    label: str
    formula: str
    settings: type[OptimizerSettings]
    state: tuple[str, ...]
    bind: Callable[[Array, Array, Array, State, Any], Step]
    reach: Callable[[Any], float] | None = None
    all_samples: bool = False  # it is defined for the gradient over all training samples only

    def new_state(self, count: int) -> State:
        """Return the state before the first step for `count` parameters."""
        state = {name: np.zeros(count) for name in self.state}
        state["steps"] = np.zeros(1)
        return state
