"""Dense: a fully connected layer, its parameters, and the product that all others build on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.activation import ActivationSettings
from nnviz.engine.arrays import Array
from nnviz.engine.program import Flow, Program
from nnviz.engine.settings import fit_settings


class Block(NamedTuple):
    """One layer's part of a flat vector, as views; without batch normalisation γ and β are empty.

    The weights come first, row by row. The weight from input i to unit u stands at
    `u * (units_in + 1) + i` of the block, the bias of unit u at `u * (units_in + 1) + units_in`;
    the rows of a maxout layer's second piece follow those of the first. Then γ, then β.
    """

    weights: Array  # (pieces · units, units_in + 1), the last column is the bias
    scale: Array  # γ, (units, 1)
    shift: Array  # β, (units, 1)


class Statistics(NamedTuple):
    """What batch normalisation remembers of its inputs, (units, 1); empty for other layers."""

    mean: Array
    variance: Array


@dataclass(frozen=True)
class Dense:
    """A fully connected layer: a = h(W·x), where x ends with a 1 and W with the bias column.

    Without a bias x ends with a 0 instead: the column stays where it is, so that every weight keeps
    its place, but it has no effect, its gradient is 0, and it is not counted as a parameter.
    Without settings that are those of its activation it has the activation's defaults.
    """

    units: int
    activation: str
    activation_settings: ActivationSettings = field(default_factory=ActivationSettings)
    bias: bool = True
    pieces: int = 1  # of a maxout; 1: none
    batch_norm: bool = False
    dropout: float = 0.0  # the share of values left out in training

    def __post_init__(self) -> None:
        fit_settings(self, "activation_settings", ACTIVATIONS, self.activation)

    @property
    def rows(self) -> int:
        """The sums W·x for one example: one a unit, or one a unit and piece."""
        return self.pieces * self.units

    @property
    def remembered(self) -> int:
        """How many running statistics the layer has."""
        return 2 * self.units if self.batch_norm else 0

    def count(self, units_in: int) -> int:
        """Return the number of places in the parameter vector, those of absent biases included."""
        return self.rows * (units_in + 1) + self.remembered

    def learned(self, units_in: int) -> int:
        """Return the number of parameters that are learned: weights, biases, γ and β."""
        return self.count(units_in) - (0 if self.bias else self.rows)

    def block(self, vector: Array) -> Block:
        """Return the views into the layer's part of a vector, of shape (count,)."""
        end = vector.size - self.remembered
        scale, shift = vector[end:].reshape(2, -1, 1)
        return Block(vector[:end].reshape(self.rows, -1), scale, shift)

    def statistics(self, vector: Array) -> Statistics:
        """Return the views into the layer's part of the statistics, of shape (remembered,)."""
        return Statistics(*vector.reshape(2, -1, 1))


def is_learned(layers: Sequence[Dense], inputs: int, index: int) -> bool:
    """Say whether a place of the flat vector is a parameter's and not that of an absent bias."""
    for layer, units_in in zip(layers, (inputs, *(layer.units for layer in layers)), strict=False):
        count, row = layer.count(units_in), units_in + 1
        if index < count:
            in_bias_column = index < layer.rows * row and index % row == units_in
            return index >= 0 and (layer.bias or not in_bias_column)
        index -= count
    return False


class Affine:
    """z = W·x, on the way back ∂L/∂W = ∂L/∂z · xᵀ and ∂L/∂x = Wᵀ · ∂L/∂z."""

    def __init__(
        self, weights: Array, gradients: Array, given: Flow, result: Flow, first: bool
    ) -> None:
        """Bind to x with its last row, of shape (units_in + 1, size).

        The first layer's x needs no derivative. The others get it for the last row too, where it
        means nothing: NumPy would copy W to leave its bias column out.
        """
        self.forward: Program = [(weights.dot, (given.values, result.values))]
        self.backward: Program = [(result.errors.dot, (given.values.T, gradients))]
        if not first:
            self.backward.append((weights.T.dot, (result.errors, given.errors)))
