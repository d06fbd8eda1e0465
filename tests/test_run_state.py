"""States: which of them a run can go on from."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.experiment import Experiment, with_optimizer
from nnviz.run_state import HISTORY_CAPACITY, RunState
from nnviz.training.run import TrainingRun

ADAM = with_optimizer(Experiment(), "adam")


def a_state() -> RunState:
    run = TrainingRun(ADAM)
    run.advance(20)
    return run.state()


def generator(**changed: Any) -> dict[str, Any]:
    return {**a_state().generator, **changed}


def test_its_size_is_that_of_its_arrays() -> None:
    state = a_state()
    arrays = [state.parameters, state.initial, state.order, state.history]
    arrays += state.optimizer.values()
    assert state.nbytes == sum(array.nbytes for array in arrays)


STATE = a_state()
OF_ANOTHER = [
    {"parameters": np.zeros(3)},
    {"initial": np.zeros((31, 1))},
    {"optimizer": {}},
    {"optimizer": {**STATE.optimizer, "second": np.zeros(3)}},
    {"order": np.zeros(150, int)},
    {"order": np.arange(149)},
    {"iteration": -1},
    {"epoch": -1},
    {"position": 15},
    {"sample": 151},
    {"history": np.zeros((4, 5))},
    {"history": np.zeros(6)},
    {"history": np.zeros((HISTORY_CAPACITY + 1, 6))},
    {"history_interval": 0},
    {"generator": {}},
    {"generator": generator(bit_generator="MT19937")},
    {"generator": generator(state=5)},
    {"generator": generator(state={"state": 5})},
    {"generator": generator(state={"state": 1 << 128, "inc": 1})},
    {"generator": generator(state={"state": 1.5, "inc": 1})},
    {"generator": generator(has_uint32=2)},
    {"generator": generator(uinteger=-1)},
]


@pytest.mark.parametrize("changed", OF_ANOTHER)
def test_a_state_of_another_experiment_is_refused_and_changes_nothing(
    changed: dict[str, Any],
) -> None:
    run = TrainingRun(ADAM)
    before = run.state()
    with pytest.raises(ValueError, match="another experiment"):
        run.restore(replace(a_state(), **changed))
    after = run.state()
    np.testing.assert_array_equal(after.parameters, before.parameters)
    assert (after.generator, after.iteration) == (before.generator, 0)
