"""Weights view: each layer's matrix, how its weights have spread, and a linear chain's product."""

from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from nnviz.experiment import Experiment
from nnviz.kept import kept
from nnviz.language import tr
from nnviz.selection import Edge, Part, Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.plot import empty_label
from nnviz.views.plotting.switch import Switch
from nnviz.views.view import View
from nnviz.views.weights.canvas import WeightCanvas
from nnviz.views.weights.panels import panels_of, product_panel
from nnviz.views.weights.words import chain_words, hint, weight_words
from nnviz.widgets.quiet_label import QuietLabel


class WeightsView(View):
    """A matrix a layer; a cell is edited in its place, a click chooses the neuron of a row."""

    needs: ClassVar[frozenset[str]] = frozenset({"weight_past"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        self._experiment: Experiment | None = None
        words = [("matrices", tr("Matrices")), ("product", tr("Product of a linear chain"))]
        self._switch = Switch(theme, words, tr("Picture"))
        self._switch.changed.connect(self._redraw)
        self.words = QuietLabel(theme, "small")
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.empty = empty_label(theme, tr("The network’s weights are drawn here."))
        self.canvas = WeightCanvas(theme)
        self.canvas.pointed.connect(self.point)
        self.canvas.clicked.connect(self._choose)
        self.canvas.edited.connect(self._pass_on)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.canvas)
        self.canvas.setAutoFillBackground(False)
        self._area.hide()
        column = QVBoxLayout(self)
        margin = theme.pixels(16)
        column.setContentsMargins(margin, theme.pixels(4), margin, theme.pixels(8))
        column.setSpacing(theme.pixels(4))
        for widget, stretch in ((self._switch, 0), (self.words, 0)):
            column.addWidget(widget, stretch)
        column.addWidget(self.empty, 1)
        column.addWidget(self._area, 1)

    @property
    def _multiplied(self) -> bool:
        return self._switch.chosen == "product"

    def draw(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        past = snapshot.parts.get("weight_past")
        panels = panels_of(snapshot, past)
        chain = snapshot.parts.get("linear_chain")
        if self._multiplied and chain is not None:
            panels.append(product_panel(snapshot, chain))
        self.canvas.show_panels(panels, None if self._multiplied else past)
        self._tell()
        if self._area.isHidden():
            self.empty.hide()
            self._area.show()

    def _tell(self) -> None:
        """Write what is pointed at, else what there is to know of the picture."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        part = self.selection.pointed.part
        if isinstance(part, Edge) and part.layer < len(snapshot.sizes):
            text = weight_words(snapshot, part, self.theme.decimals)
        elif self._multiplied:
            text = chain_words(snapshot)
        else:
            text = hint()
        if text != self.words.text():
            self.words.setText(text)

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment

    def show_selection(self, selection: Selection) -> None:
        super().show_selection(selection)
        self.canvas.mark(selection.chosen.part, selection.pointed.part)
        self._wish()
        self._tell()

    def _wish(self) -> None:
        pointed = isinstance(self.selection.pointed.part, Edge)
        wanted = {"last_step": pointed, "linear_chain": self._multiplied}
        self.wishes = frozenset(key for key, is_wanted in wanted.items() if is_wanted)

    def hide_controls(self) -> None:
        self._switch.hide()

    @Slot(object)
    def _choose(self, part: Part | None) -> None:
        self.select(self.selection.clicked(part))

    @Slot(int, float)
    def _pass_on(self, index: int, value: float) -> None:
        """Pass a weight on, unless another network has come that is not drawn yet."""
        drawn = self._snapshot.experiment if self._snapshot else None
        if drawn and (self._experiment is None or kept(drawn, self._experiment).places):
            self.parameter_edited.emit(index, value)

    @Slot()
    def _redraw(self) -> None:
        self._wish()
        if self._snapshot is not None:
            self.draw(self._snapshot)
