"""Numbers as large or as small as they get: every view draws them, and nothing is said of it."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.selection import NeuronPlace, Selection
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot import Snapshot
from nnviz.training.snapshot_parts import PARTS
from nnviz.views import VIEWS
from tests.views.drawn_views import seen, shown

RELU = (LayerChoice(3, "relu"),)
EXPERIMENTS = {
    "bounded": Experiment(),
    "unbounded": replace(Experiment(), hidden_layers=(LayerChoice(3, "linear"), *RELU)),
    "normalised": replace(Experiment(), hidden_layers=(LayerChoice(3, "relu", batch_norm=True),)),
    "several classes": with_dataset(Experiment(), "three_blobs"),
    "a curve": replace(with_dataset(Experiment(), "sine"), hidden_layers=RELU),
    "a plane": replace(with_dataset(Experiment(), "plane"), hidden_layers=RELU),
    "a table": replace(with_dataset(Experiment(), "one_hot"), hidden_layers=RELU),
}


@lru_cache
def extreme(name: str, size: float) -> Snapshot:
    """Return a snapshot of a network all of whose weights are of this size, of either sign."""
    run = TrainingRun(EXPERIMENTS[name])
    signs = np.random.default_rng(1).choice([-1.0, 1.0], run.network.parameters.size)
    run.network.parameters[...] = size * signs
    run.step_sample()
    return run.snapshot(PARTS)


@pytest.mark.parametrize("size", [1.7e308, 1e308, 1e155, 1e-308, 5e-324])
@pytest.mark.parametrize("name", EXPERIMENTS)
@pytest.mark.parametrize("key", VIEWS)
def test_a_view_draws_them(qtbot: QtBot, key: str, name: str, size: float) -> None:
    view = shown(qtbot, VIEWS[key].factory)
    view.draw(extreme(name, size))
    assert seen(view).width() == view.width()
    view.show_selection(Selection().pointing_at(NeuronPlace(1, 1)))
    for switch in view.findChildren(QAbstractButton):
        if switch.isCheckable() and switch.isEnabled():
            switch.toggle()  # draws anew
    assert not seen(view).isNull()
