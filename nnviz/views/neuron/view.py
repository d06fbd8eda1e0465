"""Neuron view: one neuron and one sample: products, sum, function, and what is wanted of it."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.analysis.saturation import saturated_shares
from nnviz.language import tr
from nnviz.selection import NeuronPlace, Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.neuron.microscope import MicroscopePainter
from nnviz.views.neuron.reading import Reading, reading_of, why_not
from nnviz.views.neuron.strip import MOST_SOURCES, StripPainter
from nnviz.views.plotting.notation import neuron_name
from nnviz.views.plotting.plot import empty_label
from nnviz.views.view import View, sample_shown
from nnviz.widgets.icon import icon
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.quiet_label import QuietLabel

WHEEL_STEP = 0.1  # of an input or weight, by a turn of the wheel over it


def left_out(key: str) -> str:
    """Return the sentence about a neuron whose sum and function are not all there is."""
    return {
        "maxout": tr("A maxout neuron is the largest of several sums: there is not one to show."),
        "batch_norm": tr(
            "Batch normalisation stands between sum and function here, which is not drawn yet."
        ),
        "softmax": tr(
            "Softmax looks at all outputs at once: there is no function of one neuron alone."
        ),
    }[key]


@guarded
class NeuronCanvas(QWidget):
    """Draws one reading, small or large; the wheel changes what it is over."""

    input_turned = Signal(int, float)  # the number of the input, by how much
    weight_turned = Signal(int, float)  # the same of a weight or bias
    own_ended = Signal()
    sample_wanted = Signal(int)  # so many further

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self.strip, self.microscope = StripPainter(theme), MicroscopePainter(theme)
        self.reading: Reading | None = None
        self._saturated = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def small(self) -> bool:
        """Whether all inputs are drawn as circles."""
        return self.reading is not None and len(self.reading.sources) <= MOST_SOURCES

    def show_reading(self, reading: Reading, saturated: str) -> None:
        self.reading, self._saturated = reading, saturated
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        if self.reading is None:
            return
        with np.errstate(all="ignore"):
            if self.small:
                self.strip.paint(painter, QRectF(self.rect()), self.reading)
            else:
                self.microscope.paint(painter, QRectF(self.rect()), self.reading, self._saturated)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.pixels(120), self._theme.pixels(80))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = WHEEL_STEP * (1 if event.angleDelta().y() > 0 else -1)
        if self.small and self._turn(event.position(), turned):
            event.accept()
        else:
            event.ignore()

    def _turn(self, place: QPointF, by: float) -> bool:
        for signal, rects in (
            (self.input_turned, self.strip.places.inputs),
            (self.weight_turned, self.strip.places.weights),
        ):
            for number, rect in enumerate(rects):
                if rect.contains(place):
                    signal.emit(number, by)
                    return True
        return False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.own_ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.sample_wanted.emit(step)


class NeuronView(View):
    """The neuron that is selected, else the first output, and a training sample."""

    needs: ClassVar[frozenset[str]] = frozenset({"values"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        self._own: tuple[float, ...] | None = None
        self._place: NeuronPlace | None = None
        self.canvas = NeuronCanvas(theme)
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Neuron"))
        self.choice.activated.connect(self._choose)
        self.title = QuietLabel(theme, "body")
        self.empty = empty_label(theme, tr("What a neuron does with a sample is drawn here."))
        self._before = self._arrow("chevron-left", tr("Previous sample"), -1)
        self._after = self._arrow("chevron-right", tr("Next sample"), 1)
        self._lay_out()
        self.canvas.input_turned.connect(self._turn_input)
        self.canvas.weight_turned.connect(self._turn_weight)
        self.canvas.own_ended.connect(self._end_own)
        self.canvas.sample_wanted.connect(self._go)

    def _arrow(self, drawing: str, name: str, step: int) -> QToolButton:
        button = QToolButton()
        size = self.theme.pixels(16)
        button.setIcon(icon(drawing, self.theme.color("text"), size))
        button.setIconSize(QSize(size, size))
        button.setProperty("quiet", True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._go(step))
        return button

    def _lay_out(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        margin = theme.pixels(16)  # as the titles of the docks
        column.setContentsMargins(margin, theme.pixels(4), margin, theme.pixels(8))
        row = QHBoxLayout()
        row.setSpacing(theme.pixels(8))
        for part in (self.choice, self._before, self.title, self._after):
            row.addWidget(part)
        row.addStretch(1)
        self._bar = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        self._bar.setLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.empty, 1)
        self._show_parts(False)

    def _show_parts(self, there: bool) -> None:
        self._bar.setVisible(there or self.choice.count() > 1)
        self.canvas.setVisible(there)
        self.empty.setVisible(not there)
        self.choice.setVisible(self.choice.count() > 1)

    # Drawing

    def draw(self, snapshot: Snapshot) -> None:
        before, self._snapshot = self._snapshot, snapshot
        if not self.needs <= snapshot.parts.keys():
            return
        if before is None or before.sizes != snapshot.sizes or before.data is not snapshot.data:
            self._own = None
            self._offer(snapshot)
        place = self._place_in(snapshot)
        self._place = place
        self.choice.setCurrentIndex(self._places(snapshot).index(place))
        why = why_not(snapshot, place)
        why = left_out(why) if why else self._show_reading(snapshot, place)
        self.empty.setText(why)
        self._show_parts(not why)

    def _show_reading(self, snapshot: Snapshot, place: NeuronPlace) -> str:
        """Draw the neuron's numbers; return why that cannot be, "" if it can."""
        own = self._own if place.layer == 1 else None
        with np.errstate(all="ignore"):
            reading = reading_of(snapshot, place, self._sample(snapshot), own)
            if not reading.drawable:
                return tr("The numbers of this neuron are too large to be drawn.")
        self.canvas.show_reading(reading, self._saturated(snapshot, place))
        if reading.sample is None:
            title = tr("your own input (double-click: back to the sample)")
        else:
            count = snapshot.data.train.count
            title = tr("sample {number} of {count}", number=reading.sample + 1, count=count)
        if title != self.title.text():
            self.title.setText(title)
        return ""

    def _saturated(self, snapshot: Snapshot, place: NeuronPlace) -> str:
        limits = ACTIVATIONS[snapshot.layers[place.layer - 1].activation].limits
        if not np.isfinite(limits).all():
            return ""
        values = snapshot.parts["values"][place.layer][place.unit : place.unit + 1]
        share = float(saturated_shares(values, limits)[0])
        count = snapshot.data.train.count
        return tr("Saturated on {few} of {count} samples", few=round(share * count), count=count)

    def _places(self, snapshot: Snapshot) -> list[NeuronPlace]:
        return [
            NeuronPlace(layer, unit)
            for layer, units in enumerate(snapshot.sizes)
            for unit in range(units)
            if layer
        ]

    def _offer(self, snapshot: Snapshot) -> None:
        self.choice.clear()
        self.choice.addItems([neuron_name(snapshot, place) for place in self._places(snapshot)])

    def _place_in(self, snapshot: Snapshot) -> NeuronPlace:
        """Return the neuron to show: the one selected, else the one before, else the output."""
        places = self._places(snapshot)
        for place in (self.selection.shown.neuron, self._place):
            if place is not None and place in places:
                return place
        return NeuronPlace(len(snapshot.sizes) - 1, 0)

    def _sample(self, snapshot: Snapshot) -> int:
        return sample_shown(self.selection, snapshot) or 0

    def show_selection(self, selection: Selection) -> None:
        before = self.selection.shown
        super().show_selection(selection)
        if selection.shown.sample != before.sample:
            self._own = None
        if selection.shown != before:
            self._redraw()

    def _redraw(self) -> None:
        if self._snapshot is not None:
            self.draw(self._snapshot)

    # What a person does

    @Slot(int)
    def _choose(self, number: int) -> None:
        if self._snapshot is not None:
            self.select(self.selection.choosing(self._places(self._snapshot)[number]))
            self._redraw()

    @Slot(int)
    def _go(self, step: int) -> None:
        """Go so many samples on, from the last one to the first."""
        if self._snapshot is None:
            return
        sample = (self._sample(self._snapshot) + step) % self._snapshot.data.train.count
        chosen = replace(self.selection.chosen, sample=sample)
        self.select(replace(self.selection, chosen=chosen))
        self._own = None
        self._redraw()

    @Slot(int, float)
    def _turn_input(self, number: int, by: float) -> None:
        """Have an input of a person's own, a little more or less than what is there."""
        reading = self.canvas.reading
        if reading is None or reading.place.layer != 1 or reading.sources[number].bias:
            return
        values = [source.value for source in reading.sources if not source.bias]
        values[number] = round(values[number] + by, 10)
        self._own = tuple(values)
        self._redraw()

    @Slot(int, float)
    def _turn_weight(self, number: int, by: float) -> None:
        reading = self.canvas.reading
        if reading is not None:
            source = reading.sources[number]
            self.parameter_edited.emit(source.place, round(source.weight + by, 10))

    @Slot()
    def _end_own(self) -> None:
        self._own = None
        self._redraw()
