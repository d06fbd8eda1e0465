"""A few rows as the data of an experiment."""

import numpy as np
import pytest

from nnviz.data.form import Column, DataForm
from nnviz.data.own_points import OwnPointsError
from nnviz.experiment import Experiment
from nnviz.experiment.small_table import check_rows, limited, with_rows
from nnviz.training.prepare import prepare

ROWS = np.array([[1.0, 2], [2, 4], [3, 6], [4, 8], [5, 10]])
FORM = DataForm((Column("x"),), target_names=("y",))


def test_a_whole_is_trained_on_row_for_row_and_tested_on_the_same() -> None:
    data = prepare(with_rows(Experiment(), ROWS, FORM, whole=True))
    for part in (data.train, data.test):
        assert sorted(part.x[0]) == [1, 2, 3, 4, 5]


def test_limits_lie_a_tenth_beyond_the_numbers() -> None:
    (column,) = limited(FORM.inputs, ROWS)
    assert column.limits == pytest.approx((0.6, 5.4))
    (flat,) = limited(FORM.inputs, np.array([[3.0, 1], [3, 2]]))
    assert flat.limits[0] < 3 < flat.limits[1]


def test_rows_are_checked_without_being_kept() -> None:
    check_rows(ROWS, FORM, whole=True)
    with pytest.raises(OwnPointsError, match="10 to"):
        check_rows(ROWS, FORM)
    with pytest.raises(OwnPointsError, match="cannot be there"):
        check_rows(ROWS * 100, FORM, whole=True)
