"""Activations view: what each layer's neurons give for the training data."""

from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nnviz.language import tr
from nnviz.selection import Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.activations.layer_canvas import LayerCanvas
from nnviz.views.activations.layer_charts import measure_layers, sample_strip
from nnviz.views.plotting.colors import Colormap
from nnviz.views.plotting.plot import empty_label
from nnviz.views.plotting.switch import Switch
from nnviz.views.view import View
from nnviz.widgets.quiet_label import QuietLabel


class ActivationsView(View):
    """A row a layer: a histogram for each neuron, or all its values as one picture."""

    needs: ClassVar[frozenset[str]] = frozenset({"values"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        words = [("histograms", tr("Histograms")), ("samples", tr("Samples × neurons"))]
        self._switch = Switch(theme, words, tr("Picture"))
        self._switch.changed.connect(self._redraw)
        self.hint = QuietLabel(theme, "small")
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.empty = empty_label(
            theme, tr("The neurons’ values for the training data are drawn here.")
        )
        self._colors = Colormap(theme)
        self.canvas = LayerCanvas(theme)
        self.canvas.pointed.connect(self.point)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self.theme
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.canvas)
        self.canvas.setAutoFillBackground(False)  # Qt has just set it; the view has its own
        self._scroll.hide()
        column = QVBoxLayout(self)
        margin = theme.pixels(16)  # as the titles of the docks
        column.setContentsMargins(margin, theme.pixels(4), margin, 0)
        column.setSpacing(theme.pixels(4))
        row = QHBoxLayout()
        row.addWidget(self._switch)
        row.addWidget(self.hint, 1)
        column.addLayout(row)
        column.addWidget(self.empty, 1)
        column.addWidget(self._scroll, 1)

    def draw(self, snapshot: Snapshot) -> None:
        before, self._snapshot = self._snapshot, snapshot
        if before is None or before.parts.get("values") is not snapshot.parts.get("values"):
            self._show_values(snapshot)

    def _show_values(self, snapshot: Snapshot) -> None:
        if "values" not in snapshot.parts:
            return
        if self._scroll.isHidden():
            self.empty.hide()
            self._scroll.show()
        as_picture = self._switch.chosen == "samples"
        self._show_hint(snapshot, as_picture)
        strip = sample_strip(snapshot, self._colors) if as_picture else QImage()
        self.canvas.show_charts(measure_layers(snapshot, as_picture, self._colors), strip)

    def _show_hint(self, snapshot: Snapshot, as_picture: bool) -> None:
        count = f"{snapshot.data.train.count:,}"
        if not as_picture:
            hint = tr("{count} training samples", count=count)
        elif snapshot.data.classes:
            hint = tr("{count} training samples, by class", count=count)
        else:
            hint = tr("{count} training samples, by value", count=count)
        if hint != self.hint.text():
            self.hint.setText(hint)
        needed = self._switch.sizeHint().width() + self.hint.sizeHint().width()
        self.hint.setVisible(needed + self.theme.pixels(40) <= self.width())

    def show_selection(self, selection: Selection) -> None:
        super().show_selection(selection)
        self.canvas.mark(selection.shown.neuron)

    def hide_controls(self) -> None:
        self._switch.hide()

    @Slot()
    def _redraw(self) -> None:
        if self._snapshot is not None:
            self._show_values(self._snapshot)
