"""The log of steps: which rows it has, and when it forgets them."""

from itertools import pairwise

import numpy as np
import pytest

from nnviz.run_state import Array
from nnviz.training.step_log import MOST_NUMBERS, MOST_ROWS, StepLog


def at(value: float) -> Array:
    """Return three parameters, of which the middle one is recorded."""
    return np.array([9.0, value, 9.0])


def take(log: StepLog, *values: float) -> None:
    """Record the steps from each value to the next; cost and gradient are those of w²."""
    for before, after in pairwise(values):
        log.cost_known(before**2, at(before))
        log.gradient_known(at(2 * before))
        log.taken(at(after))


@pytest.fixture
def log() -> StepLog:
    """Return a log of three steps."""
    log = StepLog((1,))
    take(log, 5, 4, 3, 2)
    return log


def test_a_row_is_the_cost_the_gradient_and_the_parameters_before_and_after(log: StepLog) -> None:
    assert log.first == 0
    assert log.rows().tolist() == [[25, 10, 5, 4], [16, 8, 4, 3], [9, 6, 3, 2]]


def test_rows_since_an_iteration(log: StepLog) -> None:
    assert log.rows(since=1)[:, 2].tolist() == [4, 3]
    assert log.rows(since=3).shape == (0, 4)


def test_rows_are_copies(log: StepLog) -> None:
    rows = log.rows()
    log.go_to(0, at(5))
    take(log, 7, 6)
    assert rows[0, 2] == 5


def test_the_oldest_rows_give_way() -> None:
    log = StepLog((1,))
    assert log.most == MOST_ROWS
    take(log, *range(2 * MOST_ROWS + 4))
    assert log.first == MOST_ROWS + 3
    assert log.rows()[:, 2].tolist() == list(range(MOST_ROWS + 3, 2 * MOST_ROWS + 3))
    take(log, *range(2 * MOST_ROWS + 3, 3 * MOST_ROWS))
    assert log.rows()[:, 2].tolist() == list(range(2 * MOST_ROWS - 1, 3 * MOST_ROWS - 1))


def test_the_rows_of_more_parameters_are_fewer() -> None:
    log = StepLog(tuple(range(20)))
    assert log.most * 61 <= MOST_NUMBERS < (log.most + 1) * 61


@pytest.mark.parametrize(("iteration", "value"), [(0, 5), (1, 4), (2, 3), (3, 2)])
def test_going_back_keeps_what_led_there(log: StepLog, iteration: int, value: float) -> None:
    log.go_to(iteration, at(value))
    assert (log.first, len(log.rows())) == (0, iteration)
    take(log, value, 1)
    assert log.rows()[-1].tolist() == [value**2, 2 * value, value, 1]


@pytest.mark.parametrize("iteration", [0, 2, 3, 4, 100])
def test_another_moment_forgets_all(log: StepLog, iteration: int) -> None:
    log.go_to(iteration, at(17))
    assert log.first == iteration
    assert len(log.rows()) == 0


def test_a_weight_set_by_hand_stays_with_its_step(log: StepLog) -> None:
    take(log, 8, 7)  # at 3, where w had become 2
    log.go_to(3, at(8))
    assert log.rows()[:, 3].tolist() == [4, 3, 2]


def test_other_choices_keep_the_rows(log: StepLog) -> None:
    log.follow(3, same_cost=True)
    assert len(log.rows()) == 3


@pytest.mark.parametrize(("iteration", "same_cost"), [(3, False), (5, True)])
def test_another_cost_or_steps_without_a_row_forget_all(
    log: StepLog, iteration: int, same_cost: bool
) -> None:
    log.follow(iteration, same_cost)
    assert log.first == iteration
    assert len(log.rows()) == 0


def test_rows_are_taken_over(log: StepLog) -> None:
    other = StepLog((1,))
    other.clear(3)
    other.take_over(log)
    assert other.first == 0
    np.testing.assert_array_equal(other.rows(), log.rows())
