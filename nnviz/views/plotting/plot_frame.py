"""The frame of a plot that may have to be square."""

import pyqtgraph as pg
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded


@guarded
class PlotFrame(QWidget):
    """Holds a plot; keeps what lies between its axes square if it should be."""

    def __init__(self, plot: pg.PlotWidget, theme: Theme):
        super().__init__()
        self.plot, self._square = plot, True
        plot.setParent(self)
        self._left, self._bottom = theme.pixels(44), theme.pixels(36)
        self._top, self._right = theme.pixels(8), theme.pixels(10)
        item = plot.getPlotItem()
        item.getAxis("left").setWidth(self._left)
        item.getAxis("bottom").setHeight(self._bottom)
        self.setMinimumSize(theme.pixels(120), theme.pixels(110))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_square(self, square: bool) -> None:
        self._square = square
        self._place_plot()

    @property
    def side(self) -> int:
        """The shorter side of what lies between the axes."""
        width, height = self.width() - self._left - self._right, self.height() - self._bottom
        return min(width, height - self._top)

    def _place_plot(self) -> None:
        around_x, around_y = self._left + self._right, self._bottom + self._top
        width, height = self.width() - around_x, self.height() - around_y
        if self._square:
            width = height = max(1, min(width, height))
        total = width + around_x
        self.plot.setGeometry((self.width() - total) // 2, 0, total, height + around_y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_plot()
