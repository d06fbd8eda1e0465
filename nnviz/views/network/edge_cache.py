"""Pictures of very many edges, renewed a few layers a frame, so that no frame takes long."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from nnviz.run_state import Array
from nnviz.views.network.edges import EdgePlan
from nnviz.views.network.layout import Layout

TOO_MANY = 500  # edges that are drawn anew for every frame
RENEWED = 200  # edges that are drawn anew in one frame where there are more
AT_ONCE = 400  # the same of a network that has not been drawn yet, or does not learn now


class EdgeCache:
    """One picture of the edges into each layer. Their dashes stand still."""

    def __init__(self, plan: EdgePlan, layout: Layout, height: float, ground: QColor):
        self._plan, self._ground = plan, ground
        columns = layout.columns
        self._places = [
            QRectF(QPointF(round(a.x), 0), QSizeF(round(b.x) - round(a.x), height))
            for a, b in pairwise(columns)
        ]
        self._pictures: list[QPixmap | None] = [None] * len(self._places)
        self._values = [np.empty(0)] * len(self._places)  # the weights each picture is of
        self._next = 0

    def paint(self, painter: QPainter, parameters: Array, moving: bool) -> bool:
        """Draw the edges; say whether some are still as they were, and should soon be renewed.

        While training is `moving` on, most are as they were a few frames ago.
        """
        ratio = painter.device().devicePixelRatioF()
        layers = len(self._places)
        in_turn = [(self._next + step) % layers for step in range(layers)]
        missing = [layer for layer in in_turn if self._pictures[layer] is None]
        stale = [layer for layer in in_turn if self._is_stale(layer, parameters, ratio)]
        if missing and moving:
            stale = missing
        renewed = self._first_of(stale, RENEWED if moving and not missing else AT_ONCE)
        for layer in renewed:
            self._pictures[layer] = self._drawn(layer, parameters, ratio)
            self._values[layer] = self._values_of(layer, parameters)
        for place, picture in zip(self._places, self._pictures, strict=True):
            if picture is not None:
                painter.drawPixmap(place.topLeft(), picture)
        return len(renewed) < len(stale) and (bool(missing) or not moving)

    def _is_stale(self, layer: int, parameters: Array, ratio: float) -> bool:
        """Say whether a layer's picture is not of these weights, for a screen as fine as this."""
        picture = self._pictures[layer]
        if picture is None or picture.devicePixelRatioF() != ratio:
            return True
        return not np.array_equal(self._values_of(layer, parameters), self._values[layer])

    def _first_of(self, stale: list[int], most: int) -> list[int]:
        """Return the first layers, until they have so many edges, and let the next go on there."""
        edges = np.cumsum([len(self._plan.layers[layer]) for layer in stale])
        first = stale[: int(np.searchsorted(edges, most)) + 1]
        if first:
            self._next = (first[-1] + 1) % len(self._places)
        return first

    def _values_of(self, layer: int, parameters: Array) -> Array:
        return np.nan_to_num(parameters[self._plan.indices[self._plan.layers[layer]]])

    def _drawn(self, layer: int, parameters: Array, ratio: float) -> QPixmap:
        place = self._places[layer]
        picture = QPixmap((place.size() * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._ground)
        painter = QPainter(picture)
        painter.translate(-place.topLeft())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._plan.paint(painter, parameters, 0.0, self._plan.layers[layer])
        painter.end()
        return picture
