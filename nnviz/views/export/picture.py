"""Pictures of a view for slides: a fresh view at the picture's size, drawn into a file."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPalette
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from nnviz.files.atomic import write_atomically
from nnviz.files.picture_limits import MAX_SIDE, MIN_SIDE
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.export.svg import settled
from nnviz.views.view import View, ViewRow
from nnviz.widgets.style_sheet import wear

BASE_WIDTH, BASE_HEIGHT = 560, 480  # the size at which type is as large as in the window
SMALLEST_FACTOR = 0.5
FORMATS = (".png", ".svg")


def save_picture(
    row: ViewRow,
    snapshot: Snapshot,
    theme: Theme,
    path: Path,
    size: tuple[int, int],
    options: Mapping[str, bool] | None = None,
) -> None:
    """Draw a view of this kind into a .png or .svg file of this size in pixels.

    `options` are another view's switches. OSError: the file cannot be written.
    """
    if path.suffix.lower() not in FORMATS:
        raise OSError(tr("{name}: a picture is a .png or .svg file.", name=path.name))
    if not all(MIN_SIDE <= side <= MAX_SIDE for side in size):
        raise OSError(
            tr(
                "{name}: a picture’s sides are {least} to {most} pixels.",
                name=path.name,
                least=MIN_SIDE,
                most=MAX_SIDE,
            )
        )
    view = _make_view(row, snapshot, theme, size, options or {})
    try:
        data = _svg(view) if path.suffix.lower() == ".svg" else _png(view)
    finally:
        _discard(view)
    write_atomically(path, data)


def copy_picture(
    row: ViewRow,
    snapshot: Snapshot,
    theme: Theme,
    size: tuple[int, int],
    options: Mapping[str, bool] | None = None,
) -> None:
    """Put a picture of this size in pixels on the clipboard."""
    view = _make_view(row, snapshot, theme, size, options or {})
    try:
        QGuiApplication.clipboard().setImage(_image(view))
    finally:
        _discard(view)


def view_image(row: ViewRow, snapshot: Snapshot, theme: Theme, size: tuple[int, int]) -> QImage:
    """Return a small picture of this size in pixels, with lines just as the theme has them.

    Of a view that is one plot it is what lies between the axes: their numbers would be too small.
    """
    view = _drawn_view(row, snapshot, theme, theme, size, {})
    try:
        plots = [plot for plot in view.findChildren(pg.PlotWidget) if plot.isVisible()]
        if len(plots) != 1:
            return _image(view)
        return _between_axes(view, plots[0], snapshot, size)
    finally:
        _discard(view)


def _between_axes(
    view: View, plot: pg.PlotWidget, snapshot: Snapshot, size: tuple[int, int]
) -> QImage:
    """Return what is between a plot's axes; a plane of equal units stands in the middle."""
    width, height = size
    wanted = QSize(height if _has_equal_units(plot) else width, height)
    for _ in range(2):  # the axes' own width depends on the size
        view.resize(view.size() + wanted - _box_in(view, plot).size())
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        view.draw(snapshot)
    part = _image(view).copy(_box_in(view, plot))
    picture = QImage(*size, QImage.Format.Format_RGB32)
    picture.fill(view.theme.color("background"))
    painter = QPainter(picture)
    painter.drawImage((width - part.width()) // 2, (height - part.height()) // 2, part)
    painter.end()
    return picture


def _has_equal_units(plot: pg.PlotWidget) -> bool:
    return bool(plot.getPlotItem().getViewBox().state["aspectLocked"])


def _box_in(view: View, plot: pg.PlotWidget) -> QRect:
    """Return where in the view the box between a plot's axes is."""
    box: QRectF = plot.getPlotItem().getViewBox().sceneBoundingRect()
    return box.translated(plot.viewport().mapTo(view, QPoint()).toPointF()).toRect()


def scaled_theme(theme: Theme, size: tuple[int, int]) -> Theme:
    """Return the theme with type and lines that fit a picture of this size."""
    factor = min(size[0] / BASE_WIDTH, size[1] / BASE_HEIGHT)
    return replace(theme, factor=max(SMALLEST_FACTOR, factor))


def _make_view(
    row: ViewRow,
    snapshot: Snapshot,
    theme: Theme,
    size: tuple[int, int],
    options: Mapping[str, bool],
) -> View:
    """Return a view that shows all there is, with smaller type where it would have to scroll."""
    scaled = scaled_theme(theme, size)
    while True:
        view = _drawn_view(row, snapshot, theme, scaled, size, options)
        if scaled.factor <= SMALLEST_FACTOR or not _must_scroll(view):
            return view
        _discard(view)
        scaled = replace(scaled, factor=max(SMALLEST_FACTOR, scaled.factor * 0.85))


def _drawn_view(
    row: ViewRow,
    snapshot: Snapshot,
    theme: Theme,
    scaled: Theme,
    size: tuple[int, int],
    options: Mapping[str, bool],
) -> View:
    """Return a view that has drawn the snapshot and takes up the whole picture, never on screen."""
    view = row.factory(scaled)
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    palette = scaled.palette()
    palette.setColor(QPalette.ColorRole.Window, scaled.color("surface"))
    wear(view, theme)
    view.setPalette(palette)
    view.setFont(scaled.font())
    view.setAutoFillBackground(True)
    _draw_points_as_shapes(view)
    view.set_options(options)
    view.hide_controls()
    view.setMinimumSize(1, 1)
    view.resize(*size)
    view.show()
    view.draw(snapshot)
    # What has appeared while drawing finds its place.
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    view.resize(*size)
    view.draw(snapshot)
    return view


def _draw_points_as_shapes(view: View) -> None:
    """Have no pictures of points, which would be made for the screen and not for the file."""
    for plot in view.findChildren(pg.PlotWidget):
        for item in plot.scene().items():
            if isinstance(item, pg.ScatterPlotItem):
                item.setExportMode(True, {})


def _must_scroll(view: View) -> bool:
    areas = view.findChildren(QScrollArea)
    bars = [bar for area in areas for bar in (area.verticalScrollBar(), area.horizontalScrollBar())]
    return any(bar.maximum() > 0 for bar in bars)


def _discard(view: View) -> None:
    view.close()
    view.deleteLater()


def _image(view: View) -> QImage:
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    image.fill(view.palette().color(QPalette.ColorRole.Window))
    painter = QPainter(image)
    view.render(painter, QPoint(), renderFlags=_FLAGS)
    painter.end()
    return image


_FLAGS = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren


def _png(view: View) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _image(view).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _svg(view: View) -> bytes:
    boxes = []
    for plot in view.findChildren(pg.PlotWidget):
        box = plot.getPlotItem().getViewBox().sceneBoundingRect()
        boxes.append(box.translated(plot.viewport().mapTo(view, QPoint()).toPointF()))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(view.logicalDpiX())
    generator.setSize(QSize(view.size()))
    generator.setViewBox(QRect(QPoint(), view.size()))
    generator.setTitle("nnviz")
    painter = QPainter(generator)
    view.render(painter, QPoint(), renderFlags=_FLAGS)
    painter.end()
    return settled(bytes(buffer.data().data()), view.size().toTuple(), view.theme, boxes)
