"""The terms of a network with one hidden layer over one input: v·φ(w·x + b) each, and their sum."""

from dataclasses import dataclass

import numpy as np

from nnviz.run_state import Array
from nnviz.training.snapshot import Responses, Snapshot

LEAST_SLOPE = 1e-9  # of w, below which a term has no place of its own


@dataclass(frozen=True, eq=False)
class Components:
    """Each hidden neuron's share of the answer, over the same places as the answer."""

    terms: Array  # (units, places)
    values: Array  # (units, places), φ(w·x + b)
    bias: float  # of the output
    centres: tuple[float | None, ...]  # x at which w·x + b = 0
    slopes: tuple[float, ...]  # w, of x as it is written in the data
    places: tuple[tuple[int, int, int], ...]  # of w, b and v in the flat parameter vector


def has_components(snapshot: Snapshot) -> bool:
    """Say whether the answer is such a sum."""
    layers = snapshot.layers
    return (
        len(layers) == 2
        and len(snapshot.sizes) == 3
        and snapshot.sizes[0] == snapshot.sizes[2] == 1
        and snapshot.data.features == snapshot.data.form.input_features
        and layers[1].activation == "linear"
        and all(layer.pieces == 1 and not layer.batch_norm for layer in layers)
    )


def components_of(snapshot: Snapshot, responses: Responses) -> Components:
    """Return the terms; `has_components` says whether there are any."""
    network, scaler = snapshot.network, snapshot.data.scaler
    offset, factor = float(scaler.offset[0, 0]), float(scaler.factor[0, 0])
    first, output = network.weights
    values = responses.layers[1]
    units = len(values)
    v = output[0, :units]
    slopes = [float(w) / factor for w in first[:units, 0]]
    starts = [network.offsets[0] + 2 * unit for unit in range(units)]
    return Components(
        terms=np.nan_to_num(values * v[:, None]),
        values=values,
        bias=float(output[0, -1]),
        centres=tuple(
            offset - float(b) / w if abs(w) > LEAST_SLOPE else None
            for w, b in zip(slopes, first[:units, 1], strict=True)
        ),
        slopes=tuple(slopes),
        places=tuple((at, at + 1, network.offsets[1] + unit) for unit, at in enumerate(starts)),
    )
