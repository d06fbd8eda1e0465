"""Views that are built after the first picture of the window."""

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.docks.workspace import Workspace
from nnviz.experiment import Experiment
from nnviz.shared_selection import SharedSelection
from nnviz.theme import Theme
from nnviz.views import VIEWS
from nnviz.work import finish

SHOWN = {key for key, row in VIEWS.items() if row.shown}


@pytest.fixture
def workspace(app: QApplication, qtbot: QtBot) -> Workspace:
    assert app is not None
    made = Workspace(Theme(), SharedSelection(Experiment()))
    qtbot.addWidget(made)
    finish(made.build())
    made.build_views_later()
    made.resize(1600, 850)
    made.show_experiment(Experiment())
    return made


def built(workspace: Workspace) -> set[str]:
    return {dock.key for dock in workspace.view_docks if dock.view is not None}


def test_none_is_built_until_the_window_is_painted(workspace: Workspace) -> None:
    workspace.show()
    assert built(workspace) == set()


def test_then_one_after_the_other_is(workspace: Workspace, qtbot: QtBot) -> None:
    seen: list[set[str]] = []
    workspace.frame_wanted.connect(lambda: seen.append(built(workspace)))
    workspace.show()
    qtbot.waitUntil(lambda: built(workspace) == SHOWN)
    assert sorted({len(keys) for keys in seen} - {0}) == [1, 2, 3, 4]


def test_a_picture_later_builds_nothing_anew(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.show()
    qtbot.waitUntil(lambda: built(workspace) == SHOWN)
    views = [dock.view for dock in workspace.view_docks]
    workspace.repaint()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    assert [dock.view for dock in workspace.view_docks] == views


def test_in_a_remembered_arrangement_too(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.show()
    qtbot.waitUntil(lambda: built(workspace) == SHOWN)
    again = Workspace(Theme(), SharedSelection(Experiment()))
    qtbot.addWidget(again)
    finish(again.build())
    again.build_views_later()
    again.resize(1600, 850)
    assert again.restore_arrangement(workspace.arrangement())
    again.show()
    assert built(again) == set()
    qtbot.waitUntil(lambda: built(again) == SHOWN)
