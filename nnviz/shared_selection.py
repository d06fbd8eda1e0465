"""The one selection of a window, and the one signal that says it has changed."""

from PySide6.QtCore import QObject, Signal, Slot

from nnviz.experiment import Experiment
from nnviz.selection import Picked, Selection


class SharedSelection(QObject):
    """What all views show; a view says what a person selects in it, and hears of it like others."""

    changed = Signal(object)  # Selection

    def __init__(self, experiment: Experiment, parent: QObject | None = None):
        super().__init__(parent)
        self._experiment = experiment
        self._value = Selection()

    @property
    def value(self) -> Selection:
        return self._value

    @Slot(object)
    def set_value(self, selection: Selection) -> None:
        """Select this from now on."""
        if selection != self._value:
            self._value = selection
            self.changed.emit(selection)

    @Slot(object)
    def follow(self, experiment: Experiment) -> None:
        """Drop what is not there any more, or not the same, with other choices."""
        before, self._experiment = self._experiment, experiment
        self.set_value(self._value.kept(before, experiment))

    def end_pointing(self) -> None:
        """Point at nothing: what was pointed in is gone."""
        self.set_value(Selection(Picked(), self._value.chosen))
