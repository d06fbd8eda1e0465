"""Points that a lesson's file gives row by row."""

from dataclasses import replace

import numpy as np

from nnviz.data.form import Column, DataForm
from nnviz.data.own_points import MAX_POINTS, MIN_POINTS, OwnPointsError
from nnviz.data.points import Array, Points
from nnviz.data.sources import SOURCES, keep_points
from nnviz.data.split import split
from nnviz.experiment import DataChoice, Experiment, with_dataset
from nnviz.language import tr
from nnviz.lessons.given import Given

MAX_NUMBERS = 5000  # in all rows
MAX_COLUMNS = 64
MAX_WHOLE = 12  # rows that can be trained on as a whole
SEEDS = 100_000  # tried at the most; of 12 rows one in 660 does
MARGIN = 0.1  # of the span of a column, around it, where no limits are given
LEAST_MARGIN = 1e-6
KEYS = ("inputs", "values", "classes", "limits", "rows", "whole")


def with_points(given: Given, experiment: Experiment) -> Experiment:
    """Return the experiment on the points given, with all that fits them: features, output, loss.

    With `whole`, a step with all samples is for every row once, and so are the test data: rows are
    repeated until there are as many as data need, and the seed is one that parts them like that.
    """
    table = given.table(KEYS, ("inputs", "rows"))
    form = _form(given, table)
    rows = _rows(table["rows"], len(form.inputs) + form.targets)
    whole = "whole" in table and table["whole"].flag()
    if whole and not 2 <= len(rows) <= MAX_WHOLE:
        raise table["rows"].error(tr("Only 2 to {count} rows can be a whole.", count=MAX_WHOLE))
    copies = max(-(-MIN_POINTS // len(rows)), 2) if whole else 1
    points = _points(np.tile(rows, (copies, 1)), form)
    form = replace(form, inputs=_limited(table, form, points))
    try:
        key = keep_points(points, form)
    except OwnPointsError as error:
        raise given.error(error) from None
    changed = with_dataset(experiment, key)
    return replace(changed, data=_whole_data(key, rows, copies)) if whole else changed


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


def _points(rows: Array, form: DataForm) -> Points:
    inputs = len(form.inputs)
    answers = rows[:, inputs:].T
    return Points(rows[:, :inputs].T, answers[0] if form.targets == 1 else answers)


def _limited(table: dict[str, Given], form: DataForm, points: Points) -> tuple[Column, ...]:
    """Return the columns with their limits as given, else with a margin around their numbers."""
    if "limits" in table:
        pairs = [
            [end.number() for end in pair.items(2)] for pair in table["limits"].items(MAX_COLUMNS)
        ]
        if [len(pair) for pair in pairs] != [2] * len(form.inputs):
            raise table["limits"].error(tr("Every input has two limits."))
    else:
        lows, highs = points.x.min(axis=1), points.x.max(axis=1)
        margins = np.maximum((highs - lows) * MARGIN, LEAST_MARGIN)
        pairs = np.stack([lows - margins, highs + margins], axis=1).tolist()
    return tuple(
        replace(column, limits=(low, high))
        for column, (low, high) in zip(form.inputs, pairs, strict=True)
    )


def _whole_data(key: str, rows: Array, copies: int) -> DataChoice:
    """Return the choice of data whose training part has every row once."""
    count, wanted = len(rows) * copies, sorted(map(tuple, rows))
    data = DataChoice(key, samples=count, noise=0.0, train_share=1 / copies)
    choices = (replace(data, seed=seed) for seed in range(1, SEEDS))
    return next(choice for choice in choices if _training_rows(choice) == wanted)


def _training_rows(data: DataChoice) -> list[tuple[float, ...]]:
    rng = np.random.default_rng(data.seed)
    points = SOURCES[data.dataset].generate(data.samples, data.noise, rng)
    train, _ = split(points, data.train_share, rng)
    return sorted(map(tuple, np.vstack([train.x, train.values]).T))
