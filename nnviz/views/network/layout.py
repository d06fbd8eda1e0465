"""Where the columns, neurons and bias nodes of the diagram are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF

from nnviz.training.shown_units import SHOWN_UNITS

# Lengths of the design, multiplied by the theme's factor.
MIN_SPACING = 94.0  # from column to column; less, and the view scrolls
MAX_SPACING = 340.0
WIDE_SHARE = 0.26  # of the width may be a spacing in a window wider than usual
MIN_SIDE, MIN_GAP = 24.0, 4.0  # of a neuron's picture, and to the next one
MIN_PITCH, MAX_PITCH = MIN_SIDE + MIN_GAP, 176.0  # from neuron to neuron, for their size
TALL_SHARE = 0.2  # of the height may be a pitch in a window taller than usual
MIN_UNITS = 2  # shown of a layer, however low the window is
SIDE_SHARE = 0.68  # of the pitch is the neuron's picture
SPACING_SHARE = 0.46  # of the spacing at most
LOOSE = 1.8  # times as far apart as needed may be the neurons of a layer of few
UPPER_SHARE = 0.38  # of the height that is left over is above the neurons
OUTPUT_SCALE = 1.18
CAPTION = 32.0  # half of it is below the column, for "1–16 of 128"; by the size of type
GAP, HALF_PLATE = 18.0, 10.5
BELOW_BIAS = 12.0
LEAST_RADIUS, MOST_RADIUS = 9.0, 16.0  # of a bias node; the least by the size of type: it holds a 1


@dataclass(frozen=True)
class Column:
    """One layer's neurons, as far as they are shown."""

    x: float
    neurons: tuple[QRectF, ...]
    units: int
    bias: QPointF | None  # the node whose edges are the next layer's biases
    first: int = 0  # the number of the first neuron that is shown

    @property
    def shown(self) -> int:
        return len(self.neurons)

    @property
    def range(self) -> range:
        """The numbers of the neurons that are shown."""
        return range(self.first, self.first + self.shown)

    def placed(self) -> Iterator[tuple[int, QRectF]]:
        """Return the shown neurons' numbers and places."""
        return enumerate(self.neurons, self.first)

    def place_of(self, unit: int) -> QRectF:
        """Return where a neuron is that is shown."""
        return self.neurons[unit - self.first]

    @property
    def side(self) -> float:
        return self.neurons[0].width()

    @property
    def pitch(self) -> float:
        """How far it is from one neuron to the next."""
        first, *others = self.neurons
        return others[0].top() - first.top() if others else float("inf")


@dataclass(frozen=True)
class Frame:
    """What the diagram has to fit in."""

    width: float
    height: float
    header: float  # of the builder's controls over the columns
    labels: tuple[float, float]  # room for text left of the inputs, right of the outputs
    factor: float
    least_spacing: float = MIN_SPACING
    type_factor: float = 1.0

    @property
    def caption(self) -> float:
        return CAPTION * self.type_factor

    @property
    def least_radius(self) -> float:
        return LEAST_RADIUS * self.type_factor

    @property
    def gap(self) -> float:
        """The least height between neurons and bias nodes; half a number's plate is in it."""
        return max(GAP * self.factor, HALF_PLATE * self.type_factor)

    @property
    def foot(self) -> float:
        """The height around and below the neurons, with the bias nodes."""
        radius = max(MOST_RADIUS * self.factor, self.least_radius)
        return 2 * radius + (GAP + BELOW_BIAS) * self.factor + self.gap


@dataclass(frozen=True)
class Layout:
    columns: tuple[Column, ...]
    spacing: float
    bias_radius: float
    width: float


def minimum_size(layers: int, frame: Frame) -> tuple[float, float]:
    """Return the smallest width and height in which nothing overlaps."""
    factor = frame.factor
    least = frame.least_spacing * factor
    width = layers * least + sum(_extra(least, frame))
    height = frame.header + frame.foot + frame.caption + MIN_UNITS * MIN_PITCH * factor
    return width, height


def spacing_of(layers: int, frame: Frame) -> float:
    """Return how far it is from one of so many columns to the next."""
    least = frame.least_spacing * frame.factor
    spacing = max((frame.width - sum(_extra(least, frame))) / layers, least)
    return min(spacing, max(MAX_SPACING * frame.factor, frame.width * WIDE_SHARE))


