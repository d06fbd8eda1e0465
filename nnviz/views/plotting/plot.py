"""A pyqtgraph plot in the theme's type and colours, without menus, buttons and zooming."""

from collections.abc import Sequence
from html import escape

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsView,
    QLabel,
    QStyleOptionGraphicsItem,
    QWidget,
)

from nnviz.theme import Theme
from nnviz.views.plotting.plot_items import curve_item, plot_widget
from nnviz.widgets.foreign_text import visible
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.quiet_label import QuietLabel

Ticks = Sequence[tuple[float, str]]

pg.setConfigOptions(imageAxisOrder="row-major", antialias=False)


def make_plot(theme: Theme, parent: QWidget | None = None) -> pg.PlotWidget:
    """Return an empty plot that shows exactly the ranges it is given."""
    plot = plot_widget(theme.color("surface"), parent)
    plot.setFrameShape(QFrame.Shape.NoFrame)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setMinimumSize(1, 1)
    plot.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)  # no background picture in an SVG
    item = plot.getPlotItem()
    item.hideButtons()
    item.layout.setContentsMargins(0, theme.pixels(8), theme.pixels(10), 0)
    box = item.getViewBox()
    box.setMouseEnabled(x=False, y=False)
    box.disableAutoRange()
    box.setDefaultPadding(0)
    for side in ("left", "bottom"):
        _dress_axis(item.getAxis(side), theme)
    return plot


def _dress_axis(axis: pg.AxisItem, theme: Theme) -> None:
    axis.enableAutoSIPrefix(False)
    axis.setPen(theme.pen(theme.color("border")))
    axis.setTickPen(theme.pen(theme.color("grid")))
    axis.setTextPen(theme.color("muted"))
    axis.setStyle(
        tickFont=theme.font("small"),
        tickLength=0,
        tickAlpha=255,
        tickTextOffset=theme.pixels(4),
        autoExpandTextSpace=False,
        hideOverlappingLabels=theme.pixels(40),
    )
    upright = theme.font("small")
    # Letters that are fitted to the pixels stand unevenly, and worn, in a line that is turned.
    upright.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    axis.label.setFont(upright)


def label_axis(plot: pg.PlotWidget, side: str, text: str, theme: Theme) -> None:
    """Write what an axis shows beside it."""
    axis = plot.getPlotItem().getAxis(side)
    axis.setLabel(escape(visible(text)), color=theme.color("muted").name())
    axis.resizeEvent()  # pyqtgraph centres a label only when the axis changes its size


def set_ticks(plot: pg.PlotWidget, side: str, ticks: Ticks) -> None:
    """Number an axis at these places."""
    plot.getPlotItem().getAxis(side).setTicks([list(ticks), []])


def empty_label(theme: Theme, text: str) -> QLabel:
    """Return what an empty view says one can do."""
    label = QuietLabel(theme, "body", text)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def line_pen(theme: Theme, color: QColor, width: float) -> QPen:
    """Return a pen whose width is in pixels, whatever the plot's numbers are.

    It is for the items of plot_items; other painters need one that is not cosmetic.
    """
    pen = theme.pen(color, width)
    pen.setCosmetic(True)
    return pen


def add_curve(plot: pg.PlotWidget, pen: QPen, height: float) -> pg.PlotCurveItem:
    """Add an empty curve, above all of lesser height."""
    curve = curve_item(pen)
    curve.setZValue(height)
    plot.getPlotItem().addItem(curve, ignoreBounds=True)
    return curve


class LevelLines:
    """Faint level lines at the ticks of the upright axis."""

    def __init__(self, theme: Theme, plot: pg.PlotWidget):
        self._curve = add_curve(plot, line_pen(theme, theme.color("grid"), 1.0), -10)

    def show_levels(self, ticks: Ticks, across: tuple[float, float]) -> None:
        """Draw a line at each tick, from one end of the level axis to the other."""
        levels = np.repeat([level for level, _ in ticks], 2)
        self._curve.setData(np.tile(across, len(ticks)), levels, connect="pairs")


@guarded
class Pointer(QObject):
    """Says where in a plot the mouse is."""

    moved = Signal(object)  # (x, y) in the plot's numbers, None: not in the plot

    def __init__(self, plot: pg.PlotWidget):
        super().__init__(plot)
        self._plot = plot
        plot.viewport().setMouseTracking(True)
        plot.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.moved.emit(None)
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            box = self._plot.getPlotItem().getViewBox()
            place = self._plot.mapToScene(event.position().toPoint())
            inside = box.sceneBoundingRect().contains(place)
            found = box.mapSceneToView(place)
            self.moved.emit((found.x(), found.y()) if inside else None)
        return super().eventFilter(watched, event)


@guarded
class SmoothImage(QGraphicsItem):
    """A picture over a rectangle of the plot, its first row at the low end, smoothly enlarged."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self._rect = QRectF()

    def show_image(self, image: QImage, rect: QRectF) -> None:
        """Draw this picture from now on; the middles of its outer pixels lie on the rectangle."""
        across = rect.width() / max(1, image.width() - 1) / 2
        along = rect.height() / max(1, image.height() - 1) / 2
        wider = rect.adjusted(-across, -along, across, along)
        if wider != self._rect:
            self.prepareGeometryChange()
            self._rect = wider
        self.image = image
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        if not self.image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._rect, self.image)
