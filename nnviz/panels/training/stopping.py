"""StoppingFields: when training ends by itself."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnviz.experiment import Stopping
from nnviz.experiment.choices import EXPERIMENT_CHOICES, NUMBERS, STOPPING_CHOICES
from nnviz.language import tr
from nnviz.panels.panel import optional_for
from nnviz.theme import Theme
from nnviz.widgets.scales import Value

# The value with which each condition begins.
SUGGESTED: Mapping[str, Value] = {"epochs": 500, "target_loss": 0.01, "patience": 50}


class StoppingFields(QWidget):
    """Three conditions, each with a box to tick; the first one met ends the training."""

    changed = Signal(object)  # Stopping

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._stopping = Stopping()
        self._rows = {
            name: optional_for(theme, NUMBERS[f"stopping.{name}"], SUGGESTED[name])
            for name in STOPPING_CHOICES
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.pixels(4), 0, 0)
        layout.setSpacing(0)
        layout.addWidget(QLabel(tr(EXPERIMENT_CHOICES["stopping"].label)))
        for name, row in self._rows.items():
            layout.addWidget(row)
            row.changed.connect(partial(self._take, name))

    def show_stopping(self, stopping: Stopping) -> None:
        """Show the conditions without offering them as a change."""
        self._stopping = stopping
        for name, row in self._rows.items():
            row.show_value(getattr(stopping, name))

    def _take(self, name: str, value: Any) -> None:
        self.changed.emit(replace(self._stopping, **{name: value}))
