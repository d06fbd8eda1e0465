"""The gradients view in words: its headline, its caption, and what is said where there is none."""

from collections.abc import Sequence
from math import isfinite, log10

import numpy as np

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.methods import METHODS
from nnviz.engine.solvers.solver import Solver
from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.views.plotting.notation import power_of_ten

ALIKE = 1.5  # times as much gradient, at the most, is about as much
WHOLE, WRITTEN = 10.0, 1e7  # shares from which on, and up to which, n of 1/n is a whole number


def headline(names: Sequence[str], sizes: Array) -> tuple[str, str]:
    """Return a sentence on the first layer's gradient beside the last one's, and its number.

    The number stands in the sentence, "" if there is none.
    """
    first, last = float(sizes[0]), float(sizes[-1])
    if not (isfinite(first) and isfinite(last)):
        return tr("The gradients have grown beyond all numbers."), ""
    if not np.any(sizes):
        return tr("No gradient reaches any layer: nothing is learnt."), ""
    if first == 0 or last == 0:
        name = names[0] if first == 0 else names[-1]
        return tr("{layer} gets no gradient at all.", layer=name), ""
    if len(sizes) == 1:
        number = size_text(first)
        return tr("The only layer gets a gradient of {size}.", size=number), number
    return _compared(names[0], last / first)


def _compared(name: str, ratio: float) -> tuple[str, str]:
    if ratio >= ALIKE:
        share = f"1/{_count(ratio)}"
        return tr("{layer} gets {share} of the output’s gradient.", layer=name, share=share), share
    if ratio <= 1 / ALIKE:
        times = _count(1 / ratio)
        text = tr("{layer} gets {times} times the output’s gradient.", layer=name, times=times)
        return text, times
    return tr("{layer} gets about as much gradient as the output.", layer=name), ""


def _count(ratio: float) -> str:
    if ratio < WHOLE:
        return f"{ratio:.1f}"
    return f"{ratio:,.0f}" if ratio < WRITTEN else power_of_ten(round(log10(ratio)))


def size_text(size: float) -> str:
    """Return 5.1e−05, and 0 for nothing at all."""
    return f"{size:.1e}".replace("-", "−") if size else "0"


def caption(experiment: Experiment, ceilings: Array | None) -> str:
    """Say what the dashed staircase is, or why there is none."""
    hidden = {layer.activation for layer in experiment.layers[:-1]}
    if ceilings is not None and hidden == {"sigmoid"}:
        return tr(
            "Dashed: the ceiling 0.25ᵏ, the most that k sigmoids let through when weights are not "
            "large."
        )
    if ceilings is not None:
        return tr(
            "Dashed: the most that the activations’ slopes let through when weights are not large."
        )
    if len(hidden) == 1 and (key := next(iter(hidden))) in ("relu", "tanh", "linear"):
        return tr(
            "{activation} has slopes up to 1: it sets no ceiling that falls from layer to layer.",
            activation=tr(ACTIVATIONS[key].label),
        )
    return tr("Mean |∂L/∂w| of each layer’s weights, on a logarithmic scale.")


def why_empty(experiment: Experiment) -> str:
    """Say what is missing for gradients to be drawn."""
    if isinstance(METHODS[experiment.optimizer], Solver):
        return tr(
            "The chosen way to learn uses no gradients. Choose an optimizer, such as SGD, to see "
            "them."
        )
    flat = [layer for layer in experiment.layers if not ACTIVATIONS[layer.activation].trainable]
    if flat:
        return tr(
            "{activation} has no slope, so that no gradient gets through. Choose another "
            "activation.",
            activation=tr(ACTIVATIONS[flat[0].activation].label),
        )
    return tr("Train, or take a step: how much gradient each layer gets is drawn here.")


def powers(ceilings: Array) -> list[str]:
    """Return how the ceilings are written: 0.25⁵, …, 0.25², 0.25; else as plain numbers."""
    factor, count = float(ceilings[-1]), len(ceilings)
    expected = factor ** np.arange(count, 0, -1)
    if factor < 1 and np.allclose(ceilings, expected, rtol=1e-6):
        return [_power(f"{factor:.2g}", count - k) for k in range(count)]
    return [f"{ceiling:.2g}".replace("-", "−") for ceiling in ceilings]


def _power(base: str, exponent: int) -> str:
    return base if exponent == 1 else base + power_of_ten(exponent).removeprefix("10")
