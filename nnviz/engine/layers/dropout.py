"""Dropout (Srivastava et al. 2014), inverted: in training some values are left out by chance."""

import numpy as np

from nnviz.engine.layers.place import Place
from nnviz.engine.program import Flow, Program


class Dropout:
    """y = a · mask / (1 − p), where the mask is 0 with the probability p, else 1.

    What is left is enlarged, so that the expected value stays and nothing changes outside training.
    A new mask is drawn for every step; `mask` holds it already divided by 1 − p.
    """

    def __init__(self, place: Place, result: Flow) -> None:
        if place.output:
            raise ValueError("the output layer cannot leave values out")
        if place.rng is None:
            raise ValueError("values are left out in training only")
        rate = place.layer.dropout
        values, errors = result
        self.given = Flow(np.empty_like(values), errors)
        self.mask, chances = np.empty_like(values), np.empty_like(values)
        kept = np.empty(values.shape, bool)  # NumPy would need room to compare into numbers
        self.forward: Program = [
            (place.rng.random, (None, np.float64, chances)),
            (np.greater_equal, (chances, np.array(rate), kept)),
            (np.copyto, (self.mask, kept)),
            (np.multiply, (self.mask, np.array(1 / (1 - rate)), self.mask)),
            (np.multiply, (self.given.values, self.mask, values)),
        ]
        self.backward: Program = [(np.multiply, (errors, self.mask, errors))]
