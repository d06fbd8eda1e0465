"""Where the things that can be pointed at are, and what a card beside them should not hide."""

from PySide6.QtCore import QPointF, QRect, QRectF

from nnviz.selection import BiasNode, Edge, NeuronPlace, Part
from nnviz.views.network.edges import EdgePlan, nearest_edge
from nnviz.views.network.layout import Layout
from nnviz.views.network.navigation import exists

REACH = 8.0  # pixels of the design from an edge that still point at it
AROUND = 60.0  # pixels of the design that are brought into sight around a place


class Anchors:
    """The places of one layout."""

    def __init__(self, layout: Layout, plan: EdgePlan, factor: float):
        self._layout, self._plan, self._factor = layout, plan, factor

    def has(self, target: Part) -> bool:
        """Say whether this is drawn."""
        if isinstance(target, Edge):
            return target in self._plan.places
        return exists(target, self._layout)

    def at(self, point: QPointF) -> Part | None:
        """Return what is at a point: a neuron, a node that is always 1 or an edge."""
        for layer, column in enumerate(self._layout.columns):
            for unit, rect in column.placed():
                if rect.contains(point):
                    return NeuronPlace(layer, unit)
            if column.bias is not None and self.of(BiasNode(layer)).contains(point):
                return BiasNode(layer)
        reach = REACH * self._factor
        number = nearest_edge(self._plan.polylines, point.x(), point.y(), reach)
        return None if number is None else self._plan.edges[number]

    def of(self, target: Part) -> QRectF:
        """Return the place that the card stands beside; of an edge, its middle."""
        if isinstance(target, Edge):
            x, y = self._plan.polylines[self._plan.places[target]].mean(axis=0)
            return QRectF(x - 1, y - 1, 2, 2)
        column = self._layout.columns[target.layer]
        if isinstance(target, NeuronPlace):
            return column.place_of(target.unit)
        radius = self._layout.bias_radius
        corner, middle = QPointF(radius, radius), column.bias or QPointF()
        return QRectF(middle - corner, middle + corner)

    def around(self, target: Part) -> QRect:
        """Return the place and some room around it, for what is to be in sight."""
        room = AROUND * self._factor
        return self.of(target).adjusted(-room, -room, room, room).toAlignedRect()

    def in_the_way(self, target: Part, headers: QRectF) -> list[QRectF]:
        """Return what the card should not hide: the headers, the neurons at an edge's ends."""
        columns, layer = self._layout.columns, target.layer
        places = [headers]
        if isinstance(target, Edge):
            places += [columns[layer].place_of(target.unit)] * 3
            if target.source in columns[layer - 1].range:
                places += [columns[layer - 1].place_of(target.source)] * 3
            places += self._plan.beads(target)
        return places + [rect for column in columns for rect in column.neurons]
