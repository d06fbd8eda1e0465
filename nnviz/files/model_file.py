"""The model file (.nnviz): a safetensors file with the arrays of a run, the experiment as JSON.

Nothing in a file is ever executed, and nothing is taken from it that was not checked.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnviz import __version__
from nnviz.experiment import Experiment, ExperimentError
from nnviz.files.atomic import Stamp, stamp_of, writing
from nnviz.files.experiment_json import experiment_from_json, experiment_to_json
from nnviz.files.format_version import FORMAT_VERSION, version_for
from nnviz.files.json_values import JsonError, JsonObject, parse_object
from nnviz.files.own_data import own_tensors, own_values, take_own_points
from nnviz.files.state_values import check_fits, state_of, tensor_forms, tensors_of, values_of
from nnviz.files.tensor_layout import METADATA, Bytes, laid_out, read_header, read_tensors
from nnviz.language import tr
from nnviz.regular_file import open_regular
from nnviz.run_state import RunState
from nnviz.system_error import cannot_read, cannot_write, shown_name
from nnviz.work import Work, finish

SUFFIX = ".nnviz"
FORMAT = "nnviz"
MAX_BYTES = 384 * 2**20  # the largest network and data there can be take 346 MiB, with averages
CHUNK_BYTES = 4 * 2**20  # read from one share of the work to the next
READ_SHARE = 0.8  # of the work is reading; the rest is looking at what was read


class ModelFileError(ValueError):
    """A model file that cannot be read or written: one sentence with its name and the reason."""


@dataclass(frozen=True)
class Model:
    """What a model file holds; without a state the experiment is at its beginning."""

    experiment: Experiment
    state: RunState | None = None


class Opened(NamedTuple):
    """A model, and the stamp of the file as it was read."""

    model: Model
    stamp: Stamp


class FileChangedError(ModelFileError):
    """The file is no longer as it was when it was read or written last."""


def read_model(path: Path) -> Model:
    """Return the model in a file. ModelFileError: it cannot be used, for the reason given."""
    return finish(reading(path)).model


def reading(path: Path) -> Work[Opened]:
    """Read a model file. ModelFileError: it cannot be used, for the reason given."""
    name = shown_name(path)
    content, stamp = yield from _reading_bytes(path)
    try:
        header, data = read_header(content)
    except JsonError:
        raise ModelFileError(
            tr("{name} is not a model file of nnviz, or it is damaged.", name=name)
        ) from None
    metadata = _metadata(header, name)
    try:
        values = parse_object(metadata.get("experiment", ""))
        own = take_own_points(values, metadata, header, data)
        experiment = experiment_from_json(values.values, int(metadata["format_version"]))
        state = _state(header, data, metadata, experiment, own)
    except ExperimentError as error:
        raise ModelFileError(
            tr("{name} cannot be used: {reason}", name=name, reason=error)
        ) from None
    except JsonError as error:
        raise ModelFileError(tr("{name} is damaged: {reason}", name=name, reason=error)) from None
    return Opened(Model(experiment, state), stamp)


def write_model(path: Path, model: Model) -> None:
    """Write a model to a file. ModelFileError: that was not possible; the old file is as it was."""
    finish(writing_model(path, model))


def writing_model(path: Path, model: Model, known: Stamp | None = None) -> Work[Stamp]:
    """Write a model to a file, as `write_model` does, and return its stamp.

    FileChangedError: the file there is another than the one with the stamp `known`.
    """
    name = shown_name(path)
    try:
        _check_known(path, known)
        model.experiment.check()
        if model.state is not None:
            check_fits(model.experiment, model.state)
        tensors = {} if model.state is None else tensors_of(model.state)
        tensors |= own_tensors(model.experiment)
        return (yield from writing(path, laid_out(tensors, _metadata_of(model))))
    except (JsonError, ExperimentError) as error:
        raise ModelFileError(
            tr("{name} cannot be saved: {reason}", name=name, reason=error)
        ) from None
    except OSError as error:
        raise ModelFileError(cannot_write(path, error)) from None


def _metadata_of(model: Model) -> dict[str, str]:
    values, version = own_values(model.experiment), version_for(model.experiment)
    if model.state is not None:
        values["run"] = values_of(model.state)
    return {
        "format": FORMAT,
        "format_version": str(version),
        "written_by": __version__,
        "experiment": _json(experiment_to_json(model.experiment, version)),
        **{key: _json(part) for key, part in values.items()},
    }


def _check_known(path: Path, known: Stamp | None) -> None:
    """Refuse to replace what somebody else has written; a file that is gone is nobody's loss."""
    if known is not None and path.exists() and stamp_of(path) != known:
        raise FileChangedError(
            tr("{name} has been changed since it was opened or saved here.", name=shown_name(path))
        )


def _json(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _reading_bytes(path: Path) -> Work[tuple[Bytes, Stamp]]:
    try:
        with open_regular(path) as stream:
            stamp = stamp_of(stream.fileno())
            if stamp.size > MAX_BYTES:
                raise _too_large(path)
            content, count = np.empty(stamp.size, np.uint8), 0
            while chunk := stream.readinto(content[count : count + CHUNK_BYTES].data):
                count += chunk
                yield count / stamp.size * READ_SHARE
    except OSError as error:
        raise ModelFileError(cannot_read(path, error)) from None
    return content[:count], stamp


def _too_large(path: Path) -> ModelFileError:
    return ModelFileError(
        tr(
            "{name} is too large: a model file has up to {limit} MiB.",
            name=shown_name(path),
            limit=MAX_BYTES // 2**20,
        )
    )


def _metadata(header: JsonObject, name: str) -> dict[str, str]:
    """Return the metadata of a file of ours in a version we read.

    Keys we do not know are let be: other programs leave notes here, and nothing depends on them.
    """
    found = header.values.get(METADATA)
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
    header: JsonObject,
    data: Bytes,
    metadata: dict[str, str],
    experiment: Experiment,
    own: Collection[str],
) -> RunState | None:
    if "run" in metadata:
        _check_tensors(header, experiment, own)
        state = state_of(read_tensors(header, data), parse_object(metadata["run"]))
        check_fits(experiment, state)
        return state
    header.expect_keys([METADATA, *own])
    read_tensors(header, data)  # nothing may follow the header
    return None


def _check_tensors(header: JsonObject, experiment: Experiment, own: Collection[str]) -> None:
    """Check names, types and shapes before anything of that size is made."""
    forms = tensor_forms(experiment)
    header.expect_keys([METADATA, *forms, *own])
    for name, form in forms.items():
        tensor = header.member(name).values
        if not form.allows(tensor.get("dtype"), tensor.get("shape")):
            raise JsonError(tr("“{key}” has another type or size than expected.", key=name))
