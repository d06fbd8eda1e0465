"""Lines and points of a plot whose widths are in pixels of the design on every screen.

Under a plot's stretching transform only cosmetic pens have an even width, and Qt counts theirs in
pixels of the device: half as wide where the display's scale is 2. So they are widened as they are
drawn, by what the device at hand asks for: a screen, or a picture that is written to a file.
"""

from typing import Any

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import SymbolAtlas
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget


def device_scale(painter: QPainter) -> float:
    """Return how many of the device's pixels a pixel of the widget is, also in a picture of it."""
    to_device, to_widget = painter.deviceTransform(), painter.worldTransform()
    area = to_widget.determinant()
    return abs(to_device.determinant() / area) ** 0.5 if area else 1.0


def widened(pen: QPen, scale: float) -> QPen:
    """Return a pen so many times as wide."""
    if scale == 1.0:
        return pen
    wider = QPen(pen)
    wider.setWidthF(pen.widthF() * scale)
    return wider


class _Curve(pg.PlotCurveItem):
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        pen = self.opts["pen"]
        self.opts["pen"] = widened(pen, device_scale(painter))
        pg.PlotCurveItem.paint(self, painter, option, widget)
        self.opts["pen"] = pen


class _UprightLine(pg.InfiniteLine):
    def paint(self, painter: QPainter, *args: Any) -> None:
        pen = self.currentPen
        self.currentPen = widened(pen, device_scale(painter))
        pg.InfiniteLine.paint(self, painter, *args)
        self.currentPen = pen


class _Symbols(SymbolAtlas):
    """Pictures of points, which pyqtgraph draws once for a display's scale and then copies."""

    def _extend(self, styles: dict[Any, tuple[Any, float, QPen, Any]]) -> None:
        scale = self.devicePixelRatio()
        wider = {
            key: (symbol, size, widened(pen, scale), brush)
            for key, (symbol, size, pen, brush) in styles.items()
        }
        SymbolAtlas._extend(self, wider)  # noqa: SLF001  # this is it, as derived


def curve_item(pen: QPen) -> pg.PlotCurveItem:
    """Return an empty curve; its pen is cosmetic."""
    return _Curve(pen=pen)


def upright_line(pen: QPen) -> pg.InfiniteLine:
    """Return a line from the bottom of a plot to its top; its pen is cosmetic."""
    return _UprightLine(angle=90, movable=False, pen=pen)


def scatter_item(**options: Any) -> pg.ScatterPlotItem:
    """Return an item for points, smooth ones; the pens of their outlines are cosmetic."""
    item = pg.ScatterPlotItem(antialias=True, **options)
    symbols = _Symbols()
    symbols.setDevicePixelRatio(item.fragmentAtlas.devicePixelRatio())
    item.fragmentAtlas = symbols
    return item
