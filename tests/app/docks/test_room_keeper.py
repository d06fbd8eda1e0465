"""RoomKeeper: a smaller window has more tabs, and a larger one the arrangement of before."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.docks.workspace import Workspace
from nnviz.stage import Arrangement, Split, Tabs
from tests.app.docks.conftest import Open

FOUR = Split("row", tuple(Tabs((key,)) for key in ("network", "output", "loss", "activations")))


def views(workspace: Workspace) -> list[tuple[str, ...]]:
    return [place.keys for place in workspace.shown().places]


def all_within(workspace: Workspace) -> bool:
    least = workspace.minimumSizeHint()
    return least == least.boundedTo(workspace.size())


def wide(open_workspace: Open) -> Workspace:
    workspace = open_workspace(1800, 600)
    workspace.show_arrangement(Arrangement(FOUR))
    QApplication.processEvents()
    assert len(views(workspace)) == 4
    return workspace


def test_views_that_do_not_fit_any_more_become_tabs(qtbot: QtBot, open_workspace: Open) -> None:
    workspace = wide(open_workspace)
    workspace.resize(1000, 600)
    qtbot.waitUntil(lambda: all_within(workspace))
    assert len(views(workspace)) < 4
    assert sorted(workspace.shown().keys) == sorted(Arrangement(FOUR).keys)


def test_they_are_side_by_side_again_when_there_is_room(qtbot: QtBot, open_workspace: Open) -> None:
    workspace = wide(open_workspace)
    before = views(workspace)
    workspace.resize(1000, 600)
    qtbot.waitUntil(lambda: all_within(workspace))
    workspace.resize(960, 470)
    qtbot.waitUntil(lambda: all_within(workspace))
    workspace.resize(1800, 600)
    qtbot.waitUntil(lambda: views(workspace) == before)


def test_what_is_remembered_is_the_arrangement_there_is_room_for_elsewhere(
    qtbot: QtBot, open_workspace: Open
) -> None:
    workspace = wide(open_workspace)
    before = views(workspace)
    workspace.resize(1000, 600)
    qtbot.waitUntil(lambda: len(views(workspace)) < 4)
    elsewhere = open_workspace(1800, 600)
    assert elsewhere.restore_arrangement(workspace.arrangement())
    qtbot.waitUntil(lambda: views(elsewhere) == before)


def test_an_arrangement_made_since_stays(qtbot: QtBot, open_workspace: Open) -> None:
    workspace = wide(open_workspace)
    workspace.resize(1000, 600)
    qtbot.waitUntil(lambda: len(views(workspace)) < 4)
    workspace.view_docks[0].close()
    QApplication.processEvents()
    shown = views(workspace)
    assert workspace.arrangement() == workspace.saveState(1)
    workspace.resize(1800, 600)
    QApplication.processEvents()
    assert views(workspace) == shown


def test_another_tab_in_front_is_no_other_arrangement(qtbot: QtBot, open_workspace: Open) -> None:
    workspace = wide(open_workspace)
    workspace.resize(1000, 600)
    qtbot.waitUntil(lambda: len(views(workspace)) < 4)
    workspace.open_view("activations")
    workspace.resize(1800, 600)
    qtbot.waitUntil(lambda: len(views(workspace)) == 4)


def test_a_view_opened_where_there_is_no_room_folds_others(
    qtbot: QtBot, open_workspace: Open
) -> None:
    workspace = wide(open_workspace)
    workspace.view_docks[1].close()
    workspace.resize(1050, 600)
    qtbot.waitUntil(lambda: all_within(workspace))
    workspace.open_view("output")
    qtbot.waitUntil(lambda: all_within(workspace))
    within = QRect(0, 0, workspace.width(), workspace.height())
    assert all(within.contains(dock.geometry()) for dock in workspace.view_docks if dock.seen)
    assert "output" in workspace.shown().keys


def test_one_or_two_changes_nothing_where_two_do_not_fit(
    qtbot: QtBot, open_workspace: Open
) -> None:
    workspace = open_workspace(1000, 600, 2.4)
    workspace.show_controls(frozenset())
    workspace.show_arrangement(Arrangement(Tabs(tuple(Arrangement(FOUR).keys))))
    QApplication.processEvents()
    workspace.open_view("output")
    qtbot.waitUntil(lambda: workspace.shown().places[0].front == "output")
    before = workspace.shown()
    workspace.show_one_or_two()
    QApplication.processEvents()
    assert workspace.shown() == before
