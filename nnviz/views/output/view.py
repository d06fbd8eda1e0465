"""Output view: what the network, or one of its neurons, answers all over the inputs."""

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nnviz.data.form import DataForm
from nnviz.engine.analysis.decision_line import first_sums
from nnviz.language import tr, trn
from nnviz.run_state import Array
from nnviz.selection import NeuronPlace, Selection
from nnviz.theme import Theme
from nnviz.training.response_grid import grid_points
from nnviz.training.snapshot import Responses, Snapshot
from nnviz.views.output.decided_regions import DecidedRegions, decided_colors, leads_of
from nnviz.views.output.departure import Departure
from nnviz.views.output.example_table import ExampleTable, even_limits
from nnviz.views.output.legend import Legend
from nnviz.views.output.readout import numbers_at, numbers_text
from nnviz.views.plotting.axis_ticks import input_ticks, reaching_zero, round_ticks
from nnviz.views.plotting.colors import (
    Colormap,
    Limits,
    Pixels,
    class_of,
    response_limits,
    to_image,
)
from nnviz.views.plotting.contour import level_lines
from nnviz.views.plotting.notation import class_names, neuron_name
from nnviz.views.plotting.plot import (
    LevelLines,
    Pointer,
    SmoothImage,
    add_curve,
    empty_label,
    label_axis,
    line_pen,
    make_plot,
    set_ticks,
)
from nnviz.views.plotting.plot_frame import PlotFrame
from nnviz.views.plotting.points import PointsLayer
from nnviz.views.view import View, sample_shown
from nnviz.widgets.flow_layout import Flow
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.quiet_label import QuietLabel

BOUNDARY_SIDE = 65  # grid points per input for the hidden neurons' zero lines
HIGHEST = 1e300  # beyond it no axis has an end


