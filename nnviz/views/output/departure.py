"""The departure of a curve: where it is when nothing of it is in the chart any more."""

import numpy as np
import pyqtgraph as pg

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.views.plotting.plot_items import scatter_item

INSET = 0.04  # of the axis: how far within the chart an arrow stands


class Departure:
    """Points to where a curve has gone, and says it."""

    def __init__(self, theme: Theme, plot: pg.PlotWidget):
        self._box = plot.getPlotItem().getViewBox()
        fill = pg.mkBrush(theme.color("train_line"))
        self.arrows = scatter_item(size=theme.pixels(12), pen=None, brush=fill)
        self.arrows.setZValue(30)
        plot.getPlotItem().addItem(self.arrows, ignoreBounds=True)
        self.forget()

    def forget(self) -> None:
        """Say nothing: there is no curve, or some of it can be seen."""
        self.words = ""
        self.arrows.setVisible(False)

    def follow(self, x: Array, y: Array) -> None:
        """Tell of the curve through these places, unless one of them is in the chart."""
        low, high = self._box.viewRange()[1]
        above, below = y > high, y < low
        sides = [
            (places, level, symbol)
            for places, level, symbol in ((above, 1 - INSET, "t1"), (below, INSET, "t"))
            if places.any()
        ]
        if not sides or np.any((low <= y) & (y <= high)):
            self.forget()
            return
        self.words = _side_words(bool(above.any()), bool(below.any()))
        self.arrows.setVisible(True)
        self.arrows.setData(
            [float(x[places].mean()) for places, _, _ in sides],
            [low + level * (high - low) for _, level, _ in sides],
            symbol=[symbol for _, _, symbol in sides],
        )


def _side_words(above: bool, below: bool) -> str:
    if above and below:
        return tr("above and below the chart")
    return tr("above the chart") if above else tr("below the chart")
