"""RegularisationFields: which weights are held small, by L1, L2 or both, and how strongly."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnviz.catalog import catalog
from nnviz.experiment.choices import NUMBERS
from nnviz.language import tr
from nnviz.panels.panel import slider_for, span_of
from nnviz.theme import Theme
from nnviz.widgets.choice import Choice
from nnviz.widgets.form_row import FormRow
from nnviz.widgets.scales import one_three_ten

SUGGESTED_RATE = 0.001


@dataclass(frozen=True)
class Regularisation:
    """One way: which of the two penalties are on."""

    key: str
    label: str
    l1: bool
    l2: bool


REGULARISATIONS = catalog(
    Regularisation("none", "None", False, False),
    Regularisation("l1", "L1", True, False),
    Regularisation("l2", "L2", False, True),
    Regularisation("l1_l2", "L1 + L2", True, True),
)


class RegularisationFields(QWidget):
    """The choice and, below it, a rate for each penalty that is on."""

    changed = Signal(float, float)  # the rates of L1 and L2

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._shown = (0.0, 0.0)
        self._rates = [SUGGESTED_RATE, SUGGESTED_RATE]  # the latest that were on
        self._choice = Choice(theme, REGULARISATIONS)
        self._l1, self._l2 = (
            slider_for(theme, row, one_three_ten(1e-5, 10, span_of(row)))
            for row in (NUMBERS["l1"], NUMBERS["l2"])
        )
        hint = tr("What the network pays for large weights, which makes its answers smoother.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)  # every row brings its own distance
        layout.addWidget(FormRow(theme, QLabel(tr("Regularisation")), self._choice, hint))
        layout.addWidget(self._l1)
        layout.addWidget(self._l2)
        self._choice.chosen.connect(self._take_choice)
        self._l1.changed.connect(self._take_l1)
        self._l2.changed.connect(self._take_l2)
        self.show_rates(0.0, 0.0)

    def show_rates(self, l1: float, l2: float) -> None:
        """Show both rates without offering them as a change; 0: not on."""
        self._shown = (l1, l2)
        for number, rate in enumerate(self._shown):
            if rate:
                self._rates[number] = rate
        on = next(row for row in REGULARISATIONS.values() if (row.l1, row.l2) == (l1 > 0, l2 > 0))
        self._choice.show_key(on.key)
        for slider, rate in ((self._l1, l1), (self._l2, l2)):
            slider.setVisible(rate > 0)
            if rate > 0:
                slider.show_value(rate)

    def _take_choice(self, key: str) -> None:
        row = REGULARISATIONS[key]
        l1, l2 = self._rates
        self.changed.emit(l1 if row.l1 else 0.0, l2 if row.l2 else 0.0)

    def _take_l1(self, rate: float) -> None:
        self.changed.emit(float(rate), self._shown[1])

    def _take_l2(self, rate: float) -> None:
        self.changed.emit(self._shown[0], float(rate))
