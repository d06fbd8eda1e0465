"""Paints the layers' charts one below the other, and says which neuron the mouse is on."""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStaticText,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.language import trn
from nnviz.run_state import Array
from nnviz.selection import NeuronPlace
from nnviz.theme import Theme
from nnviz.views.activations.ground import Ground
from nnviz.views.activations.layer_charts import BINS, LayerChart
from nnviz.widgets.override_guard import guarded

CELL_WIDTH, WIDEST_CELL = 128, 168
ROW_GAP = 10
MOST_STRETCH = 2.5
NOTE_GAP = "   "
KNOWN_WORDS = 512  # that are laid out once
SPARE = 30  # pixels of the design between a name and notes, whose numbers may grow


class _Row(NamedTuple):
    """Where a layer's chart is."""

    label: QRect
    body: QRect
    columns: int  # histograms side by side
    cells: Sequence[QRect] = ()  # of the histograms, their captions included
    slots: Array | None = None  # of their bars


@guarded
class LayerCanvas(QWidget):
    """As high as its charts; meant for a scroll area."""

    pointed = Signal(object)  # NeuronPlace or None

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self.charts: Sequence[LayerChart] = ()
        self.rows: list[_Row] = []
        self._arranged: list[tuple[int, bool, bool]] = []  # the forms of what has its place
        self._strip = QImage()
        self._ground = Ground(theme.color("surface"), self._paint_still)
        self._stretch = 1.0
        self._pointed: NeuronPlace | None = None  # by the mouse
        self._marked: NeuronPlace | None = None
        self._small, self._body = theme.font("small"), theme.font("body")
        self._line = QFontMetrics(self._small).height()
        self._width = lru_cache(KNOWN_WORDS)(QFontMetrics(self._small).horizontalAdvance)
        self._name_width = lru_cache(KNOWN_WORDS)(QFontMetrics(self._body).horizontalAdvance)
        self._lower = QFontMetrics(self._body).ascent() - QFontMetrics(self._small).ascent()
        self._bars = PrimitiveArray(QRectF, 4)
        self._words = lru_cache(KNOWN_WORDS)(laid_out(self._small))
        self._names = lru_cache(KNOWN_WORDS)(laid_out(self._body))
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def show_charts(self, charts: Sequence[LayerChart], strip: QImage) -> None:
        """Draw these charts; the strip belongs to those that are pictures."""
        self.charts, self._strip = charts, strip
        if self._forms() != self._arranged:
            self._arrange()
        self.update()

    def mark(self, place: NeuronPlace | None) -> None:
        """Frame this neuron's chart."""
        if place != self._marked:
            self._marked = place
            self.update()

    # Where things are

    def _forms(self) -> list[tuple[int, bool, bool]]:
        """Return what decides how much room each chart needs."""
        beside = self._beside
        return [
            (len(chart.unit_names), chart.image is None, beside or self._in_one_line(chart))
            for chart in self.charts
        ]

    def _arrange(self) -> None:
        """Place the charts: as low as they can be read, higher where there is room."""
        self._arranged = self._forms()
        self._stretch = 1.0
        lowest = self._place_rows()
        if self.minimumHeight() != lowest:
            self.setMinimumHeight(lowest)
        spare = self.height() - lowest
        flexible = sum(row.body.height() for row in self.rows)
        if spare > 0 and flexible:
            self._stretch = min(MOST_STRETCH, 1 + spare / flexible)
            self._place_rows()

    def _place_rows(self) -> int:
        """Place the charts at the present stretch; return the height they take up."""
        self._ground.forget()
        self.rows = []
        top = 0
        for chart in self.charts:
            row = self._row(chart, top)
            self.rows.append(row)
            top = max(row.body.bottom(), row.label.bottom()) + 1 + self._theme.pixels(ROW_GAP)
        return top

    def _row(self, chart: LayerChart, top: int) -> _Row:
        pixels = self._theme.pixels
        beside = self._beside
        label_height = pixels(18) + len(_notes(chart)) * self._line
        label = QRect(0, top, pixels(136), label_height)
        if not beside:
            below = 0 if self._in_one_line(chart) else self._line
            label = QRect(0, top, self.width(), pixels(20) + below)
        left, first = (label.width(), top) if beside else (0, label.bottom() + 1)
        room = max(1, self.width() - left)
        if chart.image is not None:
            height = pixels(6) + chart.image.height() * self._sample_height
            return _Row(label, QRect(left, first, room, height), 1)
        units = len(chart.unit_names)
        lines = -(-units // max(1, room // pixels(CELL_WIDTH)))
        columns = -(-units // lines)
        row = _Row(label, QRect(left, first, room, lines * self._cell_height), columns)
        cells = [self.cell(row, unit) for unit in range(units)]
        return row._replace(cells=cells, slots=slots_of([self._area(cell) for cell in cells]))

    @property
    def _beside(self) -> bool:
        """Whether there is room for the words about a layer beside its chart."""
        return self.width() >= self._theme.pixels(440)

    def _in_one_line(self, chart: LayerChart) -> bool:
        """Say whether all words about a layer fit above its chart in one line."""
        words = self._width(chart.activation + NOTE_GAP.join(_notes(chart)))
        return self._indent(chart) + words + self._theme.pixels(SPARE) <= self.width()

    def _indent(self, chart: LayerChart) -> int:
        """Return where the activation's name begins."""
        return self._name_width(chart.name) + self._theme.pixels(6)

    def _cell_width(self, row: _Row) -> int:
        return min(row.body.width() // row.columns, self._theme.pixels(WIDEST_CELL))

    @property
    def _cell_height(self) -> int:
        return int((self._theme.pixels(42) + self._line) * self._stretch)

    @property
    def _sample_height(self) -> int:
        return int(max(self._line, self._theme.pixels(15)) * self._stretch)

    def cell(self, row: _Row, unit: int) -> QRect:
        """Return where a neuron's histogram is, its caption included."""
        line, column = divmod(unit, row.columns)
        width = self._cell_width(row)
        left = row.body.left() + column * width
        top = row.body.top() + line * self._cell_height
        gap = self._theme.pixels(12)
        return QRect(left, top, width - gap, self._cell_height - self._theme.pixels(4))

    def _area(self, cell: QRect) -> QRect:
        """Return where a histogram's bars are."""
        return cell.adjusted(0, 0, 0, -self._line - self._theme.pixels(2))

    def _stripe(self, row: _Row, unit: int) -> QRect:
        """Return where a neuron's line of a picture is, its name included."""
        top = row.body.top() + self._theme.pixels(6) + unit * self._sample_height
        return QRect(row.body.left(), top, row.body.width(), self._sample_height)

    def _place(self, row: _Row) -> QRect:
        """Return where all of a row is, down to the next one."""
        gap = self._theme.pixels(ROW_GAP)
        return (row.body | row.label).adjusted(0, 0, 0, gap)

    def _place_at(self, point: QPointF) -> NeuronPlace | None:
        for chart, row in zip(self.charts, self.rows, strict=True):
            if row.body.contains(point.toPoint()):
                area = self.cell if chart.image is None else self._stripe
                for unit in range(len(chart.unit_names)):
                    if area(row, unit).contains(point.toPoint()):
                        return NeuronPlace(chart.layer, unit)
        return None

    # Painting

    def _paint_label(self, painter: QPainter, chart: LayerChart, row: _Row) -> None:
        theme, area = self._theme, row.label
        painter.setFont(self._body)
        painter.setPen(theme.color("text"))
        painter.drawStaticText(area.topLeft(), self._names(chart.name))
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        beside = area.topLeft() + QPoint(self._indent(chart), self._lower)
        self._write(painter, beside, chart.activation)
        notes = _notes(chart)
        if not self._beside:
            self._paint_notes_above(painter, row, NOTE_GAP.join(notes))
            return
        for number, note in enumerate(notes):
            top = area.top() + theme.pixels(19) + number * self._line
            self._write(painter, QPoint(area.left(), top), note)

    def _paint_notes_above(self, painter: QPainter, row: _Row, notes: str) -> None:
        """Write at the right of the name or, where there is no room, in a line of their own."""
        area = row.label.adjusted(0, 0, -self._theme.pixels(8), 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        if area.height() > self._theme.pixels(20):
            area.setTop(area.top() + self._theme.pixels(18))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        shortened = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(notes, shortened, area.width())
        painter.drawText(area, flags, text)

    def _paint_still(self, painter: QPainter, number: int) -> None:
        """Paint what is seldom another than before: the words, and the lines below the bars."""
        chart, row = self.charts[number], self.rows[number]
        self._paint_label(painter, chart, row)
        if chart.image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("border"))
            areas = [self._area(cell) for cell in row.cells]
            painter.drawRects([QRect(a.left(), a.bottom() + 1, a.width(), 1) for a in areas])
            self._paint_captions(painter, chart, row.cells)

    def _paint_bars(self, painter: QPainter, chart: LayerChart, slots: Array) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        colors = self._theme.negative, self._theme.positive
        for color, bars in zip(colors, bars_of(chart, slots), strict=True):
            self._bars.resize(len(bars))
            self._bars.ndarray()[...] = bars
            painter.setBrush(color)
            painter.drawRects(*self._bars.drawargs())

    def _paint_captions(self, painter: QPainter, chart: LayerChart, cells: Sequence[QRect]) -> None:
        theme = self._theme
        painter.setFont(self._small)
        name_width = self._width(chart.unit_names[-1])
        marked = self._marked.unit if self._marked and self._marked.layer == chart.layer else None
        corners = [QPoint(cell.left(), cell.bottom() + 1 - self._line) for cell in cells]
        for unit, (name, corner) in enumerate(zip(chart.unit_names, corners, strict=True)):
            painter.setPen(theme.color("accent" if unit == marked else "text"))
            self._write(painter, corner, name)
        painter.setPen(theme.color("muted"))
        beside = QPoint(name_width + theme.pixels(4), 0)
        for note, corner in zip(chart.unit_notes, corners, strict=True):
            self._write(painter, corner + beside, note)

    def _words_of(self, chart: LayerChart) -> tuple[Hashable, ...]:
        """Return what the look of all that is still of a chart depends on, beside its place."""
        marked = self._marked if self._marked and self._marked.layer == chart.layer else None
        names = chart.name, chart.activation, chart.unit_names
        return *names, chart.notes, chart.unit_notes, chart.omitted, marked

    def _write(self, painter: QPainter, corner: QPoint, text: str) -> None:
        """Write a small line as it was laid out when it was first written."""
        if text:
            painter.drawStaticText(corner, self._words(text))

    def _paint_picture(self, painter: QPainter, chart: LayerChart, row: _Row) -> None:
        theme, names = self._theme, self._theme.pixels(44)
        if chart.image is None:
            return
        area = row.body.adjusted(names, theme.pixels(6), -theme.pixels(8), 0)
        # Enlarged here: viewers of SVG would blur the samples into each other.
        painter.drawImage(area, chart.image.scaled(area.size()))
        strip = QRect(area.left(), row.body.top(), area.width(), theme.pixels(4))
        painter.drawImage(strip, self._strip.scaled(strip.size()))
        painter.setFont(self._small)
        for unit, name in enumerate(chart.unit_names):
            marked = self._marked == (chart.layer, unit)
            painter.setPen(theme.color("accent" if marked else "text"))
            stripe = self._stripe(row, unit)
            painter.drawText(stripe, Qt.AlignmentFlag.AlignVCenter, name)
            if unit:
                line = QRect(area.left(), stripe.top(), area.width(), 1)
                painter.fillRect(line, theme.color("surface"))

    # Qt's

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = [self._words_of(chart) for chart in self.charts]
        places = [self._place(row) for row in self.rows]
        self._ground.paint(painter, self.size(), words, places)
        for chart, row, place in zip(self.charts, self.rows, places, strict=True):
            if place.intersects(event.rect()):
                if row.slots is not None:
                    self._paint_bars(painter, chart, row.slots)
                else:
                    self._paint_picture(painter, chart, row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place != self._pointed:
            self._pointed = place
            self.pointed.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._pointed is not None:
            self._pointed = None
            self.pointed.emit(None)


def _notes(chart: LayerChart) -> list[str]:
    """Return what there is to say of a layer."""
    shown = len(chart.unit_names)
    total = shown + chart.omitted
    omitted = trn("{shown} of {n} shown", "{shown} of {n} shown", total, shown=shown)
    return [*chart.notes, *([omitted] if chart.omitted else [])]


def laid_out(font: QFont) -> Callable[[str], QStaticText]:
    """Return what lays a line of text out in this type, which takes longer than to paint it."""

    def lay_out(text: str) -> QStaticText:
        words = QStaticText(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.prepare(font=font)
        return words

    return lay_out


def slots_of(areas: Sequence[QRect]) -> Array:
    """Return the highest bars there can be: (neurons, BINS, 4): left, bottom, width and height."""
    places = [(area.left(), area.bottom() + 1, area.width(), area.height()) for area in areas]
    left, bottom, width, height = np.array(places, float).T[..., np.newaxis]
    slots = np.empty((len(areas), BINS, 4))
    slots[..., 0] = left + np.arange(BINS) * (width / BINS)
    slots[..., 1] = bottom
    slots[..., 2] = width / BINS * 0.86
    slots[..., 3] = height
    return slots


def bars_of(chart: LayerChart, slots: Array) -> tuple[Array, Array]:
    """Return the bars of the lower and of the upper colour that are not empty.

    Each is of the shape (bars, 4): left, top, width and height. The highest of a neuron is as high
    as its slots.
    """
    turn = max(0, chart.turning_bin)
    bars = slots.copy()
    bars[..., 3] /= np.maximum(1, chart.counts.max(axis=1, keepdims=True))
    bars[..., 3] *= chart.counts
    bars[..., 1] -= bars[..., 3]
    shown = chart.counts > 0
    return bars[:, :turn][shown[:, :turn]], bars[:, turn:][shown[:, turn:]]
