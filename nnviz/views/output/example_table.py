"""The table of examples: their inputs, what a layer makes of them, and their targets."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.data.features import numbered
from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.selection import NeuronPlace
from nnviz.theme import TextSize, Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.colors import Colormap, Limits, response_limits
from nnviz.views.plotting.notation import layer_name, neuron_name
from nnviz.widgets.decimals import decimal_text, with_minus
from nnviz.widgets.override_guard import guarded

TITLE_HEIGHT, NAME_HEIGHT = 24, 18
GAP = 12  # between the parts
SIDE_CELL = 0.026  # of the width is a cell of inputs or targets
LEAST_SIDE_CELL, MOST_SIDE_CELL = 6, 24
MOST_SIDE = 0.4  # of the width may be inputs or targets; a picture's pixels are too many
ROOM_FOR_INPUTS = 340  # pixels of the design; a narrower table goes without them
MOST_ROW = 72
ROW_SHARE = 1.4  # of a prediction's width may be the height of a row
CELL_SHARE = 1.8  # of a row's height may be the width of a cell
INSET = 1.5  # around a number
SIZES: tuple[TextSize, ...] = ("title", "body", "small")
NAME_SIZES: tuple[TextSize, ...] = ("body", "small")
FAINT = 0.1  # of the limits: smaller numbers stand back


class TablePart(NamedTuple):
    """Numbers of shape (columns, examples), drawn an example a line."""

    title: str
    names: tuple[str, ...]
    values: Array
    limits: Limits


class Place(NamedTuple):
    """Where a part is drawn."""

    area: QRectF  # without title and names
    cell: tuple[float, float]


def even_limits(limits: Limits) -> Limits:
    """Return limits as far below 0 as above, so that 0 is neutral."""
    farthest = max(map(abs, limits)) or 1.0
    return -farthest, farthest


@guarded
class ExampleTable(QWidget):
    """Every number on its colour: inputs, a layer's values, targets side by side."""

    pointed = Signal()

    def __init__(self, theme: Theme, colors: Colormap):
        super().__init__()
        self._theme, self._colors = theme, colors
        self._parts: tuple[TablePart, ...] = ()
        self._outputs, self._are_answers = 1, False
        self._chosen: int | None = None
        self._at: QPointF | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(theme.pixels(120), theme.pixels(110))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Table of examples"))

    def show_layer(
        self, snapshot: Snapshot, layers: Sequence[Array], layer: int, chosen: int | None
    ) -> None:
        """Show a layer's values for the examples, a chosen unit's framed."""
        data, last = snapshot.data, len(layers) - 1
        inputs = data.train.x[:, data.examples]
        targets = data.train_targets[:, data.examples]
        target_names = data.form.target_names or numbered("y", len(targets))
        names = tuple(
            neuron_name(snapshot, NeuronPlace(layer, unit)) for unit in range(len(layers[layer]))
        )
        title = tr("Predictions") if layer == last else layer_name(snapshot, layer)
        limits = even_limits(response_limits(snapshot, layer, layers[layer]))
        farthest = float(np.abs(inputs).max())
        input_names = tuple(column.name for column in data.form.inputs)
        self._parts = (
            TablePart(tr("Inputs"), input_names, inputs, even_limits((0.0, farthest))),
            TablePart(title, names, layers[layer], limits),
            TablePart(tr("Targets"), target_names, targets, even_limits(data.target_range)),
        )
        self._outputs, self._are_answers = len(layers[last]), layer == last
        self._chosen = chosen
        self.update()

    @property
    def numbers(self) -> list[tuple[str, float]]:
        """The names and numbers pointed at: a prediction comes with its target."""
        for number, part, place in self._placed():
            found = None if self._at is None else _cell_at(place, self._at)
            if found is None:
                continue
            column, example = found
            shown = self._parts[1:] if number > 0 and self._are_answers else (part,)
            return [(each.names[column], float(each.values[column, example])) for each in shown]
        return []

    # Where things are

    def _placed(self) -> Iterator[tuple[int, TablePart, Place]]:
        """Return the parts there is room for, by their number, and their places."""
        if not self._parts:
            return
        pixels, gap = self._theme.pixels, float(self._theme.pixels(GAP))
        side, sides = self._sides()
        middle = self.width() - sum(sides.values()) - gap * len(sides)
        head = pixels(TITLE_HEIGHT + NAME_HEIGHT)
        examples = self._parts[1].values.shape[1]
        height = min((self.height() - head) / examples, middle / self._outputs * ROW_SHARE)
        height = float(int(max(1.0, min(height, pixels(MOST_ROW)))))
        top = head + max(0.0, (self.height() - head - height * examples) / 2)
        left = 0.0
        for number, part in enumerate(self._parts):
            if number != 1 and number not in sides:
                continue
            width = sides.get(number, middle)
            columns = len(part.values)
            cell = min(width / columns, height * CELL_SHARE) if number == 1 else side
            start = left + (width - cell * columns) / 2
            area = QRectF(start, top, cell * columns, height * examples)
            yield number, part, Place(area, (cell, height))
            left += width + gap

    def _sides(self) -> tuple[float, dict[int, float]]:
        """Return the width of a cell of inputs and targets, and of those of them that have room."""
        pixels, width = self._theme.pixels, self.width()
        least, most = pixels(LEAST_SIDE_CELL), pixels(MOST_SIDE_CELL)
        cell = float(round(min(max(width * SIDE_CELL, least), most)))
        wanted = {number: cell * len(self._parts[number].values) for number in (0, 2)}
        if width < pixels(ROOM_FOR_INPUTS):
            del wanted[0]
        return cell, {number: side for number, side in wanted.items() if side <= width * MOST_SIDE}

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        for number, part, place in self._placed():
            self._paint_head(painter, part, place, named=number == 1)
            self._paint_cells(painter, part, place)
            if number == 1 and self._chosen is not None and self._chosen < len(part.values):
                self._frame_column(painter, place, self._chosen)

    def _paint_head(self, painter: QPainter, part: TablePart, place: Place, named: bool) -> None:
        theme, area = self._theme, place.area
        names, wide = theme.pixels(NAME_HEIGHT), theme.pixels(GAP) / 2
        title = QRectF(area.left() - wide, 0, area.width() + 2 * wide, theme.pixels(TITLE_HEIGHT))
        title.moveBottom(area.top() - names)
        painter.setPen(theme.color("text"))
        painter.setFont(self._fitting([part.title], title.width(), title.height(), NAME_SIZES)[0])
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, part.title)
        font, fits = self._fitting(part.names, place.cell[0], names, NAME_SIZES)
        if not (named and fits):
            return
        painter.setPen(theme.color("muted"))
        painter.setFont(font)
        for column, name in enumerate(part.names):
            left = area.left() + column * place.cell[0]
            room = QRectF(left, area.top() - names, place.cell[0], names)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_cells(self, painter: QPainter, part: TablePart, place: Place) -> None:
        width, height = place.cell
        inset = self._theme.pixels(2 * INSET)
        texts, font = self._texts(part.values, width - inset, height)
        painter.setFont(font)
        pixels = self._colors.signed(part.values, part.limits)
        for column, example in np.ndindex(part.values.shape):
            cell = QRectF(
                place.area.left() + column * width,
                place.area.top() + example * height,
                width,
                height,
            )
            color = QColor.fromRgb(int(pixels[column, example]))
            painter.fillRect(cell.adjusted(0, 0, -1, -1), color)
            if texts:
                faint = abs(part.values[column, example]) < FAINT * part.limits[1]
                painter.setPen(self._theme.color("muted" if faint else "text"))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, texts[column][example])

    def _frame_column(self, painter: QPainter, place: Place, column: int) -> None:
        width, height = place.cell[0], place.area.height()
        painter.setPen(self._theme.pen(self._theme.color("node"), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left = place.area.left() + column * width
        painter.drawRect(QRectF(left - 0.5, place.area.top() - 0.5, width, height))

    def _texts(self, values: Array, width: float, height: float) -> tuple[list[list[str]], QFont]:
        """Return the numbers as exactly and as large as they fit; nothing if they do not."""
        whole = np.array_equal(values, values.round())
        for decimals in (0,) if whole else (2, 1):
            texts = [[_short(value, decimals) for value in row] for row in values.tolist()]
            font, fits = self._fitting([text for row in texts for text in row], width, height)
            if fits:
                return texts, font
        return [], self._theme.font("small")

    def _fitting(
        self,
        texts: Sequence[str],
        width: float,
        height: float,
        sizes: Sequence[TextSize] = SIZES,
    ) -> tuple[QFont, bool]:
        """Return the largest type in which every text fits, and whether there is one."""
        longest = max(texts, key=len)  # all figures are equally wide
        for size in sizes:
            font = self._theme.font(size)
            metrics = QFontMetricsF(font)
            if metrics.horizontalAdvance(longest) <= width and metrics.height() <= height:
                return font, True
        return self._theme.font(sizes[-1]), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        self.pointed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._at = None
        self.pointed.emit()


def _cell_at(place: Place, at: QPointF) -> tuple[int, int] | None:
    if not place.area.contains(at):
        return None
    offset = at - place.area.topLeft()
    column, example = int(offset.x() / place.cell[0]), int(offset.y() / place.cell[1])
    return column, example


def _short(value: float, decimals: int) -> str:
    """Return a number rounded to so many decimals, without a sign if that is 0."""
    if not isfinite(value):
        return decimal_text(value, decimals)
    return with_minus(f"{round(value, decimals) + 0.0:.{decimals}f}")