def arrange(
    sizes: Sequence[int],
    biased: Sequence[bool],
    frame: Frame,
    firsts: Mapping[int, int] = MappingProxyType({}),
) -> Layout:
    """Place the layers of these sizes, inputs first; `biased` says which after them have biases.

    `firsts` are the numbers of the first neurons to show of some layers.
    """
    factor, layers = frame.factor, len(sizes)
    left, right = _extra(frame.least_spacing * factor, frame)
    spacing = spacing_of(layers, frame)
    area = frame.height - frame.header - frame.foot
    shown = [_shown(units, area, frame) for units in sizes]
    rooms = _rooms(sizes, shown, area, frame)
    sides = _sides(min(rooms), spacing, sizes, frame)
    pitches = [
        min(room, side / SIDE_SHARE * LOOSE) for room, side in zip(rooms, sides, strict=True)
    ]
    tallest = _tallest(sizes, shown, pitches, frame)
    middle = frame.header + GAP * factor + tallest / 2 + max(0.0, area - tallest) * UPPER_SHARE
    radius = max(min(min(sides) * 0.25, MOST_RADIUS * factor), frame.least_radius)
    bias_y = middle + tallest / 2 + frame.gap + radius
    left += max(0.0, (frame.width - left - right - layers * spacing) / 2)
    columns = []
    for k, units in enumerate(sizes):
        x = left + (k + 0.5) * spacing
        neurons = _stack(x, middle, shown[k], pitches[k], sides[k])
        bias = QPointF(x, bias_y) if k < layers - 1 and biased[k] else None
        first = min(firsts.get(k, 0), units - shown[k])
        columns.append(Column(x, neurons, units, bias, first))
    return Layout(tuple(columns), spacing, radius, frame.width)


def _extra(spacing: float, frame: Frame) -> tuple[float, float]:
    """Return the width that the labels need beyond half a column, at either side."""
    room = spacing * (1 - SPACING_SHARE) / 2
    left, right = (max(0.0, label - room) for label in frame.labels)
    return left, right


def _shown(units: int, area: float, frame: Frame) -> int:
    pitch = MIN_PITCH * frame.factor
    fitting = int(area / pitch)
    if units > min(fitting, SHOWN_UNITS):
        fitting = int((area - frame.caption) / pitch)
    return min(units, SHOWN_UNITS, max(fitting, MIN_UNITS))


def _rooms(sizes: Sequence[int], shown: Sequence[int], area: float, frame: Frame) -> list[float]:
    """Return how much of the height there is for each neuron of every layer."""
    return [
        max((area - frame.caption * (units > count)) / count, MIN_PITCH * frame.factor)
        for units, count in zip(sizes, shown, strict=True)
    ]


def _tallest(
    sizes: Sequence[int], shown: Sequence[int], pitches: Sequence[float], frame: Frame
) -> float:
    """Return the height of the layer that takes most of it."""
    return max(
        count * pitch + frame.caption * (units > count)
        for units, count, pitch in zip(sizes, shown, pitches, strict=True)
    )


def _sides(room: float, spacing: float, sizes: Sequence[int], frame: Frame) -> list[float]:
    """Return one size for all, chosen by the fullest layer; a single output is a little larger."""
    factor, widest = frame.factor, spacing * SPACING_SHARE
    pitch = min(room, max(MAX_PITCH * factor, frame.height * TALL_SHARE))
    close = min(MIN_SIDE * factor, pitch - MIN_GAP * factor)
    side = min(max(pitch * SIDE_SHARE, close), widest)
    sides = [side] * len(sizes)
    if sizes[-1] == 1:
        sides[-1] = min(side * OUTPUT_SCALE, widest)
    return [float(round(side)) for side in sides]


def _stack(x: float, middle: float, count: int, pitch: float, side: float) -> tuple[QRectF, ...]:
    first = middle - (count - 1) * pitch / 2
    left = round(x - side / 2)
    return tuple(
        QRectF(left, round(first + unit * pitch - side / 2), side, side) for unit in range(count)
    )
