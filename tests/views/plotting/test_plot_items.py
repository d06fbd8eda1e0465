"""Lines and points are as wide on every screen and in every picture."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme
from nnviz.views.plotting.plot import add_curve, line_pen, make_plot, set_ticks
from nnviz.views.plotting.plot_items import scatter_item, upright_line

SIDE, WIDTH = 100, 4.0
BLACK = QColor("black")


def level_curve(plot: object, item: object) -> None:
    add_curve(plot, line_pen(Theme(), BLACK, WIDTH), 0).setData([0.0, 1.0], [0.5, 0.5])
    assert item is not None


def upright(_plot: object, item: object) -> None:
    line = upright_line(line_pen(Theme(), BLACK, WIDTH))
    line.setPos(0.5)
    item.addItem(line)  # type: ignore[attr-defined]


def dark_share(qtbot: QtBot, scale: int, add: Callable[[object, object], None]) -> float:
    """Return how much of a plot's picture, at a display's scale, is covered."""
    plot = make_plot(Theme())
    qtbot.addWidget(plot)
    plot.resize(SIDE, SIDE)
    item = plot.getPlotItem()
    item.hideAxis("left")
    item.hideAxis("bottom")
    item.getViewBox().setRange(xRange=(0, 1), yRange=(0, 1), padding=0)
    add(plot, item)
    plot.show()
    image = QImage(SIDE * scale, SIDE * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    QWidget.render(plot, painter, QPoint())
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(SIDE * scale, -1, 4)
    return float((255 - pixels[..., 0].astype(float)).mean() / 255)


@pytest.mark.parametrize("add", [level_curve, upright])
def test_lines_are_as_wide_at_every_scale(
    qtbot: QtBot, add: Callable[[object, object], None]
) -> None:
    usual = dark_share(qtbot, 1, add)
    assert usual > 0.01
    for scale in (2, 3):
        assert dark_share(qtbot, scale, add) == pytest.approx(usual, rel=0.08)


def outlined(scale: int) -> float:
    """Return how large the outline of a point is at a display's scale, in pixels of the design."""
    atlas = scatter_item().fragmentAtlas
    atlas.setDevicePixelRatio(scale)
    assert atlas[[("s", 40, line_pen(Theme(), BLACK, WIDTH), QBrush())]]
    image = atlas.pixmap.toImage()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return float(pixels[..., 3].astype(float).sum()) / 255 / scale**2


def test_outlines_of_points_are_as_wide_at_every_scale(qtbot: QtBot) -> None:
    assert qtbot is not None
    usual = outlined(1)
    assert usual == pytest.approx(4 * 40 * WIDTH, rel=0.05)
    for scale in (2, 3):
        assert outlined(scale) == pytest.approx(usual, rel=0.05)


def test_a_pen_is_widened_once_however_often_it_is_used(qtbot: QtBot) -> None:
    assert qtbot is not None
    atlas, brush = scatter_item().fragmentAtlas, QBrush()
    atlas.setDevicePixelRatio(2)
    styles = [("s", 40, line_pen(Theme(), BLACK, WIDTH), brush) for _ in range(3)]
    first, *others = atlas[styles]
    assert others == [first, first]
    assert len(atlas) == 1
    atlas.rebuild(styles)
    assert len(atlas) == 1
    assert atlas[styles] == [first] * 3


def test_pens_are_widened_anew_on_another_screen(qtbot: QtBot) -> None:
    assert qtbot is not None
    atlas, style = (
        scatter_item().fragmentAtlas,
        ("s", 40, line_pen(Theme(), BLACK, WIDTH), QBrush()),
    )
    widths = []
    for scale in (1, 2, 3):
        atlas.setDevicePixelRatio(scale)
        atlas.clear()
        assert atlas[[style]]
        widths.append(atlas.maxWidth)
    assert widths == sorted(widths)


def test_an_upright_line_cannot_be_dragged(qtbot: QtBot) -> None:  # noqa: ARG001
    assert not upright_line(line_pen(Theme(), BLACK, WIDTH)).movable


@pytest.fixture
def plot(qtbot: QtBot) -> Any:
    made = make_plot(Theme())
    qtbot.addWidget(made)
    made.resize(200, 200)
    made.setRange(xRange=(0, 1), yRange=(0, 1), padding=0)
    set_ticks(made, "left", [(0.5, "half")])
    made.show()
    return made


def pixels(plot: Any) -> bytes:
    return bytes(plot.grab().toImage().constBits())


