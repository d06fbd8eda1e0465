"""Points that a lesson's file gives row by row."""

from dataclasses import replace

import numpy as np

from nnviz.data.form import Column, DataForm
from nnviz.data.own_points import MAX_POINTS, OwnPointsError
from nnviz.data.points import Array
from nnviz.experiment import Experiment
from nnviz.experiment.small_table import limited, with_rows
from nnviz.language import tr
from nnviz.lessons.given import Given

MAX_NUMBERS = 5000  # in all rows
MAX_COLUMNS = 64
MAX_WHOLE = 250  # rows that are trained on as a whole
KEYS = ("inputs", "values", "classes", "limits", "rows", "whole")


def with_points(given: Given, experiment: Experiment) -> Experiment:
    """Return the experiment on the points given, with all that fits them: features, output, loss.

    With `whole`, a step with all samples is for every row once, and so are the test data.
    """
    table = given.table(KEYS, ("inputs", "rows"))
    form = _form(given, table)
    rows = _rows(table["rows"], len(form.inputs) + form.targets)
    whole = "whole" in table and table["whole"].flag()
    if whole and not 2 <= len(rows) <= MAX_WHOLE:
        raise table["rows"].error(tr("Only 2 to {count} rows can be a whole.", count=MAX_WHOLE))
    form = replace(form, inputs=_limited(table, form, rows))
    try:
        return with_rows(experiment, rows, form, whole=whole)
    except OwnPointsError as error:
        raise given.error(error) from None


def _form(given: Given, table: dict[str, Given]) -> DataForm:
    inputs = tuple(Column(name) for name in _names(table["inputs"]))
    if ("values" in table) == ("classes" in table):
        raise given.error(tr("Data have either classes or values as their answers."))
    if "values" in table:
        return DataForm(inputs, target_names=_names(table["values"]))
    return DataForm(inputs, class_names=_names(table["classes"]))


def _names(given: Given) -> tuple[str, ...]:
    names = tuple(name.text() for name in given.items(MAX_COLUMNS))
    if not names:
        raise given.error(tr("“{key}” must not be empty.", key=given.name))
    return names


def _rows(given: Given, width: int) -> Array:
    rows = given.items(min(MAX_POINTS, MAX_NUMBERS // width))
    if not rows:
        raise given.error(tr("“{key}” must not be empty.", key=given.name))
    numbers = [[cell.number() for cell in row.items(MAX_COLUMNS * 2)] for row in rows]
    for row, found in zip(rows, numbers, strict=True):
        if len(found) != width:
            raise row.error(tr("A row has {count} numbers here.", count=width))
    return np.array(numbers)


def _limited(table: dict[str, Given], form: DataForm, rows: Array) -> tuple[Column, ...]:
    """Return the columns with their limits as given, else with a margin around their numbers."""
    if "limits" not in table:
        return limited(form.inputs, rows)
    pairs = [[end.number() for end in pair.items(2)] for pair in table["limits"].items(MAX_COLUMNS)]
    if [len(pair) for pair in pairs] != [2] * len(form.inputs):
        raise table["limits"].error(tr("Every input has two limits."))
    return tuple(
        replace(column, limits=(low, high))
        for column, (low, high) in zip(form.inputs, pairs, strict=True)
    )
