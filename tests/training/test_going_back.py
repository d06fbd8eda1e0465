"""Going back to a step: exactly where it can be, with a sentence where it cannot."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.experiment import DataChoice, Experiment, LayerChoice, with_optimizer
from nnviz.run_state import RunState
from nnviz.training.going_back import MomentError, go_back
from nnviz.training.run import TrainingRun
from nnviz.training.timeline import Timeline

WIDE = replace(Experiment(), data=DataChoice(samples=30), batch_size=4)
SINGLE = replace(WIDE, hidden_layers=())
SMALL = replace(WIDE, hidden_layers=(LayerChoice(2, batch_norm=True, dropout=0.1),))


def same(one: RunState, other: RunState) -> None:
    """Assert that two states are the same to the bit."""
    for name in ("parameters", "initial", "statistics", "order", "history"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for name, vector in one.optimizer.items():
        np.testing.assert_array_equal(vector, other.optimizer[name])
    numbers = ("iteration", "epoch", "position", "sample", "generator", "best_test_loss")
    assert [getattr(one, name) for name in numbers] == [getattr(other, name) for name in numbers]


@pytest.mark.parametrize("experiment", [SINGLE, SMALL, with_optimizer(SMALL, "adam")])
@pytest.mark.parametrize("known", [0, 9])
def test_back_to_a_step_from_the_beginning_or_from_what_is_remembered(
    experiment: Experiment, known: int
) -> None:
    run, timeline = TrainingRun(experiment), Timeline()
    run.advance(known)
    if known:
        timeline.record(run)
    run.advance(13 - known)
    there = run.state()
    run.advance(20)
    timeline.record(run)
    go_back(run, timeline, 13)
    same(run.state(), there)
    assert len(run.log.rows()) == 13
    run.advance(20)
    assert len(run.log.rows()) == 33


def test_a_weight_set_by_hand_on_the_way_is_respected() -> None:
    run = TrainingRun(SINGLE)
    run.advance(5)
    run.set_parameter(0, 0.75)
    run.advance(3)
    there = run.state()
    run.advance(5)
    go_back(run, Timeline(), 8)
    same(replace(run.state(), best_test_loss=there.best_test_loss), there)
    go_back(run, Timeline(), 5)
    assert run.network.parameters[0] == 0.75


def test_to_the_beginning() -> None:
    run = TrainingRun(SINGLE)
    beginning = run.state()
    run.advance(5)
    go_back(run, Timeline(), 0)
    same(run.state(), beginning)


def test_to_the_present_step_s_beginning() -> None:
    run = TrainingRun(WIDE)
    run.step()
    here = run.state()
    run.step_sample()
    go_back(run, Timeline(), 1)
    same(run.state(), here)


def test_without_a_track_to_the_moment_that_leads_there() -> None:
    run, timeline = TrainingRun(WIDE), Timeline()
    for _ in range(4):
        run.advance(5)
        timeline.record(run)
    go_back(run, timeline, 12)
    assert run.iteration == 10
    run.advance(2)
    again = TrainingRun(WIDE)
    again.advance(12)
    same(run.state(), again.state())


def test_what_nothing_is_known_of_is_refused() -> None:
    run, timeline = TrainingRun(WIDE), Timeline()
    run.advance(5)
    timeline.record(run)
    here = run.state()
    with pytest.raises(MomentError, match="Step 4 is too long ago to go back to"):
        go_back(run, timeline, 4)
    same(run.state(), here)


def test_what_the_choices_of_now_do_not_lead_to_is_refused() -> None:
    line = replace(SINGLE, output_activation="linear", loss="mse")
    run = TrainingRun(line)
    run.advance(300)
    run.changed_to(replace(line, learning_rate=50.0))
    here = run.state()
    with pytest.raises(MomentError, match="do not lead to step 200 any more"):
        go_back(run, Timeline(), 200)
    same(run.state(), here)
