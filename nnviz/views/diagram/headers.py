"""The builder's controls over the columns: features, neurons and activations."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QEnterEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QMenu, QWidget

from nnviz.catalog import catalog
from nnviz.data.features import FEATURES
from nnviz.data.generators import DATASETS
from nnviz.engine.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from nnviz.experiment import (
    MAX_UNITS,
    Experiment,
    ExperimentError,
    LayerChoice,
    with_output_activation,
)
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.training.snapshot import SHOWN_UNITS
from nnviz.views.diagram.controls import HEIGHT, Chip, SmallChoice, StepButton, set_usable
from nnviz.widgets.number_edit import NumberEdit

TITLE_HEIGHT = 22
SPACE = 4
HALF = 0.62  # of the chips' width, with a little to spare, is what one of two lines gets
NEW_LAYER = LayerChoice(4)
NEW_UNITS = 2  # of a layer added behind others


def header_height(theme: Theme, two_rows: bool) -> int:
    """Return the height of title and controls."""
    rows = 2 if two_rows else 1
    return theme.pixels(TITLE_HEIGHT + rows * (HEIGHT + SPACE))


class Header(QWidget):
    """The title of a column and a row of controls below it."""

    edited = Signal(object)  # Experiment
    entered = Signal()  # by the mouse

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.theme = theme
        self.title = QLabel(title)
        self.title.setFont(theme.font("body", strong=True))
        self.title.setFixedHeight(theme.pixels(TITLE_HEIGHT - SPACE))
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.pixels(SPACE))
        self.rows.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        self.bar = QWidget()
        self.controls = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.bar)
        self.controls.setContentsMargins(0, 0, 0, 0)
        self.controls.setSpacing(theme.pixels(SPACE))
        self.rows.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        self.plain = QLabel()
        self.plain.setFont(theme.font("small"))
        self.plain.hide()
        self.rows.addWidget(self.plain, 0, Qt.AlignmentFlag.AlignHCenter)
        self.rows.addStretch(1)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show this experiment's choices."""
        raise NotImplementedError

    def fit(self, room: int, stacked: bool) -> None:
        """Make do with this width."""

    def row_width(self) -> int:
        """Return the width the controls need to stand in one row."""
        return 0

    def hide_controls(self) -> None:
        """Leave the title and, as plain text, what is chosen: for a picture."""
        self.bar.hide()
        self.plain.show()

    def focusable(self) -> list[QWidget]:
        """Return the controls in the order of the Tab key."""
        raise NotImplementedError

    def propose(self, experiment: Experiment) -> bool:
        """Send the changed experiment out if it can be used; say whether it can."""
        try:
            experiment.check()
        except ExperimentError:
            return False
        self.edited.emit(experiment)
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()


