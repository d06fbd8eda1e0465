"""StoppingFields: when training ends by itself."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnviz.experiment import MAX_EPOCHS, Stopping
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.optional_value import BLANK, OptionalValue
from nnviz.widgets.scales import Ladder, Span

HIGHEST_LOSS = 1e9


class StoppingFields(QWidget):
    """Three conditions, each with a box to tick; the first one met ends the training."""

    changed = Signal(object)  # Stopping

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._stopping = Stopping()
        count = Ladder(Span(1, MAX_EPOCHS, whole=True), (1, 500))
        loss = Ladder(Span(0, HIGHEST_LOSS), (0, 1))
        self._rows = {
            "epochs": OptionalValue(
                theme,
                tr("After {value} epochs", value=BLANK),
                tr("Ends the training after this many passes over the training data."),
                count,
                500,
            ),
            "target_loss": OptionalValue(
                theme,
                tr("At test loss {value}", value=BLANK),
                tr("Ends the training as soon as the test loss is this low."),
                loss,
                0.01,
            ),
            "patience": OptionalValue(
                theme,
                tr("If no better for {value} epochs", value=BLANK),
                tr("Ends the training after this many epochs without a better test loss."),
                count,
                50,
            ),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.pixels(4), 0, 0)
        layout.setSpacing(0)
        layout.addWidget(QLabel(tr("Stop training")))
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
