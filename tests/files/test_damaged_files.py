"""A damaged or hostile model file is refused in one sentence, or is a model one can train."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load

from nnviz.experiment import with_optimizer
from nnviz.files import model_file
from nnviz.files.model_file import Model, ModelFileError, read_model, write_model
from nnviz.training.run import TrainingRun
from tests.model_files import (
    SMALL,
    Tensors,
    header_of,
    is_one_sentence,
    model_of,
    refusal,
    rewrite_header,
    rewrite_metadata,
    rewrite_run,
    rewrite_tensors,
    with_header,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "small.nnviz"


@pytest.fixture
def saved(path: Path) -> Path:
    write_model(path, model_of(with_optimizer(SMALL, "momentum")))
    return path


def test_a_choice_of_a_later_version_is_named(saved: Path) -> None:
    experiment = header_of(saved.read_bytes())[0]["__metadata__"]["experiment"]
    rewrite_metadata(saved, experiment=experiment.replace("half_mse", "mood"))
    assert refusal(saved) == (
        "small.nnviz cannot be used: There is no loss called “mood” in this version."
    )


@pytest.mark.parametrize("key", ["experiment", "run"])
@pytest.mark.parametrize("text", ["", "[", "[" * 100_000, "{}", '{"a": NaN}', "1", '"x"'])
def test_json_that_is_none_of_ours_is_damage(saved: Path, key: str, text: str) -> None:
    rewrite_metadata(saved, **{key: text})
    assert "is damaged" in refusal(saved)


PCG64 = {
    "bit_generator": "PCG64",
    "state": {"state": 1, "inc": 1},
    "has_uint32": 0,
    "uinteger": 0,
}
RUN_VALUES = [
    *({name: value} for name in ("iteration", "epoch") for value in (-1, 0, 1.0, True, None)),
    *({"position": value} for value in (-1, 3, 2**60, "1")),
    *({"sample": value} for value in (-1, 2, 10**400)),
    {"position": 2, "sample": 1},  # the last batch is smaller
    *({"best_epoch": value} for value in (-1, 2, 0.5)),
    *({"history_interval": value} for value in (0, -1, 2**54)),
    *({"best_test_loss": value} for value in ("Infinity", True, [])),
    *({"generator": value} for value in (None, [], {}, PCG64 | {"bit_generator": "MT19937"})),
    *({"generator": PCG64 | {"state": value}} for value in (1, {}, {"state": 1})),
    *({"generator": PCG64 | {"state": {"state": 1, "inc": value}}} for value in (0, 2, 2**128 + 1)),
    *({"generator": PCG64 | {"state": {"state": value, "inc": 1}}} for value in (-1, 2**128, 0.5)),
    *({"generator": PCG64 | {"has_uint32": value}} for value in (2, True, None)),
    {"generator": PCG64 | {"uinteger": 2**32}},
    {"epoch": 5},  # of four iterations
    {"generator": PCG64 | {"surprise": 1}},
    {"generator": PCG64 | {"state": {"state": 1, "inc": 1, "surprise": 1}}},
    {"surprise": 1},
]


@pytest.mark.parametrize("values", RUN_VALUES, ids=str)
def test_an_impossible_run_is_damage(saved: Path, values: dict[str, object]) -> None:
    rewrite_run(saved, **values)
    assert "is damaged" in refusal(saved)


def test_a_possible_run_is_none(saved: Path) -> None:
    rewrite_run(saved, generator=PCG64, best_epoch=1, position=2, sample=0, history_interval=8)
    assert read_model(saved).state is not None


def put(name: str, place: object, value: float) -> Callable[[Tensors], object]:
    return lambda tensors: tensors[name].__setitem__(place, value)


def become(name: str, change: Callable[[Any], object]) -> Callable[[Tensors], object]:
    return lambda tensors: tensors.__setitem__(name, change(tensors[name]))  # type: ignore[arg-type]


TENSORS: dict[str, Callable[[Tensors], object]] = {
    "a parameter NaN": put("parameters", 0, np.nan),
    "an initial one infinite": put("initial", 0, np.inf),
    "the optimizer infinite": put("optimizer.velocity", 1, -np.inf),
    "steps below 0": put("optimizer.steps", 0, -1),
    "a loss NaN": put("history", (1, 2), np.nan),
    "a sample twice": put("order", 0, 10**6),
    "half an iteration": put("history", (1, 0), 0.5),
    "iterations that fall": put("history", (0, 0), 100),
    "an epoch twice": put("history", (1, 1), 0),
    "a history from before": put("history", (0, 1), -1),
    "a history of the future": put("history", (1, 0), 5),
    "no history": become("history", lambda rows: rows[:0]),
    "a history too long": become("history", lambda _rows: np.zeros((4097, 6))),
    "a column less": become("history", lambda rows: rows[:, :5].copy()),
    "fewer parameters": become("parameters", lambda vector: vector[:-1]),
    "a matrix of parameters": become("parameters", lambda vector: vector.reshape(2, -1)),
    "half precision": become("parameters", lambda vector: vector.astype(np.float16)),
    "whole parameters": become("parameters", lambda vector: vector.astype(np.int64)),
    "an order of floats": become("order", lambda order: order.astype(float)),
    "another sample count": become("order", lambda _order: np.arange(6)),
    "no initial weights": lambda tensors: tensors.pop("initial"),
    "no optimizer": lambda tensors: tensors.pop("optimizer.velocity"),
    "another optimizer's": lambda tensors: tensors.update({"optimizer.second": np.zeros(4)}),
    "a surprise": lambda tensors: tensors.update({"surprise": np.zeros(1)}),
}


@pytest.mark.parametrize("change", TENSORS.values(), ids=TENSORS)
def test_impossible_arrays_are_damage(saved: Path, change: Callable[[Tensors], object]) -> None:
    rewrite_tensors(saved, change)
    assert "is damaged" in refusal(saved)


@pytest.mark.parametrize(
    ("optimizer", "name"), [("adagrad", "squares"), ("rmsprop", "squares"), ("adam", "second")]
)
def test_negative_squares_are_damage(path: Path, optimizer: str, name: str) -> None:
    write_model(path, model_of(with_optimizer(SMALL, optimizer)))
    rewrite_tensors(path, put(f"optimizer.{name}", 0, -1e-9))
    assert "What its optimizer remembers is impossible" in refusal(path)


@pytest.mark.parametrize("experiment", [None, 1])
def test_no_experiment_is_damage(saved: Path, experiment: object) -> None:
    rewrite_metadata(saved, experiment=experiment)
    assert "is damaged" in refusal(saved)


def long_history(tensors: Tensors, rows: int) -> None:
    tensors["history"] = np.zeros((rows, 6))
    tensors["history"][:, :2] = np.arange(rows)[:, np.newaxis]


def test_a_history_is_as_long_as_histories_may_be(saved: Path) -> None:
    rewrite_run(saved, iteration=5000, epoch=5000)
    rewrite_tensors(saved, lambda tensors: long_history(tensors, 4096))
    assert read_model(saved).state is not None
    rewrite_tensors(saved, lambda tensors: long_history(tensors, 4097))
    assert "is damaged" in refusal(saved)


def test_arrays_without_a_run_are_damage(saved: Path) -> None:
    rewrite_header(saved, lambda header: header["__metadata__"].pop("run"))
    assert "is damaged" in refusal(saved)


def test_a_run_without_arrays_is_damage(saved: Path) -> None:
    rewrite_tensors(saved, dict.clear)
    assert "is damaged" in refusal(saved)


ENTRIES: list[object] = [
    None,
    [],
    {},
    {"dtype": "F64", "shape": [True]},
    {"dtype": "F64", "shape": [1.0], "data_offsets": [0, 8]},
    {"dtype": "F64", "shape": [2**62], "data_offsets": [0, 2**65]},
    {"dtype": "BF16", "shape": [1], "data_offsets": [0, 2]},
    {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]},
    {"dtype": "F64", "shape": [1], "data_offsets": [8, 0]},
    {"dtype": "F64", "shape": [1], "data_offsets": [-8, 0]},
    {"dtype": "F64", "shape": [1], "data_offsets": [2**70, 2**70 + 8]},
]


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_a_hostile_header_is_damage(saved: Path, entry: object) -> None:
    rewrite_header(saved, lambda header: header.update({"optimizer.steps": entry}))
    assert "is damaged" in refusal(saved)


@pytest.mark.parametrize("size", [0, 5, 2**40])
def test_arrays_of_another_size_are_refused_before_they_are_made(
    saved: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_file, "read_tensors", lambda *_: pytest.fail("it is made"))
    rewrite_header(saved, lambda header: header["parameters"].update(shape=[size]))
    assert "“parameters” has another type or size" in refusal(saved)


def test_a_header_blown_up_is_refused(saved: Path) -> None:
    header, data = header_of(saved.read_bytes())
    saved.write_bytes(with_header(json.dumps(header).encode() + b" " * 2**21, data))
    assert "parameters" in load(saved.read_bytes())
    assert "not a model file of nnviz, or it is damaged" in refusal(saved)


def test_an_array_given_twice_is_refused_though_the_library_takes_it(saved: Path) -> None:
    header, data = header_of(saved.read_bytes())
    again = json.dumps({"parameters": header["parameters"]})[1:]
    saved.write_bytes(with_header((json.dumps(header)[:-1] + ", " + again).encode(), data))
    assert "parameters" in load(saved.read_bytes())
    assert "not a model file of nnviz, or it is damaged" in refusal(saved)


@pytest.mark.parametrize("tail", [b"\0", b"\0" * 8, b"more"])
def test_bytes_after_the_end_are_damage(path: Path, tail: bytes) -> None:
    for model in (Model(SMALL), model_of(SMALL)):
        write_model(path, model)
        path.write_bytes(path.read_bytes() + tail)
        assert "is damaged" in refusal(path)


# Chance


def loads_or_refuses(path: Path, content: bytes) -> bool:
    """Return whether it loads; if it does, what comes is a model one can train."""
    path.write_bytes(content)
    try:
        model = read_model(path)
    except ModelFileError as error:
        return not is_one_sentence(str(error), path)
    if model.state is not None:
        TrainingRun(model.experiment).restore(model.state)
    return True


def test_a_file_cut_short_anywhere_is_refused(saved: Path, tmp_path: Path) -> None:
    content = saved.read_bytes()
    loaded = [
        length
        for length in range(len(content))
        if loads_or_refuses(tmp_path / "cut.nnviz", content[:length])
    ]
    assert loaded == []


def test_a_file_with_a_wrong_byte_loads_or_is_refused(saved: Path, tmp_path: Path) -> None:
    content, chance = saved.read_bytes(), random.Random(1)
    loaded = 0
    for _ in range(500):
        damaged = bytearray(content)
        for place in chance.sample(range(len(content)), chance.choice((1, 1, 1, 2, 8))):
            damaged[place] ^= 1 << chance.randrange(8)
        loaded += loads_or_refuses(tmp_path / "flipped.nnviz", bytes(damaged))
    assert 0 < loaded < 500  # a flip in a weight makes another weight
