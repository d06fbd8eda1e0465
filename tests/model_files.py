"""Small model files for tests, and ways to spoil them."""

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from nnviz.experiment import DataChoice, Experiment, LayerChoice
from nnviz.files.model_file import Model, ModelFileError, read_model
from nnviz.run_state import RunState
from nnviz.training.run import TrainingRun

SMALL = Experiment(
    data=DataChoice(samples=10), features=("x1",), hidden_layers=(LayerChoice(1),), batch_size=2
)
Tensors = dict[str, np.ndarray[Any, Any]]


def model_of(experiment: Experiment, steps: int = 4) -> Model:
    run = TrainingRun(experiment)
    run.advance(steps)
    run.step_sample()
    return Model(experiment, run.state())


def parts(state: RunState) -> dict[str, object]:
    """Return a state's parts as values that == compares to the bit."""
    values = {field.name: getattr(state, field.name) for field in fields(state)}
    arrays = values | {f"optimizer {name}": array for name, array in state.optimizer.items()}
    del arrays["optimizer"]
    return {
        name: (value.dtype, value.shape, value.tobytes())
        if isinstance(value, np.ndarray)
        else value
        for name, value in arrays.items()
    }


def assert_same(read: Model, saved: Model) -> None:
    assert read.experiment == saved.experiment
    assert (read.state is None) == (saved.state is None)
    if read.state is not None and saved.state is not None:
        assert parts(read.state) == parts(saved.state)


def is_one_sentence(text: str, path: Path) -> bool:
    """Say whether a text names the file, on one line that can be read."""
    begun_and_ended = text.startswith(path.name) and text.endswith(".")
    return begun_and_ended and text.isprintable() and len(text) < 250


def refusal(path: Path) -> str:
    """Return the sentence with which a file is refused, having looked that it is one."""
    with pytest.raises(ModelFileError) as refused:
        read_model(path)
    assert is_one_sentence(str(refused.value), path)
    return str(refused.value)


def header_of(content: bytes) -> tuple[dict[str, Any], bytes]:
    end = 8 + int.from_bytes(content[:8], "little")
    return json.loads(content[8:end]), content[end:]


def with_header(header: object, data: bytes) -> bytes:
    encoded = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(encoded).to_bytes(8, "little") + encoded + data


def rewrite_header(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    header, data = header_of(path.read_bytes())
    change(header)
    path.write_bytes(with_header(header, data))


def rewrite_metadata(path: Path, **values: object) -> None:
    rewrite_header(path, lambda header: header["__metadata__"].update(values))


def rewrite_run(path: Path, **values: object) -> None:
    def change(header: dict[str, Any]) -> None:
        run = json.loads(header["__metadata__"]["run"]) | values
        header["__metadata__"]["run"] = json.dumps(run)

    rewrite_header(path, change)


def rewrite_tensors(path: Path, change: Callable[[Tensors], object]) -> None:
    metadata = header_of(path.read_bytes())[0]["__metadata__"]
    tensors = load(path.read_bytes())
    change(tensors)
    path.write_bytes(save(tensors, metadata))
