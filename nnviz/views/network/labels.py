"""The words of the diagram: beside inputs and outputs, and on the card."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from nnviz.selection import NeuronPlace
from nnviz.theme import TextSize, Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.layout import Column, Layout
from nnviz.views.network.names import class_name
from nnviz.views.plotting.layer_words import activation_name
from nnviz.views.plotting.notation import neuron_name
from nnviz.views.plotting.points import train_marker

GAP = 9.0
MARKER = 10.0
ROOMY = 30.0  # a neuron's side, in pixels of the design, from which its name is large
TWO_LINES = 38.0  # and from which the class stands below it


class Labels:
    """What is written beside the neurons of one snapshot."""

    def __init__(self, theme: Theme):
        self._theme = theme

    def room(self, snapshot: Snapshot) -> tuple[float, float]:
        """Return the width needed left of the inputs and right of the outputs."""
        sizes, factor = snapshot.sizes, self._theme.factor
        features = snapshot.data.form.features.values()  # used or not: the columns stay in place
        widths = [self._width(feature.label, "title") for feature in features]
        right = self._width(neuron_name(snapshot, NeuronPlace(len(sizes) - 1, 0)), "title")
        if class_name(snapshot.experiment, 0):
            beside = (MARKER + 4) * factor
            right += beside
            if not self._theme.projected:
                right = max(
                    right, self._width(class_name(snapshot.experiment, 0), "small") + beside
                )
        return max(widths) + GAP * factor, right + GAP * factor

    def paint_names(self, painter: QPainter, snapshot: Snapshot, layout: Layout) -> None:
        """Draw the names of inputs and outputs."""
        last = len(layout.columns) - 1
        self._paint_inputs(painter, snapshot, layout.columns[0])
        for unit in self._named(layout.columns[last]):
            self._paint_output(painter, snapshot, layout.columns[last], NeuronPlace(last, unit))

    def _width(self, text: str, size: TextSize) -> float:
        return QFontMetricsF(self._theme.font(size)).horizontalAdvance(text)

    def _size(self, column: Column) -> TextSize:
        return "title" if column.side >= ROOMY * self._theme.factor else "body"

    def _named(self, column: Column) -> range:
        """Return the neurons whose names have room one below the other."""
        height = QFontMetricsF(self._theme.font(self._size(column))).height()
        return column.range[:: max(1, ceil(height / column.pitch - 0.1))]

    def _paint_inputs(self, painter: QPainter, snapshot: Snapshot, column: Column) -> None:
        painter.setPen(self._theme.color("text"))
        painter.setFont(self._theme.font(self._size(column)))
        right = column.neurons[0].left() - GAP * self._theme.factor
        for unit in self._named(column):
            rect = column.place_of(unit)
            place = QRectF(0, rect.top(), right, rect.height())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            flags |= Qt.TextFlag.TextDontClip  # it may be higher than a small neuron
            painter.drawText(place, flags, neuron_name(snapshot, NeuronPlace(0, unit)))

    def _paint_output(
        self, painter: QPainter, snapshot: Snapshot, column: Column, place: NeuronPlace
    ) -> None:
        theme, rect = self._theme, column.place_of(place.unit)
        size, factor = self._size(column), theme.factor
        name, kind = neuron_name(snapshot, place), class_name(snapshot.experiment, place.unit)
        left, middle = rect.right() + GAP * factor, rect.center().y()
        below = bool(kind) and column.side >= TWO_LINES * factor and not theme.projected
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(size))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        flags |= Qt.TextFlag.TextDontClip
        line = QRectF(left, middle - rect.height() / 2, 200 * factor, rect.height())
        painter.drawText(line.translated(0, -9 * factor if below else 0), flags, name)
        if not kind:
            return
        start = left if below else left + self._width(name, size) + 4 * factor
        offset = 11 * factor if below else 0.0
        self._stamp(painter, QPointF(start + MARKER * factor / 2, middle + offset), place.unit)
        if below:
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font("small"))
            painter.drawText(line.translated((MARKER + 4) * factor, offset), flags, kind)

    def _stamp(self, painter: QPainter, middle: QPointF, number: int) -> None:
        """Draw the mark that the class's points have in the other views."""
        theme = self._theme
        painter.save()
        painter.translate(middle)
        painter.scale(MARKER * theme.factor, MARKER * theme.factor)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.class_colors[number % len(theme.class_colors)])
        painter.drawPath(train_marker(number))
        painter.restore()


def neuron_line(snapshot: Snapshot, place: NeuronPlace) -> str:
    """Return what the card says a neuron is: h₁,₂ · tanh, or ŷ₁ · Softmax · class 1."""
    experiment = snapshot.experiment
    parts = [neuron_name(snapshot, place)]
    if place.layer > 0:
        parts.append(activation_name(experiment.layers[place.layer - 1]))
    if place.layer == len(experiment.layers):
        parts.append(class_name(experiment, place.unit))
    return "  ·  ".join(part for part in parts if part)
