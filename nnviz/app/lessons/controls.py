"""The controls of a step: a few choices and weights, large enough to set before an audience."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnviz.app.lessons.choice_edit import value_of, with_choice
from nnviz.app.lessons.number_control import NumberControl
from nnviz.app.lessons.stops import choice_stops, weight_stops
from nnviz.experiment import Experiment
from nnviz.experiment.choice_rows import ChoiceRow, FlagRow, KeyRow, NumberRow
from nnviz.experiment.choices import CHOICES
from nnviz.language import tr
from nnviz.lessons.lesson import Control, learned_places
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.widgets.choice import Choice
from nnviz.widgets.form_row import FormRow

BETWEEN, APART = 12, 24  # one below the other, side by side
Show = Callable[[Any], object]


class Controls(QWidget):
    """All controls of a step, one below the other."""

    edited = Signal(object)  # Experiment
    weight_edited = Signal(int, float)  # its place in the flat vector
    first_weight_edited = Signal(int, float)  # the same, of what training begins with

    def __init__(
        self,
        theme: Theme,
        controls: Sequence[Control],
        experiment: Experiment,
        beside: bool = False,
        parent: QWidget | None = None,
    ):
        """`beside`: side by side, not one below the other."""
        super().__init__(parent)
        self._theme, self._experiment = theme, experiment
        self._choices: list[tuple[str, Show]] = []
        self.weights: list[tuple[Control, NumberControl]] = []
        self._layout = QHBoxLayout(self) if beside else QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.pixels(APART if beside else BETWEEN))
        for control in controls:
            if control.parameter is None:
                self._add_choice(control)
            else:
                self._add_weight(control)
        self.show_experiment(experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show these choices."""
        self._experiment = experiment
        for path, show in self._choices:
            show(value_of(experiment, path))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this moment's weights; of the first ones what there was before the first step."""
        places = learned_places(snapshot.experiment)
        for control, widget in self.weights:
            number = control.parameter or 0
            there = number < len(places)
            widget.setEnabled(there)
            if there and not (control.first and snapshot.iteration):
                widget.show_signed(float(snapshot.parameters[places[number]]))

    def show_first_weights(self, weights: Sequence[float]) -> None:
        """Show what training begins with, where it has begun already."""
        for control, widget in self.weights:
            if control.first and control.parameter is not None:
                widget.show_signed(weights[control.parameter])

    def _add_weight(self, control: Control) -> None:
        number = control.parameter
        name = control.label.shown if control.label else tr("Weight {number}", number=number)
        made = NumberControl(self._theme, name, weight_stops(control), control.marks)
        made.changed.connect(partial(self._send_weight, control))
        self.weights.append((control, made))
        self._layout.addWidget(made, alignment=Qt.AlignmentFlag.AlignTop)

    def _send_weight(self, control: Control, value: float) -> None:
        places = learned_places(self._experiment)
        number = control.parameter or 0
        if number < len(places):
            signal = self.first_weight_edited if control.first else self.weight_edited
            signal.emit(places[number], value)

    def _add_choice(self, control: Control) -> None:
        """Add what sets a choice; one of the features has no control."""
        row = CHOICES[control.choice]
        make = MAKERS.get(type(row), _no_control)
        made, show = make(self._theme, control, row, partial(self._send_choice, control.choice))
        self._choices.append((control.choice, show))
        self._layout.addWidget(made, alignment=Qt.AlignmentFlag.AlignTop)

    def _send_choice(self, path: str, value: object) -> None:
        self.edited.emit(with_choice(self._experiment, path, value))


Made = tuple[QWidget, Show]
Send = Callable[[Any], None]


def _name(control: Control, row: ChoiceRow) -> str:
    return control.label.shown if control.label else tr(row.label)


def _number(theme: Theme, control: Control, row: Any, send: Send) -> Made:
    made = NumberControl(theme, _name(control, row), choice_stops(control, row), control.marks)
    made.changed.connect(send)
    return made, made.show_value


def _key(theme: Theme, control: Control, row: Any, send: Send) -> Made:
    if not isinstance(row.table, Mapping):
        return _no_control(theme, control, row, send)
    choice = Choice(theme, row.table)
    choice.chosen.connect(send)
    row_widget = FormRow(theme, QLabel(_name(control, row)), choice, tr(row.hint))
    return row_widget, choice.show_key


def _flag(theme: Theme, control: Control, row: Any, send: Send) -> Made:
    box = QCheckBox(_name(control, row))
    box.setFont(theme.font("body"))
    box.clicked.connect(lambda on: send(on))  # of a partial Qt does not see that it takes one
    return box, box.setChecked


def _no_control(_theme: Theme, _control: Control, _row: Any, _send: Send) -> Made:
    made = QWidget()
    made.hide()
    return made, lambda _value: None


MAKERS: Mapping[type[ChoiceRow], Callable[[Theme, Control, Any, Send], Made]] = {
    NumberRow: _number,
    KeyRow: _key,
    FlagRow: _flag,
}
