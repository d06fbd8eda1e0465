"""Maxout (Goodfellow et al. 2013): the largest of k sums, a convex activation that is learned."""

import numpy as np

from nnviz.engine.layers.place import Place
from nnviz.engine.program import Flow, Program


class Maxout:
    """y = max(z₁, …, z_k), each zᵢ = wᵢᵀx + bᵢ; on the way back ∂L/∂zᵢ = ∂L/∂y where zᵢ is largest.

    Where several are largest the derivative is shared out evenly, as PyTorch's amax does it.
    """

    def __init__(self, place: Place, result: Flow) -> None:
        layer, size = place.layer, result.values.shape[1]
        self.given = Flow.room(layer.rows, size)
        shape = (layer.pieces, layer.units, size)
        pieces, errors = (array.reshape(shape) for array in self.given)
        self.won = np.empty(shape)  # 1 for a piece that is the largest, else 0
        largest = np.empty(shape, bool)  # NumPy would need room to compare into numbers
        winners, share = np.empty(shape[1:]), np.empty(shape[1:])
        self.forward: Program = [(np.maximum.reduce, (pieces, 0, None, result.values))]
        # The activation may have overwritten y by now.
        self.backward: Program = [
            (np.maximum.reduce, (pieces, 0, None, share)),
            (np.copyto, (self.won, share)),
            (np.equal, (pieces, self.won, largest)),
            (np.copyto, (self.won, largest)),
            (np.add.reduce, (self.won, 0, None, winners)),
            (np.divide, (result.errors, winners, share)),
            (np.copyto, (errors, share)),
            (np.multiply, (self.won, errors, errors)),
        ]
