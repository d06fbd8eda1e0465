"""Lines and points of a plot whose widths are in pixels of the design on every screen.

Under a plot's stretching transform only cosmetic pens have an even width, and Qt counts theirs in
pixels of the device: half as wide where the display's scale is 2. So they are widened as they are
drawn, by what the device at hand asks for: a screen, or a picture that is written to a file.
"""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import SymbolAtlas
from pyqtgraph.graphicsItems.ViewBox.ViewBox import ChildGroup
from pyqtgraph.GraphicsScene import GraphicsScene
from PySide6.QtCore import QLineF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import (
    QGraphicsScene,
    QGraphicsSceneResizeEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from nnviz.widgets.override_guard import guarded


def area_of(item: pg.GraphicsItem) -> QRectF:
    """Return all that a plot shows, in the item's numbers, which are the plot's."""
    box = item.getViewBox()
    return QRectF() if box is None else QRectF(box.viewRect())


LABEL_INSET = 1.0  # of an upright axis' label, from the edge of the plot
Styles = Sequence[tuple[Any, float, QPen, QBrush]]  # symbol, size, pen and brush


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


@guarded
class _Curve(pg.PlotCurveItem):
    def viewTransformChanged(self) -> None:  # noqa: N802 (pyqtgraph's)
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        """Return all of the box, which clips it: to look for the data's bounds takes longer."""
        return area_of(self)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        pen = self.opts["pen"]
        self.opts["pen"] = widened(pen, device_scale(painter))
        try:
            pg.PlotCurveItem.paint(self, painter, option, widget)
        finally:
            self.opts["pen"] = pen


@guarded
class _UprightLine(pg.InfiniteLine):
    def paint(self, painter: QPainter, *args: Any) -> None:
        pen = self.currentPen
        self.currentPen = widened(pen, device_scale(painter))
        try:
            pg.InfiniteLine.paint(self, painter, *args)
        finally:
            self.currentPen = pen


@guarded
class _Points(pg.ScatterPlotItem):
    """Points that stay where they are while other items change are placed once."""

    _placed: tuple[QTransform, float] | None = None  # where they are, and the display's scale

    def invalidate(self) -> None:
        self._placed = None
        pg.ScatterPlotItem.invalidate(self)

    def boundingRect(self) -> QRectF:
        return area_of(self)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        place = QTransform(painter.transform()), widget.devicePixelRatioF() if widget else 0.0
        if place == self._placed and self.opts["useCache"] and self._exportOpts is False:
            painter.resetTransform()
            draw: Any = painter.drawPixmapFragments
            draw(*self._pixmapFragments.drawargs(), self.fragmentAtlas.pixmap)
            return
        pg.ScatterPlotItem.paint(self, painter, option, widget)
        self._placed = place


@guarded
class _Axis(pg.AxisItem):
    """An axis whose numbers are not written anew for a curve that only touches its line."""

    def __init__(self, side: str):
        pg.AxisItem.__init__(self, side)
        self._lines: list[tuple[QPen, list[QLineF]]] = []  # without the numbers
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # for what is exposed

    def drawPicture(  # noqa: N802 (pyqtgraph's)
        self, painter: QPainter, axis: Any, ticks: Any, texts: Any
    ) -> None:
        pg.AxisItem.drawPicture(self, painter, axis, ticks, texts)
        self._lines = [(pen, [QLineF(*ends)]) for pen, *ends in (axis, *ticks)]

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
        is_drawn: Any = self.picture
        if is_drawn and not self._has_numbers(option.exposedRect):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            for pen, lines in self._lines:
                painter.setPen(pen)
                painter.drawLines(lines)
        else:
            pg.AxisItem.paint(self, painter, option, widget)

    def resizeEvent(self, event: QGraphicsSceneResizeEvent | None = None) -> None:
        pg.AxisItem.resizeEvent(self, event)
        if self.orientation == "left":  # where pyqtgraph would have the label cut off
            self.label.setX(LABEL_INSET - self.label.document().documentMargin())

    def _has_numbers(self, part: QRectF) -> bool:
        """Say whether a part reaches as far from the line as the numbers are."""
        style: Any = self.style
        if part.isEmpty():
            return False
        if self.orientation == "left":
            return bool(part.left() < self.size().width() - style["tickTextOffset"][0])
        return bool(part.bottom() > style["tickTextOffset"][1])


@guarded
class _Box(pg.ViewBox):
    pass


@guarded
class _Item(pg.PlotItem):
    pass


@guarded
class _Widget(pg.PlotWidget):
    """A plot that can be painted with the rest of its window.

    A scene has the window painted at once for what changed in it: with two plots, twice a frame.
    """

    _changed = Signal()

    def __init__(self, *args: Any, **named: Any):
        pg.PlotWidget.__init__(self, *args, **named)
        self._changed.connect(self._look_out, Qt.ConnectionType.QueuedConnection)

    def paint_with_others(self) -> None:
        """Have what changed in the plot just now painted with the other widgets that changed."""
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        item = self.getPlotItem()
        if any(item.getAxis(side).picture is None for side in ("left", "bottom")):
            self.viewport().update()
        else:
            box = self.mapFromScene(item.getViewBox().sceneBoundingRect()).boundingRect()
            self.viewport().update(box.adjusted(-2, -2, 2, 2))
        self._changed.emit()

    def _look_out(self) -> None:  # after the scene has said what has changed
        self.setViewportUpdateMode(self.ViewportUpdateMode.MinimalViewportUpdate)


# What these make themselves, in which nothing of ours can take its place.
for _kind in (GraphicsScene, pg.AxisItem, pg.ButtonItem, pg.LabelItem, ChildGroup):
    guarded(_kind)


class _Symbols(SymbolAtlas):
    """Pictures of points, which pyqtgraph draws once for a display's scale and then copies."""

    def __init__(self) -> None:
        SymbolAtlas.__init__(self)
        self._scale = 1.0  # that the pens are widened by
        self._pens: list[tuple[QPen, QPen]] = []  # each with the wider one

    def __getitem__(self, styles: Styles) -> list[Any]:
        return list(SymbolAtlas.__getitem__(self, self._with_wider_pens(styles)))

    def rebuild(self, styles: Styles | None = None) -> None:
        SymbolAtlas.rebuild(self, styles and self._with_wider_pens(styles))

    def _with_wider_pens(self, styles: Styles) -> Styles:
        scale = self.devicePixelRatio()
        if scale != self._scale:
            self._scale, self._pens = scale, []
        if scale == 1.0:
            return styles
        return [(symbol, size, self._wider(pen), brush) for symbol, size, pen, brush in styles]

    def _wider(self, pen: QPen) -> QPen:
        """Return the same object for pens that are alike: pyqtgraph knows pictures by it."""
        known = next((wider for own, wider in self._pens if own == pen), None)
        if known is None:
            known = widened(pen, self._scale)
            self._pens.append((QPen(pen), known))
        return known


def plot_widget(background: QColor, parent: QWidget | None = None) -> pg.PlotWidget:
    """Return an empty plot without menus."""
    axes: dict[str, pg.AxisItem] = {side: _Axis(side) for side in ("left", "bottom")}
    item = _Item(viewBox=_Box(enableMenu=False), axisItems=axes, enableMenu=False)
    plot = _Widget(parent, background=background, plotItem=item)
    plot.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
    return plot


def curve_item(pen: QPen) -> pg.PlotCurveItem:
    """Return an empty curve; its pen is cosmetic."""
    return _Curve(pen=pen)


def upright_line(pen: QPen) -> pg.InfiniteLine:
    """Return a line from the bottom of a plot to its top; its pen is cosmetic."""
    return _UprightLine(angle=90, movable=False, pen=pen)


def scatter_item(**options: Any) -> pg.ScatterPlotItem:
    """Return an item for points, smooth ones; the pens of their outlines are cosmetic."""
    item = _Points(antialias=True, **options)
    symbols = _Symbols()
    symbols.setDevicePixelRatio(item.fragmentAtlas.devicePixelRatio())
    item.fragmentAtlas = symbols
    return item
