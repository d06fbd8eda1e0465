"""View: what every picture of a run has in common."""

from typing import ClassVar, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

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

    def show_neuron(self, place: NeuronPlace | None) -> None:
        """Answer to a neuron pointed at in another view; by default not at all."""
