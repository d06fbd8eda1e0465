"""The activation as a stage: a = h(z), element by element."""

import numpy as np

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.layers.place import Place
from nnviz.engine.program import Flow, Program


class Activate:
    """a = h(z), on the way back ∂L/∂z = ∂L/∂a · h'(z).

    z and a are one array where the slope can be had from a, and the derivatives always are.
    """

    def __init__(self, place: Place, result: Flow) -> None:
        row = ACTIVATIONS[place.layer.activation]
        values, errors = result
        sums = values if row.slope_from_value and not place.output else np.empty_like(values)
        slopes = np.empty_like(values) if place.slopes is None else place.slopes
        value, slope = row.bind(place.layer.activation_settings, sums, values, slopes)
        self.given = Flow(sums, errors)
        self.forward: Program = value
        own = slope if place.slopes is None else []
        self.backward: Program = [*own, (np.multiply, (errors, slopes, errors))]
        if row.key == "linear":
            self.backward = []
