"""Arrows for what has left a chart: just within its edge, to that side, in its colour."""

import pyqtgraph as pg
import pytest
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme
from nnviz.views.plotting.departure_arrows import INSET, arrow_item, show_arrows
from nnviz.views.plotting.plot import make_plot


def test_arrows_stand_within_the_edge_that_was_crossed(qtbot: QtBot) -> None:
    plot = make_plot(Theme())
    qtbot.addWidget(plot)
    item = arrow_item(Theme(), plot)
    assert not item.isVisible()
    fills = [pg.mkBrush("#112233"), pg.mkBrush("#445566")]
    show_arrows(item, [(3.0, 1, fills[0]), (4.0, -1, fills[1])], (-5.0, 15.0))
    found = [(spot.pos().x(), spot.pos().y(), spot.symbol()) for spot in item.points()]
    inset = INSET * 20
    assert found == [
        (3.0, pytest.approx(15 - inset), "t1"),
        (4.0, pytest.approx(-5 + inset), "t"),
    ]
    assert [spot.brush().color().name() for spot in item.points()] == ["#112233", "#445566"]
    show_arrows(item, [], (-5.0, 15.0))
    assert not item.isVisible()
