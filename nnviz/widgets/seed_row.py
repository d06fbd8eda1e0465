"""SeedRow: the seed of a random draw, to type or to throw dice for."""

from random import SystemRandom

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from nnviz.theme import Theme
from nnviz.widgets.form_row import FormRow
from nnviz.widgets.icon import icon
from nnviz.widgets.scales import Ladder, Span, Value
from nnviz.widgets.value_edit import ValueEdit

THROWN_SEEDS = range(1, 10_000)  # short enough to be written on a board


class SeedRow(QWidget):
    """The name on the left, the seed and the dice on the right."""

    changed = Signal(object)  # int

    def __init__(
        self,
        theme: Theme,
        label: str,
        hint: str,
        dice_hint: str,
        highest: int,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._seed: Value = 0
        self._edit = ValueEdit(theme, Ladder(Span(0, highest, whole=True), (0,)))
        self._dice = QToolButton()
        self._dice.setIcon(icon("dices", theme.color("text"), theme.pixels(18)))
        self._dice.setIconSize(QSize(theme.pixels(18), theme.pixels(18)))
        self._dice.setFixedSize(theme.pixels(32), theme.pixels(28))
        self._dice.setProperty("bare", True)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.pixels(4))
        line.addWidget(self._edit)
        line.addWidget(self._dice)
        row = FormRow(theme, QLabel(label), both, hint)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(row)
        self._edit.setAccessibleName(label)
        self._edit.setToolTip(hint)
        self._dice.setAccessibleName(dice_hint)
        self._dice.setToolTip(dice_hint)
        self._edit.committed.connect(self._take)
        self._edit.objected.connect(row.objection.say)
        self._dice.clicked.connect(self.throw)

    def show_value(self, seed: int) -> None:
        """Show a seed without offering it as a change."""
        self._seed = seed
        self._edit.show_value(seed)

    def throw(self) -> None:
        """Take another seed by chance."""
        others = [seed for seed in THROWN_SEEDS if seed != self._seed]
        self._take(SystemRandom().choice(others))

    def _take(self, seed: int) -> None:
        self.show_value(seed)
        self.changed.emit(seed)
