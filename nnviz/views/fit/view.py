"""Fit view: points of one input and one value, the network's curve, and the errors as sticks."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.selection import NeuronPlace, Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.fit.canvas import FitCanvas
from nnviz.views.fit.components import components_of, has_components
from nnviz.views.fit.dragging import drawn_experiment
from nnviz.views.fit.painting import MOST_STICKS, Asked
from nnviz.views.fit.reading import Fit, can_fit, fit_of
from nnviz.views.plotting.plot import empty_label
from nnviz.views.view import View, sample_shown
from nnviz.widgets.flow_layout import Flow
from nnviz.widgets.quiet_label import QuietLabel


class FitView(View):
    """A curve over the data, or the sum that it is."""

    needs: ClassVar[frozenset[str]] = frozenset({"responses", "values", "track"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        self._experiment: Experiment | None = None
        self.fit: Fit | None = None
        self.title = QuietLabel(theme, "body")
        self.canvas = FitCanvas(theme)
        self.empty = empty_label(
            theme,
            tr(
                "This picture is for data of one input and one value, such as Line or Sine. "
                "Two inputs are shown by Output."
            ),
        )
        self._controls = QWidget()
        self._flow = Flow(theme.pixels(16), theme.pixels(4))
        self._controls.setLayout(self._flow)
        self.sticks = self._switch("residuals", tr("Errors"), True)
        self.sticks.setToolTip(tr("From each point to the answer for it"))
        self.components = self._switch("components", tr("Components"), False)
        self.components.setToolTip(
            tr("Each hidden neuron’s share v·φ(w·x + b) of the sum: drag it, or its handles")
        )
        self.target = self._switch("draw_target", tr("Draw a target"), False)
        self.target.setToolTip(tr("The line that you draw becomes the data"))
        self._lay_out()
        self.canvas.sample_chosen.connect(self._choose_sample)
        self.canvas.neuron_chosen.connect(self._choose_neuron)
        self.canvas.parameter_moved.connect(self.parameter_edited)
        self.canvas.drawn.connect(self._take_stroke)

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
        column.addWidget(self.title)
        column.addWidget(self.empty, 1)
        column.addWidget(self.canvas, 1)
        column.addWidget(self._controls)
        self._show_parts(False)

    def _show_parts(self, fits: bool) -> None:
        self.empty.setVisible(not fits)
        for part in (self.title, self.canvas):
            part.setVisible(fits)
        self._controls.setVisible(fits and not self._bare)

    # Drawing

    _bare = False  # without what can only be used

    def hide_controls(self) -> None:
        self._bare = True
        self._controls.hide()

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment

    def draw(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        fits = can_fit(snapshot)
        self._show_parts(fits)
        if not fits or not self.needs <= snapshot.parts.keys():
            self.fit = None
            return
        with np.errstate(over="ignore", invalid="ignore"):  # of numbers that left the picture
            self._show_fit(snapshot)
        self._show_title(snapshot)

    def _show_fit(self, snapshot: Snapshot) -> None:
        self.fit = fit_of(snapshot, self.theme.decimals)
        summed = has_components(snapshot)
        self.components.setEnabled(summed)
        self.sticks.setEnabled(self.fit.points[0].size <= MOST_STICKS)
        self.canvas.drawing = self.target.isChecked()
        asked = self._asked(snapshot, summed)
        parts = components_of(snapshot, snapshot.parts["responses"]) if asked.components else None
        self.canvas.show_fit(self.fit, parts, asked)

    def _asked(self, snapshot: Snapshot, summed: bool) -> Asked:
        form = snapshot.data.form
        neuron = self.selection.shown.neuron
        hidden = neuron is not None and neuron.layer == 1
        return Asked(
            sticks=self.sticks.isChecked(),
            components=summed and self.components.isChecked(),
            sample=sample_shown(self.selection, snapshot),
            neuron=neuron.unit if neuron is not None and hidden else None,
            names=(form.inputs[0].name, form.target_names[0]),
        )

    def _show_title(self, snapshot: Snapshot) -> None:
        name = snapshot.data.form.inputs[0].name
        title = tr("ŷ over {inputs}", inputs=name)
        if self.components.isChecked() and self.components.isEnabled():
            title = tr("ŷ is the sum of {count} terms", count=snapshot.sizes[1])
        if title != self.title.text():
            self.title.setText(title)

    @Slot()
    def _redraw(self) -> None:
        if self._snapshot is not None:
            self.draw(self._snapshot)

    # What a person does

    def show_selection(self, selection: Selection) -> None:
        before = self.selection.shown
        super().show_selection(selection)
        if selection.shown != before:
            self._redraw()

    @Slot(int)
    def _choose_sample(self, sample: int) -> None:
        chosen = replace(self.selection.chosen, sample=sample)
        self.select(replace(self.selection, chosen=chosen))
        self._redraw()

    @Slot(int)
    def _choose_neuron(self, unit: int) -> None:
        self.select(self.selection.choosing(NeuronPlace(1, unit)))
        self._redraw()

    @Slot(object)
    def _take_stroke(self, stroke: list[tuple[float, float]]) -> None:
        if self.fit is None or self._experiment is None or self._snapshot is None:
            return
        form = self._snapshot.data.form
        names = (form.inputs[0].name, form.target_names[0])
        drawn = drawn_experiment(self._experiment, stroke, self.fit, names)
        if drawn is not None:
            self.edited.emit(drawn)
