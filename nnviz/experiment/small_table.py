"""Rows of numbers as the data of an experiment, a few of them as a whole."""

from dataclasses import replace

import numpy as np

from nnviz.data.form import Column, DataForm
from nnviz.data.own_points import MIN_POINTS, check_form, check_points
from nnviz.data.points import Array, Points
from nnviz.data.sources import SOURCES, keep_points
from nnviz.data.split import split
from nnviz.experiment.changes import with_dataset
from nnviz.experiment.experiment import DataChoice, Experiment

MAX_WHOLE = 12  # rows of a table typed by hand that are trained on as a whole
MARGIN = 0.1  # of the span of a column, around it, where no limits are given
LEAST_MARGIN = 1e-6


def with_rows(
    experiment: Experiment, rows: Array, form: DataForm, *, whole: bool = False
) -> Experiment:
    """Return the experiment on these rows, of shape (rows, inputs and answers), with what fits.

    With `whole`, for 2 rows or more, a step with all samples is for every row once, in their order,
    and so are the test data: rows are repeated until there are as many as data need, and kept in
    the order in which chance then parts them like that. OwnPointsError: they cannot be used.
    """
    copies = _copies(rows, whole)
    data = _whole_data(len(rows), copies)
    kept = _unshuffled(np.tile(rows, (copies, 1)), data) if whole else rows
    key = keep_points(points_of(kept, form), form)
    changed = with_dataset(experiment, key)
    return replace(changed, data=replace(data, dataset=key)) if whole else changed


def check_rows(rows: Array, form: DataForm, *, whole: bool = False) -> None:
    """Raise OwnPointsError with a sentence if there can be no experiment on these rows."""
    check_form(form)
    check_points(points_of(np.tile(rows, (_copies(rows, whole), 1)), form), form)


def _copies(rows: Array, whole: bool) -> int:
    return max(-(-MIN_POINTS // len(rows)), 2) if whole else 1


def points_of(rows: Array, form: DataForm) -> Points:
    """Return rows of inputs and answers as points of the form."""
    inputs = len(form.inputs)
    answers = rows[:, inputs:].T
    return Points(rows[:, :inputs].T, answers[0] if form.targets == 1 else answers)


def limited(columns: tuple[Column, ...], rows: Array) -> tuple[Column, ...]:
    """Return the inputs with limits a little beyond the numbers of the rows."""
    lows, highs = rows.min(axis=0), rows.max(axis=0)
    margins = np.maximum((highs - lows) * MARGIN, LEAST_MARGIN)
    return tuple(
        replace(column, limits=(float(low - margin), float(high + margin)))
        for column, low, high, margin in zip(columns, lows, highs, margins, strict=False)
    )


def _whole_data(rows: int, copies: int) -> DataChoice:
    """Return the choice of data whose training part is as large as the table."""
    return DataChoice(samples=rows * copies, noise=0.0, train_share=1 / copies)


def _unshuffled(rows: Array, data: DataChoice) -> Array:
    """Return the rows so that, drawn and parted as chosen, they come in the order given here."""
    numbers = np.arange(len(rows), dtype=np.float64)
    form = DataForm((Column("row", limits=(0.0, float(len(rows)))),), target_names=("number",))
    key = keep_points(Points(numbers[np.newaxis], numbers), form)
    rng = np.random.default_rng(data.seed)
    drawn = SOURCES[key].generate(data.samples, data.noise, rng)
    order = np.concatenate([part.values[0] for part in split(drawn, data.train_share, rng)])
    placed = np.empty_like(rows)
    placed[order.astype(np.int64)] = rows
    return placed
