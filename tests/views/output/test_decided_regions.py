"""The plane by decisions: a colour for each, and edges that are no staircase."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.views.output.decided_regions import DecidedRegions, decided_colors, leads_of
from nnviz.views.output.view import OutputView
from nnviz.views.plotting.colors import Colormap
from tests.views.drawn_views import place_of, seen, shown, snapshot


@pytest.fixture
def view(qtbot: QtBot) -> Any:
    view = shown(qtbot, OutputView)
    view.set_options({"discretise": True})
    return view


def plane_in(view: Any) -> Array:
    """Return the pixels of the plot without its points, of shape (rows, columns, channels)."""
    for item in (view.points.train, view.points.test):
        item.hide()
    corners = place_of(view, view.plot, -5.9, 5.9), place_of(view, view.plot, 5.9, -5.9)
    image = seen(view).copy(QRect(*corners)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.width(), 4)[..., :3].astype(float)


@pytest.mark.parametrize(("dataset", "regions"), [("circle", 2), ("three_blobs", 3)])
def test_discretise_leaves_a_colour_for_each_decision(
    view: Any, dataset: str, regions: int
) -> None:
    view.draw(snapshot(dataset, 600))
    colors, counts = np.unique(plane_in(view).reshape(-1, 3), axis=0, return_counts=True)
    assert counts[np.argsort(counts)][-regions:].sum() > 0.97 * counts.sum()
    assert counts.max() < 0.9 * counts.sum()
    assert len(colors) > regions + 10  # of the pixels in between


def test_the_edge_of_a_decision_is_no_staircase(view: Any) -> None:
    shot = snapshot("two_gaussians", 300)
    view.draw(shot)
    blue = plane_in(view)[..., 0]
    share = (blue - blue.min()) / np.ptp(blue)
    edge = np.flatnonzero(share[:, 0] != share[:, -1])
    rows = share[edge].sum(axis=1)  # where the edge is in each row, in pixels
    assert len(rows) > 20
    bends = np.abs(np.diff(rows, 2))
    assert bends.mean() < 0.3


@pytest.mark.parametrize("kind", [None, 1])
def test_a_neuron_s_decision_has_the_colours_of_its_ends(kind: int | None) -> None:
    colors = Colormap(Theme())
    found = decided_colors(colors, 1, (-2.0, 2.0), kind)
    ends = np.array([-2.0, 2.0])
    given = colors.signed(ends, (-2, 2)) if kind is None else colors.of_class(kind, ends, (-2, 2))
    assert [color.rgb() for color in found] == given.tolist()


def test_what_leads_is_what_wins() -> None:
    values = np.random.default_rng(3).normal(size=(4, 9, 9))
    winner = np.zeros((9, 9))
    for number, lead in enumerate(leads_of(values, (0.0, 1.0)), start=1):
        winner[lead > 0] = number
    assert (winner == values.argmax(axis=0)).all()
    (over_middle,) = leads_of(values[:1], (0.0, 1.0))
    assert ((over_middle > 0) == (values[0] > 0.5)).all()


def test_another_plane_has_another_place() -> None:
    regions, lead = DecidedRegions(), np.ones((3, 3))
    colors = decided_colors(Colormap(Theme()), 1, (-1.0, 1.0), None)
    for low, high in ((-1.0, 1.0), (0.0, 5.0)):
        regions.show_decisions([lead], colors, ((low, high), (low, high)))
        assert regions.boundingRect() == QRectF(low, low, high - low, high - low)
