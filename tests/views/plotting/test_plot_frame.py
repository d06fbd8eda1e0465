"""The frame of a plot: square between its axes if it should be."""

import pytest
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme
from nnviz.views.plotting.plot import make_plot
from nnviz.views.plotting.plot_frame import PlotFrame

LEFT, BOTTOM, TOP, RIGHT = 44, 36, 8, 10


@pytest.fixture
def frame(qtbot: QtBot) -> PlotFrame:
    theme = Theme("light")
    made = PlotFrame(make_plot(theme), theme)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("width", "height", "side"), [(500, 300, 256), (300, 500, 246)])
def test_what_lies_between_the_axes_is_square_and_in_the_middle(
    frame: PlotFrame, width: int, height: int, side: int
) -> None:
    frame.resize(width, height)
    place = frame.plot.geometry()
    assert frame.side == side
    assert (place.width(), place.height()) == (side + LEFT + RIGHT, side + BOTTOM + TOP)
    assert place.left() == (width - place.width()) // 2
    assert place.top() == 0


def test_a_plot_that_need_not_be_square_fills_it(frame: PlotFrame) -> None:
    frame.resize(500, 300)
    frame.set_square(False)
    assert frame.plot.geometry() == frame.rect()
    frame.set_square(True)
    assert frame.plot.width() < frame.width()
