"""A network of dense layers over one flat parameter vector, and one batch's way through it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from nnviz.engine.activation import ActivationSettings, Slope
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.arrays import Array
from nnviz.engine.initializers import Draw
from nnviz.engine.loss import Loss, LossSettings
from nnviz.engine.settings import fit_settings

# ∂L/∂z, the slope (None: 1), z, a, room for the slope's values, then what the two products need:
# ∂L/∂z times the layer's inputs is its gradient; its weights times ∂L/∂z go to the layer before.
BackwardStep = tuple[
    Array,
    Slope | None,
    Array,
    Array,
    Array,
    Callable[[Array, Array], Array],
    Array,
    Array,
    Callable[[Array, Array], Array] | None,
    Array,
]
CHUNK = 1024  # columns predicted at a time: their activations stay in the processor's cache


@dataclass(frozen=True)
class Dense:
    """A fully connected layer: a = h(W·x), where x ends with a 1 and W with the bias column.

    Without settings that are those of its activation it has the activation's defaults.
    """

    units: int
    activation: str
    activation_settings: ActivationSettings = field(default_factory=ActivationSettings)

    def __post_init__(self) -> None:
        fit_settings(self, "activation_settings", ACTIVATIONS, self.activation)

    def count(self, units_in: int) -> int:
        """Return the number of parameters, biases included."""
        return self.units * (units_in + 1)


class Network:
    """Dense layers whose weights are views into one float64 vector.

    `weights[k]` has the shape (units_out, units_in + 1); its last column is the bias.
    `gradients[k]` is the same view into the gradient vector.
    """

    def __init__(self, inputs: int, layers: Sequence[Dense], parameters: Array | None = None):
        """Use a copy of the parameters given, of shape (count,), else zeros.

        ValueError: the vector has another length than the layers need.
        """
        self.inputs, self.layers = inputs, tuple(layers)
        self.sizes = (inputs, *(layer.units for layer in layers))
        counts = [
            layer.count(units_in) for layer, units_in in zip(layers, self.sizes, strict=False)
        ]
        self.offsets = [int(start) for start in np.cumsum([0, *counts[:-1]])]
        count = sum(counts)
        if parameters is not None and parameters.shape != (count,):
            raise ValueError(f"{count} parameters expected, not an array of {parameters.shape}")
        self.parameters = np.zeros(count) if parameters is None else np.array(parameters, float)
        self.gradient = np.zeros(count)
        self.weights = self._views(self.parameters)
        self.gradients = self._views(self.gradient)

    def _views(self, vector: Array) -> list[Array]:
        ends = [*self.offsets[1:], vector.size]
        return [
            vector[start:end].reshape(layer.units, -1)
            for layer, start, end in zip(self.layers, self.offsets, ends, strict=True)
        ]

    def initialize(
        self, weights: Draw, rng: np.random.Generator, biases: Draw | None = None
    ) -> None:
        """Draw all parameters anew, layer by layer, its weights first; biases None: 0."""
        for view in self.weights:
            units_out, columns = view.shape
            view[:, :-1] = weights(columns - 1, units_out, rng)
            view[:, -1:] = 0.0 if biases is None else biases(1, units_out, rng)

    def is_weight(self) -> Array:
        """Return a vector of the parameters' shape: 1 for a weight, 0 for a bias."""
        mask = np.ones_like(self.parameters)
        for view in self._views(mask):
            view[:, -1] = 0.0
        return mask

    def layer_values(self, x: Array) -> list[Array]:
        """Return what every layer gives for inputs x of shape (inputs, examples), inputs first."""
        batch = Pass(self, x.shape[1])
        batch.inputs[...] = x
        batch.forward()
        return [batch.inputs, *batch.values]

    def predict(self, x: Array) -> Array:
        """Return the output for x of shape (inputs, examples), as (outputs, examples)."""
        examples = x.shape[1]
        predictions = np.empty((self.sizes[-1], examples))
        batch = Pass(self, min(examples, CHUNK))
        for start in range(0, examples, CHUNK):
            columns = min(CHUNK, examples - start)
            if columns != batch.size:
                batch = Pass(self, columns)
            batch.inputs[...] = x[:, start : start + columns]
            batch.forward()
            predictions[:, start : start + columns] = batch.values[-1]
        return predictions


class Pass:
    """The buffers for one batch size, and forward and backward through them.

    Fill `inputs` (inputs, size), call `forward`; then `values[k]` holds layer k's activations and
    `logits` the output layer's sums. What `bind_backward` returns fills the network's gradient and
    `deltas`, ∂L/∂z.
    """

    def __init__(self, network: Network, size: int):
        self.size = size
        self._network = network
        self._rows = [np.ones((units + 1, size)) for units in network.sizes]
        self.inputs, self.values = self._rows[0][:-1], [row[:-1] for row in self._rows[1:]]
        self.deltas = [np.empty_like(values) for values in self.values]
        self._activations = [ACTIVATIONS[layer.activation] for layer in network.layers]
        last = len(self.values) - 1
        # A layer's sums and values are one array where the slope can be had from the values.
        self._sums = [
            values if row.slope_from_value and k < last else np.empty_like(values)
            for k, (row, values) in enumerate(zip(self._activations, self.values, strict=True))
        ]
        self.logits = self._sums[-1]
        functions = [
            row.bind(layer.activation_settings, values.shape)
            for row, layer, values in zip(
                self._activations, network.layers, self.values, strict=True
            )
        ]
        self._slopes = [slope for _, slope in functions]
        self._forward = [
            (weights.dot, given, z, value, values)
            for weights, given, z, (value, _), values in zip(
                network.weights, self._rows[:-1], self._sums, functions, self.values, strict=True
            )
        ]

    def forward(self) -> None:
        """Compute every layer's values from `inputs`."""
        for dot, given, z, value, values in self._forward:
            dot(given, z)
            value(z, values)

    def bind_backward(
        self, loss: Loss, settings: LossSettings | None = None
    ) -> Callable[[Array], None]:
        """Return a function that writes the gradient of the loss.

        It takes the targets, of shape (outputs, size), and works on what `forward` left.
        """
        predictions, error = self.values[-1], self.deltas[-1]
        form = loss.form_for(self._network.layers[-1].activation)
        gradient = form.bind(settings or loss.settings(), predictions.shape)
        multiply = np.multiply
        scale = np.array(1.0 / loss.divisor(*predictions.shape))
        last = len(self.values) - 1
        steps = [
            self._backward_step(k, with_slope=k < last or not form.from_logits)
            for k in range(last, -1, -1)
        ]

        def backward(targets: Array) -> None:
            gradient(predictions, targets, scale, error)
            for delta, slope, z, values, scratch, dot, given, grad, to_given, previous in steps:
                if slope is not None:
                    slope(z, values, scratch)
                    multiply(delta, scratch, delta)
                dot(given, grad)
                if to_given is not None:
                    to_given(delta, previous)

        return backward

    def _backward_step(self, k: int, with_slope: bool) -> BackwardStep:
        """Return what layer k's step back works on; the first layer has nothing before it."""
        delta, values, activation = self.deltas[k], self.values[k], self._activations[k]
        return (
            delta,
            self._slopes[k] if with_slope and activation.key != "linear" else None,
            self._sums[k],
            values,
            np.empty_like(values),
            delta.dot,
            self._rows[k].T,
            self._network.gradients[k],
            self._network.weights[k][:, :-1].T.dot if k else None,
            self.deltas[k - 1],
        )
