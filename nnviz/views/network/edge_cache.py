"""Pictures of very many edges, renewed a few layers a frame, so that no frame takes long."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from nnviz.run_state import Array
from nnviz.views.network.edges import EdgePlan
from nnviz.views.network.layout import Layout

TOO_MANY = 500  # edges that are drawn anew for every frame
RENEWED = 200  # edges that are drawn anew in one frame where there are more


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
        self._next = 0

    def paint(self, painter: QPainter, parameters: Array, moving: bool) -> None:
        """Draw the edges; while training is `moving` on, most as they were a few frames ago."""
        ratio = painter.device().devicePixelRatioF()
        for layer in self._stale(moving):
            self._pictures[layer] = self._drawn(layer, parameters, ratio)
        for place, picture in zip(self._places, self._pictures, strict=True):
            if picture is not None:
                painter.drawPixmap(place.topLeft(), picture)

    def _stale(self, moving: bool) -> list[int]:
        layers = len(self._places)
        if not moving or None in self._pictures:
            return list(range(layers))
        chosen: list[int] = []
        edges = 0
        while len(chosen) < layers and (not chosen or edges < RENEWED):
            chosen.append(self._next)
            edges += len(self._plan.layers[self._next])
            self._next = (self._next + 1) % layers
        return chosen

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
