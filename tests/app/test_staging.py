"""Staging: everything is as the stage says, and what is read is what was set."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.staging import run_of
from nnviz.app.window.main_window import MainWindow
from nnviz.experiment import Experiment
from nnviz.selection import NeuronPlace, Selection
from nnviz.session import Session
from nnviz.stage import Arrangement, Split, Stage, Tabs
from tests.app.driving import action, choose_look, next_frame, press_for_look

EXPERIMENT = replace(Experiment(), learning_rate=0.03)
OUTPUT_FIRST = Arrangement(Split("row", (Tabs(("output", "loss"), "loss"), Tabs(("network",)))))
STAGE = Stage(
    experiment=EXPERIMENT,
    weights=np.full(EXPERIMENT.vector_size, 0.5),
    arrangement=OUTPUT_FIRST,
    controls=frozenset({"training"}),
    bar=frozenset({"train", "step", "train_loss"}),
    selection=Selection().choosing(NeuronPlace(1, 0)),
    speed=2.0,
)


def views(window: MainWindow) -> list[tuple[str, ...]]:
    return [place.keys for place in window.staging.stage().arrangement.places]


def test_a_stage_is_set_and_read_again(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.staging.set_stage(STAGE)
    QApplication.processEvents()
    found = window.staging.stage(speed=2.0)
    assert found.experiment == session.experiment == EXPERIMENT
    assert found.controls == STAGE.controls
    assert found.bar == STAGE.bar
    assert found.selection == STAGE.selection
    assert found.speed == 2.0
    assert found.arrangement.places == OUTPUT_FIRST.places
    assert next_frame(qtbot, session).parameters.tolist() == [0.5] * EXPERIMENT.vector_size


@pytest.mark.parametrize("text", ["Dark", "한국어"])
def test_a_window_in_another_look_comes_back_to_its_stage(
    qtbot: QtBot, window: MainWindow, text: str
) -> None:
    window.staging.set_stage(STAGE)
    QApplication.processEvents()
    before = window.staging.stage()
    choose_look(qtbot, window, text)
    QApplication.processEvents()
    after = window.staging.stage()
    assert after.arrangement.places == before.arrangement.places
    assert (after.controls, after.selection) == (before.controls, before.selection)
    assert after.bar == window.content.run_bar.shown == STAGE.bar
    assert after.experiment == before.experiment


def test_the_projector_gives_the_stage_back(qtbot: QtBot, window: MainWindow) -> None:
    window.staging.set_stage(STAGE)
    QApplication.processEvents()
    before = views(window)
    press_for_look(qtbot, window, "F5")
    QApplication.processEvents()
    assert window.staging.stage().controls == frozenset()
    press_for_look(qtbot, window, "F5")
    QApplication.processEvents()
    assert views(window) == before
    assert window.staging.stage().controls == STAGE.controls


def test_the_default_arrangement_changes_views_and_controls_only(
    window: MainWindow, session: Session
) -> None:
    before = window.staging.stage()
    window.staging.set_stage(STAGE)
    QApplication.processEvents()
    content = window.content
    action(window, "Default arrangement").trigger()
    QApplication.processEvents()
    after = window.staging.stage()
    assert after.arrangement.places == before.arrangement.places
    assert after.controls == before.controls
    assert after.bar is None
    assert session.experiment == EXPERIMENT
    assert window.content is content  # nothing is built anew for it


def test_a_column_that_was_closed_stays_closed_in_another_look(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.content.workspace.docks[0].close()
    choose_look(qtbot, window, "Dark")
    panels = window.content.workspace.docks[0]
    assert panels.isHidden()
    panels.show()
    assert window.staging.stage().controls == frozenset({"data", "training"})


@pytest.mark.parametrize(
    "stage",
    [
        replace(STAGE, experiment=replace(EXPERIMENT, learning_rate=-1.0)),
        replace(STAGE, weights=np.ones(3)),
        replace(STAGE, arrangement=Arrangement(Tabs(("hologram",)))),
        replace(STAGE, bar=frozenset({"train", "warp"})),
    ],
)
def test_a_stage_that_cannot_be_used_changes_nothing(window: MainWindow, stage: Stage) -> None:
    before = window.staging.stage()
    with pytest.raises((ValueError, KeyError)):
        window.staging.set_stage(stage)
    after = window.staging.stage()
    assert (after.experiment, after.arrangement) == (before.experiment, before.arrangement)
    assert after.bar is None


def test_without_weights_they_are_drawn_by_the_seed() -> None:
    stage = Stage()
    assert run_of(stage).state().parameters.tolist() == run_of(stage).state().initial.tolist()
    assert run_of(replace(stage, weights=np.ones(Experiment().vector_size))).initial.max() == 1.0
