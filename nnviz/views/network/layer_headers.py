"""The builder's controls over the layers of neurons: how many, which activation, and options."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from nnviz.catalog import catalog
from nnviz.engine.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from nnviz.engine.layers.dense import Dense
from nnviz.engine.layers.stages import STAGES
from nnviz.experiment import (
    MAX_UNITS,
    Experiment,
    LayerChoice,
    with_output_activation,
)
from nnviz.experiment.unfit import unfit_output_activations
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.network.activation_choice import ActivationChoice
from nnviz.views.network.column_header import SPACE, Header
from nnviz.views.network.controls import HEIGHT, StepButton, set_usable
from nnviz.views.network.layer_options import LayerOptionsButton
from nnviz.views.plotting.layer_words import activation_name, extras
from nnviz.widgets.number_edit import NumberEdit

NEW_LAYER = LayerChoice(4)
NEW_UNITS = 2  # of a layer added behind others


class HiddenHeader(Header):
    """How many neurons a hidden layer has, and its activation."""

    def __init__(self, theme: Theme, layer: int, parent: QWidget | None = None):
        title = tr("Hidden {number}", number=layer)
        super().__init__(theme, title, parent, short=str(layer))
        self._layer, self._experiment = layer, Experiment()
        self.fewer = StepButton(theme, "-", tr("One neuron less in {layer}", layer=title))
        self.more = StepButton(theme, "+", tr("One neuron more in {layer}", layer=title))
        self.units = NumberEdit(theme, low=1, high=MAX_UNITS, whole=True)
        self.units.setFont(theme.font("small"))
        self.units.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.units.setTextMargins(0, 0, 0, 0)
        self.units.setFixedSize(theme.pixels(38), theme.pixels(HEIGHT))
        self.units.set_hint(tr("Neurons: 1 to {count}", count=MAX_UNITS))
        self.units.setAccessibleName(tr("Neurons in {layer}", layer=title))
        rows = [ACTIVATIONS[key] for key in HIDDEN_ACTIVATIONS]
        self.activation = ActivationChoice(theme, catalog(*rows, STAGES["maxout"]), title)
        self._no_maxout = NEW_LAYER.activation  # what takes its place again
        self.options_button = LayerOptionsButton(theme, title, hidden=True)
        self._add_options(self.options_button)
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
        self.activation.spread.connect(self._spread_activation)
        self.options_button.changed.connect(self._set_options)
        self.options_button.spread.connect(self._spread_all)

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
        set_usable(self.more, self._choice.units < MAX_UNITS, self.units)
        self._show_kind(self._choice.dense)
        self.activation.offer_spreading(_with_activation_of(experiment, self._choice) != experiment)
        several = len(experiment.hidden_layers) > 1
        differ = _all_as(experiment, self._choice) != experiment
        self.options_button.offer_spreading(several, differ)

    def _show_kind(self, layer: Dense) -> None:
        """Show what is not the number of neurons."""
        if layer.pieces == 1:
            self._no_maxout = layer.activation
        self.activation.show_key("maxout" if layer.pieces > 1 else layer.activation)
        activation = activation_name(layer)
        self.tell(f"{layer.units} · {activation}", activation)
        self.options_button.show_layer(layer)
        self.show_note(" · ".join(extras(layer)))

    def hide_controls(self) -> None:
        super().hide_controls()
        self.options_button.hide()

    def put_away(self) -> None:
        """Hide it for as long as there is no such layer, and forget the one there was."""
        self.options_button.close_options()
        self._no_maxout = NEW_LAYER.activation
        self.hide()

    def focusable(self) -> list[QWidget]:
        return [self.fewer, self.units, self.more, self.activation, self.options_button]

    def row_width(self) -> int:
        widths = [widget.sizeHint().width() for widget in (self.fewer, self.more, self.activation)]
        return sum(widths) + self.units.width() + 3 * self.theme.pixels(SPACE)

    def least_width(self) -> int:
        spaces = 2 * self._steps.spacing()
        steps = (self.fewer.sizeHint().width(), self.units.width(), self.more.sizeHint().width())
        return max(sum(steps) + spaces, self.activation.sizeHint().width())

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
        if key == "maxout":
            self._set_options({"pieces": 2})
        else:
            self._change(activation=key, pieces=1)

    @Slot(object)
    def _set_options(self, options: dict[str, Any]) -> None:
        if "pieces" in options:
            options["activation"] = "linear" if options["pieces"] > 1 else self._no_maxout
        self._change(**options)

    @Slot()
    def _spread_activation(self) -> None:
        if self._is_there:
            self.propose(_with_activation_of(self._experiment, self._choice))

    @Slot()
    def _spread_all(self) -> None:
        if self._is_there:
            self.propose(_all_as(self._experiment, self._choice))

    def _change(self, **choices: Any) -> None:
        if not self._is_there:
            return
        layers = list(self._experiment.hidden_layers)
        layers[self._layer - 1] = replace(self._choice, **choices)
        self.propose(replace(self._experiment, hidden_layers=tuple(layers)))


class OutputHeader(Header):
    """The output's activation, of those that some loss of the task and the way to learn fit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, tr("Output"), parent)
        self._experiment = Experiment()
        self.activation = ActivationChoice(theme, ACTIVATIONS, tr("Output"))
        self.controls.addWidget(self.activation, 0, Qt.AlignmentFlag.AlignHCenter)
        self.options_button = LayerOptionsButton(theme, tr("Output"), hidden=False)
        self._add_options(self.options_button)
        self.activation.chosen.connect(self._set_activation)
        self.options_button.changed.connect(self._set_options)

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self.activation.disable(unfit_output_activations(experiment))
        self.activation.show_key(experiment.output_activation)
        self.tell(self.activation.currentText())
        self.options_button.show_layer(experiment.layers[-1])
        self.show_note(" · ".join(extras(experiment.layers[-1])))

    def hide_controls(self) -> None:
        super().hide_controls()
        self.options_button.hide()

    def focusable(self) -> list[QWidget]:
        return [self.activation, self.options_button]

    def least_width(self) -> int:
        return self.activation.sizeHint().width()

    @Slot(str)
    def _set_activation(self, key: str) -> None:
        self.propose(with_output_activation(self._experiment, key))

    @Slot(object)
    def _set_options(self, options: dict[str, Any]) -> None:
        choices: dict[str, Any] = {f"output_{name}": value for name, value in options.items()}
        self.propose(replace(self._experiment, **choices))


def with_layer_added(experiment: Experiment) -> Experiment:
    """Return the experiment with one more hidden layer, last, with the last one's options."""
    layers = experiment.hidden_layers
    new = replace(layers[-1], units=NEW_UNITS) if layers else NEW_LAYER
    return replace(experiment, hidden_layers=(*layers, new))


def with_layer_removed(experiment: Experiment) -> Experiment:
    """Return the experiment without its last hidden layer."""
    return replace(experiment, hidden_layers=experiment.hidden_layers[:-1])


def _with_activation_of(experiment: Experiment, choice: LayerChoice) -> Experiment:
    """Return the experiment with this layer's activation, or maxout, in all hidden layers."""
    taken = {
        name: getattr(choice, name) for name in ("activation", "activation_settings", "pieces")
    }
    layers = (replace(layer, **taken) for layer in experiment.hidden_layers)
    return replace(experiment, hidden_layers=tuple(layers))


def _all_as(experiment: Experiment, choice: LayerChoice) -> Experiment:
    """Return the experiment with hidden layers that differ by their numbers of neurons only."""
    layers = (replace(choice, units=layer.units) for layer in experiment.hidden_layers)
    return replace(experiment, hidden_layers=tuple(layers))
