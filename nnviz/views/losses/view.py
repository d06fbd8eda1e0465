"""Losses view: how each loss judges the network's answers, or two lists of one's own."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from nnviz.experiment import Experiment, with_loss
from nnviz.experiment.unfit import unfit_losses
from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.selection import Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.losses.curve_chart import CurveChart, Curves
from nnviz.views.losses.judging import curve, fitting, judged, pulls, shares
from nnviz.views.losses.loss_table import LossTable
from nnviz.views.losses.residual_chart import ResidualChart, Residuals
from nnviz.views.plotting.plot import empty_label
from nnviz.views.view import View, sample_shown
from nnviz.widgets.decimals import three_figures
from nnviz.widgets.flow_layout import Flow
from nnviz.widgets.quiet_label import ShortenedLabel

LARGEST = 1e12  # of answers that can be drawn
MOST_POINTS = 200  # whose distances are drawn
MOST_WRITTEN = 10  # numbers of a list
PLACES = 121
RESIDUAL_CURVES = ("half_mse", "mse", "mae", "huber")
ANSWER_CURVES = ("mse", "mae", "huber", "binary_cross_entropy")  # the last is −ln ŷ for y = 1
# Of one answer the sums are as the means, and both cross-entropies −ln ŷ.
ALIKE = {"sse": "mse", "sae": "mae", "categorical_cross_entropy": "binary_cross_entropy"}


def numbers_of(text: str) -> Array | None:
    """Return the numbers that are written with commas or spaces between them, None: none are."""
    try:
        numbers = np.array([float(word) for word in text.strip("[] ").replace(",", " ").split()])
    except ValueError:
        return None
    return numbers if numbers.size and np.isfinite(numbers).all() else None


class LossesView(View):
    """The same answers under each loss."""

    needs: ClassVar[frozenset[str]] = frozenset({"values"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        self._experiment: Experiment | None = None
        self.what_if: tuple[int, float] | None = None  # a point, and the y it is given here
        self.title = ShortenedLabel(theme, "body")
        self.table = LossTable(theme)
        self.residuals = ResidualChart(theme)
        self.curves = CurveChart(theme)
        self.put_back = QPushButton()
        self.answers, self.targets = QLineEdit("0.1, 0.7, 0.2"), QLineEdit("0, 1, 0")
        self.own = QCheckBox(tr("Own example"))
        self.own.setObjectName("own_example")
        self.own.setToolTip(tr("Type ŷ and y yourself instead of the network’s answers"))
        self._refusal = tr(
            "Losses are shown for data with one value or with classes; these have several "
            "values. Own example works with any data."
        )
        self.empty = empty_label(theme, self._refusal)
        self._lay_out()
        self.own.toggled.connect(self._redraw)
        self.answers.textChanged.connect(self._redraw)
        self.targets.textChanged.connect(self._redraw)
        self.put_back.clicked.connect(self._put_back)
        self.table.chosen.connect(self._choose_loss)
        self.residuals.moved.connect(self._move_point)
        self.residuals.point_chosen.connect(self._choose_point)

    def _lay_out(self) -> None:
        theme = self.theme
        self._own_row = QWidget()
        row = QHBoxLayout(self._own_row)
        row.setContentsMargins(0, 0, 0, 0)
        for name, edit in (("ŷ =", self.answers), ("y =", self.targets)):
            label = ShortenedLabel(theme, "body", name)
            label.setFixedWidth(label.fontMetrics().horizontalAdvance(name) + theme.pixels(4))
            edit.setFont(theme.font("body"))
            row.addWidget(label)
            row.addWidget(edit, 1)
        charts = QHBoxLayout()
        charts.addWidget(self.residuals, 3)
        charts.addWidget(self.curves, 2)
        self._controls = QWidget()
        flow = Flow(theme.pixels(16), theme.pixels(4))
        self._controls.setLayout(flow)
        for part in (self.own, self.put_back):
            part.setFont(theme.font("small"))
            flow.addWidget(part)
        column = QVBoxLayout(self)
        margin = theme.pixels(16)  # as the titles of the docks
        column.setContentsMargins(margin, theme.pixels(4), margin, theme.pixels(8))
        column.setSpacing(theme.pixels(6))
        for widget in (self.title, self._own_row, self.table):
            column.addWidget(widget)
        column.addLayout(charts, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self._controls)
        self.put_back.hide()
        self._show_parts("empty")

    def _show_parts(self, kind: str) -> None:
        """Show what belongs to "residuals", "sample", "own", or to nothing: "empty"."""
        self.empty.setVisible(kind == "empty")
        for part in (self.title, self.table, self.curves):
            part.setVisible(kind != "empty")
        self._own_row.setVisible(kind == "own")
        self.residuals.setVisible(kind == "residuals")
        self.put_back.setVisible(kind == "residuals" and self.what_if is not None)

    def hide_controls(self) -> None:
        self._controls.hide()

    # Drawing

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment

    def draw(self, snapshot: Snapshot) -> None:
        if self._snapshot is not None and self._snapshot.data is not snapshot.data:
            self.what_if = None
        self._snapshot = snapshot
        with np.errstate(all="ignore"):  # of numbers that left every picture
            if self.own.isChecked():
                self._show_own()
            elif self.needs <= snapshot.parts.keys():
                self._show_network(snapshot)

    def _show_own(self) -> None:
        self._show_parts("own")
        answers, targets = numbers_of(self.answers.text()), numbers_of(self.targets.text())
        if answers is None or targets is None or answers.size != targets.size:
            self.title.setText(tr("Write as many numbers for y as for ŷ, with commas between."))
            self._show_table(np.empty((0, 0)), np.empty((0, 0)))
            self.curves.hide()
            return
        self.title.setText(tr("The same two lists under each loss"))
        self._show_table(answers[:, None], targets[:, None])
        self._show_answer_curves(answers[:, None], targets[:, None])

    def _show_network(self, snapshot: Snapshot) -> None:
        data, predicted = snapshot.data, snapshot.parts["values"][-1]
        if not np.abs(predicted).max(initial=0.0) < LARGEST:
            self.empty.setText(tr("The answers are too large to be drawn."))
            self._show_parts("empty")
        elif data.classes:
            self._show_sample(snapshot, predicted)
        elif data.form.targets == 1:
            self._show_residuals(snapshot, predicted)
        else:
            self.empty.setText(self._refusal)
            self._show_parts("empty")

    def _show_sample(self, snapshot: Snapshot, predicted: Array) -> None:
        self._show_parts("sample")
        sample = sample_shown(self.selection, snapshot) or 0
        answers, targets = predicted[:, [sample]], snapshot.data.train_targets[:, [sample]]
        self.title.setText(
            tr(
                "Sample {number}: ŷ = {answers}, y = {targets}",
                number=sample + 1,
                answers=_list_text(answers),
                targets=_list_text(targets),
            )
        )
        self._show_table(answers, targets)
        self._show_answer_curves(answers, targets)

    def _show_residuals(self, snapshot: Snapshot, predicted: Array) -> None:
        targets = snapshot.data.train_targets.copy()
        if self.what_if is not None:
            point, value = self.what_if
            targets[0, point] = value
            self.put_back.setText(
                tr(
                    "What if: point {number} at {value}; click to put it back",
                    number=point + 1,
                    value=three_figures(value),
                )
            )
        self._show_parts("residuals")
        self.title.setText(tr("Arrows: ∂L/∂ŷ · bars: each point’s share of the loss"))
        self._show_table(predicted, targets)
        key, few = snapshot.experiment.loss, slice(MOST_POINTS)
        chosen = sample_shown(self.selection, snapshot)
        self.residuals.show_residuals(
            Residuals(
                predicted[0, few],
                targets[0, few],
                shares(key, predicted, targets, snapshot.experiment)[few],
                pulls(key, predicted, targets, snapshot.experiment)[0, few],
                chosen,
            )
        )
        self._show_residual_curves(predicted[0] - targets[0], chosen)

    def _show_table(self, answers: Array, targets: Array) -> None:
        now = self._experiment
        if now is None and self._snapshot is not None:
            now = self._snapshot.experiment
        keys = fitting(answers, targets) if answers.size else ()
        usable = set(keys) - set(unfit_losses(now)) if now is not None else ()
        active = now.loss if now is not None else ""
        self.table.show_values(judged(answers, targets, keys, now), active, usable)

    def _show_residual_curves(self, residuals: Array, chosen: int | None) -> None:
        residuals = np.nan_to_num(residuals)
        at = float(residuals[chosen] if chosen is not None else residuals[abs(residuals).argmax()])
        far = max(1.2 * abs(residuals).max(), 1.5)
        self._show_curves("ŷ − y", np.linspace(-far, far, PLACES), 0.0, RESIDUAL_CURVES, at)

    def _show_answer_curves(self, answers: Array, targets: Array) -> None:
        wanted = int(targets[:, 0].argmax())
        at = float(answers[wanted, 0])
        inside = 0 <= at <= 1 and float(targets[wanted, 0]) == 1  # the curves are of y = 1
        self.curves.setVisible(inside)
        if inside:
            self._show_curves("ŷ", np.linspace(0.001, 1, PLACES), 1.0, ANSWER_CURVES, at)

    def _show_curves(
        self, name: str, x: Array, target: float, keys: tuple[str, ...], at: float
    ) -> None:
        assert self._snapshot is not None
        experiment = self._snapshot.experiment
        active = ALIKE.get(experiment.loss, experiment.loss)
        found = {key: curve(key, x, target, experiment) for key in (*keys, active)}
        self.curves.show_curves(Curves(name, x, found, active, at))

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

    @Slot(str)
    def _choose_loss(self, key: str) -> None:
        if self._experiment is not None and key != self._experiment.loss:
            self.edited.emit(with_loss(self._experiment, key))

    @Slot(int)
    def _choose_point(self, point: int) -> None:
        chosen = replace(self.selection.chosen, sample=point)
        self.select(replace(self.selection, chosen=chosen))

    @Slot(int, float)
    def _move_point(self, point: int, value: float) -> None:
        self.what_if = (point, value)
        self._redraw()

    @Slot()
    def _put_back(self) -> None:
        self.what_if = None
        self._redraw()


def _list_text(column: Array) -> str:
    numbers = column[:, 0].tolist()
    text = ", ".join(three_figures(number) for number in numbers[:MOST_WRITTEN])
    return f"[{text}, …]" if len(numbers) > MOST_WRITTEN else f"[{text}]"
