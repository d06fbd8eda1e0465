"""Optimizers that go down the gradient, as it is or with momentum."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array, scalar
from nnviz.engine.optimizers.optimizer import OptimizerSettings, State, Step
from nnviz.engine.settings import setting


@dataclass(frozen=True)
class MomentumSettings(OptimizerSettings):
    momentum: float = setting(0.9, "Momentum μ", 0.0, 0.999)


def reach(_settings: OptimizerSettings) -> float:
    """A step's part in the gradient of the moment; what momentum makes of it comes later."""
    return 1.0


def reach_ahead(settings: MomentumSettings) -> float:
    """Nesterov's step is one of the velocity ahead."""
    return 1 + settings.momentum


def bind_descent(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    _state: State,
    _settings: OptimizerSettings,
) -> Step:
    """w ← w − η ∇L (Cauchy 1847; on a part of the samples Robbins & Monro 1951)."""
    multiply, subtract = np.multiply, np.subtract

    def step() -> None:
        multiply(gradient, learning_rate, gradient)
        subtract(parameters, gradient, parameters)

    return step


def bind_momentum(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    state: State,
    settings: MomentumSettings,
) -> Step:
    """v ← μ v + ∇L, w ← w − η v (Polyak 1964, the heavy ball, in the form PyTorch uses)."""
    velocity, momentum = state["velocity"], scalar(settings.momentum)

    def step() -> None:
        np.multiply(velocity, momentum, velocity)
        np.add(velocity, gradient, velocity)
        np.multiply(velocity, learning_rate, gradient)
        np.subtract(parameters, gradient, parameters)

    return step


def bind_nesterov(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    state: State,
    settings: MomentumSettings,
) -> Step:
    """v ← μ v + ∇L, w ← w − η (∇L + μ v).

    Nesterov 1983 takes the gradient ahead, at θ − ημv. With w for that point the method becomes
    this one (Sutskever et al. 2013; Bengio, Boulanger-Lewandowski & Pascanu 2013, equation 7), in
    the form PyTorch uses.
    """
    velocity, momentum = state["velocity"], scalar(settings.momentum)
    ahead = np.empty_like(parameters)

    def step() -> None:
        np.multiply(velocity, momentum, velocity)
        np.add(velocity, gradient, velocity)
        np.multiply(velocity, momentum, ahead)
        np.add(gradient, ahead, gradient)
        np.multiply(gradient, learning_rate, gradient)
        np.subtract(parameters, gradient, parameters)

    return step
