"""Views are drawn at once, but for what takes long the first time: one view in a turn."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.docks.workspace import Workspace
from nnviz.experiment import Experiment, LayerChoice
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.snapshot_parts import PARTS

SMALL = Experiment()
LARGE = replace(SMALL, hidden_layers=(LayerChoice(512),) * 4)
Drawn = list[tuple[str, Snapshot]]


def frame(experiment: Experiment) -> Snapshot:
    return TrainingRun(experiment).snapshot(frozenset(PARTS))


@pytest.fixture
def drawn(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """What is drawn from now on, and in which view."""
    seen: Drawn = []

    def note(key: str) -> Callable[[Snapshot], None]:
        return lambda snapshot: seen.append((key, snapshot))

    for dock in workspace.view_docks:
        if dock.seen and dock.view is not None:
            monkeypatch.setattr(dock.view, "draw", note(dock.key))
    return seen


def keys_in_sight(workspace: Workspace) -> list[str]:
    return [dock.key for dock in workspace.view_docks if dock.seen]


@pytest.mark.parametrize(
    "frames",
    [
        [frame(LARGE)],  # there is no picture yet
        [frame(LARGE), frame(SMALL)],
        [frame(LARGE), frame(replace(LARGE, learning_rate=0.3))],
    ],
)
def test_what_is_soon_drawn_is_drawn_at_once(
    workspace: Workspace, drawn: Drawn, frames: list[Snapshot]
) -> None:
    for snapshot in frames:
        drawn.clear()
        workspace.draw(snapshot)
        assert drawn == [(key, snapshot) for key in keys_in_sight(workspace)]


def test_another_large_network_is_drawn_one_view_in_a_turn(
    workspace: Workspace, drawn: Drawn
) -> None:
    workspace.draw(frame(SMALL))
    drawn.clear()
    large = frame(LARGE)
    workspace.draw(large)
    counts = [len(drawn)]
    while counts[-1] < len(keys_in_sight(workspace)):
        QApplication.processEvents()
        counts.append(len(drawn))
    assert sorted(set(counts)) == list(range(counts[-1] + 1))
    assert drawn == [(key, large) for key in keys_in_sight(workspace)]


def test_a_frame_that_comes_meanwhile_is_what_the_views_whose_turn_it_is_draw(
    workspace: Workspace, drawn: Drawn, qtbot: QtBot
) -> None:
    workspace.draw(frame(SMALL))
    drawn.clear()
    first, newer = frame(LARGE), frame(LARGE)
    workspace.draw(first)
    while not drawn:
        QApplication.processEvents()
    workspace.draw(newer)
    qtbot.waitUntil(lambda: len(drawn) == len(keys_in_sight(workspace)))
    assert [snapshot is newer for _, snapshot in drawn] == [False] + [True] * (len(drawn) - 1)


def test_a_frame_of_yet_another_network_takes_the_place_of_what_is_being_drawn(
    workspace: Workspace, drawn: Drawn, qtbot: QtBot
) -> None:
    workspace.draw(frame(SMALL))
    drawn.clear()
    other = frame(replace(LARGE, weights_seed=7))
    workspace.draw(frame(LARGE))
    workspace.draw(other)
    qtbot.waitUntil(lambda: len(drawn) == len(keys_in_sight(workspace)))
    assert drawn == [(key, other) for key in keys_in_sight(workspace)]
