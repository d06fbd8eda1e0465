"""Histories in bounded memory."""

import numpy as np
import pytest

from nnviz.run_state import HISTORY_CAPACITY, HISTORY_COLUMNS
from nnviz.training.history import History


def recorded(epochs: int) -> History:
    """A history of a run of so many epochs, of ten iterations each."""
    history = History()
    for epoch in range(epochs + 1):
        if history.is_due(epoch):
            history.append((epoch * 10, epoch, 0.5, 0.5, 1.0, 1.0))
    return history


@pytest.mark.parametrize("epochs", [0, 1, 100, HISTORY_CAPACITY - 1])
def test_every_epoch_has_a_row_at_first(epochs: int) -> None:
    history = recorded(epochs)
    np.testing.assert_array_equal(history.rows()[:, 1], np.arange(epochs + 1))
    assert history.interval == 1


@pytest.mark.parametrize("epochs", [HISTORY_CAPACITY, 10_000, 50_000])
def test_a_long_history_is_thinned_evenly(epochs: int) -> None:
    history = recorded(epochs)
    rows = history.rows()
    assert len(rows) <= HISTORY_CAPACITY
    np.testing.assert_array_equal(rows[:, 1], np.arange(0, epochs + 1, history.interval))


def test_a_row_that_thinning_makes_superfluous_is_left_out() -> None:
    history = History()
    for epoch in range(HISTORY_CAPACITY):
        history.append((epoch, epoch, 0, 0, 0, 0))
    history.append((9999, 4097, 0, 0, 0, 0))
    assert history.interval == 2
    assert history.rows()[-1, 1] == HISTORY_CAPACITY - 2


def test_rows_are_a_read_only_copy() -> None:
    history = recorded(3)
    rows = history.rows()
    history.append((40, 4, 0.1, 0.1, 1, 1))
    assert rows.shape == (4, len(HISTORY_COLUMNS))
    assert not rows.flags.writeable


def test_later_rows_can_be_dropped() -> None:
    history = recorded(10)
    history.drop_after(45)
    np.testing.assert_array_equal(history.rows()[:, 0], [0, 10, 20, 30, 40])


def test_a_history_put_back_goes_on_as_the_first_one() -> None:
    first, second = recorded(5000), History()
    second.restore(first.rows(), first.interval)
    for history in (first, second):
        for epoch in range(5001, 9000):
            if history.is_due(epoch):
                history.append((epoch * 10, epoch, 0.5, 0.5, 1.0, 1.0))
    np.testing.assert_array_equal(first.rows(), second.rows())
