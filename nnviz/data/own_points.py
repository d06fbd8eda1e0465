"""A person's own points: what they must be like, and the key that their content gives them."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from math import isfinite

import numpy as np

from nnviz.data.form import MAX_CLASSES, MAX_INPUTS, Column, DataForm
from nnviz.data.points import Points
from nnviz.language import tr

MIN_POINTS, MAX_POINTS = 10, 5000
MAX_NAME = 100  # characters of a column or class
_PREFIX = "own-"


class OwnPointsError(ValueError):
    """Points that cannot be used, with a sentence for the person whose they are."""


def is_own_key(key: str) -> bool:
    """Say whether a key is one of a person's own points, there or not."""
    return key.startswith(_PREFIX)


def own_key(points: Points, form: DataForm) -> str:
    """Return the permanent key of these points: the same content has the same one everywhere.

    What forms come to say later joins only where it is not as it always was: files hold keys.
    """
    columns = [[column.name, column.kind, *map(float, column.limits)] for column in form.inputs]
    said = [columns, form.class_names, form.target_names, form.picture_shape]
    content = sha256(json.dumps(said).encode())
    for array in (points.x, points.y):
        content.update(np.ascontiguousarray(array, "<f8").tobytes())
    return _PREFIX + content.hexdigest()


def check_form(form: DataForm) -> None:
    """Raise OwnPointsError with a sentence if data of this form cannot be used."""
    if not 1 <= len(form.inputs) <= MAX_INPUTS:
        raise OwnPointsError(tr("Data can have 1 to {count} inputs.", count=MAX_INPUTS))
    _check_answers(form)
    for names in ([column.name for column in form.inputs], form.class_names, form.target_names):
        _check_names(names)
    for column in form.inputs:
        low, high = column.limits
        if not (isfinite(low) and isfinite(high) and low < high):
            raise OwnPointsError(tr("The limits of “{name}” are impossible.", name=column.name))
    if form.picture_shape is not None:
        rows, columns = form.picture_shape
        if min(rows, columns) < 1 or rows * columns != len(form.inputs):
            raise OwnPointsError(tr("The pictures have another size than the inputs."))


def _check_answers(form: DataForm) -> None:
    if bool(form.class_names) == bool(form.target_names):
        raise OwnPointsError(tr("Data have either classes or values as their answers."))
    if form.class_names and not 2 <= form.classes <= MAX_CLASSES:
        raise OwnPointsError(tr("Data can have 2 to {count} classes.", count=MAX_CLASSES))
    if form.targets > MAX_INPUTS:
        raise OwnPointsError(tr("Data can have 1 to {count} values as answers.", count=MAX_INPUTS))


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if not (name.strip() and name.isprintable() and len(name) <= MAX_NAME):
            raise OwnPointsError(tr("A name of a column or class is not a short text."))
    if len(set(names)) != len(names):
        raise OwnPointsError(tr("A name of a column or class is given twice."))


def check_points(points: Points, form: DataForm) -> None:
    """Raise OwnPointsError with a sentence if these are no points of the form."""
    x, y = points.x, points.y
    if not (x.ndim == 2 and MIN_POINTS <= x.shape[1] <= MAX_POINTS):
        raise OwnPointsError(
            tr("Data need {low} to {high:,} points.", low=MIN_POINTS, high=MAX_POINTS)
        )
    answers = (points.count,) if form.targets == 1 else (form.targets, points.count)
    if x.shape[0] != len(form.inputs) or y.shape != answers:
        raise OwnPointsError(tr("The points have not as many numbers as there are columns."))
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise OwnPointsError(tr("A number of the points is not finite."))
    if form.classes and not np.isin(y, np.arange(form.classes)).all():
        raise OwnPointsError(tr("A point is in a class that there is not."))
    for column in _left(points, form):
        raise OwnPointsError(tr("A number of “{name}” cannot be there.", name=column.name))


def _left(points: Points, form: DataForm) -> Iterator[Column]:
    """Return the columns with a number beyond their limits, or that their kind cannot have."""
    for column, numbers in zip(form.inputs, points.x, strict=True):
        low, high = column.limits
        flags = column.kind != "flag" or np.isin(numbers, (0.0, 1.0)).all()
        if not (flags and low <= numbers.min() and numbers.max() <= high):
            yield column
