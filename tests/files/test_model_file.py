"""A model file gives back what was saved, to the bit, or says in one sentence why it cannot."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from nnviz import __version__
from nnviz.data.form import MAX_INPUTS, values_over
from nnviz.data.own_points import MAX_POINTS
from nnviz.data.points import Points
from nnviz.data.sources import keep_points
from nnviz.engine.methods import METHODS
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import (
    MAX_HIDDEN_LAYERS,
    MAX_PIECES,
    MAX_UNITS,
    Experiment,
    LayerChoice,
    with_dataset,
    with_optimizer,
)
from nnviz.files import model_file
from nnviz.files.format_version import FORMAT_VERSION
from nnviz.files.model_file import (
    MAX_BYTES,
    FileChangedError,
    Model,
    ModelFileError,
    read_model,
    reading,
    write_model,
    writing_model,
)
from nnviz.files.tensor_layout import MAX_HEADER_BYTES
from nnviz.run_state import HISTORY_CAPACITY, HISTORY_COLUMNS
from nnviz.work import finish
from tests.model_files import (
    SMALL,
    assert_same,
    header_of,
    model_of,
    refusal,
    rewrite_metadata,
    with_header,
)

posix = pytest.mark.skipif(os.name == "nt", reason="no such thing on Windows")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "small.nnviz"


@pytest.fixture
def saved(path: Path) -> Path:
    write_model(path, model_of(with_optimizer(SMALL, "momentum")))
    return path


# Round trips


@pytest.mark.parametrize("method", METHODS)
def test_a_trained_model_comes_back_to_the_bit(path: Path, method: str) -> None:
    single_layer = replace(Experiment(), hidden_layers=(), output_activation="linear")
    model = model_of(with_optimizer(single_layer, method), 37)
    write_model(path, model)
    assert_same(read_model(path), model)


@pytest.mark.parametrize("dataset", ["spiral", "three_blobs", "plane", "sine"])
def test_a_model_of_any_task_comes_back(path: Path, dataset: str) -> None:
    model = model_of(with_dataset(Experiment(), dataset))
    write_model(path, model)
    assert_same(read_model(path), model)


def test_a_model_without_a_state_comes_back(path: Path) -> None:
    write_model(path, Model(SMALL))
    assert_same(read_model(path), Model(SMALL))


def test_a_best_loss_comes_back_when_there_is_one_and_when_there_is_none(path: Path) -> None:
    state = model_of(SMALL).state
    assert state is not None
    for best in (float("inf"), 0.0, 1 / 3):
        model = Model(SMALL, replace(state, best_test_loss=best, best_epoch=0))
        write_model(path, model)
        assert_same(read_model(path), model)


def test_numbers_of_extreme_size_come_back(path: Path) -> None:
    model = model_of(SMALL)
    assert model.state is not None
    model.state.parameters[:3] = [5e-324, -0.0, 1.7976931348623157e308]
    write_model(path, model)
    assert_same(read_model(path), model)


def test_arrays_with_gaps_are_written_without(path: Path) -> None:
    model = model_of(SMALL)
    assert model.state is not None
    gaps = np.repeat(model.state.parameters, 2)[::2]
    write_model(path, Model(SMALL, replace(model.state, parameters=gaps)))
    assert_same(read_model(path), model)


def test_other_programs_can_open_it(saved: Path) -> None:
    tensors = load_file(saved)
    assert set(tensors) == {
        *("parameters", "initial", "order", "history"),
        *("optimizer.velocity", "optimizer.steps"),
    }
    metadata = header_of(saved.read_bytes())[0]["__metadata__"]
    assert metadata["format"] == "nnviz"
    assert metadata["format_version"] == "1"
    assert metadata["written_by"] == __version__
    assert json.loads(metadata["experiment"])["learning_rate"] == SMALL.learning_rate


def test_the_json_in_it_is_strict(path: Path) -> None:
    state = model_of(SMALL).state
    assert state is not None
    write_model(path, Model(SMALL, replace(state, best_test_loss=float("inf"))))
    metadata = header_of(path.read_bytes())[0]["__metadata__"]
    assert json.loads(metadata["run"], parse_constant=pytest.fail)["best_test_loss"] is None


def test_notes_of_other_programs_are_let_be(saved: Path) -> None:
    rewrite_metadata(saved, title="Lecture 3")
    assert read_model(saved).state is not None


# Writing what cannot be


def test_a_state_that_is_not_finite_is_not_written(saved: Path) -> None:
    before = saved.read_bytes()
    model = model_of(SMALL)
    assert model.state is not None
    model.state.parameters[0] = np.nan
    with pytest.raises(ModelFileError, match=r"small\.nnviz cannot be saved: A number"):
        write_model(saved, model)
    assert saved.read_bytes() == before


def test_a_state_of_another_experiment_is_not_written(path: Path) -> None:
    with pytest.raises(ModelFileError, match="not those of its network"):
        write_model(path, Model(Experiment(), model_of(SMALL).state))
    assert not path.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"position": -1},
        {"sample": -1},
        {"best_test_loss": float("nan")},
        {"best_test_loss": float("-inf")},
        {"history_interval": 0},
        {"order": np.arange(5, dtype=np.int32)},
        {"history": np.zeros((0, 6))},
    ],
    ids=str,
)
def test_an_impossible_state_is_not_written(path: Path, values: dict[str, Any]) -> None:
    state = model_of(SMALL).state
    assert state is not None
    with pytest.raises(ModelFileError, match="cannot be saved"):
        write_model(path, Model(SMALL, replace(state, **values)))
    assert not path.exists()


def test_an_impossible_experiment_is_not_written(path: Path) -> None:
    with pytest.raises(ModelFileError, match="Learning rate"):
        write_model(path, Model(replace(SMALL, learning_rate=-1.0)))
    assert not path.exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"a\.nnviz cannot be saved: there is no such file"):
        write_model(tmp_path / "none" / "a.nnviz", Model(SMALL))


# Files that are no model files


def test_a_file_that_is_not_there_is_named(path: Path) -> None:
    assert refusal(path) == "small.nnviz cannot be opened: there is no such file or folder."


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "it is a folder" in refusal(tmp_path)


@posix
def test_a_pipe_is_refused_without_waiting_for_it(path: Path) -> None:
    os.mkfifo(path)
    assert "not an ordinary file" in refusal(path)


@posix
def test_a_device_is_refused() -> None:
    assert "not an ordinary file" in refusal(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(errno.EACCES, "x"), "permission is missing"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError(), "OSError"),
    ],
)
def test_a_file_that_the_system_keeps_is_refused(
    saved: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(os, "open", fail)
    assert reason in refusal(saved)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(ModelFileError, match="no name"):
        read_model(Path("a\0b.nnviz"))


def test_a_name_is_shown_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"^a�b\.nnviz cannot"):
        read_model(tmp_path / "a\nb.nnviz")


def test_a_file_that_is_too_large_is_not_read(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_file, "MAX_BYTES", saved.stat().st_size)
    assert read_model(saved)
    monkeypatch.setattr(model_file, "MAX_BYTES", saved.stat().st_size - 1)
    assert "too large" in refusal(saved)


def test_the_largest_network_and_data_are_not_too_large() -> None:
    form = values_over(MAX_INPUTS, targets=MAX_INPUTS)
    points = Points(np.zeros((MAX_INPUTS, MAX_POINTS)), np.zeros((MAX_INPUTS, MAX_POINTS)))
    layer = LayerChoice(MAX_UNITS, "linear", pieces=MAX_PIECES, batch_norm=True)
    largest = replace(
        with_optimizer(with_dataset(Experiment(), keep_points(points, form)), "adamw"),
        hidden_layers=(layer,) * MAX_HIDDEN_LAYERS,
    )
    largest.check()
    vectors = 2 + len(OPTIMIZERS["adamw"].state)  # parameters, initial, averages
    numbers = vectors * largest.vector_size + HISTORY_CAPACITY * len(HISTORY_COLUMNS)
    numbers += points.x.size + points.y.size
    assert 8 * numbers + 2 * MAX_HEADER_BYTES < MAX_BYTES


def test_a_file_of_a_terabyte_is_refused_at_once(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(2**40)  # it holds nothing and takes no room
    assert refusal(path) == "small.nnviz is too large: a model file has up to 384 MiB."


HEADERS = [
    b"",
    b"\0" * 8,
    b"\xff" * 8,
    b"\x00\x00\x20\x00\x00\x00\x00\x00" + b" " * 2**21,
    with_header(b"\xff\xfe", b""),
    with_header(b"[" * 100_000, b""),
    with_header(b'{"a": 1, "a": 2}', b""),
    with_header([], b""),
    with_header({}, b""),
    with_header({"__metadata__": 1}, b""),
    with_header({"__metadata__": {"format": "pt"}}, b""),
    b"PK\x03\x04 a zip file",
    "한글 텍스트".encode("cp949"),
]


@pytest.mark.parametrize("content", HEADERS, ids=range(len(HEADERS)))
def test_what_is_no_model_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "not a model file of nnviz" in refusal(path)


# Versions


@pytest.mark.parametrize("experiment", ["from the future", None])
def test_a_newer_format_says_so(saved: Path, experiment: str | None) -> None:
    newer = FORMAT_VERSION + 1
    rewrite_metadata(saved, format_version=str(newer), experiment=experiment, news="!")
    assert refusal(saved) == (
        f"small.nnviz was made by a newer nnviz (format {newer}); "
        f"this one reads up to {FORMAT_VERSION}."
    )


@pytest.mark.parametrize("version", ["", "0", "-1", "1.5", "²", "\uff11", "x", "9" * 5000, None, 1])
def test_a_format_without_a_number_is_damaged(saved: Path, version: object) -> None:
    rewrite_metadata(saved, format_version=version)
    assert "its format has no number" in refusal(saved)


# A file that others write too


def test_a_file_that_has_changed_is_not_replaced_unasked(saved: Path) -> None:
    known = finish(reading(saved)).stamp
    write_model(saved, Model(SMALL))
    with pytest.raises(FileChangedError, match=r"^small\.nnviz has been changed since"):
        finish(writing_model(saved, model_of(SMALL), known))
    assert read_model(saved) == Model(SMALL)


def test_a_file_as_it_was_is_replaced(saved: Path) -> None:
    known = finish(reading(saved)).stamp
    for model in (Model(SMALL), model_of(SMALL)):
        known = finish(writing_model(saved, model, known))
        assert_same(read_model(saved), model)


def test_a_file_that_is_gone_is_nobody_s_loss(saved: Path) -> None:
    known = finish(reading(saved)).stamp
    saved.unlink()
    finish(writing_model(saved, Model(SMALL), known))
    assert read_model(saved) == Model(SMALL)


def test_a_large_file_is_read_in_many_shares(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_file, "CHUNK_BYTES", 100)
    shares = list(reading(saved))
    assert len(shares) > 10
    assert shares == sorted(shares)
    assert_same(read_model(saved), model_of(with_optimizer(SMALL, "momentum")))
