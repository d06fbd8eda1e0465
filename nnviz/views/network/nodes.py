"""The neurons: each a small picture of its own response, and the nodes that are always 1."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from nnviz.engine.activations import ACTIVATIONS
from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.training.prepare import Prepared
from nnviz.training.snapshot import Responses, Snapshot
from nnviz.views.network.layout import Layout
from nnviz.views.plotting.colors import (
    Colormap,
    Limits,
    Pixels,
    calmed,
    class_of,
    response_limits,
    to_image,
)

PICTURE = 64  # pixels a side, at most
FINE_CURVES, FINE_PICTURE = 24, 128  # up to so many curves have pictures this fine
CURVE_LINE = 1 / 70  # of the limits is half the width of the line
CURVE_SHARE = 0.86  # of the picture's height is what the limits span
USUAL_SHARE = 0.9  # of an unbounded layer's values but 0 are within the ends of the colours
SAMPLED = 7  # every so many values are looked at to find these ends
CORNER = 3.0
BAR_SHARE = 0.8  # of the room that an example has in a picture of bars


class NeuronPictures:
    """One picture a shown neuron, made anew for all responses that are new."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self._colors = Colormap(theme)
        self._layers: list[list[QImage]] = []
        self._shown: Responses | None = None
        self._data: Prepared | None = None
        self._as_bars = False  # a bar for each example, as there is no line or plane of inputs

    def show(self, snapshot: Snapshot) -> None:
        """Make the pictures of this snapshot; without responses there are none."""
        responses: Responses | None = snapshot.parts.get("responses")
        if responses is self._shown:
            return
        self._shown = responses
        if responses is None:
            self._layers = []
            return
        neurons = sum(len(values) for values in responses.layers)
        bars = self._as_bars = not snapshot.data.form.spans
        layers = [
            _bars(values) if bars else _thinned(values, neurons) for values in responses.layers
        ]
        same = self._layers and snapshot.data is self._data  # then so are the inputs' pictures
        inputs = self._layers[0] if same else self._input_pictures(layers[0])
        self._data = snapshot.data
        self._layers = [inputs]
        for layer, values in enumerate(layers[1:], 1):
            bounded = np.isfinite(ACTIVATIONS[snapshot.network.layers[layer - 1].activation].limits)
            looked_at = values[:1] if bounded.all() else _usual(values)
            limits = response_limits(snapshot, layer, looked_at)
            kinds = [class_of(snapshot, layer, unit) for unit in range(len(values))]
            self._layers.append(self._pictures(values, limits, kinds))

    def _input_pictures(self, values: Array) -> list[QImage]:
        """Return pictures each in the limits of its own values: features differ in size."""
        return [self._pictures(unit[None], _own_limits(unit))[0] for unit in values]

    def _pictures(
        self, values: Array, limits: Limits, kinds: Sequence[int | None] = (None,)
    ) -> list[QImage]:
        """Return the units' pictures; those that stand for a class are in its own colours."""
        if values.ndim == 2:
            return [to_image(self._curve(unit, limits, values.shape[1])) for unit in values]
        if kinds[0] is not None:
            return [
                to_image(self._colors.of_class(kind or 0, unit[::-1], limits))
                for kind, unit in zip(kinds, values, strict=True)
            ]
        return [to_image(pixels) for pixels in self._colors.signed(values[:, ::-1], limits)]

    def _curve(self, values: Array, limits: Limits, rows: int) -> Pixels:
        """Return the curve, and the area between it and 0 in the colours of the values.

        Bars have a line at 0 instead of the curve.
        """
        values, limits = calmed(values, limits)
        low, high = min(limits[0], 0.0), max(limits[1], 0.0)
        room = (high - low) * (1 / CURVE_SHARE - 1) / 2
        levels = np.linspace(high + room, low - room, rows)[:, None]
        filled = ((levels <= values) & (levels >= 0)) | ((levels >= values) & (levels <= 0))
        color = self._colors.signed(values, (-max(-low, high), max(-low, high)))
        area = np.where(filled, color, np.uint32(self._theme.color("surface").rgb()))
        curve = np.zeros_like(values) if self._as_bars else values
        following = np.append(curve[1:], curve[-1])
        half = (high - low) * CURVE_LINE
        lowest, highest = np.minimum(curve, following), np.maximum(curve, following)
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


def paint_bias_nodes(
    painter: QPainter, layout: Layout, theme: Theme, chosen: int | None = None
) -> None:
    """Draw the inputs fixed at 1, whose weights are the biases; the chosen layer's stands out."""
    radius = layout.bias_radius
    painter.setFont(theme.font("body" if radius >= 12 * theme.factor else "small"))
    for layer, column in enumerate(layout.columns):
        if column.bias is None:
            continue
        painter.setPen(theme.pen(theme.color("node"), 3.0 if layer == chosen else 1.2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(column.bias, radius, radius)
        corner = QPointF(radius, radius)
        place = QRectF(column.bias - corner, column.bias + corner)
        painter.setPen(theme.color("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "1")


def _thinned(values: Array, neurons: int) -> Array:
    """Return every n-th point of each axis, so that no picture is larger than PICTURE."""
    if values.ndim == 2:
        points = FINE_PICTURE if neurons <= FINE_CURVES else PICTURE
        return values[:, :: -(-values.shape[-1] // points)]
    stride = -(-values.shape[-1] // PICTURE)
    return values[:, ::stride, ::stride]


def _bars(values: Array) -> Array:
    """Return a line over the examples that makes a bar of each value, with 0 in between."""
    examples = values.shape[1]
    room = PICTURE // examples
    bar = max(1, round(BAR_SHARE * room))
    wide = np.zeros((*values.shape, room))
    wide[:, :, (room - bar) // 2 : (room - bar) // 2 + bar] = values[:, :, None]
    return wide.reshape(len(values), -1)


def _usual(values: Array) -> Array:
    """Return the values with the largest cut off, which would make all others look alike."""
    sample = np.abs(np.nan_to_num(values.ravel()[::SAMPLED]))
    there = sample[sample > 0]
    if not there.size:
        return values
    most = float(np.quantile(there, USUAL_SHARE))
    return np.clip(values, -most, most)


def _own_limits(values: Array) -> Limits:
    farthest = float(np.abs(np.nan_to_num(values)).max())
    return (-farthest, farthest) if farthest > 0 else (-1.0, 1.0)
