"""Optimizers on one flat parameter vector. To add one, append a row to OPTIMIZERS."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nnviz.catalog import catalog
from nnviz.engine.activations import ONE, Array

State = dict[str, Array]


def setting(default: float, label: str, low: float, high: float) -> Any:
    """A number of an optimizer's settings, with its name and the range it may lie in."""
    return field(default=default, metadata={"label": label, "low": low, "high": high})


@dataclass(frozen=True)
class OptimizerSettings:
    """The settings of an optimizer that has none; the others add their numbers as fields."""


@dataclass(frozen=True)
class MomentumSettings(OptimizerSettings):
    momentum: float = setting(0.9, "Momentum μ", 0.0, 0.999)


@dataclass(frozen=True)
class AdamSettings(OptimizerSettings):
    beta1: float = setting(0.9, "β₁", 0.0, 0.999)
    beta2: float = setting(0.999, "β₂", 0.0, 0.99999)
    epsilon: float = setting(1e-8, "ε", 1e-12, 0.1)


@dataclass(frozen=True)
class Optimizer:
    """One rule for the step from a gradient to new parameters.

    `state` names the vectors it remembers, each of the parameters' shape. `bind(parameters,
    gradient, learning_rate, state, settings)` returns the step: a function of no arguments that
    changes parameters and state in place and may use the gradient as scratch space. The learning
    rate is a 0-d array, so that it can change under way. `state["steps"]`, of shape (1,), counts.
    """

    key: str
    label: str
    formula: str
    settings: type[OptimizerSettings]
    state: tuple[str, ...]
    bind: Callable[[Array, Array, Array, State, Any], Callable[[], None]]

    def new_state(self, count: int) -> State:
        """Return the state before the first step for `count` parameters."""
        state = {name: np.zeros(count) for name in self.state}
        state["steps"] = np.zeros(1)
        return state


def _sgd(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    _state: State,
    _settings: OptimizerSettings,
) -> Callable[[], None]:
    """w ← w − η ∇L."""
    multiply, subtract = np.multiply, np.subtract

    def step() -> None:
        multiply(gradient, learning_rate, gradient)
        subtract(parameters, gradient, parameters)

    return step


def _momentum(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    state: State,
    settings: MomentumSettings,
) -> Callable[[], None]:
    """v ← μ v + ∇L, w ← w − η v (Polyak 1964, the heavy ball, in the form PyTorch uses)."""
    velocity, momentum = state["velocity"], np.array(settings.momentum)

    def step() -> None:
        np.multiply(velocity, momentum, velocity)
        np.add(velocity, gradient, velocity)
        np.multiply(velocity, learning_rate, gradient)
        np.subtract(parameters, gradient, parameters)

    return step


def _adam(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    state: State,
    settings: AdamSettings,
) -> Callable[[], None]:
    """Adam (Kingma & Ba 2015, algorithm 1)."""
    first, second, steps = state["first"], state["second"], state["steps"]
    beta1, beta2, epsilon = settings.beta1, settings.beta2, np.array(settings.epsilon)
    decay1, decay2 = np.array(beta1), np.array(beta2)
    fresh1, fresh2 = np.array(1 - beta1), np.array(1 - beta2)
    scratch, rate, correction = np.empty_like(parameters), np.array(0.0), np.array(0.0)

    def step() -> None:
        np.add(steps, ONE, steps)
        count = float(steps[0])
        rate[...] = learning_rate / (1 - beta1**count)
        correction[...] = (1 - beta2**count) ** -0.5
        np.multiply(first, decay1, first)
        np.multiply(gradient, fresh1, scratch)
        np.add(first, scratch, first)
        np.multiply(second, decay2, second)
        np.multiply(gradient, gradient, gradient)
        np.multiply(gradient, fresh2, gradient)
        np.add(second, gradient, second)
        np.sqrt(second, scratch)
        np.multiply(scratch, correction, scratch)
        np.add(scratch, epsilon, scratch)
        np.divide(first, scratch, scratch)
        np.multiply(scratch, rate, scratch)
        np.subtract(parameters, scratch, parameters)

    return step


OPTIMIZERS = catalog(
    Optimizer("sgd", "SGD", r"w - \eta \nabla L", OptimizerSettings, (), _sgd),
    Optimizer(
        "momentum",
        "Momentum",
        r"v = \mu v + \nabla L,\; w - \eta v",
        MomentumSettings,
        ("velocity",),
        _momentum,
    ),
    Optimizer(
        "adam",
        "Adam",
        r"w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)",
        AdamSettings,
        ("first", "second"),
        _adam,
    ),
)
