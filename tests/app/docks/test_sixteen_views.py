"""Sixteen views: the window stays usable, and costs what four views cost."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.docks.workspace import Workspace
from nnviz.stage import Arrangement, Split, Tabs
from tests.app.docks.conftest import Open
from tests.app.docks.dummies import DummyView, sixteen_views

# What is left of windows of 1024×768, of 960×640 and of 1366×768, and of a screen of 4K.
SIZES = [(1024, 600), (960, 470), (1366, 600), (3840, 2040)]
BARS = QSize(0, 170)  # menu, run bar in two rows, status line
LEAST_WINDOW = QSize(960, 640)
DEAREST = 1.3  # as many widgets as with four views

pytestmark = pytest.mark.usefixtures("sixteen")


def widgets(workspace: Workspace) -> int:
    return len(workspace.findChildren(QWidget))


def check_all_is_within(workspace: Workspace) -> None:
    QApplication.processEvents()
    within = QRect(0, 0, workspace.width(), workspace.height())
    for dock in workspace.docks:
        if dock.isVisible() and not dock.visibleRegion().isEmpty():
            assert within.contains(dock.geometry()), dock.objectName()
    for dock in workspace.view_docks:
        if dock.seen:
            assert dock.size().expandedTo(dock.minimumSizeHint()) == dock.size(), dock.key


@pytest.mark.parametrize("size", SIZES)
def test_at_first_the_window_looks_as_with_four(
    open_workspace: Open, size: tuple[int, int]
) -> None:
    workspace = open_workspace(*size)
    check_all_is_within(workspace)
    least = workspace.minimumSizeHint() + BARS
    assert least == least.boundedTo(LEAST_WINDOW)
    assert not {key for key in workspace.shown().keys if key.startswith("dummy")}


@pytest.mark.parametrize("size", SIZES)
def test_all_of_them_opened_are_tabs(open_workspace: Open, size: tuple[int, int]) -> None:
    workspace = open_workspace(*size)
    network = workspace.view_docks[0]
    before = network.size()
    for key in sixteen_views():
        workspace.open_view(key)
    workspace.open_view("network")
    check_all_is_within(workspace)
    assert set(workspace.shown().keys) == set(sixteen_views())
    assert network.seen
    assert network.width() > 0.8 * before.width()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("along", ["row", "column"])
def test_side_by_side_they_become_tabs_where_they_do_not_fit(
    qtbot: QtBot, open_workspace: Open, size: tuple[int, int], along: str
) -> None:
    workspace = open_workspace(*size)
    places = tuple(Tabs((key,)) for key in sixteen_views())
    workspace.show_arrangement(Arrangement(Split(along, places)))  # type: ignore[arg-type]
    within = QRect(0, 0, workspace.width(), workspace.height())

    def all_is_within() -> bool:
        docks = [dock for dock in workspace.view_docks if dock.seen]
        return all(within.contains(dock.geometry()) for dock in docks)

    qtbot.waitUntil(all_is_within)
    assert set(workspace.shown().keys) == set(sixteen_views())
    assert workspace.view_docks[0].seen


def test_only_what_is_seen_is_built(open_workspace: Open) -> None:
    workspace = open_workspace()
    assert DummyView.built == 0
    assert {dock.key for dock in workspace.view_docks if dock.view} == {
        dock.key for dock in workspace.view_docks if dock.seen
    }
    workspace.open_view("dummy-4")
    QApplication.processEvents()
    assert DummyView.built == 1


def test_sixteen_are_built_from_hardly_more_widgets_than_four(
    open_workspace: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sixteen = widgets(open_workspace())
    views = {key: row for key, row in sixteen_views().items() if row.factory is not DummyView}
    monkeypatch.setattr("nnviz.app.docks.workspace.VIEWS", views)
    assert sixteen <= DEAREST * widgets(open_workspace())


def test_a_view_built_late_knows_what_was_said_before(open_workspace: Open) -> None:
    workspace = open_workspace()
    dock = next(dock for dock in workspace.view_docks if dock.key == "dummy-0")
    dock.set_options({"show_test_data": True})
    assert dock.options() == {"show_test_data": True}
    workspace.open_view("dummy-0")
    QApplication.processEvents()
    assert dock.view is not None
    assert dock.view.options() == {"show_test_data": True}
