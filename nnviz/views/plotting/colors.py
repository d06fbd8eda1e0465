"""Numbers to colours: the one map for data, neurons and regions, as pictures ready to be drawn."""

from math import isfinite

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from nnviz.engine.activations import ACTIVATIONS
from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot

STEPS = 256
LARGE, SMALL = 1e300, 1e-290  # distances beyond which they are not divided by
FAINTEST = 0.15  # of a class's colour is left where another class is just as likely

Pixels = NDArray[np.uint32]  # 0xffRRGGBB: what Qt draws fastest
Limits = tuple[float, float]


class Colormap:
    """Colours of numbers: orange over neutral to blue; of classes: neutral to the class's own.

    `strength` below 1 leaves the ends paler, so that points stand out from a region.
    """

    def __init__(self, theme: Theme, strength: float = 1.0):
        neutral = _channels(theme.color("neutral"))
        ends = [_channels(color) for color in theme.class_colors]
        ends = [neutral + strength * (end - neutral) for end in ends]
        negative = neutral + strength * (_channels(theme.negative) - neutral)
        positive = neutral + strength * (_channels(theme.positive) - neutral)
        self._diverging = _ramp([negative, neutral, positive])
        self._classes = np.concatenate([_ramp([neutral, end]) for end in ends])
        self._class_count = len(ends)

    def signed(self, values: Array, limits: Limits) -> Pixels:
        """Return the colours of values between limits; beyond them the ends' colours."""
        pixels: Pixels = self._diverging.take(steps_of(values, limits))
        return pixels

    def of_class(self, number: int, values: Array, limits: Limits) -> Pixels:
        """Return colours from neutral, at the lower limit, to the class's own at the upper one."""
        steps = steps_of(values, limits).astype(np.int64)
        pixels: Pixels = self._classes.take(number % self._class_count * STEPS + steps)
        return pixels

    def color(self, value: float, limits: Limits) -> QColor:
        """Return the colour of one value."""
        return QColor.fromRgb(int(self.signed(np.array([value]), limits)[0]))

    def regions(self, outputs: Array, limits: Limits, certain: bool = False) -> Pixels:
        """Return the winning class's colour for outputs of shape (classes, ...).

        It is the paler the closer the second class is; `certain` draws it always in full.
        """
        winner, lead = winners(outputs)
        if certain:
            strength = np.full(winner.shape, STEPS - 1)
        else:
            share = FAINTEST + (1 - FAINTEST) * lead / (limits[1] - limits[0])
            strength = steps_of(share, (0.0, 1.0)).astype(np.int64)
        pixels: Pixels = self._classes.take(winner % self._class_count * STEPS + strength)
        return pixels


def winners(outputs: Array) -> tuple[NDArray[np.int64], Array]:
    """Return the first of the highest outputs, of shape (classes, ...), and its lead on the next.

    Class by class: several times faster than argmax and partition along the first axis.
    """
    best, second = outputs[0], np.full(outputs.shape[1:], -np.inf)
    winner = np.zeros(outputs.shape[1:], dtype=np.int64)
    for number, values in enumerate(outputs[1:], start=1):
        winner[values > best] = number
        second = np.maximum(second, np.minimum(best, values))
        best = np.maximum(best, values)
    return winner, best - second


def steps_of(values: Array, limits: Limits, count: int = STEPS) -> NDArray[np.uint8]:
    """Return for each value which of so many steps between the limits it is in; NaN: the middle."""
    with np.errstate(over="ignore", invalid="ignore"):
        values, (low, high) = calmed(values, limits)
        if not np.isfinite(values.sum()):  # far cheaper than to look at every value
            values = np.nan_to_num(values, nan=(low + high) / 2, posinf=high, neginf=low)
        scaled = (values - low) * (count / ((high - low) or 1.0))
    return np.clip(scaled, 0, count - 1, out=scaled).astype(np.uint8)


def calmed(values: Array, limits: Limits) -> tuple[Array, Limits]:
    """Return both times a power of 2, nearly always 1, that makes the limits' distance ordinary.

    Of others no difference or quotient may have a number.
    """
    low, high = limits
    width = high - low
    factor = 1 / 16 if width > LARGE else 2.0**64 if 0 < width < SMALL else 1.0
    return (values, limits) if factor == 1 else (values * factor, (low * factor, high * factor))


def response_limits(snapshot: Snapshot, layer: int, values: Array) -> Limits:
    """Return which values of a layer get the ends of the map; `values` are those to be shown.

    The outputs have the range of the targets, a bounded activation its own limits, and all others
    lie symmetrically around 0.
    """
    if layer == len(snapshot.sizes) - 1:
        low, high = snapshot.data.target_range
        return (low, high) if high > low else (low - 1, low + 1)
    if layer > 0:
        low, high = ACTIVATIONS[snapshot.layers[layer - 1].activation].limits
        if isfinite(low) and isfinite(high):
            return float(low), float(high)
    finite = values[np.isfinite(values)]
    farthest = float(np.abs(finite).max()) if finite.size else 0.0
    return (-farthest, farthest) if farthest > 0 else (-1.0, 1.0)


def class_of(snapshot: Snapshot, layer: int, unit: int) -> int | None:
    """Return the class that an output stands for where each class has its own, else None."""
    sizes = snapshot.sizes
    several = snapshot.data.classes > 0 and sizes[-1] > 1
    return unit if several and layer == len(sizes) - 1 else None


def to_image(pixels: Pixels) -> QImage:
    """Return pixels of shape (rows, columns) as a picture of its own."""
    rows, columns = pixels.shape
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()


def _channels(color: QColor) -> Array:
    return np.array([color.red(), color.green(), color.blue()], float)


def _ramp(stops: list[Array]) -> Pixels:
    """Return STEPS colours that run through the stops."""
    at, places = np.linspace(0, len(stops) - 1, STEPS), np.arange(len(stops))
    red, green, blue = (
        np.interp(at, places, [stop[k] for stop in stops]).round().astype(np.uint32)
        for k in range(3)
    )
    ramp: Pixels = np.uint32(0xFF000000) | red << np.uint32(16) | green << np.uint32(8) | blue
    return ramp
