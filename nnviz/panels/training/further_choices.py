"""FurtherChoices: what is seldom changed in training, in one line until it is wanted."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.catalog import catalog
from nnviz.engine.initializers import BIAS_INITIALIZERS, INITIALIZERS
from nnviz.experiment import Experiment
from nnviz.experiment.choices import CHOICES, NUMBERS
from nnviz.language import tr
from nnviz.number_text import short_text
from nnviz.panels.panel import optional_for, row_for
from nnviz.theme import Theme
from nnviz.widgets.choice import Choice
from nnviz.widgets.disclosure import DisclosureLine
from nnviz.widgets.settings_fields import SettingsFields

SUGGESTED_NORM = 1.0


class FurtherChoices(QWidget):
    """The first biases, and the length at which gradients are clipped."""

    changed = Signal(object)  # the changed fields of the experiment, a dict

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._line = DisclosureLine(
            theme,
            tr("Initial biases and gradient clipping"),
            tr("Shows or hides how the first biases are drawn and how long a gradient may be."),
        )
        self._biases = Choice(theme, catalog(*(INITIALIZERS[key] for key in BIAS_INITIALIZERS)))
        biases, norm = CHOICES["bias_initializer"], NUMBERS["clip_norm"]
        self._settings = SettingsFields(theme, tr(biases.label))
        self._row = row_for(theme, biases, self._biases)
        self._clipping = optional_for(theme, norm, SUGGESTED_NORM)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)  # every row brings its own distance
        for part in (self._line, self._row, self._settings, self._clipping):
            layout.addWidget(part)
        self._line.toggled.connect(self._open)
        self._biases.chosen.connect(lambda key: self._offer(bias_initializer=key))
        self._settings.changed.connect(lambda value: self._offer(bias_initializer_settings=value))
        self._clipping.changed.connect(lambda norm: self._offer(clip_norm=norm))
        self.show_experiment(Experiment(), clips=True)

    def show_experiment(self, experiment: Experiment, clips: bool) -> None:
        """Show these choices without offering them as a change.

        `clips` says whether there are gradients to clip.
        """
        self._biases.show_key(experiment.bias_initializer)
        self._settings.show_settings(experiment.bias_initializer_settings)
        self._clipping.show_value(experiment.clip_norm)
        self._clipping.setEnabled(clips)
        biases = tr(INITIALIZERS[experiment.bias_initializer].label)
        clipped = experiment.clip_norm if clips else None
        norm = "" if clipped is None else short_text(clipped)
        clipping = tr("clip at {norm}", norm=norm) if norm else tr("no clipping")
        self._line.setText(f"{tr('Biases: {name}', name=biases)} · {clipping}")
        self._open(self._line.isChecked())

    def _open(self, opened: bool) -> None:
        self._row.setVisible(opened)
        self._settings.setVisible(opened and self._settings.has_fields)
        self._clipping.setVisible(opened)

    def _offer(self, **changes: Any) -> None:
        self.changed.emit(changes)
