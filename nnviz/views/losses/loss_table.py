"""A row for each loss: its name, to click, and its value."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from nnviz.engine.losses import LOSSES
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.losses.judging import ORDER
from nnviz.widgets.decimals import decimal_text

DECIMALS = 6


class LossTable(QWidget):
    """The losses that have a value, the one that is learnt by in strong type."""

    chosen = Signal(str)  # key of LOSSES

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self.names: dict[str, QPushButton] = {}
        self.values: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.pixels(16))
        grid.setVerticalSpacing(theme.pixels(1))
        grid.setColumnStretch(2, 1)
        for row, key in enumerate(ORDER):
            name, value = QPushButton(tr(LOSSES[key].label)), QLabel()
            name.setFlat(True)
            name.clicked.connect(partial(self.chosen.emit, key))
            value.setAutoFillBackground(True)  # it changes while the rest stays
            palette = value.palette()
            palette.setColor(QPalette.ColorRole.Window, theme.color("surface"))
            value.setPalette(palette)
            value.setMinimumWidth(theme.pixels(96))
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(value, row, 1)
            self.names[key], self.values[key] = name, value

    def show_values(self, values: Mapping[str, float], active: str, usable: Iterable[str]) -> None:
        """Show these; the names of those that are usable can be clicked."""
        can = frozenset(usable)
        for key, label in self.values.items():
            name = self.names[key]
            label.setVisible(key in values)
            name.setVisible(key in values)
            if key not in values:
                continue
            font = self._theme.font("small", strong=key == active)
            for part in (name, label):
                if part.font() != font:
                    part.setFont(font)
            text = decimal_text(values[key], DECIMALS)
            if text != label.text():
                label.setText(text)
            name.setEnabled(key in can)
