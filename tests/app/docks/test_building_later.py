"""Views that are built after the first picture of the window."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.docks.workspace import Workspace
from nnviz.experiment import Experiment, LayerChoice
from nnviz.shared_selection import SharedSelection
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot_parts import PARTS
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
    qtbot.waitUntil(lambda: SHOWN in seen)
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


def test_another_large_network_meanwhile_keeps_none_from_being_built(
    workspace: Workspace, qtbot: QtBot
) -> None:
    large = replace(Experiment(), hidden_layers=(LayerChoice(16),) * 8)
    snapshots = [TrainingRun(each).snapshot(frozenset(PARTS)) for each in (Experiment(), large)]
    for dock in workspace.view_docks:  # several may be built before a test looks again
        dock.built.connect(lambda _: workspace.draw(snapshots[1]))
    workspace.draw(snapshots[0])
    workspace.show()
    qtbot.waitUntil(lambda: built(workspace) == SHOWN)


def test_all_are_drawn_of_the_frame_asked_for_at_the_end(
    workspace: Workspace, qtbot: QtBot
) -> None:
    drawn: set[str] = set()
    for dock in workspace.view_docks:
        draw = partial(drawn.add, dock.key)
        dock.built.connect(lambda view, draw=draw: setattr(view, "draw", lambda _: draw()))
    small = TrainingRun(Experiment()).snapshot(frozenset(PARTS))
    workspace.frame_wanted.connect(lambda: QTimer.singleShot(0, lambda: workspace.draw(small)))
    workspace.show()
    qtbot.waitUntil(lambda: drawn == SHOWN)


def test_a_large_network_is_drawn_in_all_views_though_the_first_frame_lacked_what_they_need(
    workspace: Workspace, qtbot: QtBot
) -> None:
    drawn: set[str] = set()
    for dock in workspace.view_docks:
        draw = partial(drawn.add, dock.key)
        dock.built.connect(lambda view, draw=draw: setattr(view, "draw", lambda _: draw()))
    workspace.show()
    qtbot.waitUntil(lambda: built(workspace) == SHOWN)
    run = TrainingRun(replace(Experiment(), hidden_layers=(LayerChoice(16),) * 8))
    full = run.snapshot(frozenset(PARTS))
    workspace.draw(TrainingRun(Experiment()).snapshot(frozenset()))
    drawn.clear()
    workspace.draw(run.snapshot())
    workspace.draw(full)  # too early: the others have their turns still
    workspace.draw(run.snapshot())
    workspace.frame_wanted.connect(lambda: workspace.draw(full), Qt.ConnectionType.QueuedConnection)
    qtbot.waitUntil(lambda: drawn == SHOWN)
