"""Where the keys lead in the diagram: the arrows, and E from edge to edge."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from nnviz.selection import BiasNode, Edge, NeuronPlace, Part
from nnviz.views.network.layout import Layout

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def led_to(target: Part | None, event: QKeyEvent, layout: Layout, edges: list[Edge]) -> Part | None:
    """Return what a key selects next: an arrow, or E and Shift+E for the edges into a neuron."""
    if event.key() == Qt.Key.Key_E and target is not None:
        backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return next_edge(target, edges, -1 if backwards else 1)
    return moved(target, event.key(), layout, edges)


def moved(target: Part | None, key: int, layout: Layout, edges: list[Edge]) -> Part | None:
    """Return what an arrow key selects next; None if the key is no arrow.

    It may be a neuron that is not shown yet, above or below those that are.
    """
    if key not in _STEPS:
        return None
    if target is None:
        return NeuronPlace(0, 0)
    across, down = _STEPS[Qt.Key(key)]
    if isinstance(target, Edge):
        if down:
            return next_edge(target, edges, down)
        end = NeuronPlace(target.layer, target.unit)
        start = NeuronPlace(target.layer - 1, target.source)
        return end if across > 0 or not exists(start, layout) else start
    last = layout.columns[target.layer].units - 1
    if isinstance(target, BiasNode):
        lowest = NeuronPlace(target.layer, layout.columns[target.layer].range[-1])
        return lowest if down < 0 else _beside(lowest, across, layout) if across else target
    if not down:
        return _beside(target, across, layout)
    below = BiasNode(target.layer)
    if target.unit + down > last and exists(below, layout):
        return below
    return NeuronPlace(target.layer, min(max(target.unit + down, 0), last))


def next_edge(target: Part, edges: list[Edge], step: int) -> Part:
    """Return the next of the edges into the neuron that is selected, or that the edge leads to."""
    if isinstance(target, BiasNode):
        return target
    layer, unit = target.layer, target.unit
    into = [edge for edge in edges if (edge.layer, edge.unit) == (layer, unit)]
    if not into:
        return target
    if isinstance(target, Edge):
        return into[(into.index(target) + step) % len(into)]
    return into[0 if step > 0 else -1]


def exists(target: Part, layout: Layout) -> bool:
    """Say whether the neuron, or the node that is always 1, is shown."""
    if not 0 <= target.layer < len(layout.columns):
        return False
    if isinstance(target, BiasNode):
        return layout.columns[target.layer].bias is not None
    return target.unit in layout.columns[target.layer].range


def _beside(place: NeuronPlace, across: int, layout: Layout) -> NeuronPlace:
    layer = place.layer + across
    if not 0 <= layer < len(layout.columns):
        return place
    y = layout.columns[place.layer].place_of(place.unit).center().y()
    column = layout.columns[layer]
    nearest = min(column.range, key=lambda unit: abs(column.place_of(unit).center().y() - y))
    return NeuronPlace(layer, nearest)
