"""Panel: what every group of choices has in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnviz.experiment import Experiment
from nnviz.theme import Theme


class Panel(QWidget):
    """Shows the experiment's choices and offers changed ones; it draws no run."""

    edited = Signal(object)  # Experiment

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.theme = theme

    def show_experiment(self, experiment: Experiment) -> None:
        """Show these choices, without offering them as a change."""
        raise NotImplementedError
