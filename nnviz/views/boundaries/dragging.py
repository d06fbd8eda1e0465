"""What a person drags of a line: its handle moves it, the tip of its arrow turns it."""

from math import hypot

import numpy as np

from nnviz.run_state import Array
from nnviz.training.snapshot import Snapshot
from nnviz.views.boundaries.arrangement import Place

Edits = tuple[tuple[int, float], ...]


def moved(snapshot: Snapshot, unit: int, place: Place) -> Edits:
    """Return the bias with which the neuron's line goes through a place of the plane."""
    layer = snapshot.layers[0]
    if not layer.bias:
        return ()
    weights = snapshot.network.weights[0][unit, :-1]
    return ((_at(snapshot, unit, len(weights)), -float(weights @ _inputs(snapshot, place))),)


def turned(snapshot: Snapshot, unit: int, place: Place, normal: Place) -> Edits:
    """Return the parameters of a line through a place with this normal; ‖w‖ stays as it is.

    The normal is in the data's own units.
    """
    data = snapshot.data
    weights = snapshot.network.weights[0][unit, :-1]
    places = [data.form.input_features.index(key) for key in data.features]
    wanted = np.array([normal[at] for at in places]) * data.scaler.factor[:, 0]
    length = hypot(*wanted)
    if not length:
        return ()
    new = wanted * (hypot(*weights) / length)
    edits = [(_at(snapshot, unit, at), float(weight)) for at, weight in enumerate(new)]
    if snapshot.layers[0].bias:
        bias = -float(new @ _inputs(snapshot, place))
        edits.append((_at(snapshot, unit, len(new)), bias))
    return tuple(edits)


def _inputs(snapshot: Snapshot, place: Place) -> Array:
    return snapshot.data.inputs(np.array(place)[:, None])[:, 0]


def _at(snapshot: Snapshot, unit: int, source: int) -> int:
    network = snapshot.network
    return network.offsets[0] + unit * (network.inputs + 1) + source
