"""What went wrong when Inf or NaN appeared."""

from collections.abc import Iterable, Sequence
from math import isfinite

import numpy as np

from nnviz.data.form import LIMIT
from nnviz.engine.ending import Ending
from nnviz.engine.network import Network, Pass
from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.training.ending_text import ending_text


class DivergenceError(ArithmeticError):
    """Inf or NaN in training; the run is back at its last finite state."""

    def __init__(self, ending: Ending):
        super().__init__(ending)
        self.ending = ending

    def __str__(self) -> str:
        return ending_text(self.ending)


class WeightError(ArithmeticError):
    """A weight set by hand that makes a loss too large for a number; it is as it was before."""

    def __str__(self) -> str:
        return tr("With this weight the loss would be too large for a number: it stays as it was.")


def are_finite(arrays: Iterable[Array]) -> bool:
    """Say whether there is neither Inf nor NaN in the arrays."""
    return all(np.isfinite(array).all() for array in arrays)


def look_finite(arrays: Sequence[Array]) -> bool:
    """Say the same of vectors, at the price of a product each; its overflow takes a closer look."""
    return all(isfinite(array.dot(array)) for array in arrays) or are_finite(arrays)


def diagnose(experiment: Experiment, network: Network, batch: Pass, iteration: int) -> Ending:
    """Return where the numbers went in a step that has just failed in this pass, and from what."""
    layer, output = _first_bad_layer(network, batch), len(network.layers) - 1
    unscaled = experiment.scaling == "none" and _has_large_features(experiment)
    values = {
        "iteration": iteration,
        "hidden_layer": 0 if layer == output else layer + 1,  # 0: the output layer
        "learning_rate": experiment.learning_rate,
        "unscaled": float(unscaled),
    }
    return Ending("diverged", values)


def _has_large_features(experiment: Experiment) -> bool:
    """Say whether a feature reaches farther than the inputs of the data sets here."""
    form = experiment.form
    farthest = max(abs(limit) for column in form.inputs for limit in column.limits)
    plain = all(form.features[key].plain for key in experiment.features)
    return farthest > LIMIT or not plain


def _first_bad_layer(network: Network, batch: Pass) -> int:
    """Look where the numbers went: forward first, then backward, then at the new weights."""
    last = len(network.layers) - 1
    forward = list(enumerate([*batch.values[:-1], batch.logits]))
    backward = list(reversed(list(enumerate(batch.deltas))))
    updated = list(enumerate(network.parts(network.parameters)))
    for layer, numbers in (*forward, *backward, *updated):
        if not np.isfinite(numbers).all():
            return layer
    return last
