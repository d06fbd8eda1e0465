"""Changes that reach the worker: what they keep, which are left out, which are refused."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.experiment import DataChoice, Experiment, LayerChoice, with_dataset
from nnviz.training.going_back import MomentError
from nnviz.training.run import TrainingRun
from nnviz.training.worker import Worker

SMALL = replace(Experiment(), data=DataChoice(samples=30), batch_size=4)
SINE = with_dataset(SMALL, "sine")  # with a linear output


def test_changes_reach_the_run_without_losing_its_place() -> None:
    worker = Worker(TrainingRun(SMALL))
    for _ in range(4):
        worker.step("batch")
    worker.change(replace(SMALL, learning_rate=0.5))
    worker.step("batch")
    worker.change(replace(SMALL, hidden_layers=(LayerChoice(9),)))
    state, back = worker.state(), worker.back()
    worker.stop()
    experiment, values = state.result(0)
    assert experiment.hidden_layers == (LayerChoice(9),)
    assert values.iteration == 5
    assert back.result(0) is False  # the states before are those of another network


def test_newer_changes_take_the_place_of_those_still_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker, taken = Worker(TrainingRun(SMALL)), []
    changed_to = TrainingRun.changed_to

    def counted(run: TrainingRun, experiment: Experiment) -> TrainingRun:
        taken.append(experiment.learning_rate)
        return changed_to(run, experiment)

    monkeypatch.setattr(TrainingRun, "changed_to", counted)
    answers = [worker.change(replace(SMALL, learning_rate=n / 100)) for n in range(1, 51)]
    worker.step("batch")
    answers += [worker.change(replace(SMALL, learning_rate=n / 100)) for n in range(51, 61)]
    worker.stop()
    assert taken == [0.5, 0.6]
    assert all(answer.result(0) is None for answer in answers)


@pytest.mark.parametrize(
    ("change", "kept"),
    [({"learning_rate": 0.5}, True), ({"l2": 0.1}, True), ({"batch_size": 5}, False)],
)
def test_the_way_back_is_kept_where_its_states_still_fit(
    change: dict[str, Any], kept: bool
) -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.step("batch")
    worker.change(replace(SMALL, **change))
    back = worker.back()
    worker.stop()
    assert back.result(0) is kept


@pytest.mark.parametrize("steps", [0, 1])
def test_a_weight_that_overflows_the_loss_is_not_set(steps: int) -> None:
    worker, bias = Worker(TrainingRun(SINE)), SINE.vector_size - 1
    for _ in range(steps):
        worker.step("batch")
    before = worker.state()
    answer, parameter = worker.set_parameter(bias, 1e154), worker.parameter(bias)
    worker.step("batch")
    state = worker.state()
    worker.stop()
    assert "too large for a number" in str(answer.exception(0))
    assert parameter.result(0)[0] == before.result(0)[1].parameters[bias]
    assert np.isfinite(state.result(0)[1].history).all()
    assert state.result(0)[1].iteration == steps + 1


def finished(worker: Worker) -> None:
    """Run the worker's body until what it was sent to do is done."""

    def look() -> None:
        if worker.training:
            worker.call(look)
        else:
            worker.stop()

    worker.call(look)
    worker.work()


@pytest.mark.parametrize("there", [0, 3, 17, 30, 31, 90])
def test_going_to_a_step(there: int) -> None:
    worker = Worker(TrainingRun(SMALL))
    for _ in range(30):
        worker.step("batch")
    going = worker.go_to(there, 5)
    finished(worker)
    assert going.exception(0) is None
    assert worker.events.get().training == 5
    assert worker.events.empty()
    alone = TrainingRun(SMALL)
    alone.advance(there)
    state = worker.state().result(0)[1]
    np.testing.assert_array_equal(state.parameters, alone.network.parameters)
    np.testing.assert_array_equal(state.history, alone.state().history)


def test_a_way_ahead_is_gone_back_at_once() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.step("batch")
    worker.go_to(200)
    finished(worker)
    worker.back()
    assert worker.state().result(0)[1].iteration == 1


def test_a_step_before_the_first_is_the_first() -> None:
    worker = Worker(TrainingRun(SMALL))
    worker.step("batch")
    worker.go_to(-4)
    finished(worker)
    assert worker.state().result(0)[1].iteration == 0


def test_a_step_that_cannot_be_gone_back_to_leaves_the_run_as_it_is() -> None:
    run = TrainingRun(SMALL)
    run.advance(9)
    worker = Worker(run)
    going = worker.go_to(2, 8)
    finished(worker)
    assert isinstance(going.exception(0), MomentError)
    assert worker.events.get().training == 8
    assert worker.state().result(0)[1].iteration == 9


def test_what_is_put_back_ends_the_steps_under_way() -> None:
    worker = Worker(TrainingRun(SMALL))
    before = worker.state()
    worker.go_to(100_000, 3)
    worker.restore(before)
    finished(worker)
    assert worker.events.get().training == 3
    assert worker.state().result(0)[1].iteration == 0
