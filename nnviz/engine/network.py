"""A network of layers over one flat parameter vector, and one batch's way through it."""

from collections.abc import Callable, Sequence

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.initializers import Draw
from nnviz.engine.layers.dense import Block, Dense
from nnviz.engine.layers.place import Place
from nnviz.engine.layers.shared_slopes import SharedSlopes
from nnviz.engine.layers.stages import LayerPass
from nnviz.engine.losses.loss import Loss, LossSettings
from nnviz.engine.program import Flow, Program, carry_out

CHUNK = 1024  # columns predicted at a time: their activations stay in the processor's cache


class Network:
    """Layers whose parameters are views into one float64 vector.

    Layer k's block begins at `offsets[k]`: the weight from input i to unit u stands at
    `offsets[k] + u * (units_in + 1) + i`, the bias of unit u at i = units_in; where there is none a
    0 without effect stands in its place. `Block` says what follows in layers that have more.

    `weights[k]` is a view of shape (units_out, units_in + 1), or (pieces · units_out, units_in + 1)
    for maxout, `gradients[k]` the same view into the gradient vector. `statistics` is the flat
    vector of what batch normalisation remembers, `remembered[k]` layer k's views into it.
    """

    def __init__(
        self,
        inputs: int,
        layers: Sequence[Dense],
        parameters: Array | None = None,
        statistics: Array | None = None,
        shared: bool = False,
    ):
        """Use copies of the vectors given; else all is 0, but γ and running variances 1.

        If they are `shared` they are used themselves, in a network that is only looked at.
        ValueError: a vector has another length than the layers need.
        """
        self.inputs, self.layers = inputs, tuple(layers)
        self.sizes = (inputs, *(layer.units for layer in layers))
        counts = [
            layer.count(units_in) for layer, units_in in zip(layers, self.sizes, strict=False)
        ]
        self.offsets, self._ends = _offsets(counts), np.cumsum(counts).tolist()
        self.parameters = _vector(sum(counts), parameters, shared)
        self.gradient = np.zeros(sum(counts))
        self.blocks, self.gradient_blocks = self.views(self.parameters), self.views(self.gradient)
        self.weights = [block.weights for block in self.blocks]
        self.gradients = [block.weights for block in self.gradient_blocks]
        self.statistics = _vector(sum(layer.remembered for layer in layers), statistics, shared)
        starts = _offsets([layer.remembered for layer in layers])
        self.remembered = [
            layer.statistics(self.statistics[start : start + layer.remembered])
            for layer, start in zip(layers, starts, strict=True)
        ]
        for block, remembered in zip(self.blocks, self.remembered, strict=True):
            if parameters is None:
                block.scale.fill(1.0)
            if statistics is None:
                remembered.variance.fill(1.0)

    def parts(self, vector: Array) -> list[Array]:
        """Return each layer's part of a vector of the parameters' shape."""
        return [vector[start:end] for start, end in zip(self.offsets, self._ends, strict=True)]

    def views(self, vector: Array) -> list[Block]:
        """Return each layer's views into a vector of the parameters' shape."""
        parts = self.parts(vector)
        return [layer.block(part) for layer, part in zip(self.layers, parts, strict=True)]

    def initialize(
        self, weights: Draw, rng: np.random.Generator, biases: Draw | None = None
    ) -> None:
        """Draw all parameters anew, layer by layer, its weights first; biases None: 0.

        Absent biases and β become 0, γ 1.
        """
        for layer, block in zip(self.layers, self.blocks, strict=True):
            units_in = block.weights.shape[1] - 1
            for piece in block.weights.reshape(layer.pieces, layer.units, -1):
                piece[:, :-1] = weights(units_in, layer.units, rng)
                piece[:, -1] = 0.0
                if layer.bias and biases is not None:
                    piece[:, -1:] = biases(1, layer.units, rng)
            block.scale.fill(1.0)
            block.shift.fill(0.0)

    def is_weight(self) -> Array:
        """Return a vector of the parameters' shape: 1 for a weight, 0 for a bias, γ or β."""
        mask = np.zeros_like(self.parameters)
        for block in self.views(mask):
            block.weights[:, :-1] = 1.0
        return mask

    def is_learned(self) -> Array:
        """Return a vector of the parameters' shape: 0 in the places of absent biases, else 1."""
        mask = np.ones_like(self.parameters)
        for layer, block in zip(self.layers, self.views(mask), strict=True):
            block.weights[:, -1] = float(layer.bias)
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
    `deltas`, ∂L/∂z. `layers[k].stages` has the stages by key, each with its own numbers.

    Only a pass made with a generator is one of training: it leaves values out as dropout says, and
    batch normalisation measures the batch and remembers what it found.
    """

    def __init__(self, network: Network, size: int, rng: np.random.Generator | None = None):
        self.size = size
        # The room for derivatives is not touched here: where there is no way back it takes none.
        ends = np.cumsum([units + 1 for units in network.sizes])
        values, errors = np.ones((ends[-1], size)), np.empty((ends[-1], size))
        parts = (np.split(array, ends[:-1]) for array in (values, errors))
        flows = [Flow(*pair) for pair in zip(*parts, strict=True)]
        self._slopes = SharedSlopes(network.layers, values[ends[0] :], rng is not None)
        for layer, flow in zip(network.layers, flows, strict=False):
            flow.values[-1] = float(layer.bias)
        results = [Flow(flow.values[:-1], flow.errors[:-1]) for flow in flows]
        last = len(network.layers) - 1
        self.layers = [
            LayerPass(
                Place(
                    layer,
                    network.blocks[k],
                    network.gradient_blocks[k],
                    network.remembered[k],
                    output=k == last,
                    rng=rng,
                    slopes=self._slopes.of[k],
                ),
                flows[k],
                results[k + 1],
                first=k == 0,
            )
            for k, layer in enumerate(network.layers)
        ]
        self.inputs, self.values = results[0].values, [flow.values for flow in results[1:]]
        self.deltas = [layer.sums.errors for layer in self.layers]
        self.logits = self.layers[-1].logits
        self._forward = [step for layer in self.layers for step in layer.forward()]

    def forward(self) -> None:
        """Compute every layer's values from `inputs`, without a word where they overflow."""
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            carry_out(self._forward)

    def bind_backward(
        self, loss: Loss, settings: LossSettings | None = None
    ) -> Callable[[Array], None]:
        """Return a function that writes the gradient of the loss.

        It takes the targets, of shape (outputs, size), and works on what `forward` left.
        """
        bind = self._bind_gradient(loss, settings)
        return lambda targets: carry_out(bind(targets))

    def bind_program(
        self, loss: Loss, settings: LossSettings | None = None
    ) -> Callable[[Array, Array], Program]:
        """Return a function of a batch that gives all calls from its inputs to the gradient.

        It takes arrays of the shapes (inputs, size) and (outputs, size), which the calls then read.
        """
        bind = self._bind_gradient(loss, settings)
        return lambda x, targets: [
            (np.copyto, (self.inputs, x)),
            *self._forward,
            *bind(targets),
        ]

    def _bind_gradient(
        self, loss: Loss, settings: LossSettings | None
    ) -> Callable[[Array], Program]:
        *hidden, output = self.layers
        predictions, errors = output.result
        form = loss.form_for(output.place.layer.activation)
        gradient = form.bind(settings or loss.settings(), predictions.shape)
        scale = np.array(1.0 / loss.divisor(*predictions.shape))
        back = [
            *self._slopes.program,
            *output.backward(form.from_logits),
            *(step for layer in reversed(hidden) for step in layer.backward()),
        ]
        return lambda targets: [(gradient, (predictions, targets, scale, errors)), *back]


def _offsets(counts: Sequence[int]) -> list[int]:
    return [int(start) for start in np.cumsum([0, *counts[:-1]])]


def _vector(size: int, given: Array | None, shared: bool) -> Array:
    if given is None:
        return np.zeros(size)
    if given.shape != (size,):
        raise ValueError(f"{size} parameters expected, not an array of {given.shape}")
    return given if shared else np.array(given, float)