class InputHeader(Header):
    """Chips that switch input features on and off; those there is no room for are in a menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, tr("Input"), parent)
        self._experiment: Experiment | None = None
        self._room, self._most_lines = 0, 1
        self._lines: list[list[QWidget]] = []
        self.controls.setDirection(QBoxLayout.Direction.TopToBottom)
        self._boxes = [QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in range(2)]
        for box in self._boxes:
            box.setSpacing(theme.pixels(SPACE))
            box.addStretch(1)  # on either side of the chips
            box.addStretch(1)
            self.controls.addLayout(box)
        self.chips: dict[str, Chip] = {}
        self._actions: dict[str, QAction] = {}
        self._menu = QMenu(self)
        for row in FEATURES.values():
            self._add(row.key, tr(row.label))
        self.more = Chip(theme, "+0", self.bar)
        self.more.clicked.connect(self._open_menu)

    def _add(self, key: str, label: str) -> None:
        chip = Chip(self.theme, label, self.bar)
        chip.setCheckable(True)
        chip.setToolTip(tr("Input feature {name}: on or off", name=label))
        chip.setAccessibleName(tr("Input feature {name}", name=label))
        chip.setProperty("key", key)
        chip.clicked.connect(self._toggle)
        action = self._menu.addAction(label)
        action.setCheckable(True)
        action.setData(key)
        action.triggered.connect(self._toggle)
        self.chips[key], self._actions[key] = chip, action

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        for key, chip in self.chips.items():
            chip.setChecked(key in experiment.features)
            self._actions[key].setChecked(key in experiment.features)
        self._share_room()

    def fit(self, room: int, stacked: bool) -> None:
        self._room, self._most_lines = room, 2 if stacked else 1
        self._share_room()

    def row_width(self) -> int:
        widths = [self.chips[key].sizeHint().width() for key in self._usable()]
        return sum(widths) + (len(widths) - 1) * self.theme.pixels(SPACE)

    def focusable(self) -> list[QWidget]:
        return [*self.chips.values(), self.more]

    def action(self, key: str) -> QAction:
        """Return the menu's entry for a feature there is no room for."""
        return self._actions[key]

    def _usable(self) -> list[str]:
        """Return the features that the data have inputs for."""
        if self._experiment is None:
            return []
        inputs = DATASETS[self._experiment.data.dataset].inputs
        return [key for key in self.chips if FEATURES[key].inputs <= inputs]

    def _share_room(self) -> None:
        """Show as many chips as there is room for, the others in the menu: first the unused."""
        if self._experiment is None:
            return
        usable, used = self._usable(), self._experiment.features
        ranked = sorted(usable, key=lambda key: key not in used)
        for count in range(len(ranked), 0, -1):
            visible = [key for key in usable if key in ranked[:count]]
            rest = [key for key in usable if key not in visible]
            chips: list[QWidget] = [self.chips[key] for key in visible]
            lines = self._in_lines([*chips, self.more] if rest else chips)
            if len(lines) <= self._most_lines:
                break
        self._fill(lines[: len(self._boxes)])
        for key, chip in self.chips.items():
            chip.setHidden(key not in visible)
            self._actions[key].setVisible(key in rest)
        self._describe_menu(rest)

    def _in_lines(self, chips: Sequence[QWidget]) -> list[list[QWidget]]:
        """Return the chips in lines of the width there is, two of them about equally long."""
        lines = _broken(chips, self._room, self.theme.pixels(SPACE))
        if len(lines) != 2:
            return lines
        half = round(HALF * sum(chip.sizeHint().width() for chip in chips))
        even = _broken(chips, min(half, self._room), self.theme.pixels(SPACE))
        return even if len(even) == 2 else lines

    def _fill(self, lines: list[list[QWidget]]) -> None:
        """Let the chips stand in these lines."""
        if lines == self._lines:
            return
        self._lines = lines
        for widget in (*self.chips.values(), self.more):
            for box in self._boxes:
                box.removeWidget(widget)
        for box, line in zip(self._boxes, lines, strict=False):
            for place in line:
                box.insertWidget(box.count() - 1, place)

    def _describe_menu(self, rest: list[str]) -> None:
        self.more.setVisible(bool(rest))
        self.more.setText(tr("+{count}", count=len(rest)))
        names = ", ".join(self._actions[key].text() for key in rest)
        self.more.setToolTip(tr("More input features: {names}", names=names))
        self.more.setAccessibleName(self.more.toolTip())
        self.more.updateGeometry()

    @Slot()
    def _open_menu(self) -> None:
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    @Slot()
    def _toggle(self) -> None:
        sender, experiment = self.sender(), self._experiment
        if experiment is None:
            return
        key = str(sender.data() if isinstance(sender, QAction) else sender.property("key"))
        wanted = set(experiment.features) ^ {key}
        features = tuple(key for key in FEATURES if key in wanted)
        if not self.propose(replace(experiment, features=features)):
            self.show_experiment(experiment)  # the last feature cannot be switched off


def _broken(chips: Sequence[QWidget], room: int, space: int) -> list[list[QWidget]]:
    """Return the chips in lines of this width."""
    lines: list[list[QWidget]] = [[]]
    left = room
    for chip in chips:
        width = chip.sizeHint().width()
        if width > left and lines[-1]:
            lines.append([])
            left = room
        lines[-1].append(chip)
        left -= width + space
    return lines


