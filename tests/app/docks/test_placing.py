"""Placing: docks stand where an arrangement says, and say the same when asked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from nnviz.app.docks.placing import tab_groups
from nnviz.app.docks.workspace import Workspace
from nnviz.stage import Arrangement, Floating, Node, Split, Tabs
from nnviz.views import VIEWS

NETWORK, OUTPUT, LOSS, ACTIVATIONS = (
    Tabs((key,)) for key in ("network", "output", "loss", "activations")
)
ARRANGEMENTS = [
    Arrangement(NETWORK),
    Arrangement(Tabs(("network", "output", "loss"), "output")),
    Arrangement(Split("row", (OUTPUT, NETWORK), (0.4, 0.6))),
    Arrangement(Split("column", (LOSS, Split("row", (NETWORK, OUTPUT))), (0.3, 0.7))),
    Arrangement(Split("row", (Split("column", (LOSS, OUTPUT)), NETWORK, ACTIVATIONS))),
    Arrangement(
        Split(
            "column",
            (Split("row", (OUTPUT, LOSS)), Split("row", (ACTIVATIONS, NETWORK), (0.3, 0.7))),
        ),
    ),
    Arrangement(
        Split("row", (Split("column", (Split("row", (OUTPUT, LOSS)), ACTIVATIONS)), NETWORK)),
    ),
    Arrangement(NETWORK, (Floating("loss", 60, 80, 400, 300),)),
    Arrangement(),
]


def shares(node: Node | None) -> list[float]:
    if not isinstance(node, Split):
        return []
    return [*node.shares, *(share for part in node.parts for share in shares(part))]


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_what_is_shown_is_what_was_wanted(workspace: Workspace, arrangement: Arrangement) -> None:
    workspace.show_arrangement(arrangement)
    QApplication.processEvents()
    shown = workspace.shown()
    assert [(place.keys, place.front) for place in shown.places] == [
        (place.keys, place.front) for place in arrangement.places
    ]
    assert shares(shown.root) == pytest.approx(shares(arrangement.root), abs=0.01)
    assert shown.floating == arrangement.floating
    seen = {place.front for place in arrangement.places}
    assert {dock.key for dock in workspace.view_docks if dock.seen} >= seen


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_the_default_comes_back_from_any(workspace: Workspace, arrangement: Arrangement) -> None:
    before = workspace.shown()
    workspace.show_arrangement(arrangement)
    workspace.show_arrangement(None)
    QApplication.processEvents()
    assert workspace.shown() == before


def test_what_the_window_says_of_it_brings_hidden_views_back_to_their_place(
    workspace: Workspace,
) -> None:
    docks = {dock.key: dock for dock in workspace.view_docks}
    network, activations = docks["network"], docks["activations"]
    activations.close()
    before = workspace.shown()
    workspace.show_arrangement(ARRANGEMENTS[2])
    workspace.show_arrangement(before)
    activations.show()
    QApplication.processEvents()
    assert activations.x() == network.x()
    assert activations.y() > network.geometry().bottom()


def test_a_view_that_is_not_there_is_refused_and_changes_nothing(workspace: Workspace) -> None:
    before = workspace.shown()
    with pytest.raises(KeyError):
        workspace.show_arrangement(Arrangement(Tabs(("hologram",))))
    assert workspace.shown() == before


def test_a_floating_view_comes_back_to_a_screen_that_is_there(workspace: Workspace) -> None:
    away = Floating("loss", 9000, 9000, 4000, 300)
    workspace.show_arrangement(Arrangement(NETWORK, (away,)))
    loss = next(dock for dock in workspace.view_docks if dock.key == "loss")
    assert loss.screen().availableGeometry().contains(loss.geometry())


def test_before_the_window_is_shown_it_is_the_one_that_is_wanted(workspace: Workspace) -> None:
    workspace.hide()
    workspace.show_arrangement(ARRANGEMENTS[2])
    assert workspace.shown() == ARRANGEMENTS[2]
    workspace.show()
    QApplication.processEvents()
    assert workspace.shown().places == ARRANGEMENTS[2].places


def test_docks_that_a_person_has_moved_are_read(workspace: Workspace) -> None:
    docks = {dock.key: dock for dock in workspace.view_docks}
    workspace.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, docks["loss"])
    QApplication.processEvents()
    root = workspace.shown().root
    assert isinstance(root, Split)
    assert root.along == "column"
    assert root.parts[0] == LOSS


def test_a_dock_said_to_be_in_two_places_is_in_the_first(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    docks = {dock.key: dock for dock in workspace.view_docks}
    loss = docks["loss"]
    loss.show()
    # As Qt says amid a move.
    monkeypatch.setattr(
        workspace, "tabifiedDockWidgets", lambda dock: [] if dock is loss else [loss]
    )
    places = [key for tabs in tab_groups(workspace, docks) for key in tabs.keys]
    assert sorted(places) == sorted(docks)


def test_one_view_takes_the_place_of_views_that_all_float(workspace: Workspace) -> None:
    for dock in workspace.view_docks:
        dock.setFloating(True)
    workspace.show_one_or_two()
    places = workspace.shown().places
    assert [tabs.front for tabs in places] == [next(iter(VIEWS))]