def test_points_that_stay_are_drawn_where_they_were(plot: Any) -> None:
    points = scatter_item(brush=QBrush(BLACK))
    plot.getPlotItem().addItem(points)
    empty = pixels(plot)
    points.setData([0.2], [0.2])
    first = pixels(plot)
    assert first != empty
    assert pixels(plot) == first


def test_points_follow_their_data_their_size_and_the_range(plot: Any) -> None:
    points = scatter_item(brush=QBrush(BLACK))
    plot.getPlotItem().addItem(points)
    points.setData([0.2], [0.2])
    found = [pixels(plot)]
    for change in (
        lambda: points.setData([0.4], [0.2]),
        lambda: points.setSize(14),
        lambda: plot.setRange(xRange=(0, 2), yRange=(0, 1), padding=0),
    ):
        change()
        found.append(pixels(plot))
    assert len(set(found)) == len(found)


def test_a_curve_reaches_as_far_as_its_plot(plot: Any) -> None:
    curve = add_curve(plot, line_pen(Theme(), BLACK, WIDTH), 0)
    curve.setData([0.4, 0.6], [0.4, 0.6])
    assert curve.boundingRect() == QRectF(0, 0, 1, 1)
    plot.setRange(xRange=(0, 2), yRange=(0, 3), padding=0)
    assert curve.boundingRect() == QRectF(0, 0, 2, 3)


def test_numbers_are_not_written_anew_beside_a_changed_curve(
    plot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    curve = add_curve(plot, line_pen(Theme(), BLACK, WIDTH), 0)
    curve.setData([0, 1], [0, 1])
    QApplication.processEvents()
    before = pixels(plot)
    written: list[object] = []
    monkeypatch.setattr(pg.AxisItem, "paint", lambda axis, *_: written.append(axis))
    curve.setData([0, 1], [0, 1])
    QApplication.processEvents()
    assert not written
    monkeypatch.undo()
    assert pixels(plot) == before


@pytest.fixture
def painted(qtbot: QtBot) -> Iterator[Any]:
    """Two plots in one window, each with a curve, and how often window and plots were painted."""
    window, counts = QWidget(), Counter[str]()
    row = QHBoxLayout(window)
    plots = [make_plot(Theme()), make_plot(Theme())]
    curves = [add_curve(plot, line_pen(Theme(), BLACK, WIDTH), 0) for plot in plots]
    for plot in plots:
        row.addWidget(plot)
    qtbot.addWidget(window)
    window.resize(400, 200)
    window.show()
    qtbot.waitExposed(window)

    class Counting(QObject):
        def eventFilter(self, seen: QObject, event: QEvent) -> bool:
            counts["window"] += seen is window and event.type() == QEvent.Type.UpdateRequest
            for number, widget in enumerate(watched[1:]):
                if seen is widget and event.type() == QEvent.Type.Paint:
                    counts[f"plot {number}"] += 1
            return False

    counting = Counting()
    watched = [window, *(plot.viewport() for plot in plots)]
    for widget in watched:
        widget.installEventFilter(counting)
    for _ in range(5):
        QApplication.processEvents()
    counts.clear()
    yield plots, curves, counts
    for widget in watched:
        widget.removeEventFilter(counting)


def test_plots_that_changed_together_are_painted_once(painted: Any) -> None:
    plots, curves, counts = painted
    for plot, curve in zip(plots, curves, strict=True):
        curve.setData([0.0, 1.0], [0.2, 0.8])
        plot.paint_with_others()
    for _ in range(5):
        QApplication.processEvents()
    assert counts == {"window": 1, "plot 0": 1, "plot 1": 1}


def test_what_changes_later_is_painted_too(painted: Any) -> None:
    plots, curves, counts = painted
    plots[0].paint_with_others()
    for _ in range(5):
        QApplication.processEvents()
    counts.clear()
    curves[0].setData([0.0, 1.0], [0.3, 0.7])
    for _ in range(5):
        QApplication.processEvents()
    assert counts["plot 0"] == 1


def test_numbers_that_changed_are_painted_with_the_others(painted: Any) -> None:
    plots, curves, _ = painted
    reached: list[int] = []

    class Watching(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                reached.append(event.rect().left())
            return False

    watching = Watching()
    plots[0].viewport().installEventFilter(watching)
    for change in (
        lambda: curves[0].setData([0.0, 1.0], [0.2, 0.8]),
        lambda: set_ticks(plots[0], "left", [(0.5, "888")]),
    ):
        change()
        plots[0].paint_with_others()
        for _ in range(5):
            QApplication.processEvents()
    plots[0].viewport().removeEventFilter(watching)
    assert reached[0] > 0  # the numbers to the left of the curve stay
    assert reached[-1] == 0
