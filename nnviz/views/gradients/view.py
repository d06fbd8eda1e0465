"""Gradients view: how much gradient each layer gets, over the epochs and at this moment."""

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.selection import Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.gradients.chart import GradientChart
from nnviz.views.gradients.levels import levels_of
from nnviz.views.gradients.words import why_empty
from nnviz.views.plotting.plot import empty_label
from nnviz.views.view import View


class GradientsView(View):
    """Lines over time and a thermometer a layer, beside the ceiling that slopes set."""

    needs: ClassVar[frozenset[str]] = frozenset({"gradients"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self.chart = GradientChart(theme)
        self.empty = empty_label(theme, "")
        self.chart.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart, 1)
        column.addWidget(self.empty, 1)

    def draw(self, snapshot: Snapshot) -> None:
        found = snapshot.parts.get("gradients")
        if found is None:
            self._say(why_empty(snapshot.experiment))
            return
        self.chart.show_levels(levels_of(snapshot, found))
        if self.chart.isHidden():
            self.empty.hide()
            self.chart.show()

    def _say(self, sentence: str) -> None:
        if self.empty.text() != sentence:
            self.empty.setText(sentence)
        if self.empty.isHidden():
            self.chart.hide()
            self.empty.show()

    def show_selection(self, selection: Selection) -> None:
        super().show_selection(selection)
        part = selection.shown.part
        self.chart.mark(getattr(part, "layer", None))
