"""Slopes of neighbouring layers with the same activation, by the same calls.

The values of all layers lie in one array. Where slopes can be had from them alone, those of a whole
stretch take no more calls than those of one layer, and in small networks calls are what costs.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.activation import ActivationSettings
from nnviz.engine.arrays import Array
from nnviz.engine.layers.dense import Dense
from nnviz.engine.program import Program


class SharedSlopes:
    """`program` writes the slopes of layer k into `of[k]`; None: the layer has calls of its own."""

    def __init__(self, layers: Sequence[Dense], values: Array, training: bool) -> None:
        """Bind to all layers' values, (rows, size), with one more row below those of each layer."""
        self.program: Program = []
        self.of: list[Array | None] = []
        start = 0
        for shared, group in groupby(layers, lambda layer: _what_to_share(layer, training)):
            ends = np.cumsum([layer.units + 1 for layer in group])
            a = values[start : start + ends[-1]]
            start += ends[-1]
            if shared is None or len(ends) == 1:
                self.of += [None] * len(ends)
                continue
            (key, settings), slopes = shared, np.empty_like(a)
            self.program += ACTIVATIONS[key].bind(settings, a, a, slopes)[1]
            self.of += [part[:-1] for part in np.split(slopes, ends[:-1])]


def _what_to_share(layer: Dense, training: bool) -> tuple[str, ActivationSettings] | None:
    row = ACTIVATIONS[layer.activation]
    left_out = training and layer.dropout > 0  # the values are then not the activation's
    if left_out or row.key == "linear" or not (row.slope_from_value and row.elementwise):
        return None
    return row.key, layer.activation_settings
