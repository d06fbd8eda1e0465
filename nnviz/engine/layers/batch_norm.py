"""Batch normalisation (Ioffe & Szegedy 2015): sums of mean 0 and variance 1, scaled and shifted.

    x̂ = (x − μ) / √(σ² + ε),  y = γ x̂ + β

In training μ and σ² = Σ(x − μ)²/m are those of the batch of m examples. Meanwhile running
statistics follow them, a tenth of the way at each step, the variance with m − 1 instead of m, as
PyTorch has it: running ← 0.9 · running + 0.1 · batch. Outside training they stand for μ and σ².
A batch of one has no variance to learn from and leaves the running one as it is.
"""

from typing import NamedTuple

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.layers.place import Place
from nnviz.engine.program import Flow, Program, sum_rows, with_column

EPSILON = np.array(1e-5)
MOMENTUM = 0.1  # the share of the running statistics that a step renews
ONE, MINUS_HALF = np.array(1.0), np.array(-0.5)


class Gradients(NamedTuple):
    """The derivatives of the loss, in the order in which they are worked out."""

    scale: Array  # ∂γ = Σ ∂y · x̂
    shift: Array  # ∂β = Σ ∂y
    normalised: Array  # ∂x̂ = ∂y · γ
    variance: Array  # ∂σ² = Σ ∂x̂ · (x − μ) · (−½)(σ² + ε)^(−3/2); 0 outside training
    mean: Array  # ∂μ = −Σ ∂x̂ / √(σ² + ε); 0 outside training
    given: Array  # ∂x = ∂x̂ / √(σ² + ε) + ∂σ² · 2(x − μ)/m + ∂μ / m


class BatchNorm:
    """y = γ x̂ + β for each unit over the examples; its numbers can be read by their names.

    `deviations` is x − μ, `inverse` 1/√(σ² + ε), `normalised` x̂.
    """

    def __init__(self, place: Place, result: Flow) -> None:
        units, size = result.values.shape
        self._place, self._result = place, result
        self.given = Flow.room(units, size)
        self.deviations, self.normalised = np.empty((units, size)), np.empty((units, size))
        self.inverse = np.empty((units, 1))
        self.mean, self.variance = place.statistics
        if place.training:
            self.mean, self.variance = np.empty((units, 1)), np.empty((units, 1))
        self.gradients = Gradients(
            place.gradients.scale,
            place.gradients.shift,
            np.empty((units, size)),
            np.zeros((units, 1)),
            np.zeros((units, 1)),
            self.given.errors,
        )
        self._scratch, self._room = np.empty((units, size)), np.empty((units, size))
        self._column = np.empty((units, 1))
        measured = [*self._measure(), *self._remember()] if place.training else []
        self.forward: Program = [*measured, *self._normalise()]
        self.backward: Program = [*self._back_to_normalised(), *self._back_to_given()]

    def _measure(self) -> Program:
        """μ = Σx/m, σ² = Σ(x − μ)²/m."""
        x, scratch = self.given.values, self._scratch
        share = np.array(1 / x.shape[1])
        return [
            sum_rows(x, self.mean),
            (np.multiply, (self.mean, share, self.mean)),
            *with_column(np.subtract, x, self.mean, self.deviations, self._room),
            (np.multiply, (self.deviations, self.deviations, scratch)),
            sum_rows(scratch, self.variance),
            (np.multiply, (self.variance, share, self.variance)),
        ]

    def _remember(self) -> Program:
        """Return running ← (1 − momentum) · running + momentum · batch, for mean and variance."""
        size, running, column = self.given.values.shape[1], self._place.statistics, self._column
        pairs = [(running.mean, self.mean, MOMENTUM)]
        if size > 1:
            pairs.append((running.variance, self.variance, MOMENTUM * size / (size - 1)))
        return [
            instruction
            for remembered, measured, share in pairs
            for instruction in (
                (np.multiply, (remembered, np.array(1 - MOMENTUM), remembered)),
                (np.multiply, (measured, np.array(share), column)),
                (np.add, (remembered, column, remembered)),
            )
        ]

    def _normalise(self) -> Program:
        """Return x̂ = (x − μ) / √(σ² + ε), y = γ x̂ + β."""
        y, parameters, room = self._result.values, self._place.parameters, self._room
        # In training the deviations are those of which the variance was just made.
        x, training = self.given.values, self._place.training
        deviate = [] if training else with_column(np.subtract, x, self.mean, self.deviations, room)
        return [
            (np.add, (self.variance, EPSILON, self.inverse)),
            (np.sqrt, (self.inverse, self.inverse)),
            (np.divide, (ONE, self.inverse, self.inverse)),
            *deviate,
            *with_column(np.multiply, self.deviations, self.inverse, self.normalised, room),
            *with_column(np.multiply, self.normalised, parameters.scale, y, room),
            *with_column(np.add, y, parameters.shift, y, room),
        ]

    def _back_to_normalised(self) -> Program:
        """Return ∂γ, ∂β and ∂x̂, and ∂x as far as x goes into x̂ itself."""
        errors, found = self._result.errors, self.gradients
        scale, room = self._place.parameters.scale, self._room
        return [
            (np.multiply, (errors, self.normalised, self._scratch)),
            sum_rows(self._scratch, found.scale),
            sum_rows(errors, found.shift),
            *with_column(np.multiply, errors, scale, found.normalised, room),
            *with_column(np.multiply, found.normalised, self.inverse, found.given, room),
        ]

    def _back_to_given(self) -> Program:
        """Return ∂σ², ∂μ and what they add to ∂x: in training both depend on every x.

        σ² would add ∂σ² · Σ −2(x − μ)/m to ∂μ, but deviations from a mean sum to 0.
        """
        if not self._place.training:
            return []
        found, scratch, column, room = self.gradients, self._scratch, self._column, self._room
        size, inverse = self.given.values.shape[1], self.inverse
        return [
            (np.multiply, (inverse, inverse, column)),
            (np.multiply, (column, inverse, column)),
            (np.multiply, (column, MINUS_HALF, column)),
            (np.multiply, (found.normalised, self.deviations, scratch)),
            sum_rows(scratch, found.variance),
            (np.multiply, (found.variance, column, found.variance)),
            sum_rows(found.given, found.mean),
            (np.negative, (found.mean, found.mean)),
            (np.multiply, (found.variance, np.array(2 / size), column)),
            *with_column(np.multiply, self.deviations, column, scratch, room),
            (np.add, (found.given, scratch, found.given)),
            (np.multiply, (found.mean, np.array(1 / size), column)),
            *with_column(np.add, found.given, column, found.given, room),
        ]
