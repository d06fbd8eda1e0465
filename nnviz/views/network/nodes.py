"""The neurons: each a small picture of its own response, and the nodes that are always 1."""

import math
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from nnviz.engine.activations import ACTIVATIONS
from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.training.prepare import Prepared
from nnviz.training.snapshot import Responses, Snapshot
from nnviz.views.network.layout import Column, Layout
from nnviz.views.network.paging import ShownResponses
from nnviz.views.network.stamps import Stamp, Stamps
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
BORDER, THICK_BORDER = 1.2, 3.0
CORNER = 3.0
ROOMY = 12.0  # the radius of a node, in pixels of the design, from which its number is larger
BAR_SHARE = 0.8  # of the room that an example has in a picture of bars


class Strip(NamedTuple):
    """A layer's pictures, one below the other, in one image."""

    image: QImage
    units: int

    def picture(self, unit: int) -> QImage:
        """Return a unit's, for painters that draw whole images only, as an SVG's does."""
        height = self.image.height() // self.units
        return self.image.copy(0, unit * height, self.image.width(), height)


class NeuronPictures:
    """One picture a shown neuron, made anew for all responses that are new."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self._colors = Colormap(theme)
        self._layers: list[Strip] = []
        self._stamps, self._responses = Stamps(), ShownResponses()
        self._borders: dict[int, tuple[Column, set[int], list[Stamp]]] = {}  # of each layer
        self._shown: Responses | None = None
        self._data: Prepared | None = None
        self._as_bars = False  # a bar for each example, as there is no line or plane of inputs

    def show(self, snapshot: Snapshot, layout: Layout | None = None) -> None:
        """Make the pictures of this snapshot's neurons; without responses there are none."""
        responses = self._responses.of(snapshot, layout)
        if responses is self._shown:
            return
        before, self._shown = self._shown, responses
        if responses is None:
            self._layers = []
            return
        neurons = sum(len(values) for values in responses.layers)
        bars = self._as_bars = not snapshot.data.form.spans
        layers = [
            _bars(values) if bars else _thinned(values, neurons) for values in responses.layers
        ]
        same = self._layers and snapshot.data is self._data  # then so are the inputs' pictures
        same = same and before is not None and before.first(0) == responses.first(0)
        inputs = self._layers[0] if same else self._input_pictures(layers[0])
        self._data = snapshot.data
        self._layers = [inputs]
        for layer, values in enumerate(layers[1:], 1):
            bounds = ACTIVATIONS[snapshot.layers[layer - 1].activation].limits
            looked_at = values[:1] if all(map(math.isfinite, bounds)) else _usual(values)
            limits = response_limits(snapshot, layer, looked_at)
            units = range(len(values) if class_of(snapshot, layer, 0) is not None else 1)
            kinds = [class_of(snapshot, layer, responses.first(layer) + unit) for unit in units]
            self._layers.append(_strip(self._pictures(values, limits, kinds)))

    def _input_pictures(self, values: Array) -> Strip:
        """Return pictures each in the limits of its own values: features differ in size."""
        return _strip([self._pictures(unit[None], _own_limits(unit))[0] for unit in values])

    def _pictures(
        self, values: Array, limits: Limits, kinds: Sequence[int | None] = (None,)
    ) -> Sequence[Pixels]:
        """Return the units' pictures; those that stand for a class are in its own colours."""
        if values.ndim == 2:
            return [self._curve(unit, limits, values.shape[1]) for unit in values]
        upright = np.ascontiguousarray(values[:, ::-1])  # in order, it is read faster
        if kinds[0] is not None:
            return [
                self._colors.of_class(kind or 0, unit, limits)
                for kind, unit in zip(kinds, upright, strict=True)
            ]
        return list(self._colors.signed(upright, limits))

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

    def paint(
        self, painter: QPainter, layer: int, column: Column, prominent: Collection[int]
    ) -> None:
        """Draw a layer's neurons; these units have a thicker border."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for unit, place in column.placed():
            self.paint_picture(painter, layer, unit, place)
        known, units = self._borders.get(layer), set(prominent)
        if known is None or known[0] is not column or known[1] != units:
            known = self._borders[layer] = (column, units, self._borders_of(column, units))
        for stamp in known[2]:
            self._stamps.paint(painter, stamp)

    def _borders_of(self, column: Column, prominent: set[int]) -> list[Stamp]:
        usual = [place for unit, place in column.placed() if unit not in prominent]
        thick = [place for unit, place in column.placed() if unit in prominent]
        both = (usual, BORDER), (thick, THICK_BORDER)
        return [self._border(places, border) for places, border in both if places]

    def paint_picture(self, painter: QPainter, layer: int, unit: int, place: QRectF) -> None:
        """Draw one neuron's response."""
        unit -= self._shown.first(layer) if self._shown and layer < len(self._layers) else 0
        if layer < len(self._layers) and unit < self._layers[layer].units:
            strip = self._layers[layer]
            painter.drawImage(place, strip.picture(unit))
        else:
            painter.fillRect(place, self._theme.color("neutral"))

    def _border(self, places: Sequence[QRectF], border: float) -> Stamp:
        """Return the border of places that are all of one size, at whole pixels."""
        around = _around(places[0], border, self._theme)
        inner = places[0].translated(-around.topLeft())
        corners = [place.topLeft() - inner.topLeft() for place in places]
        draw = partial(self._draw_border, place=inner, border=border)
        return Stamp((inner.getRect(), border), around.size(), corners, draw)

    def _draw_border(self, painter: QPainter, place: QRectF, border: float) -> None:
        theme = self._theme
        painter.setPen(theme.pen(theme.color("node"), border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = border * theme.line_factor / 2 - 0.5
        corner = CORNER * theme.factor
        painter.drawRoundedRect(place.adjusted(-half, -half, half, half), corner, corner)


class BiasNodes:
    """The inputs fixed at 1, whose weights are the biases."""

    def __init__(self, theme: Theme):
        self._theme, self._stamps = theme, Stamps()
        self._known: tuple[Layout, int | None, list[Stamp]] | None = None

    def paint(self, painter: QPainter, layout: Layout, chosen: int | None = None) -> None:
        """Draw them all; the chosen layer's stands out."""
        if self._known is None or self._known[0] is not layout or self._known[1] != chosen:
            self._known = layout, chosen, list(self._nodes_of(layout, chosen))
        for stamp in self._known[2]:
            self._stamps.paint(painter, stamp)

    def _nodes_of(self, layout: Layout, chosen: int | None) -> Iterator[Stamp]:
        radius = layout.bias_radius
        for layer, column in enumerate(layout.columns):
            if column.bias is None:
                continue
            corner = QPointF(radius, radius)
            place = QRectF(column.bias - corner, column.bias + corner)
            border = THICK_BORDER if layer == chosen else BORDER
            around = _around(place, border, self._theme)
            inner, corners = place.translated(-around.topLeft()), [around.topLeft().toPointF()]
            draw = partial(self._draw, place=inner, border=border)
            yield Stamp((inner.getRect(), border), around.size(), corners, draw)

    def _draw(self, painter: QPainter, place: QRectF, border: float) -> None:
        theme = self._theme
        roomy = place.width() >= 2 * ROOMY * theme.factor
        painter.setFont(theme.font("body" if roomy else "small"))
        painter.setPen(theme.pen(theme.color("node"), border))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(place)
        painter.setPen(theme.color("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "1")


def _around(place: QRectF, border: float, theme: Theme) -> QRect:
    """Return the pixels that a place and its border may take."""
    room = math.ceil(border * theme.line_factor) + 1
    return place.toAlignedRect().adjusted(-room, -room, room, room)


def _strip(pictures: Sequence[Pixels]) -> Strip:
    return Strip(to_image(np.concatenate(pictures)), len(pictures))


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
