"""Panel: what every group of choices has in common, and controls named by the choices' rows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from nnviz.experiment import Experiment
from nnviz.experiment.choice_rows import ChoiceRow, NumberRow
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.form_row import FormRow
from nnviz.widgets.labelled_slider import LabelledSlider
from nnviz.widgets.optional_value import BLANK, OptionalValue
from nnviz.widgets.scales import Ladder, Scale, Span, Value


class Panel(QWidget):
    """Shows the experiment's choices and offers changed ones; it draws no run."""

    edited = Signal(object)  # Experiment

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.theme = theme

    def show_experiment(self, experiment: Experiment) -> None:
        """Show these choices, without offering them as a change."""
        raise NotImplementedError


def span_of(row: NumberRow) -> Span:
    """Return the numbers that the choice may be."""
    return Span(row.low, row.high, row.whole)


def slider_for(theme: Theme, row: NumberRow, scale: Scale) -> LabelledSlider:
    """Return a slider with the choice's name."""
    return LabelledSlider(theme, _name(row), tr(row.hint), scale)


def optional_for(theme: Theme, row: NumberRow, suggested: Value) -> OptionalValue:
    """Return a box to tick with a number in its text, which is the choice's title."""
    scale = Ladder(span_of(row), (row.low, row.high))
    return OptionalValue(theme, tr(row.title, value=BLANK), tr(row.hint), scale, suggested)


def row_for(theme: Theme, row: ChoiceRow, control: QWidget) -> FormRow:
    """Return a control beside the choice's name."""
    return FormRow(theme, QLabel(_name(row)), control, tr(row.hint))


def _name(row: ChoiceRow) -> str:
    return tr(row.title) if row.title else tr(row.label)
