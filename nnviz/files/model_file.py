"""The model file (.nnviz): a safetensors file with the arrays of a run, the experiment as JSON.

Nothing in a file is ever executed, and nothing is taken from it that was not checked.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from nnviz import __version__
from nnviz.experiment import Experiment, ExperimentError
from nnviz.files.atomic import write_atomically
from nnviz.files.experiment_json import experiment_from_json, experiment_to_json
from nnviz.files.json_values import JsonError, JsonObject, parse_object
from nnviz.files.state_values import check_fits, state_of, tensor_forms, tensors_of, values_of
from nnviz.files.system_error import NOT_REGULAR, cannot_read, cannot_write, shown_name
from nnviz.language import tr
from nnviz.run_state import RunState

SUFFIX = ".nnviz"
FORMAT, FORMAT_VERSION = "nnviz", 1
MAX_BYTES = 256 * 2**20  # the largest network there can be takes 225 MiB with Adam's averages
MAX_HEADER_BYTES = 2**20
LENGTH_BYTES = 8  # of the number that safetensors begins with, little-endian


class ModelFileError(ValueError):
    """A model file that cannot be read or written: one sentence with its name and the reason."""


@dataclass(frozen=True)
class Model:
    """What a model file holds; without a state the experiment is at its beginning."""

    experiment: Experiment
    state: RunState | None = None


def read_model(path: Path) -> Model:
    """Return the model in a file. ModelFileError: it cannot be used, for the reason given."""
    name, content = shown_name(path), _read_bytes(path)
    try:
        header = _header(content)
    except JsonError:
        raise ModelFileError(
            tr("{name} is not a model file of nnviz, or it is damaged.", name=name)
        ) from None
    metadata = _metadata(header, name)
    try:
        experiment = experiment_from_json(parse_object(metadata.get("experiment", "")).values)
        state = _state(content, header, metadata, experiment)
    except ExperimentError as error:
        raise ModelFileError(
            tr("{name} cannot be used: {reason}", name=name, reason=error)
        ) from None
    except JsonError as error:
        raise ModelFileError(tr("{name} is damaged: {reason}", name=name, reason=error)) from None
    return Model(experiment, state)


def write_model(path: Path, model: Model) -> None:
    """Write a model to a file. ModelFileError: that was not possible; the old file is as it was."""
    name = shown_name(path)
    metadata = {
        "format": FORMAT,
        "format_version": str(FORMAT_VERSION),
        "written_by": __version__,
        "experiment": _json(experiment_to_json(model.experiment)),
    }
    tensors: dict[str, NDArray[Any]] = {}
    try:
        model.experiment.check()
        if model.state is not None:
            check_fits(model.experiment, model.state)
            metadata["run"] = _json(values_of(model.state))
            tensors = {
                key: np.ascontiguousarray(array) for key, array in tensors_of(model.state).items()
            }
        write_atomically(path, save(tensors, metadata))
    except (JsonError, ExperimentError) as error:
        raise ModelFileError(
            tr("{name} cannot be saved: {reason}", name=name, reason=error)
        ) from None
    except OSError as error:
        raise ModelFileError(cannot_write(path, error)) from None


def _json(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise OSError(NOT_REGULAR, "")
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            content = stream.read(size) if size <= MAX_BYTES else None
    except OSError as error:
        raise ModelFileError(cannot_read(path, error)) from None
    except ValueError:  # a null character in the path
        raise ModelFileError(
            tr("{name} is no name that a file can have.", name=shown_name(path))
        ) from None
    if content is None:
        raise ModelFileError(
            tr(
                "{name} is too large: a model file has up to {limit} MiB.",
                name=shown_name(path),
                limit=MAX_BYTES // 2**20,
            )
        )
    return content


def _header(content: bytes) -> JsonObject:
    """Return safetensors' header, which the library reads with less care than we want.

    It accepts keys given twice, and needs memory for whatever the header promises.
    """
    length = int.from_bytes(content[:LENGTH_BYTES], "little")
    encoded = content[LENGTH_BYTES : LENGTH_BYTES + min(length, MAX_HEADER_BYTES)]
    if len(encoded) != length:
        raise JsonError(tr("Its header is cut short."))
    try:
        return parse_object(encoded.decode("utf-8"))
    except UnicodeDecodeError:
        raise JsonError(tr("Its header is not text.")) from None


def _metadata(header: JsonObject, name: str) -> dict[str, str]:
    """Return the metadata of a file of ours in a version we read.

    Keys we do not know are let be: other programs leave notes here, and nothing depends on them.
    """
    found = header.values.get("__metadata__")
    texts = (
        {key: text for key, text in found.items() if isinstance(text, str)}
        if isinstance(found, dict)
        else {}
    )
    if texts.get("format") != FORMAT:
        raise ModelFileError(tr("{name} is not a model file of nnviz.", name=name))
    version = texts.get("format_version", "")
    if not (version.isascii() and version.isdecimal() and len(version) < 10 and int(version)):
        raise ModelFileError(tr("{name} is damaged: its format has no number.", name=name))
    if int(version) > FORMAT_VERSION:
        raise ModelFileError(
            tr(
                "{name} was made by a newer nnviz (format {version}); "
                "this one reads up to {latest}.",
                name=name,
                version=int(version),
                latest=FORMAT_VERSION,
            )
        )
    return texts


def _state(
    content: bytes, header: JsonObject, metadata: dict[str, str], experiment: Experiment
) -> RunState | None:
    if "run" in metadata:
        _check_tensors(header, experiment)
        state = state_of(_load(content), parse_object(metadata["run"]))
        check_fits(experiment, state)
        return state
    header.expect_keys(["__metadata__"])
    _load(content)  # nothing may follow the header
    return None


def _check_tensors(header: JsonObject, experiment: Experiment) -> None:
    """Check names, types and shapes before anything of that size is made."""
    forms = tensor_forms(experiment)
    header.expect_keys(["__metadata__", *forms])
    for name, form in forms.items():
        tensor = header.member(name).values
        if not form.allows(tensor.get("dtype"), tensor.get("shape")):
            raise JsonError(tr("“{key}” has another type or size than expected.", key=name))


def _load(content: bytes) -> dict[str, NDArray[Any]]:
    try:
        return load(content)
    except (SafetensorError, ValueError, KeyError, TypeError, OverflowError):
        raise JsonError(tr("Its arrays do not fill it as they should.")) from None
