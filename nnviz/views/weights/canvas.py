"""Paints the weights' matrices side by side, and the ridges of how they have been spread."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.selection import Edge, NeuronPlace, Part
from nnviz.theme import Theme, contrast, mixed
from nnviz.training.weight_past import WeightPast
from nnviz.views.plotting.colors import STEPS, Colormap, steps_of, to_image
from nnviz.views.weights.panels import Panel, cell_text
from nnviz.views.weights.ridges import BINS, chosen_moments, densities, reach_of
from nnviz.widgets.number_edit import NumberEdit
from nnviz.widgets.override_guard import guarded

CELL, WIDE_CELL, LEAST_CELL, WIDEST = 20, 40, 10, 420  # pixels of the design
GUTTER, GAP, RIDGES_FROM = 24, 20, 70
LIFT = 0.35  # of the ridges' room is how high one is
SCALE = (-1.0, 1.0)
CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@guarded
class WeightCanvas(QWidget):
    """As wide as the matrices need; meant for an area that scrolls sideways."""

    pointed = Signal(object)  # Edge or None
    clicked = Signal(object)  # NeuronPlace
    edited = Signal(int, float)  # place in the parameter vector, value

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self.panels: Sequence[Panel] = ()
        self.cells: list[QRectF] = []  # of all cells of a panel
        self._past: WeightPast | None = None
        self._chosen: Part | None = None
        self._pointed: Part | None = None
        self._colors = Colormap(theme)
        self._small, self._strong = theme.font("small"), theme.font("small", strong=True)
        self._metrics = QFontMetricsF(self._small)
        self._line = self._metrics.height()
        self.edit = NumberEdit(theme, self)
        self.edit.hide()
        self.edit.committed.connect(self._commit)
        self.edit.closed.connect(self.edit.hide)
        self._place = -1
        self._picture, self._look = QPixmap(), 0  # of the ridges of the past
        self._inks: list[QColor] = []  # of numbers, by the step of their cell's colour
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Ignored)

    def show_panels(self, panels: Sequence[Panel], past: WeightPast | None) -> None:
        """Draw these; without a past there are no ridges."""
        if [panel.form for panel in panels] != [panel.form for panel in self.panels]:
            self.edit.hide()
        self.panels, self._past = panels, past
        self._arrange()
        self.update()

    def mark(self, chosen: Part | None, pointed: Part | None) -> None:
        """Frame the row of a chosen neuron, and what is pointed at."""
        if (chosen, pointed) != (self._chosen, self._pointed):
            self._chosen, self._pointed = chosen, pointed
            self.update()

    # Where things are

    def _arrange(self) -> None:
        pixels = self._theme.pixels
        top = 2 * self._line + pixels(8)
        room = self.height() - top - self._line - pixels(4)
        room = room - pixels(RIDGES_FROM) if room > pixels(2 * RIDGES_FROM) else room
        heights = [max(0.5, min(pixels(CELL), room / len(p.values))) for p in self.panels]
        widths = self._widths(heights)
        left, self.cells = 0.0, []
        for panel, height, width in zip(self.panels, heights, widths, strict=True):
            rows, columns = panel.values.shape
            self.cells.append(QRectF(left + pixels(GUTTER), top, columns * width, rows * height))
            left += pixels(GUTTER + GAP) + max(columns * width, self._title_width(panel))
        wanted = int(np.ceil(left))
        if self.minimumWidth() != wanted:
            self.setMinimumWidth(wanted)

    def _title_width(self, panel: Panel) -> float:
        words = f"{panel.title}  {panel.shape}  {panel.note}"
        return QFontMetricsF(self._strong).horizontalAdvance(words)

    def _widths(self, heights: list[float]) -> list[float]:
        """Return the cells' widths: wide ones where numbers fit, square or less where many are."""
        pixels = self._theme.pixels
        counts = [panel.values.shape[1] for panel in self.panels]
        room = (self.parentWidget() or self).width() - len(counts) * pixels(GUTTER + GAP)
        share = room / max(sum(counts), 1)
        narrow = min(float(pixels(CELL)), max(share, float(pixels(LEAST_CELL))))
        widths = [
            min(narrow, pixels(WIDEST) / count, self._least_width(height, count, narrow))
            for count, height in zip(counts, heights, strict=True)
        ]
        spare = room - sum(w * count for w, count in zip(widths, counts, strict=True))
        for k in sorted(range(len(counts)), key=lambda k: counts[k]):
            more = counts[k] * (pixels(WIDE_CELL) - widths[k])
            if more <= spare and heights[k] >= pixels(CELL) * 0.9:
                widths[k], spare = float(pixels(WIDE_CELL)), spare - more
        return widths

    def _least_width(self, height: float, columns: int, narrow: float) -> float:
        """Return a cell's width: square where many cells are small, but never a thread of few."""
        if height >= self._theme.pixels(CELL):
            return narrow
        return max(height, min(narrow, 3 * self._theme.pixels(CELL) / columns))

    def cell(self, k: int, row: int, column: int) -> QRectF:
        """Return where a cell of a panel is."""
        area, (rows, columns) = self.cells[k], self.panels[k].values.shape
        width, height = area.width() / columns, area.height() / rows
        return QRectF(area.left() + column * width, area.top() + row * height, width, height)

    def _found(self, point: QPointF) -> tuple[int, int, int] | None:
        """Return the panel, row and column at a point."""
        for k, (panel, area) in enumerate(zip(self.panels, self.cells, strict=True)):
            if area.contains(point):
                rows, columns = panel.values.shape
                row = int((point.y() - area.top()) / area.height() * rows)
                column = int((point.x() - area.left()) / area.width() * columns)
                return k, min(row, rows - 1), min(column, columns - 1)
        return None

    # Painting

    def _paint_panel(self, painter: QPainter, k: int, panel: Panel) -> None:
        area, theme = self.cells[k], self._theme
        self._paint_names(painter, k, panel)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, area.height() < 1)
        painter.drawImage(area, to_image(self._colors.signed(panel.values, SCALE)))
        rows, columns = panel.values.shape
        wide, high = area.width() / columns, area.height() / rows
        if min(wide, high) >= theme.pixels(6):
            painter.setPen(theme.pen(theme.color("surface")))
            across = [area.top() + row * high for row in range(1, rows)]
            along = [area.left() + column * wide for column in range(1, columns)]
            painter.drawLines([QLineF(area.left(), y, area.right(), y) for y in across])
            painter.drawLines([QLineF(x, area.top(), x, area.bottom()) for x in along])
            self._paint_values(painter, k, panel, wide)
            if panel.has_bias and columns > 1:
                apart = QRectF(area.right() - wide - 2, area.top(), 3, area.height())
                painter.fillRect(apart, theme.color("surface"))

    def _paint_values(self, painter: QPainter, k: int, panel: Panel, wide: float) -> None:
        """Write the numbers where they fit, else a bar for minus."""
        theme = self._theme
        painter.setFont(self._small)
        if wide >= theme.pixels(WIDE_CELL) * 0.95:
            steps = steps_of(panel.values, SCALE)
            for (row, column), value in np.ndenumerate(panel.values):
                painter.setPen(self._ink(int(steps[row, column])))
                painter.drawText(self.cell(k, row, column), CENTRE, cell_text(float(value)))
            return
        bars = []
        for row, column in np.argwhere(panel.values < 0).tolist():
            cell = self.cell(k, row, column)
            middle, half = cell.center(), cell.width() * 0.2
            bars.append(QLineF(middle.x() - half, middle.y(), middle.x() + half, middle.y()))
        painter.setPen(theme.pen(theme.color("text"), 1.5))
        painter.drawLines(bars)

    def _ink(self, step: int) -> QColor:
        """Return the colour of a number on a cell of this step of the map."""
        if not self._inks:
            pair = (self._theme.color("text"), self._theme.color("surface"))
            for value in (np.arange(STEPS) + 0.5) / (STEPS / 2) - 1:
                ground = self._colors.color(float(value), SCALE)
                self._inks.append(max(pair, key=partial(contrast, ground)))
        return self._inks[step]

    def _paint_names(self, painter: QPainter, k: int, panel: Panel) -> None:
        area, theme, line = self.cells[k], self._theme, self._line
        painter.setFont(self._strong)
        painter.setPen(theme.color("text"))
        head = f"{panel.title}  {panel.shape}"
        painter.drawText(QRectF(area.left(), 0, 1000, line), LEFT, head)
        x = area.left() + QFontMetricsF(self._strong).horizontalAdvance(head + "  ")
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        painter.drawText(QRectF(x, 0, 1000, line), LEFT, panel.note)
        for column, name in enumerate(panel.column_names):
            cell = self.cell(k, 0, column)
            if cell.width() >= self._metrics.horizontalAdvance(name):
                cell.setCoords(cell.left(), area.top() - line - 2, cell.right(), area.top() - 2)
                painter.drawText(cell, CENTRE, name)
        for row, name in enumerate(panel.row_names):
            cell = self.cell(k, row, 0)
            if cell.height() >= line * 0.9:
                place = QRectF(area.left() - 104, cell.top(), 100, cell.height())
                painter.drawText(place, RIGHT, name)
        notes = [tr("moved {distance}", distance=panel.moved)] if panel.moved else []
        if min(self.cell(k, 0, 0).width(), self.cell(k, 0, 0).height()) < theme.pixels(6):
            notes.append(tr("drawn smaller"))
        place = QRectF(area.left(), area.bottom() + 3, 1000, line)
        painter.drawText(place, LEFT, "  ·  ".join(notes))

    def _paint_marks(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for part, width in ((self._chosen, 2.0), (self._pointed, 1.0)):
            place = self._frame_of(part)
            if place is not None:
                painter.setPen(self._theme.pen(self._theme.color("accent"), width))
                painter.drawRect(place)

    def _frame_of(self, part: Part | None) -> QRectF | None:
        for k, panel in enumerate(self.panels):
            if panel.layer is None or getattr(part, "layer", None) != panel.layer:
                continue
            rows, columns = panel.values.shape
            if isinstance(part, Edge):
                row, column = panel.cell_of(part)
                return self.cell(k, row, column) if row < rows and column < columns else None
            if isinstance(part, NeuronPlace) and part.unit < rows:
                return self.cell(k, part.unit, 0).united(self.cell(k, part.unit, columns - 1))
        return None

    def _paint_ridges(self, painter: QPainter, past: WeightPast) -> None:
        """Draw how each layer's weights were spread, the latest in front."""
        top = max(area.bottom() for area in self.cells) + self._line + self._theme.pixels(12)
        room = self.height() - top - self._line
        if room < self._theme.pixels(RIDGES_FROM - 30):
            return
        reach = reach_of(past.values, *(panel.values for panel in self.panels))
        ratio = painter.device().devicePixelRatioF()
        if ratio % 1 or painter.paintEngine().type() != QPaintEngine.Type.Raster:
            self._paint_then(painter, past, reach, top, room)
        else:
            self._renew(past, reach, top, room, ratio)
            painter.drawPixmap(QPointF(0, top), self._picture)
        lift = room * LIFT
        for k, (panel, area) in enumerate(zip(self.panels, self.cells, strict=True)):
            now = densities(panel.values.reshape(1, -1), reach)[0]
            color = self._theme.layer_color(k + 1, len(self.panels))
            painter.setPen(self._theme.pen(color, 1.0))
            painter.setBrush(mixed(color, self._theme.color("surface"), 0.35))
            painter.drawPolygon(_ridge(area, top + room, now * lift))

    def _renew(self, past: WeightPast, reach: float, top: float, room: float, ratio: float) -> None:
        """Paint the ridges of the past anew if they, or their places, are others."""
        places = tuple((area.left(), area.width()) for area in self.cells)
        look = hash((past.epochs.tobytes(), past.values.tobytes(), reach, top, room, places, ratio))
        if look == self._look and not self._picture.isNull():
            return
        self._look = look
        height = self.height() - int(top)
        self._picture = QPixmap(QSize(self.width(), height) * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(self._theme.color("surface"))
        painter = QPainter(self._picture)
        painter.translate(0, -top)
        self._paint_then(painter, past, reach, top, room)
        painter.end()

    def _paint_then(
        self, painter: QPainter, past: WeightPast, reach: float, top: float, room: float
    ) -> None:
        """Draw the ridges of the past, and the axis below them."""
        theme, chosen, lift = self._theme, chosen_moments(past.epochs), room * LIFT
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for k, area in enumerate(self.cells):
            then = past.values[chosen, past.starts[k] : past.starts[k + 1]]
            color = theme.layer_color(k + 1, len(self.panels))
            for number, share in enumerate(densities(then, reach)):
                strength = 0.25 + 0.35 * number / len(chosen)
                painter.setPen(theme.pen(mixed(color, theme.color("surface"), strength), 1.0))
                painter.setBrush(mixed(color, theme.color("surface"), 0.06))
                foot = top + lift + (room - lift) * number / len(chosen)
                painter.drawPolygon(_ridge(area, foot, share * lift))
            painter.setFont(self._small)
            painter.setPen(theme.color("muted"))
            for value in (-reach, 0.0, reach):
                x = area.left() + (value / reach + 1) / 2 * area.width()
                place = QRectF(x - 40, self.height() - self._line, 80, self._line)
                painter.drawText(place, CENTRE, f"{value:g}".replace("-", "−"))

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        for k, panel in enumerate(self.panels):
            self._paint_panel(painter, k, panel)
        if self._past is not None:
            self._paint_ridges(painter, self._past)
        self._paint_marks(painter)
        painter.end()

    def resizeEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._found(event.position())
        edge = None if found is None else self.panels[found[0]].edge(*found[1:])
        self.setCursor(Qt.CursorShape.PointingHandCursor if edge else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(edge)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self.pointed.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._found(event.position())
        edge = None if found is None else self.panels[found[0]].edge(*found[1:])
        if found is None or edge is None:
            return
        neuron = NeuronPlace(edge.layer, edge.unit)
        if neuron != self._chosen:
            self.clicked.emit(neuron)
        k, row, column = found
        self._place = self.panels[k].place(row, column)
        self.edit.set_value(float(self.panels[k].values[row, column]))
        self.edit.resize(self.edit.sizeHint())
        middle = self.cell(k, row, column).center().toPoint()
        left = min(middle.x() - self.edit.width() // 2, self.width() - self.edit.width())
        self.edit.move(max(left, 0), middle.y() - self.edit.height() // 2)
        self.edit.show()
        self.edit.begin()

    @Slot(float)
    def _commit(self, value: float) -> None:
        self.edited.emit(self._place, value)


def _ridge(area: QRectF, foot: float, heights: Array) -> QPolygonF:
    """Return a ridge over an area's width, closed along its foot."""
    places = area.left() + (np.arange(BINS) + 0.5) / BINS * area.width()
    points = zip(places.tolist(), (foot - heights).tolist(), strict=True)
    ends = (QPointF(area.right(), foot), QPointF(area.left(), foot))
    return QPolygonF([*(QPointF(x, y) for x, y in points), *ends])
