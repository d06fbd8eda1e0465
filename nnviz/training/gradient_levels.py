"""How much gradient each layer gets, what a step makes of it, and how much is saturated."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.analysis.gradients import update_ratios
from nnviz.engine.analysis.saturation import saturated_shares
from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network
from nnviz.run_state import Array
from nnviz.training.last_step import StepMemory
from nnviz.training.past import Past


@dataclass(frozen=True, eq=False)
class GradientLevels:
    """Means of |∂L/∂w| over a layer's weights and an epoch's batches, layer by layer."""

    epochs: Array  # (rows,)
    means: Array  # (rows, layers)
    epoch: float  # that the latest ones are of
    latest: Array  # (layers,)
    ratios: Array | None  # ‖Δw‖ / ‖w‖ of the latest step, (layers,); None: there is none
    saturated: Array  # the share of values close to a limit, (layers,); NaN: there are no limits


def gradient_levels(
    past: Past, steps: StepMemory, values: tuple[Array, ...], epochs: float
) -> GradientLevels | None:
    """Return what is known so far, None before the first step. The next epoch is watched, too.

    `values` are what each layer gives for the training data, inputs first.
    """
    past.want_gradients()
    found = past.latest_gradients(epochs)
    if found is None:
        return None
    rows = past.gradients.rows()
    change = steps.ends()
    network = past.network
    return GradientLevels(
        epochs=rows[:, 1] + 1,
        means=rows[:, 2:].copy(),
        epoch=found[0],
        latest=found[1],
        ratios=None if change is None else update_ratios(network, *change),
        saturated=_saturated(network, values),
    )


def _saturated(network: Network, values: tuple[Array, ...]) -> Array:
    pairs = zip(network.layers, values[1:], strict=True)
    return np.array([_saturated_share(layer, given) for layer, given in pairs])


def _saturated_share(layer: Dense, given: Array) -> float:
    activation = ACTIVATIONS[layer.activation]
    bounded = all(map(isfinite, activation.limits)) and activation.elementwise
    if not bounded or layer.pieces > 1:
        return float("nan")
    return float(saturated_shares(given, activation.limits).mean())
