"""Arrows just within a chart: what they stand for has left it, upwards or downwards."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtGui import QBrush

from nnviz.theme import Theme
from nnviz.views.plotting.colors import Limits
from nnviz.views.plotting.plot_items import scatter_item

INSET = 0.04  # of the axis: how far within the chart an arrow stands
SIZE, HEIGHT = 12, 30  # pixels of the design; above the curves


def arrow_item(theme: Theme, plot: pg.PlotWidget) -> pg.ScatterPlotItem:
    """Add arrows to a plot, of which there are none at first."""
    item = scatter_item(size=theme.pixels(SIZE), pen=None)
    item.setZValue(HEIGHT)
    item.setVisible(False)
    plot.getPlotItem().addItem(item, ignoreBounds=True)
    return item


def show_arrows(
    item: pg.ScatterPlotItem, gone: Sequence[tuple[float, int, QBrush]], limits: Limits
) -> None:
    """Show an arrow for all that is gone: at which x, above (1) or below (-1), and its colour."""
    item.setVisible(bool(gone))
    if not gone:
        return
    low, high = limits
    inset = INSET * (high - low)
    item.setData(
        [x for x, _, _ in gone],
        [high - inset if side > 0 else low + inset for _, side, _ in gone],
        symbol=["t1" if side > 0 else "t" for _, side, _ in gone],
        brush=[fill for _, _, fill in gone],
    )
