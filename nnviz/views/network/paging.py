"""Which neurons are shown of a layer that has more of them than there is room for."""

from PySide6.QtCore import QPointF

from nnviz.selection import NeuronPlace, Part
from nnviz.training.response_grid import compute_responses
from nnviz.training.shown_units import SHOWN_UNITS
from nnviz.training.snapshot import Responses, Snapshot
from nnviz.views.network.layout import Layout

TURN = 40  # of the 120 that a mouse wheel turns from stop to stop: one neuron further


class Pages:
    """The first neuron shown of every layer whose beginning is not shown."""

    def __init__(self) -> None:
        self.firsts: dict[int, int] = {}
        self._turned = 0  # of the wheel, not yet a neuron's worth

    def keep_to(self, layout: Layout) -> None:
        """Forget what is not so in this layout."""
        columns = enumerate(layout.columns)
        self.firsts = {layer: column.first for layer, column in columns if column.first}

    def turn(self, layer: int, layout: Layout) -> None:
        """Go to a layer's next neurons, from the last ones to the first."""
        column = layout.columns[layer]
        last = column.units - column.shown
        self.firsts[layer] = 0 if column.first >= last else min(column.first + column.shown, last)

    def reveal(self, part: Part, layout: Layout) -> bool:
        """Go to a neuron that exists and is not shown; say whether that is so."""
        if not isinstance(part, NeuronPlace):
            return False
        column = layout.columns[part.layer]
        if part.unit in column.range:
            return False
        below = part.unit >= column.first
        self.firsts[part.layer] = part.unit - column.shown + 1 if below else part.unit
        return True

    def roll(self, layout: Layout, point: QPointF, angle: int) -> bool:
        """Go as far up or down in the column at a point as the wheel has turned, in eighths of a
        degree; say whether other neurons are shown then.
        """
        layer = _column_at(point, layout)
        if layer is None:
            return False
        column = layout.columns[layer]
        self._turned -= angle
        neurons = int(self._turned / TURN)
        self._turned -= neurons * TURN
        first = min(max(column.first + neurons, 0), column.units - column.shown)
        self.firsts[layer] = first
        return first != column.first


class ShownResponses:
    """The responses of the neurons that are shown: the run gives those of each layer's first."""

    def __init__(self) -> None:
        self._given: Responses | None = None
        self._made: Responses | None = None

    def of(self, snapshot: Snapshot, layout: Layout | None) -> Responses | None:
        """Return the snapshot's responses or, for neurons further on, ones made for them."""
        given: Responses | None = snapshot.parts.get("responses")
        columns = layout.columns if layout else ()
        if given is None or all(column.range.stop <= SHOWN_UNITS for column in columns):
            return given
        firsts = tuple(column.first for column in columns)
        if given is not self._given or self._made is None or self._made.firsts != firsts:
            self._given = given
            self._made = compute_responses(snapshot.network, snapshot.data, firsts=firsts)
        return self._made


def _column_at(point: QPointF, layout: Layout) -> int | None:
    """Return the layer whose column, with more neurons than are shown, is at a point."""
    for layer, column in enumerate(layout.columns):
        near = abs(point.x() - column.x) < layout.spacing / 2
        if near and column.shown < column.units:
            return layer
    return None
