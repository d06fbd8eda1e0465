"""What views need of a frame: rows of PARTS, and enough of them to draw."""

import pytest
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, with_dataset
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot_parts import ALWAYS, PARTS
from nnviz.views import VIEWS
from tests.views.drawn_views import experiment_for, seen, shown


@pytest.mark.parametrize("key", VIEWS)
def test_a_view_needs_rows_of_parts(key: str) -> None:
    unknown = VIEWS[key].factory.needs - PARTS.keys()
    assert not unknown, f"append {sorted(unknown)} to PARTS in nnviz/training/snapshot_parts.py"


@pytest.mark.parametrize("dataset", ["circle", "three_blobs", "sine", "one_hot"])
@pytest.mark.parametrize("key", VIEWS)
def test_a_view_draws_all_of_it_with_what_it_says_it_needs(
    qtbot: QtBot, key: str, dataset: str
) -> None:
    run = TrainingRun(with_dataset(Experiment(), dataset))
    run.advance(10)
    view, other = (shown(qtbot, VIEWS[key].factory) for _ in range(2))
    view.draw(run.snapshot(VIEWS[key].factory.needs))
    other.draw(run.snapshot(PARTS))
    assert seen(view) == seen(other), f"{key} draws parts that are not in its `needs`"


@pytest.mark.parametrize("key", [key for key, row in VIEWS.items() if row.factory.needs - ALWAYS])
def test_what_a_view_needs_it_draws(qtbot: QtBot, key: str) -> None:
    view, other = (shown(qtbot, VIEWS[key].factory) for _ in range(2))
    run = TrainingRun(experiment_for(key))
    view.draw(run.snapshot())
    run.advance(1)
    other.draw(run.snapshot(PARTS))
    assert seen(view) != seen(other), f"take out of {key}'s `needs` what it does not draw"