class HiddenHeader(Header):
    """How many neurons a hidden layer has, and its activation."""

    def __init__(self, theme: Theme, layer: int, parent: QWidget | None = None):
        title = tr("Hidden {number}", number=layer)
        super().__init__(theme, title, parent)
        self._layer, self._experiment = layer, Experiment()
        self.fewer = StepButton(theme, "-", tr("One neuron less in {layer}", layer=title))
        self._more_hint = tr("One neuron more in {layer}", layer=title)
        self.more = StepButton(theme, "+", self._more_hint)
        self.units = NumberEdit(theme, low=1, high=MAX_UNITS, whole=True)
        self.units.setFont(theme.font("small"))
        self.units.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.units.setTextMargins(0, 0, 0, 0)
        self.units.setFixedSize(theme.pixels(38), theme.pixels(HEIGHT))
        self.units.set_hint(tr("Neurons: 1 to {count}", count=MAX_UNITS))
        self.units.setAccessibleName(tr("Neurons in {layer}", layer=title))
        self.activation = _activation_choice(theme, HIDDEN_ACTIVATIONS, title)
        self._steps = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._steps.setSpacing(theme.pixels(2))
        for widget in (self.fewer, self.units, self.more):
            self._steps.addWidget(widget)
        self.controls.addLayout(self._steps)
        self.controls.addWidget(self.activation, 0, Qt.AlignmentFlag.AlignHCenter)
        self.fewer.clicked.connect(self._remove_neuron)
        self.more.clicked.connect(self._add_neuron)
        self.units.committed.connect(self._set_units)
        self.activation.chosen.connect(self._set_activation)

    @property
    def _is_there(self) -> bool:
        """Whether the layer still is there: the column is drawn until the next frame comes."""
        return self._layer <= len(self._experiment.hidden_layers)

    @property
    def _choice(self) -> LayerChoice:
        return self._experiment.hidden_layers[self._layer - 1]

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        if not self._is_there:
            return
        self.units.set_value(self._choice.units)
        set_usable(self.fewer, self._choice.units > 1, self.more)
        full = self._choice.units >= SHOWN_UNITS  # more than are drawn are typed
        set_usable(self.more, not full, self.units)
        self.more.setToolTip(tr("For more neurons type a number") if full else self._more_hint)
        self.activation.show_key(self._choice.activation)
        self.plain.setText(f"{self._choice.units} · {self.activation.currentText()}")

    def focusable(self) -> list[QWidget]:
        return [self.fewer, self.units, self.more, self.activation]

    def row_width(self) -> int:
        widths = [widget.sizeHint().width() for widget in (self.fewer, self.more, self.activation)]
        return sum(widths) + self.units.width() + 3 * self.theme.pixels(SPACE)

    def fit(self, room: int, stacked: bool) -> None:  # noqa: ARG002
        direction = QBoxLayout.Direction
        self.controls.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)

    @Slot()
    def _remove_neuron(self) -> None:
        if self._is_there:
            self._change(units=self._choice.units - 1)

    @Slot()
    def _add_neuron(self) -> None:
        if self._is_there:
            self._change(units=self._choice.units + 1)

    @Slot(float)
    def _set_units(self, units: float) -> None:
        self._change(units=round(units))

    @Slot(str)
    def _set_activation(self, key: str) -> None:
        self._change(activation=key)

    def _change(self, **choices: Any) -> None:
        if not self._is_there:
            return
        layers = list(self._experiment.hidden_layers)
        layers[self._layer - 1] = replace(self._choice, **choices)
        self.propose(replace(self._experiment, hidden_layers=tuple(layers)))


class OutputHeader(Header):
    """The output's activation, of those that some loss of the task fits."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, tr("Output"), parent)
        self._experiment, self._data = Experiment(), ""
        self.activation = _activation_choice(theme, tuple(ACTIVATIONS), tr("Output"))
        self.controls.addWidget(self.activation, 0, Qt.AlignmentFlag.AlignHCenter)
        self.activation.chosen.connect(self._set_activation)

    def show_experiment(self, experiment: Experiment) -> None:
        if self._data != experiment.data.dataset:
            self._data = experiment.data.dataset
            self.activation.disable(_unfitting(experiment))
        self._experiment = experiment
        self.activation.show_key(experiment.output_activation)
        self.plain.setText(self.activation.currentText())

    def focusable(self) -> list[QWidget]:
        return [self.activation]

    @Slot(str)
    def _set_activation(self, key: str) -> None:
        self.propose(with_output_activation(self._experiment, key))


def with_layer_added(experiment: Experiment) -> Experiment:
    """Return the experiment with one more hidden layer, last, as active as the one before it."""
    layers = experiment.hidden_layers
    new = replace(layers[-1], units=NEW_UNITS) if layers else NEW_LAYER
    return replace(experiment, hidden_layers=(*layers, new))


def with_layer_removed(experiment: Experiment) -> Experiment:
    """Return the experiment without its last hidden layer."""
    return replace(experiment, hidden_layers=experiment.hidden_layers[:-1])


def _unfitting(experiment: Experiment) -> dict[str, str]:
    """Return the output activations that cannot be used for this data set, and why."""
    reasons = {}
    for key in ACTIVATIONS:
        try:
            with_output_activation(experiment, key).check()
        except ExperimentError as error:
            reasons[key] = str(error)
    return reasons


def _activation_choice(theme: Theme, keys: tuple[str, ...], layer: str) -> SmallChoice:
    choice = SmallChoice(theme, catalog(*(ACTIVATIONS[key] for key in keys)))
    choice.setToolTip(tr("Activation of {layer}", layer=layer))
    choice.setAccessibleName(tr("Activation of {layer}", layer=layer))
    return choice
