"""The neurons: each a small picture of its own response, and the nodes that are always 1."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.colors import Colormap, Limits, Pixels, response_limits, to_image
from nnviz.views.diagram.layout import Layout

PICTURE = 64  # pixels a side, at most
CURVE_ROWS = 64
CURVE_SHARE = 0.86  # of the picture's height is what the limits span
USUAL_SHARE = 0.95  # of an unbounded layer's values are within the ends of the colours
CORNER = 3.0


class NeuronPictures:
    """One picture a shown neuron, made anew for every frame."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self._colors = Colormap(theme)
        self._layers: list[list[QImage]] = []

    def show(self, snapshot: Snapshot) -> None:
        """Make the pictures of this snapshot; without responses there are none."""
        responses = snapshot.responses
        self._layers = []
        for layer, values in enumerate(responses.layers if responses else ()):
            thin = _thinned(values)
            shared = response_limits(snapshot, layer, _usual(thin)) if layer else None
            self._layers.append([self._picture(unit, shared or _own_limits(unit)) for unit in thin])

    def _picture(self, values: Array, limits: Limits) -> QImage:
        if values.ndim == 1:
            return to_image(self._curve(values, limits))
        return to_image(self._colors.signed(values[::-1], limits))

    def _curve(self, values: Array, limits: Limits) -> Pixels:
        """Return the curve, and the area between it and 0 in the colours of the values."""
        low, high = min(limits[0], 0.0), max(limits[1], 0.0)
        room = (high - low) * (1 / CURVE_SHARE - 1) / 2
        levels = np.linspace(high + room, low - room, CURVE_ROWS)[:, None]
        filled = ((levels <= values) & (levels >= 0)) | ((levels >= values) & (levels <= 0))
        color = self._colors.signed(values, (-max(-low, high), max(-low, high)))
        area = np.where(filled, color, np.uint32(self._theme.color("surface").rgb()))
        following = np.append(values[1:], values[-1])
        half = (high - low) / CURVE_ROWS
        lowest, highest = np.minimum(values, following), np.maximum(values, following)
        line = (levels >= lowest - half) & (levels <= highest + half)
        pixels: Pixels = np.where(line, np.uint32(self._theme.color("text").rgb()), area)
        return pixels

    def paint(self, painter: QPainter, layer: int, unit: int, place: QRectF, border: float) -> None:
        """Draw one neuron with a border of this width."""
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if layer < len(self._layers) and unit < len(self._layers[layer]):
            painter.drawImage(place, self._layers[layer][unit])
        else:
            painter.fillRect(place, theme.color("neutral"))
        painter.setPen(theme.pen(theme.color("node"), border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = border * theme.factor / 2 - 0.5
        corner = CORNER * theme.factor
        painter.drawRoundedRect(place.adjusted(-half, -half, half, half), corner, corner)


def paint_bias_nodes(painter: QPainter, layout: Layout, theme: Theme) -> None:
    """Draw the inputs fixed at 1, whose weights are the biases."""
    radius = layout.bias_radius
    painter.setFont(theme.font("body" if radius >= 12 * theme.factor else "small"))
    for column in layout.columns:
        if column.bias is None:
            continue
        painter.setPen(theme.pen(theme.color("node"), 1.2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(column.bias, radius, radius)
        corner = QPointF(radius, radius)
        place = QRectF(column.bias - corner, column.bias + corner)
        painter.setPen(theme.color("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "1")


def _thinned(values: Array) -> Array:
    """Return every n-th point of each axis, so that no picture is larger than PICTURE."""
    stride = -(-values.shape[-1] // PICTURE)
    if values.ndim == 2:
        return values[:, ::stride]
    return values[:, ::stride, ::stride]


def _usual(values: Array) -> Array:
    """Return the values with the largest cut off, which would make all others look alike."""
    most = float(np.quantile(np.abs(np.nan_to_num(values)), USUAL_SHARE))
    return np.clip(values, -most, most) if most > 0 else values


def _own_limits(values: Array) -> Limits:
    farthest = float(np.abs(np.nan_to_num(values)).max())
    return (-farthest, farthest) if farthest > 0 else (-1.0, 1.0)
