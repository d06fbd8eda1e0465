"""What went wrong when Inf or NaN appeared, in words."""

import numpy as np

from nnviz.engine.network import Network, Pass
from nnviz.experiment import Experiment
from nnviz.language import tr


class DivergenceError(ArithmeticError):
    """Inf or NaN in training, with a sentence; the run is back at its last finite state."""


def diagnose(experiment: Experiment, network: Network, batch: Pass, iteration: int) -> str:
    """Return the sentence for a step that has just failed in this pass."""
    layer = _first_bad_layer(network, batch)
    name = (
        tr("the output layer")
        if layer == len(network.layers) - 1
        else tr("hidden layer {number}", number=layer + 1)
    )
    what = tr(
        "Paused at iteration {iteration:,}: the numbers of {layer} grew beyond all bounds.",
        iteration=iteration,
        layer=name,
    )
    rest = tr("The last finite weights are back; Back or Replay leads to better ones.")
    return f"{what} {_usual_cause(experiment)} {rest}"


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


def _usual_cause(experiment: Experiment) -> str:
    if experiment.scaling == "none" and set(experiment.features) - {"x1", "x2"}:
        return tr(
            "The usual cause is a learning rate too large (now {rate:g}) or unscaled features.",
            rate=experiment.learning_rate,
        )
    return tr(
        "The usual cause is a learning rate too large (now {rate:g}).",
        rate=experiment.learning_rate,
    )
