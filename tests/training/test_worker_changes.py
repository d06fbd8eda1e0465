"""Changes that reach the worker: what they keep, which are left out, which are refused."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.experiment import DataChoice, Experiment, LayerChoice, with_dataset
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
