"""A person's own points in a model file: two tensors, and their form as JSON."""

from collections.abc import Mapping
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from nnviz.data.form import Column, ColumnKind, DataForm
from nnviz.data.own_points import OwnPointsError, is_own_key
from nnviz.data.points import Points
from nnviz.data.sources import SOURCES, keep_points
from nnviz.experiment import Experiment
from nnviz.files.json_values import JsonError, JsonObject, parse_object, short_text
from nnviz.files.tensor_layout import Bytes, read_tensors
from nnviz.language import tr

FORM = "data"  # the key of the form in the file's metadata
INPUTS, ANSWERS = "data.inputs", "data.answers"  # (inputs, points) and (points,) or more rows
KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)


def own_tensors(experiment: Experiment) -> dict[str, NDArray[Any]]:
    """Return the experiment's own points by the names they have in a file, if it has any."""
    points = SOURCES[experiment.data.dataset].points
    return {} if points is None else {INPUTS: points.x, ANSWERS: points.y}


def own_values(experiment: Experiment) -> dict[str, dict[str, object]]:
    """Return what a file's metadata say of own points, as JSON values."""
    if SOURCES[experiment.data.dataset].points is None:
        return {}
    form, shape = experiment.form, experiment.form.picture_shape
    columns = [
        {"name": column.name, "kind": column.kind, "low": low, "high": high}
        for column in form.inputs
        for low, high in (column.limits,)
    ]
    return {
        FORM: {
            "inputs": columns,
            "class_names": form.class_names,
            "target_names": form.target_names,
            "picture_shape": shape and {"rows": shape[0], "columns": shape[1]},
        }
    }


def take_own_points(
    experiment: JsonObject, metadata: Mapping[str, str], header: JsonObject, data: Bytes
) -> tuple[str, ...]:
    """Keep the points that a file's experiment is for, and return the names of their tensors.

    JsonError: they are not there, or not as they were saved.
    """
    key = experiment.member("data").text("dataset")
    if not is_own_key(key):
        return ()
    if FORM not in metadata:
        raise JsonError(tr("“{key}” is missing.", key=FORM))
    form = _form(parse_object(metadata[FORM]))
    for name in (INPUTS, ANSWERS):
        if name not in header.values:
            raise JsonError(tr("“{key}” is missing.", key=name))
    tensors = read_tensors(header, data)
    try:
        found = keep_points(Points(_numbers(tensors, INPUTS), _numbers(tensors, ANSWERS)), form)
    except OwnPointsError as error:
        raise JsonError(str(error)) from None
    if found != key:
        raise JsonError(tr("Its data are not those that it was saved with."))
    return INPUTS, ANSWERS


def _numbers(tensors: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float64]:
    if tensors[name].dtype != np.float64:
        raise JsonError(tr("“{key}” has another type or size than expected.", key=name))
    return tensors[name]


def _form(given: JsonObject) -> DataForm:
    given.expect_keys(("inputs", "class_names", "target_names", "picture_shape"))
    pictures = given.values["picture_shape"] is not None
    return DataForm(
        inputs=tuple(_column(JsonObject.of(value)) for value in given.items("inputs")),
        class_names=_texts(given, "class_names"),
        target_names=_texts(given, "target_names"),
        picture_shape=_shape(given.member("picture_shape")) if pictures else None,
    )


def _column(given: JsonObject) -> Column:
    given.expect_keys(("name", "kind", "low", "high"))
    key = given.text("kind")
    for kind in KINDS:
        if kind == key:
            return Column(given.text("name"), kind, (given.number("low"), given.number("high")))
    raise JsonError(
        tr("There is no {kind} called “{key}” in this version.", kind=tr("kind of column"), key=key)
    )


def _shape(given: JsonObject) -> tuple[int, int]:
    given.expect_keys(("rows", "columns"))
    return given.whole("rows", 1), given.whole("columns", 1)


def _texts(given: JsonObject, key: str) -> tuple[str, ...]:
    return tuple(short_text(value, key) for value in given.items(key))
