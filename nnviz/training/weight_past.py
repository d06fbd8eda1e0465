"""How a run's weights have been: at moments from its beginning to now, and how far they moved."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.network import Network
from nnviz.run_state import Array
from nnviz.training.past import Past


@dataclass(frozen=True, eq=False)
class WeightPast:
    """Weights and biases at moments; of a large layer evenly chosen ones."""

    epochs: Array  # (moments,)
    values: Array  # (moments, kept)
    places: NDArray[np.int64]  # in the parameter vector, (kept,)
    starts: NDArray[np.int64]  # where each layer's begin among the kept ones, and the end
    moved: Array  # the mean |w − w₀| of each layer's weights and biases, (layers,)


def weight_past(past: Past, network: Network, initial: Array) -> WeightPast:
    """Return what is kept of the past of a network that began as `initial`."""
    rows = past.weights.rows().copy()
    rows[rows[:, 0] == 0, 2:] = initial[past.places]
    starts = np.searchsorted(past.places, [*network.offsets, network.parameters.size])
    return WeightPast(
        epochs=rows[:, 1].copy(),
        values=rows[:, 2:].copy(),
        places=past.places.copy(),
        starts=starts.astype(np.int64),
        moved=_moved(network, initial),
    )


def _moved(network: Network, initial: Array) -> Array:
    distances, learned = np.abs(network.parameters - initial), network.is_learned()
    parts = zip(network.views(distances), network.views(learned), strict=True)
    return np.array(
        [float(far.weights.sum() / max(1.0, mask.weights.sum())) for far, mask in parts]
    )
