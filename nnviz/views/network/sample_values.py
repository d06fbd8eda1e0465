"""A sample's way through the network: every neuron's value for it, and how wrong the answer is."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from nnviz.engine.analysis.trace import Trace, trace
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Pass
from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.selection import NeuronPlace
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.layout import Column, Layout
from nnviz.views.network.names import class_name
from nnviz.views.plotting.notation import neuron_name
from nnviz.widgets.decimals import decimal_text, three_figures, with_minus

ROOMY = 48.0  # a neuron's side, in pixels of the design, that has room for a third decimal
BESIDE = 7.0  # a plate with a name on it may be wider than the neuron, at either side
PLATE_HEIGHT, LINE_HEIGHT = 17.0, 16.0
PADDING, CORNER = 4.0, 4.0
CLOSE = 1.4  # times as high as a plate is a neuron on whose edge it may stand
DENSE = 1.25  # times as high as a plate is the least pitch of a column that has plates
BUTTONS = 30.0  # the height that the layers' buttons have in the projector
USUAL = -0.8  # most numbers are no wider
COVERED = 0.25  # of a neuron at most are hidden by its gradient's line
BELOW = 14.0  # the last output is what the sample's target and loss are


@dataclass(frozen=True, eq=False)
class Walk:
    """What one training sample makes of every neuron."""

    values: tuple[Array, ...]  # per layer, inputs first, of shape (units,)
    targets: Array  # of shape (outputs,)
    loss: float
    trace: Trace  # with the gradients of this loss


def walk_of(snapshot: Snapshot, column: int) -> Walk:
    """Return the way of one sample, by its column of the training data, there and back."""
    data, chosen = snapshot.data, snapshot.experiment
    loss = LOSSES[chosen.loss].form_for(chosen.output_activation)
    way = Pass(snapshot.network, 1)
    way.inputs[...] = data.train_inputs[:, column : column + 1]
    way.forward()
    targets = data.train_targets[:, column : column + 1]
    outputs = way.logits if loss.from_logits else way.values[-1]
    values = tuple(layer[:, 0] for layer in (way.inputs, *way.values))
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        value = loss.value(outputs, targets, chosen.loss_settings)
        way.bind_backward(LOSSES[chosen.loss], chosen.loss_settings)(targets)
        return Walk(values, targets[:, 0], value, trace(way, snapshot.network.blocks))


def target_text(snapshot: Snapshot, target: float, decimals: int) -> str:
    """Return a target as short as it can be said: one of the classes' two, or a value."""
    if snapshot.data.classes:
        return with_minus(f"{target:g}")
    return decimal_text(target, decimals)


def answer_lines(snapshot: Snapshot, walk: Walk, decimals: int) -> list[str]:
    """Return what the output should have been, and the sample's loss."""
    wanted = class_name(snapshot.experiment, int(walk.targets.argmax()))
    if not wanted and len(walk.targets) > 1:
        wanted = " ".join(three_figures(target) for target in walk.targets)
    wanted = wanted or target_text(snapshot, float(walk.targets[0]), decimals)
    loss = decimal_text(walk.loss, decimals)
    return [tr("y = {value}", value=wanted), tr("loss {value}", value=loss)]


