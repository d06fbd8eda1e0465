"""The departure of a curve: where it is when nothing of it is in the chart any more."""

import numpy as np
import pyqtgraph as pg

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.views.plotting.departure_arrows import arrow_item, show_arrows


class Departure:
    """Points to where a curve has gone, and says it."""

    def __init__(self, theme: Theme, plot: pg.PlotWidget):
        self._box = plot.getPlotItem().getViewBox()
        self._fill = pg.mkBrush(theme.color("train_line"))
        self.arrows = arrow_item(theme, plot)
        self.forget()

    def forget(self) -> None:
        """Say nothing: there is no curve, or some of it can be seen."""
        self.words = ""
        self.arrows.setVisible(False)

    def follow(self, x: Array, y: Array) -> None:
        """Tell of the curve through these places, unless one of them is in the chart."""
        low, high = self._box.viewRange()[1]
        above, below = y > high, y < low
        if not (above.any() or below.any()) or np.any((low <= y) & (y <= high)):
            self.forget()
            return
        self.words = _side_words(bool(above.any()), bool(below.any()))
        sides = ((above, 1), (below, -1))
        gone = [(float(x[on].mean()), side, self._fill) for on, side in sides if on.any()]
        show_arrows(self.arrows, gone, (low, high))


def _side_words(above: bool, below: bool) -> str:
    if above and below:
        return tr("above and below the chart")
    return tr("above the chart") if above else tr("below the chart")
