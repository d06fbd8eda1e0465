"""What follows from a layout is made once, when it is asked for; what moves is within it."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.network import arranged
from nnviz.views.network.arranged import Arranged
from nnviz.views.network.edge_cache import TOO_MANY
from nnviz.views.network.edge_dashes import LinePool
from nnviz.views.network.layout import Frame
from tests.views.drawn_networks import drawn, layers
from tests.views.drawn_views import snapshot

FRAME = Frame(900.0, 600.0, 60.0, (40.0, 70.0), 1.0)


def arranged_of(shot: Snapshot, factor: float = 1.0) -> Arranged:
    return Arranged(shot.network, FRAME, Theme(factor=factor), QColor("white"), LinePool())


def test_edges_are_laid_out_once_and_not_before_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[object] = []
    plan = arranged.EdgePlan
    monkeypatch.setattr(arranged, "EdgePlan", lambda *args: made.append(args) or plan(*args))
    found = arranged_of(snapshot())
    assert found.layout.columns
    assert not made
    assert found.plan is found.plan
    assert found.anchors is found.anchors
    assert len(made) == 1


@pytest.mark.parametrize("units", [(4, 3), (16, 16, 16)])
def test_only_very_many_edges_have_pictures(units: tuple[int, ...]) -> None:
    found = arranged_of(snapshot(hidden_layers=layers(*units)))
    assert (found.cache is not None) == (len(found.plan.edges) > TOO_MANY)


@pytest.mark.parametrize("units", [(), (1,), (4, 3), (16, 16)])
def test_neurons_edges_and_nodes_are_within_what_moves(units: tuple[int, ...]) -> None:
    found = arranged_of(snapshot(hidden_layers=layers(*units)))
    layout, moving = found.layout, found.moving
    radius = layout.bias_radius
    for column in layout.columns:
        assert all(moving.contains(rect.toAlignedRect()) for rect in column.neurons)
        assert column.bias is None or moving.bottom() > column.bias.y() + radius
    low, high = found.plan.polylines.min(axis=(0, 1)), found.plan.polylines.max(axis=(0, 1))
    assert (low > [moving.left(), moving.top()]).all()
    assert (high < [moving.right(), moving.bottom()]).all()
    assert moving.top() >= FRAME.header


def test_what_changes_from_frame_to_frame_is_within_what_moves(qtbot: QtBot) -> None:
    view = drawn(qtbot, (900, 600), hidden_layers=layers(3))
    before = view.canvas.grab().toImage()
    view.draw(snapshot(steps=300, hidden_layers=layers(3)))
    after, moving = view.canvas.grab().toImage(), view.canvas.placed.moving
    changed = [
        (x, y)
        for x in range(before.width())
        for y in range(0, before.height(), 3)
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert changed
    assert all(moving.contains(x, y) for x, y in changed)
