"""View: what every picture of a run has in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from nnviz.experiment import Experiment
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot


class NeuronPlace(NamedTuple):
    """One neuron; layer 0 is the inputs."""

    layer: int
    unit: int


class View(QWidget):
    """Draws snapshots and changes nothing; what a person does in it goes out as a signal."""

    edited = Signal(object)  # Experiment
    parameter_edited = Signal(int, float)  # place in the flat parameter vector, value
    neuron_pointed = Signal(object)  # NeuronPlace or None

    needs_responses: ClassVar[bool] = False
    needs_values: ClassVar[bool] = False

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.theme = theme

    def draw(self, snapshot: Snapshot) -> None:
        """Show this snapshot; called only while the view is visible."""
        raise NotImplementedError

    def show_experiment(self, experiment: Experiment) -> None:
        """Take over the choices as they are now, often before the first snapshot of them.

        What a person edits in a view builds on them; by default nothing can be edited.
        """

    def show_neuron(self, place: NeuronPlace | None) -> None:
        """Answer to a neuron pointed at in another view; by default not at all."""

    def hide_controls(self) -> None:
        """Leave out what can be used but not read: called on a view made for a picture."""

    def options(self) -> dict[str, bool]:
        """Return how the view's named switches stand."""
        buttons = self.findChildren(QAbstractButton)
        return {
            button.objectName(): button.isChecked()
            for button in buttons
            if button.isCheckable() and button.objectName()
        }

    def set_options(self, options: Mapping[str, bool]) -> None:
        """Set the named switches that the view has; others are passed over."""
        for button in self.findChildren(QAbstractButton):
            if button.isCheckable() and button.objectName() in options:
                button.setChecked(options[button.objectName()])


@dataclass(frozen=True)
class ViewRow:
    """One row of VIEWS: a kind of view, and where it is in the default arrangement."""

    key: str
    label: str
    factory: type[View]
    place: Literal["centre", "right", "bottom"] = "right"
