"""Axes map numbers to pixels and back, and keep their words within the widget."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from nnviz.theme import Theme
from nnviz.views.plotting.axes import Axes, paint_axes, room_for_axes, rounded_limits
from nnviz.views.plotting.axis_ticks import round_ticks

AXES = Axes(QRectF(50, 10, 200, 100), (-2.0, 3.0), (0.0, 10.0))


def test_numbers_are_where_they_belong_and_are_found_again() -> None:
    assert AXES.point(-2, 0) == QPointF(50, 110)
    assert AXES.point(3, 10) == QPointF(250, 10)
    assert AXES.numbers(AXES.point(1.25, 7.5)) == pytest.approx((1.25, 7.5))


def test_a_line_stays_near_the_area_whatever_its_numbers() -> None:
    line = AXES.polygon(np.array([-2.0, 0, 3]), np.array([1e300, np.nan, 5]))
    assert [point.y() for point in line] == [-1000, 110, 60]
    assert line[2].x() == 250


@pytest.mark.parametrize(
    ("limits", "rounded"),
    [
        ((0, 10.8), (0, 12)),
        ((-1.2, 0.9), (-1.25, 1)),
        ((3, 3), (2.4, 3.6)),
        ((0, np.inf), (0, 1e12)),
    ],
)
def test_limits_are_rounded_outwards(
    limits: tuple[float, float], rounded: tuple[float, float]
) -> None:
    assert rounded_limits(*limits) == pytest.approx(rounded)


def test_numbers_are_painted_beside_the_area_within_the_widget(qapp: object) -> None:  # noqa: ARG001
    theme = Theme()
    ticks = round_ticks(0, 1000)
    area = room_for_axes(QRectF(0, 0, 300, 200), theme, ticks)
    axes = Axes(area, (0.0, 10.0), (0.0, 1000.0))
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint_axes(painter, theme, axes, (round_ticks(0, 10), ticks), ("x", "y"))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(200, 300, 4)[..., :3]
    dark = pixels.min(axis=2) < 200
    assert dark[:, : int(area.left()) - 2].any(), "numbers on the left"
    assert dark[int(area.bottom()) + 2 :].any(), "numbers below"
    assert not dark[:, 0].any()
    assert not dark[-1].any()
