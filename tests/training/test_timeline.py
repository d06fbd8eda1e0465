"""Back: states in the order they were passed, in bounded memory."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.experiment import DataChoice, Experiment
from nnviz.training import timeline as timeline_module
from nnviz.training.run import TrainingRun
from nnviz.training.timeline import MAX_STATES, Timeline

SMALL = replace(Experiment(), data=DataChoice(samples=30), batch_size=4)


def test_back_retraces_every_step() -> None:
    run, timeline = TrainingRun(SMALL), Timeline()
    passed = []
    steps = (run.step, run.step_sample, run.step_sample, lambda: run.advance(2), run.step)
    for step in steps:
        timeline.record(run)
        passed.append(run.state())
        step()
    for state in reversed(passed):
        assert timeline.back(run)
        np.testing.assert_array_equal(run.network.parameters, state.parameters)
        np.testing.assert_array_equal(run.state().history, state.history)
        assert (run.iteration, run.sample, run.epoch) == (
            state.iteration,
            state.sample,
            state.epoch,
        )
    assert not timeline.back(run)


def test_steps_taken_again_after_back_are_the_same_bits() -> None:
    run, timeline = TrainingRun(SMALL), Timeline()
    timeline.record(run)
    run.advance(40)
    after = run.state()
    timeline.back(run)
    run.advance(40)
    np.testing.assert_array_equal(run.state().parameters, after.parameters)
    np.testing.assert_array_equal(run.state().history, after.history)


def test_the_latest_state_before_a_step() -> None:
    run, timeline = TrainingRun(SMALL), Timeline()
    assert timeline.before(3) is None
    for step in (run.step, run.step_sample, run.step, run.step):
        step()
        timeline.record(run)
    found = [timeline.before(iteration) for iteration in range(5)]
    assert [state and (state.iteration, state.sample) for state in found] == [
        None,
        (1, 0),
        (2, 0),
        (3, 0),
        (3, 0),
    ]


def test_the_same_place_is_remembered_once() -> None:
    run, timeline = TrainingRun(SMALL), Timeline()
    timeline.record(run)
    timeline.record(run)
    assert len(timeline) == 1


def test_an_edit_at_the_same_place_is_not_lost_by_back() -> None:
    run, timeline = TrainingRun(SMALL), Timeline()
    timeline.record(run)
    run.set_parameter(0, 5.0)
    timeline.record(run)
    run.step()
    assert timeline.back(run)
    assert run.network.parameters[0] == 5.0


def test_the_present_place_is_no_step_back() -> None:
    run, timeline = TrainingRun(SMALL), Timeline()
    timeline.record(run)
    assert not timeline.back(run)


def test_the_oldest_states_give_way() -> None:
    run, timeline = TrainingRun(SMALL), Timeline()
    for _ in range(MAX_STATES + 20):
        timeline.record(run)
        run.step()
    assert len(timeline) == MAX_STATES


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    run, timeline = TrainingRun(SMALL), Timeline()
    monkeypatch.setattr(timeline_module, "MAX_BYTES", 5 * run.state().nbytes)
    for _ in range(20):
        timeline.record(run)
        run.step()
    assert 1 <= len(timeline) <= 5


def test_a_cleared_timeline_has_nothing_to_go_back_to() -> None:
    run, timeline = TrainingRun(SMALL), Timeline()
    timeline.record(run)
    run.step()
    timeline.clear()
    assert not timeline.back(run)
