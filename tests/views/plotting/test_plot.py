"""A plot in the theme's colours: its ticks, curves, level lines and pictures."""

from collections.abc import Iterator

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme, load_fonts
from nnviz.views.plotting.plot import (
    LevelLines,
    Pointer,
    SmoothImage,
    add_curve,
    label_axis,
    line_pen,
    make_plot,
    set_ticks,
)

THEME = Theme("light")


@pytest.fixture
def plot(qtbot: QtBot) -> Iterator[pg.PlotWidget]:
    made = make_plot(THEME)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.setRange(xRange=(0, 10), yRange=(0, 1), padding=0)
    made.show()
    return made


def test_curves_are_smoothed_only_where_asked_for() -> None:
    assert pg.getConfigOption("antialias") is False  # it costs ten times as much


def test_it_shows_exactly_the_ranges_it_is_given(plot: pg.PlotWidget) -> None:
    assert plot.getPlotItem().getViewBox().viewRange() == [[0, 10], [0, 1]]
    add_curve(plot, line_pen(THEME, THEME.color("text"), 1.0), 0).setData([0, 99], [0, 99])
    assert plot.getPlotItem().getViewBox().viewRange() == [[0, 10], [0, 1]]


def test_the_mouse_moves_nothing_in_it(plot: pg.PlotWidget) -> None:
    assert plot.getPlotItem().getViewBox().state["mouseEnabled"] == [False, False]


def test_axes_are_in_the_theme_s_colours(plot: pg.PlotWidget) -> None:
    for side in ("left", "bottom"):
        axis = plot.getPlotItem().getAxis(side)
        assert axis.textPen().color() == THEME.color("muted")
        assert axis.pen().color() == THEME.color("border")


def test_a_curve_lies_above_those_of_lesser_height(plot: pg.PlotWidget) -> None:
    pen = line_pen(THEME, THEME.color("text"), 2.0)
    high, low = add_curve(plot, pen, 5), add_curve(plot, pen, 1)
    assert high.zValue() > low.zValue()
    assert {high, low} <= set(plot.getPlotItem().items)


def test_a_line_s_width_is_in_pixels() -> None:
    assert line_pen(THEME, THEME.color("text"), 2.0).isCosmetic()


def test_an_axis_is_labelled_as_it_is_said(plot: pg.PlotWidget) -> None:
    label_axis(plot, "bottom", "a < b", THEME)
    assert plot.getPlotItem().getAxis("bottom").label.toPlainText().strip() == "a < b"


def test_an_axis_has_the_numbers_it_is_given(plot: pg.PlotWidget) -> None:
    set_ticks(plot, "bottom", [(2.0, "one")])
    one = plot.grab().toImage()
    set_ticks(plot, "bottom", [(8.0, "one")])
    other = plot.grab().toImage()
    row = range(plot.height() - 20, plot.height())
    for image, there, absent in ((one, range(60, 150), 300), (other, range(280, 350), 100)):
        ground = image.pixelColor(absent, plot.height() - 3)
        assert any(image.pixelColor(x, y) != ground for x in there for y in row)
    assert one != other


def test_a_label_is_in_the_middle_of_its_axis(plot: pg.PlotWidget) -> None:
    axis = plot.getPlotItem().getAxis("bottom")
    label_axis(plot, "bottom", "short", THEME)
    label_axis(plot, "bottom", "a much longer label than before", THEME)
    middle = axis.label.mapRectToParent(axis.label.boundingRect()).center().x()
    assert middle == pytest.approx(axis.size().width() / 2, abs=2)


def test_level_lines_go_across_at_every_tick(plot: pg.PlotWidget) -> None:
    levels = LevelLines(THEME, plot)
    levels.show_levels([(0.25, "a"), (0.75, "b")], (0.0, 10.0))
    (curve,) = (item for item in plot.getPlotItem().items if isinstance(item, pg.PlotCurveItem))
    x, y = curve.getData()
    assert x.tolist() == [0, 10, 0, 10]
    assert y.tolist() == [0.25, 0.25, 0.75, 0.75]
    assert curve.opts["connect"] == "pairs"


def test_the_pointer_says_where_it_is_and_when_it_leaves(plot: pg.PlotWidget) -> None:
    heard: list[tuple[float, float] | None] = []
    pointer = Pointer(plot)
    pointer.moved.connect(heard.append)
    box = plot.getPlotItem().getViewBox()
    middle = plot.mapFromScene(box.mapViewToScene(pg.Point(5.0, 0.5)))
    QTest.mouseMove(plot.viewport(), middle)
    QTest.mouseMove(plot.viewport(), QPoint(1, 1))  # beside the axes
    assert heard[0] == pytest.approx((5.0, 0.5), abs=0.05)
    assert heard[-1] is None


def test_the_middles_of_a_picture_s_outer_pixels_lie_on_its_rectangle() -> None:
    item = SmoothImage()
    item.show_image(QImage(5, 3, QImage.Format.Format_RGB32), QRectF(0, 0, 8, 4))
    assert item.boundingRect() == QRectF(-1, -1, 10, 6)
    item.show_image(QImage(1, 1, QImage.Format.Format_RGB32), QRectF(0, 0, 8, 4))
    assert item.boundingRect() == QRectF(-4, -2, 16, 8)


def test_a_picture_is_seen(plot: pg.PlotWidget) -> None:
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(THEME.positive)
    item = SmoothImage()
    plot.addItem(item)
    ground = plot.grab().toImage().pixelColor(200, 100)
    item.show_image(image, QRectF(0, 0, 10, 1))
    assert ground == THEME.color("surface")
    assert plot.grab().toImage().pixelColor(200, 100) == THEME.positive


def test_an_upright_label_is_whole(plot: pg.PlotWidget, qtbot: QtBot) -> None:
    assert qtbot is not None
    load_fonts()
    axis = plot.getPlotItem().getAxis("left")
    axis.setWidth(60)
    set_ticks(plot, "left", [])
    label_axis(plot, "left", "½ 평균 제곱 오차", THEME)
    QApplication.processEvents()  # until the axis has its width
    whole = plot.grab().toImage()
    axis.label.setX(axis.label.x() + 20)
    moved = plot.grab().toImage()
    height = range(40, 200)
    assert all(whole.pixel(0, y) == THEME.color("surface").rgb() for y in height)
    inks = [
        sum(image.pixelColor(x, y).lightness() < 200 for y in height for x in columns)
        for image, columns in ((whole, range(20)), (moved, range(20, 40)))
    ]
    assert inks[0] == inks[1] > 50
