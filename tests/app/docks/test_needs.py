"""What the views in sight need is said to whoever makes the frames, and awaited."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.docks.workspace import Workspace
from nnviz.experiment import Experiment
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.snapshot_parts import ALWAYS


def seen_needs(workspace: Workspace) -> frozenset[str]:
    seen = [dock.view for dock in workspace.view_docks if dock.seen and dock.view is not None]
    return frozenset[str]().union(*(view.needs for view in seen))


@pytest.fixture
def run() -> TrainingRun:
    return TrainingRun(Experiment())


def test_the_needs_of_all_views_in_sight_are_told_once(
    workspace: Workspace, run: TrainingRun
) -> None:
    told: list[frozenset[str]] = []
    workspace.needs_changed.connect(told.append)
    for _ in range(3):
        workspace.draw(run.snapshot())
    assert told == [seen_needs(workspace)]
    assert told[0] > {"responses"}


def test_a_view_out_of_sight_needs_nothing(
    qtbot: QtBot, workspace: Workspace, run: TrainingRun
) -> None:
    workspace.draw(run.snapshot())
    for dock in workspace.view_docks:
        dock.setVisible(dock.key == "loss")
    QApplication.processEvents()
    with qtbot.waitSignal(workspace.needs_changed) as changed:
        workspace.draw(run.snapshot())
    assert changed.args == [frozenset({"metrics"})]


def test_a_frame_without_what_a_view_needs_is_not_drawn_in_it(
    workspace: Workspace, run: TrainingRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[str, list[Snapshot]] = {}
    for dock in workspace.view_docks:
        if dock.seen and dock.view is not None:
            drawn[dock.key] = []
            monkeypatch.setattr(dock.view, "draw", drawn[dock.key].append)
    bare, full = run.snapshot(), run.snapshot(seen_needs(workspace))
    workspace.draw(bare)
    workspace.draw(full)
    for dock in workspace.view_docks:
        if dock.key in drawn and dock.view is not None:
            expected = [bare, full] if dock.view.needs <= ALWAYS else [full]
            assert drawn[dock.key] == expected
    assert drawn["loss"] == [bare, full]


def test_what_a_view_wishes_for_now_is_told_at_once_and_not_awaited(
    qtbot: QtBot, workspace: Workspace, run: TrainingRun
) -> None:
    workspace.draw(run.snapshot())
    network = next(dock.view for dock in workspace.view_docks if dock.key == "network")
    assert network is not None
    with qtbot.waitSignal(workspace.needs_changed) as changed:
        network.wishes = frozenset({"last_step"})
    assert changed.args == [seen_needs(workspace) | {"last_step"}]
    drawn: list[Snapshot] = []
    network.draw = drawn.append  # type: ignore[method-assign]
    workspace.draw(run.snapshot(seen_needs(workspace)))
    assert len(drawn) == 1
    with qtbot.waitSignal(workspace.needs_changed) as changed:
        network.wishes = frozenset()
    assert changed.args == [seen_needs(workspace)]
