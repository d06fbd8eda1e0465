"""What one batch made of every neuron and weight, as a person follows it by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from nnviz.engine.arrays import Array
from nnviz.engine.layers.batch_norm import BatchNorm
from nnviz.engine.layers.dense import Block
from nnviz.engine.layers.stages import LayerPass
from nnviz.engine.network import Pass


@dataclass(frozen=True, eq=False)
class Trace:
    """The numbers of a batch's way forward and back, by layer, copied; the inputs are no layer.

    x, z and a are means over the examples. L is the loss that was differentiated, without L1 and
    L2, and δ what it answers if z moves by the same for all examples: for one example ∂L/∂z.
    """

    given: tuple[Array, ...]  # x, (units_in + 1,), at last 1, or 0 where there is no bias
    sums: tuple[Array, ...]  # z, what the activation is given, (units,)
    values: tuple[Array, ...]  # a, (units,), before anything is left out
    deltas: tuple[Array, ...]  # δ = ∂L/∂z, (units,)
    gradients: tuple[Array, ...]  # ∂L/∂W, (pieces · units, units_in + 1)


def trace(batch: Pass, used: Sequence[Block]) -> Trace:
    """Return what a pass left behind that went forward and back with these parameters.

    `used` are the layers' blocks as they were on the way forward.
    """
    activations = [layer.stages["activation"] for layer in batch.layers]
    results = [_activated(layer) for layer in batch.layers]
    return Trace(
        tuple(_mean(layer.given.values) for layer in batch.layers),
        tuple(_mean(_sums(layer, block)) for layer, block in zip(batch.layers, used, strict=True)),
        tuple(_mean(values) for values in results),
        tuple(stage.given.errors.sum(axis=1) for stage in activations),
        tuple(layer.sums.errors.dot(layer.given.values.T) for layer in batch.layers),
    )


def _mean(values: Array) -> Array:
    mean: Array = values.sum(axis=1) / values.shape[1]
    return mean


def _activated(layer: LayerPass) -> Array:
    """Return h(z), (units, size), which dropout has not touched."""
    left_out = layer.stages.get("dropout")
    return layer.result.values if left_out is None else left_out.given.values


def _sums(layer: LayerPass, used: Block) -> Array:
    """Return z, (units, size), once more: the activation may have overwritten it."""
    shape, normalisation = layer.place.layer, layer.stages.get("batch_norm")
    if isinstance(normalisation, BatchNorm):
        return normalisation.normalised * used.scale + used.shift
    sums: Array = used.weights.dot(layer.given.values).reshape(shape.pieces, shape.units, -1)
    largest: Array = sums.max(axis=0)
    return largest