@guarded
class OutputView(View):
    """Regions over two inputs, a curve over one, with the data's points; of more inputs a table."""

    needs: ClassVar[frozenset[str]] = frozenset({"responses"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        self._answered: Responses | None = None  # what the plot shows
        self._bare = theme.projected  # without what can only be used
        self.pointed: tuple[float, float] | None = None
        self._colors = Colormap(theme, theme.region_strength)
        self._point_colors = Colormap(theme)
        self._make_plot()
        self._make_labels()
        self._make_switches()
        self._lay_out()

    # Making

    def _make_plot(self) -> None:
        theme = self.theme
        self.plot = make_plot(theme)
        self._frame = PlotFrame(self.plot, theme)
        box = self.plot.getPlotItem().getViewBox()
        self.image = SmoothImage()
        self.decided = DecidedRegions()
        for item in (self.image, self.decided):
            box.addItem(item, ignoreBounds=True)
        node, line = theme.color("node"), theme.color("train_line")
        self.boundaries = add_curve(self.plot, line_pen(theme, node, 1.0), 10)
        self.curve = add_curve(self.plot, line_pen(theme, line, 2.5), 30)
        self.departure = Departure(theme, self.plot)
        self._levels = LevelLines(theme, self.plot)
        self.points = PointsLayer(theme, self.plot)
        Pointer(self.plot).moved.connect(self.point_at)
        self.table = ExampleTable(theme, self._colors)
        self.table.pointed.connect(self._show_readout)

    def _make_labels(self) -> None:
        self.title = QuietLabel(self.theme, "body")
        self.readout = QuietLabel(self.theme, "small")
        self.readout.setMinimumHeight(self.title.fontMetrics().height())
        self.readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.readout.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.empty = empty_label(
            self.theme,
            tr("Choose data on the left: what the network answers over its inputs is drawn here."),
        )
        self._legend = Legend(self.theme, self._colors)

    def _make_switches(self) -> None:
        self._controls = QWidget()
        self._flow = Flow(self.theme.pixels(16), self.theme.pixels(4))
        self._controls.setLayout(self._flow)
        self._test_box = self._switch("show_test_data", tr("Show test data"), True)
        self._test_box.setToolTip(tr("With a hole: points the network is not trained on"))
        self._sharp_box = self._switch("discretise", tr("Discretise"), False)
        self._sharp_box.setToolTip(tr("Only the decision, not how sure it is"))
        self._boundary_box = self._switch("hidden_boundaries", tr("Hidden boundaries"), False)
        self._boundary_box.setToolTip(
            tr("Where each neuron of the first hidden layer changes its side: z = 0")
        )

    def _switch(self, name: str, text: str, checked: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(name)
        box.setFont(self.theme.font("small"))
        box.setChecked(checked)
        box.toggled.connect(self._redraw)
        self._flow.addWidget(box)
        return box

    def _lay_out(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        margin = theme.pixels(16)  # as the titles of the docks
        column.setContentsMargins(margin, theme.pixels(4), margin, theme.pixels(8))
        column.setSpacing(theme.pixels(6))
        row = QHBoxLayout()
        row.addWidget(self.title)
        row.addWidget(self.readout, 1)
        column.addLayout(row)
        column.addWidget(self.empty, 1)
        column.addWidget(self._frame, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self._legend)
        column.addWidget(self._controls)
        self._show_parts()

    @property
    def _tabular(self) -> bool:
        """Whether there are too many inputs for a plot."""
        return self._snapshot is not None and not self._snapshot.data.form.spans

    def _show_parts(self) -> None:
        empty, tabular = self._snapshot is None, self._tabular
        self.empty.setVisible(empty)
        for widget in (self.title, self.readout, self._legend):
            widget.setVisible(not empty)
        self.table.setVisible(tabular)
        self._frame.setVisible(not empty and not tabular)
        self._controls.setVisible(not empty and not tabular and not self._bare)

    # Drawing

    def draw(self, snapshot: Snapshot) -> None:
        before, self._snapshot = self._snapshot, snapshot
        if before is None or before.data is not snapshot.data:
            self._show_parts()
            if not self._tabular:
                self._show_data(snapshot)
        if self._tabular:
            self._show_table(snapshot)
        else:
            self._show_plot(snapshot)
        self._show_title(snapshot)
        self._show_readout()
        self.plot.paint_with_others()

    def show_selection(self, selection: Selection) -> None:
        before = self.selection.shown
        super().show_selection(selection)
        if selection.shown != before:
            self._redraw()

    def hide_controls(self) -> None:
        self._bare = True
        self._controls.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.points.fit(self._frame.side)

    @Slot()
    def _redraw(self) -> None:
        self._answered = None
        if self._snapshot is not None:
            self.draw(self._snapshot)

    def _show_table(self, snapshot: Snapshot) -> None:
        responses: Responses | None = snapshot.parts.get("responses")
        if responses is not None:
            layers = responses.layers
            place = self._neuron_in(snapshot)
            layer = len(layers) - 1 if place is None else place.layer
            self.table.show_layer(snapshot, layers, layer, place.unit if place else None)
            limits = even_limits(response_limits(snapshot, layer, layers[layer]))
            self._legend.show_meaning(limits, (), bar=True, test=False)

    def _show_plot(self, snapshot: Snapshot) -> None:
        self.points.fit(self._frame.side)
        self.points.show_test(self._test_box.isChecked())
        self.points.mark(snapshot, sample_shown(self.selection, snapshot))
        responses: Responses | None = snapshot.parts.get("responses")
        if responses is not None and responses is not self._answered:
            self._answered = responses
            self._show_responses(snapshot, responses)

    def _show_data(self, snapshot: Snapshot) -> None:
        data, form = snapshot.data, snapshot.data.form
        flat = form.drawing == "curve"
        self._frame.set_square(not flat)
        self.points.show_data(data, self._point_colors, data.target_range)
        for item in (self.image, self.decided):
            item.setVisible(not flat)
        self.curve.setVisible(flat)
        self.departure.forget()
        self._boundary_box.setEnabled(not flat)
        self._sharp_box.setEnabled(not flat)
        box = self.plot.getPlotItem().getViewBox()
        box.setXRange(*form.spans[0], padding=0)
        set_ticks(self.plot, "bottom", input_ticks(form.spans[0]))
        label_axis(self.plot, "bottom", form.inputs[0].name, self.theme)
        if flat:
            label_axis(self.plot, "left", form.target_names[0], self.theme)
            self._show_range(data.target_range, form)
        else:
            self._levels.show_levels([], form.spans[0])
            label_axis(self.plot, "left", form.inputs[1].name, self.theme)
            set_ticks(self.plot, "left", input_ticks(form.spans[1]))
            box.setYRange(*form.spans[1], padding=0)

    def _show_range(self, limits: Limits, form: DataForm) -> None:
        """Let the upright axis of a curve show these limits and a little more."""
        low, high = reaching_zero(*(min(max(end, -HIGHEST), HIGHEST) for end in limits))
        margin = 0.12 * (high - low)
        self.plot.getPlotItem().getViewBox().setYRange(low - margin, high + margin, padding=0)
        ticks = round_ticks(low, high)
        set_ticks(self.plot, "left", ticks)
        self._levels.show_levels(ticks, form.spans[0])

    def _neuron_in(self, snapshot: Snapshot) -> NeuronPlace | None:
        """Return the neuron that is selected, None where the snapshot's network has none there."""
        place, sizes = self.selection.shown.neuron, snapshot.sizes
        there = place and place.layer < len(sizes) and place.unit < sizes[place.layer]
        return place if there else None

    def _shown(self, snapshot: Snapshot, responses: Responses) -> NeuronPlace | None:
        """Return the neuron to enlarge, None for the network's answer."""
        place, sizes = self._neuron_in(snapshot), snapshot.sizes
        if place is None:
            return None
        if place.layer == len(sizes) - 1 and sizes[-1] == 1:
            return None
        return place if place.unit < len(responses.layers[place.layer]) else None

    def _show_responses(self, snapshot: Snapshot, responses: Responses) -> None:
        place = self._shown(snapshot, responses)
        layer = len(responses.layers) - 1 if place is None else place.layer
        values = responses.layers[layer]
        if place is not None:
            values = values[place.unit : place.unit + 1]
        limits = response_limits(snapshot, layer, values)
        kind = None if place is None else class_of(snapshot, *place)
        regions = len(values) > 1
        self._legend.show_meaning(
            limits,
            class_names(snapshot.data.form) if regions or place is None else (),
            bar=not regions,
            kind=kind,
            test=self._test_box.isChecked(),
            decided=values.ndim > 2 and self._sharp_box.isChecked(),
        )
        if values.ndim == 2:
            self._show_curve(values[0], limits, snapshot.data.form)
        else:
            self._show_plane(values, limits, snapshot.data.form, kind)
            self._show_boundaries(snapshot)

    def _show_curve(self, values: Array, limits: Limits, form: DataForm) -> None:
        places = np.linspace(*form.spans[0], len(values))
        self.curve.setData(places, values, antialias=True)
        self._show_range(limits, form)
        self.departure.follow(places, values)

    def _show_plane(self, values: Array, limits: Limits, form: DataForm, kind: int | None) -> None:
        decided = self._sharp_box.isChecked()
        self.image.setVisible(not decided)
        self.decided.setVisible(decided)
        if decided:
            colors = decided_colors(self._colors, len(values), limits, kind)
            self.decided.show_decisions(leads_of(values, limits), colors, form.spans)
            return
        (left, right), (low, high) = form.spans
        pixels = self._pixels(values, limits, kind)
        self.image.show_image(to_image(pixels), QRectF(left, low, right - left, high - low))

    def _pixels(self, values: Array, limits: Limits, kind: int | None) -> Pixels:
        """Return the regions of several outputs, or one neuron's values; `kind` is its class."""
        if len(values) > 1:
            return self._colors.regions(values, limits)
        if kind is not None:
            return self._colors.of_class(kind, values[0], limits)
        return self._colors.signed(values[0], limits)

    def _show_boundaries(self, snapshot: Snapshot) -> None:
        wanted = self._boundary_box.isChecked() and len(snapshot.sizes) > 2
        self.boundaries.setVisible(wanted)
        if wanted:
            # Of x₁ and x₂ alone sums are linear, but for maxout: exact in a single cell.
            network, data, spans = snapshot.network, snapshot.data, snapshot.data.form.spans
            linear = set(data.form.input_features).issuperset(data.features)
            linear = linear and network.layers[0].pieces == 1
            side = 2 if linear else BOUNDARY_SIDE
            sums = first_sums(network, data.inputs(grid_points(spans, side)))
            across, along = (np.linspace(*span, side) for span in spans)
            lines = level_lines(sums.reshape(-1, side, side), across, along, 0.0)
            self.boundaries.setData(*lines, connect="finite", antialias=True)

    # Words and numbers

    def _show_title(self, snapshot: Snapshot) -> None:
        place = None
        if "responses" in snapshot.parts:
            place = self._shown(snapshot, snapshot.parts["responses"])
        name = "ŷ" if place is None else neuron_name(snapshot, place)
        if self._tabular:
            count = snapshot.data.examples.size
            title = trn("{name} for {n} sample", "{name} for {n} samples", count, name=name)
        else:
            inputs = ", ".join(column.name for column in snapshot.data.form.inputs)
            title = tr("{name} over {inputs}", name=name, inputs=inputs)
        if title != self.title.text():
            self.title.setText(title)

    @Slot(object)
    def point_at(self, place: tuple[float, float] | None) -> None:
        self.pointed = place
        self._show_readout()

    def _show_readout(self) -> None:
        """Write the pointed place and the answer there; in a narrow view, instead of the title."""
        texts = [""] if self._snapshot is None else self._readout_texts(self._snapshot)
        room = self.width() - self.theme.pixels(34)
        metrics = self.readout.fontMetrics()
        fitting = (text for text in texts if metrics.horizontalAdvance(text) <= room)
        text = next(fitting, texts[-1])
        if text == self.readout.text():
            return
        self.readout.setText(text)
        both = self.title.sizeHint().width() + self.readout.sizeHint().width()
        self.title.setVisible(not text or both + self.theme.pixels(8) <= room)

    def _readout_texts(self, snapshot: Snapshot) -> list[str]:
        """Return what there is to say of what is pointed at, the longest first, or of the curve."""
        if self._tabular:
            choices = [self.table.numbers]
        elif self.pointed is None:
            return [self.departure.words]
        else:
            choices = numbers_at(snapshot, self.pointed, self._neuron_in(snapshot))
        return [numbers_text(numbers, self.theme.decimals) for numbers in choices]
