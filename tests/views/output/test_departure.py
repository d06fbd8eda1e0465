"""A curve that has left the chart is told of, with arrows to where it is."""

from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnviz.run_state import Array
from nnviz.training.snapshot import Responses, Snapshot
from nnviz.views.output.view import OutputView
from tests.snapshots import with_parts
from tests.views.drawn_views import shown, snapshot

PLACES = np.linspace(-1.0, 1.0, 50)


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    return shown(qtbot, OutputView)


def answering(values: Array) -> Snapshot:
    """Return a snapshot of a network of one input that answers these values over it."""
    shot = snapshot("sine")
    responses: Responses = shot.parts["responses"]
    layers = (*responses.layers[:-1], values[np.newaxis])
    return with_parts(shot, responses=Responses(layers))


@pytest.mark.parametrize(
    ("values", "words", "symbols"),
    [
        (PLACES + 1e9, "above the chart", ["t1"]),
        (PLACES - 1e305, "below the chart", ["t"]),
        (np.full(50, -np.inf), "below the chart", ["t"]),
        (PLACES * 1e9, "above and below the chart", ["t1", "t"]),
    ],
)
def test_a_curve_that_has_left_the_chart_says_so(
    view: Any, values: Array, words: str, symbols: list[str]
) -> None:
    view.draw(answering(values))
    assert view.readout.text() == words
    arrows = view.departure.arrows.points()
    assert [arrow.symbol() for arrow in arrows] == symbols
    (first, last), (low, high) = view.plot.getPlotItem().getViewBox().viewRange()
    for arrow in arrows:
        assert low < arrow.pos().y() < high
        assert first < arrow.pos().x() < last


@pytest.mark.parametrize("values", [PLACES, PLACES * 50, np.full(50, np.nan)])
def test_a_curve_in_the_chart_or_without_a_number_says_nothing(view: Any, values: Array) -> None:
    view.draw(answering(PLACES + 1e9))
    view.draw(answering(values))
    assert view.readout.text() == ""
    assert not view.departure.arrows.isVisible()


def test_a_plane_has_no_arrows(view: Any) -> None:
    view.draw(answering(PLACES + 1e9))
    view.draw(snapshot("circle"))
    assert view.readout.text() == ""
    assert not view.departure.arrows.isVisible()
