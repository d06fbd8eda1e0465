"""The parameter that is selected, by its number among those that are learned."""

from nnviz.selection import Edge, Part
from nnviz.training.snapshot import Snapshot
from nnviz.training.track import learned_places


def chosen_number(snapshot: Snapshot, part: Part | None) -> int | None:
    """Return the number, among what is learned, of the weight or bias that is selected."""
    if not isinstance(part, Edge) or part.layer < 1 or part.layer >= len(snapshot.sizes):
        return None
    units_in, layer = snapshot.sizes[part.layer - 1], snapshot.layers[part.layer - 1]
    row = part.unit + part.piece * layer.units
    place = snapshot.network.offsets[part.layer - 1] + row * (units_in + 1) + part.source
    places = learned_places(snapshot.experiment)
    return places.index(place) if place in places else None
