"""Optimizers with a step size of its own for every parameter; ε stands outside the root."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import ONE, Array, scalar
from nnviz.engine.optimizers.optimizer import OptimizerSettings, State, Step
from nnviz.engine.settings import setting


@dataclass(frozen=True)
class AdaGradSettings(OptimizerSettings):
    epsilon: float = setting(1e-10, "ε", 1e-12, 0.1)


@dataclass(frozen=True)
class RMSpropSettings(OptimizerSettings):
    decay: float = setting(0.9, "Decay ρ", 0.0, 0.999)
    epsilon: float = setting(1e-8, "ε", 1e-12, 0.1)


@dataclass(frozen=True)
class AdamSettings(OptimizerSettings):
    beta1: float = setting(0.9, "β₁", 0.0, 0.999)
    beta2: float = setting(0.999, "β₂", 0.0, 0.99999)
    epsilon: float = setting(1e-8, "ε", 1e-12, 0.1)


@dataclass(frozen=True)
class AdamWSettings(AdamSettings):
    weight_decay: float = setting(0.01, "Weight decay λ", 0.0, 10.0)


def bind_adagrad(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    state: State,
    settings: AdaGradSettings,
) -> Step:
    """s ← s + ∇L², w ← w − η ∇L / (√s + ε) (Duchi, Hazan & Singer 2011, the diagonal form)."""
    squares, scratch, epsilon = (
        state["squares"],
        np.empty_like(parameters),
        scalar(settings.epsilon),
    )

    def step() -> None:
        np.multiply(gradient, gradient, scratch)
        np.add(squares, scratch, squares)
        np.sqrt(squares, scratch)
        np.add(scratch, epsilon, scratch)
        np.divide(gradient, scratch, gradient)
        np.multiply(gradient, learning_rate, gradient)
        np.subtract(parameters, gradient, parameters)

    return step


def bind_rmsprop(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    state: State,
    settings: RMSpropSettings,
) -> Step:
    """s ← ρ s + (1 − ρ) ∇L², w ← w − η ∇L / (√s + ε) (Tieleman & Hinton 2012, lecture 6.5)."""
    squares, scratch, epsilon = (
        state["squares"],
        np.empty_like(parameters),
        scalar(settings.epsilon),
    )
    decay, fresh = scalar(settings.decay), scalar(1 - settings.decay)

    def step() -> None:
        np.multiply(squares, decay, squares)
        np.multiply(gradient, gradient, scratch)
        np.multiply(scratch, fresh, scratch)
        np.add(squares, scratch, squares)
        np.sqrt(squares, scratch)
        np.add(scratch, epsilon, scratch)
        np.divide(gradient, scratch, gradient)
        np.multiply(gradient, learning_rate, gradient)
        np.subtract(parameters, gradient, parameters)

    return step


def bind_adam(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    state: State,
    settings: AdamSettings,
) -> Step:
    """Adam (Kingma & Ba 2015, algorithm 1), with the biases taken out of m/(√v + ε) at once.

    m̂/(√v̂ + ε) is m/(√v + ε √c₂) · √c₂/c₁, where m̂ = m/c₁ and v̂ = v/c₂ (section 2, last lines).
    It works in the gradient's place: a vector more, and a middling network would no longer fit
    into the processor's nearest cache.
    """
    first, second, steps = state["first"], state["second"], state["steps"]
    beta1, beta2, epsilon = settings.beta1, settings.beta2, settings.epsilon
    decay1, decay2, fresh1 = scalar(beta1), scalar(beta2), scalar(1 - beta1)
    fresh2 = scalar((1 - beta2) / (1 - beta1) ** 2)  # the gradient is (1 − β₁) times itself by then
    rate, offset = scalar(0), scalar(0)
    add, multiply, divide, subtract, sqrt = np.add, np.multiply, np.divide, np.subtract, np.sqrt

    def step() -> None:
        count = steps[0] = steps.item() + 1
        root = (1 - beta2**count) ** 0.5
        rate[()] = learning_rate.item() * root / (1 - beta1**count)
        offset[()] = epsilon * root
        multiply(first, decay1, first)
        multiply(gradient, fresh1, gradient)
        add(first, gradient, first)
        multiply(second, decay2, second)
        multiply(gradient, gradient, gradient)
        multiply(gradient, fresh2, gradient)
        add(second, gradient, second)
        sqrt(second, gradient)
        add(gradient, offset, gradient)
        divide(first, gradient, gradient)
        multiply(gradient, rate, gradient)
        subtract(parameters, gradient, parameters)

    return step


def bind_adamw(
    parameters: Array,
    gradient: Array,
    learning_rate: Array,
    state: State,
    settings: AdamWSettings,
) -> Step:
    """Adam after w ← w − η λ w, a decay of all parameters beside the gradient.

    Loshchilov & Hutter 2019, algorithm 2, in the form PyTorch uses: there the rate multiplies the
    decay, too, so that the paper's λ is η λ here.
    """
    adam = bind_adam(parameters, gradient, learning_rate, state, settings)
    weight_decay, kept = scalar(settings.weight_decay), scalar(0)

    def step() -> None:
        np.multiply(learning_rate, weight_decay, kept)
        np.subtract(ONE, kept, kept)
        np.multiply(parameters, kept, parameters)
        adam()

    return step