class Plates:
    """Draws the numbers of a walk, each on a small plate, so that they can be read anywhere."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self._metrics = QFontMetricsF(theme.font("small"))
        self._slanted = QFontMetricsF(theme.font("small", gradient=True))

    def paint(self, painter: QPainter, snapshot: Snapshot, walk: Walk, layout: Layout) -> None:
        """Draw every shown neuron's value and δ, and below the output the target and the loss."""
        last = len(layout.columns) - 1
        for layer, column in enumerate(layout.columns):
            if column.pitch < DENSE * PLATE_HEIGHT * self._theme.factor:
                continue  # plates would hide each other, and all edges
            decimals, under = self._decimals(column, layout), self._has_room_under(column, layout)
            shown = layer > 0 and (under or self._has_room_behind(column, layout, decimals))
            for unit, rect in column.placed():
                text = decimal_text(float(walk.values[layer][unit]), decimals)
                if layer in (0, last):
                    name = neuron_name(snapshot, NeuronPlace(layer, unit))
                    text = self._fitting(f"{name} = {text}", text, column.side)
                delta = float(walk.trace.deltas[layer - 1][unit]) if shown else 0.0
                gradient = decimal_text(delta, decimals) if shown else ""
                if layer == last and under:
                    gradient = self._fitting(f"δ = {gradient}", gradient, column.side)
                both = text if under else text + gradient
                middle = self._middle(column, rect, both, -1 if layer == last else 1)
                if gradient and under:
                    middle -= QPointF(0, self._lift(column, layout))
                self._plate(painter, middle, [text], layout, gradient, under)
        self._paint_answer(painter, answer_lines(snapshot, walk, 3), layout)

    def _paint_answer(self, painter: QPainter, lines: list[str], layout: Layout) -> None:
        """Say below the last output what it should have been, unless there is no room."""
        column, factor = layout.columns[-1], self._theme.factor
        rect, half = column.neurons[-1], len(lines) * LINE_HEIGHT / 2 * factor
        middle = self._middle(column, rect, "", -1)
        under = LINE_HEIGHT * factor if self._has_room_under(column, layout) else 0.0
        lowest = max(middle.y(), rect.bottom()) + under
        middle = QPointF(rect.center().x(), lowest + BELOW * factor + half)
        foot = painter.window().height() - BUTTONS * factor
        if not self._theme.projected or middle.y() + half <= foot:
            self._plate(painter, middle, lines, layout)

    def _middle(self, column: Column, rect: QRectF, text: str, side: int) -> QPointF:
        """Return the middle of a neuron's plate: where it leaves most of the neurons to be seen.

        That is below, on the edge or, in a dense column, beside it: at its right, with -1 left.
        """
        height, middle = PLATE_HEIGHT * self._theme.factor, rect.center()
        name = 0.42 * self._metrics.height()  # from the middle of a name beside it to its foot
        below = max(rect.height() / 2, name)
        if column.side < 2 * height and column.pitch >= below + height + name:
            return middle + QPointF(0, below + height / 2)
        if column.side >= CLOSE * height:
            return QPointF(middle.x(), rect.bottom())
        away = rect.width() / 2 + self._metrics.horizontalAdvance(text) / 2
        return middle + QPointF(side * (away + 2 * PADDING * self._theme.factor), 0)

    def _decimals(self, column: Column, layout: Layout) -> int:
        """Return how many decimals have room; in the projector as many as were chosen."""
        if not self._theme.projected:
            return 3 if column.side >= ROOMY * self._theme.factor else 2
        room = layout.spacing - 3 * PADDING * self._theme.factor
        widths = {
            decimals: self._metrics.horizontalAdvance(decimal_text(-8.888888888, decimals))
            for decimals in range(2, self._theme.decimals + 1)
        }
        return max((decimals for decimals, width in widths.items() if width <= room), default=2)

    def _fitting(self, text: str, shorter: str, side: float) -> str:
        room = side + 2 * (BESIDE - PADDING) * self._theme.factor
        return text if self._metrics.horizontalAdvance(text) <= room else shorter

    def _has_room_under(self, column: Column, layout: Layout) -> bool:
        """Say whether a plate may have a second line under it."""
        first, *_ = column.neurons
        at_the_foot = self._middle(column, first, "", 1).x() == first.center().x()
        return at_the_foot and self._lift(column, layout) <= column.side * COVERED

    def _lift(self, column: Column, layout: Layout) -> float:
        """Return how much higher plates of two lines stand, to leave what is below them free."""
        *_, last = column.neurons
        free = column.pitch - column.side
        if column.bias is not None:
            free = min(free, column.bias.y() - layout.bias_radius - last.bottom())
        foot = self._middle(column, last, "", 1).y() - last.bottom()
        return max(0.0, foot + (PLATE_HEIGHT / 2 + LINE_HEIGHT) * self._theme.factor - free)

    def _has_room_behind(self, column: Column, layout: Layout, decimals: int) -> bool:
        """Say whether values and gradients behind them leave some of the edges to be seen."""
        usual = decimal_text(USUAL, decimals)
        return self._line_width(usual, usual) <= layout.spacing - column.side / 2

    def _line_width(self, text: str, gradient: str) -> float:
        """Return how wide a plate is on which a gradient stands behind a value."""
        apart = 3 * PADDING if gradient else 2 * PADDING
        widths = self._metrics.horizontalAdvance(text), self._slanted.horizontalAdvance(gradient)
        return sum(widths) + apart * self._theme.factor

    def _plate(
        self,
        painter: QPainter,
        middle: QPointF,
        lines: list[str],
        layout: Layout,
        gradient: str = "",
        under: bool = True,
    ) -> None:
        """Draw lines around a point, and a gradient under or behind them."""
        factor = self._theme.factor
        height = (PLATE_HEIGHT + (len(lines) - 1) * LINE_HEIGHT) * factor
        top = round(middle.y() - height / 2)
        if gradient and under:
            width = max(self._line_width(line, "") for line in (*lines, gradient))
            height += LINE_HEIGHT * factor
        else:
            width = max(self._line_width(line, gradient) for line in lines)
        left = round(max(0.0, min(middle.x() - width / 2, layout.width - width)))
        plate = QRectF(left, top, round(width), round(height))
        self._paint_ground(painter, plate)
        beside, padding = bool(gradient) and not under, PADDING * factor
        inside = plate.adjusted(padding if beside else 0, 0, -padding if beside else 0, 0)
        if gradient:
            edge = Qt.AlignmentFlag.AlignHCenter if under else Qt.AlignmentFlag.AlignRight
            foot = inside.adjusted(0, height - PLATE_HEIGHT * factor, 0, 0)
            painter.setFont(self._theme.font("small", gradient=True))
            painter.setPen(self._theme.color("gradient"))
            painter.drawText(foot, edge | Qt.AlignmentFlag.AlignVCenter, gradient)
            if under:
                inside.setHeight(inside.height() - LINE_HEIGHT * factor)
        edge = Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag.AlignHCenter
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text"))
        painter.drawText(inside, edge | Qt.AlignmentFlag.AlignVCenter, "\n".join(lines))

    def _paint_ground(self, painter: QPainter, plate: QRectF) -> None:
        theme, corner = self._theme, CORNER * self._theme.factor
        painter.setPen(theme.pen(theme.color("border")))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
