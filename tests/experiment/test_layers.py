"""Experiments with maxout, batch normalisation, dropout, no biases: checks, counts, files."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz.experiment import MAX_PIECES, Experiment, ExperimentError, LayerChoice
from nnviz.files.experiment_json import experiment_from_json, experiment_to_json
from nnviz.files.json_values import JsonError
from nnviz.files.model_file import ModelFileError, read_model, write_model
from tests.model_files import assert_same, model_of, refusal, rewrite_tensors

LAYER = LayerChoice(4, "linear", bias=False, pieces=2, batch_norm=True, dropout=0.25)
CHOSEN = replace(Experiment(), hidden_layers=(LAYER, LayerChoice(3)), output_bias=False)


def test_parameters_are_those_that_are_learned() -> None:
    assert CHOSEN.parameter_count == 2 * 4 * 2 + 2 * 4 + 3 * 5 + 3
    assert CHOSEN.vector_size == 2 * 4 * 3 + 2 * 4 + 3 * 5 + 4
    assert CHOSEN.statistics_size == 8
    learned = sum(CHOSEN.is_learned(index) for index in range(CHOSEN.vector_size))
    assert learned == CHOSEN.parameter_count


@pytest.mark.parametrize(
    ("layer", "sentence"),
    [
        (replace(LAYER, pieces=0), "Pieces of a maxout must be from 1"),
        (replace(LAYER, pieces=MAX_PIECES + 1), "Pieces of a maxout must be from 1"),
        (replace(LAYER, activation="tanh"), "needs the linear one"),
        (replace(LAYER, dropout=-0.1), "Dropout must be from 0"),
        (replace(LAYER, dropout=0.95), "Dropout must be from 0"),
        (replace(LAYER, dropout=float("nan")), "Dropout must be from 0"),
    ],
)
def test_what_cannot_be_used_is_said(layer: LayerChoice, sentence: str) -> None:
    with pytest.raises(ExperimentError, match=sentence):
        replace(CHOSEN, hidden_layers=(layer,)).check()


def test_every_choice_comes_back_from_json() -> None:
    values = json.loads(json.dumps(experiment_to_json(CHOSEN)))
    assert experiment_from_json(values) == CHOSEN


def test_files_from_before_these_choices_are_read() -> None:
    values: Any = json.loads(json.dumps(experiment_to_json(Experiment())))
    del values["output_bias"]
    for layer in values["hidden_layers"]:
        for name in ("bias", "pieces", "batch_norm", "dropout"):
            del layer[name]
    assert experiment_from_json(values) == Experiment()


@pytest.mark.parametrize("name", ["bias", "batch_norm"])
@pytest.mark.parametrize("value", [0, 1, None, "true", []])
def test_anything_but_true_or_false_is_refused(name: str, value: object) -> None:
    values: Any = json.loads(json.dumps(experiment_to_json(CHOSEN)))
    values["hidden_layers"][0][name] = value
    with pytest.raises(JsonError, match="true or false"):
        experiment_from_json(values)


def test_a_file_gives_back_the_statistics(tmp_path: Path) -> None:
    path, model = tmp_path / "a.nnviz", model_of(CHOSEN, 12)
    write_model(path, model)
    assert_same(read_model(path), model)


def test_a_file_without_its_statistics_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.nnviz"
    write_model(path, model_of(CHOSEN))
    rewrite_tensors(path, lambda tensors: tensors.pop("statistics"))
    assert "missing" in refusal(path)


@pytest.mark.parametrize("value", [-1.0, np.nan, np.inf])
def test_impossible_statistics_are_refused(tmp_path: Path, value: float) -> None:
    path, model = tmp_path / "a.nnviz", model_of(CHOSEN)
    write_model(path, model)
    rewrite_tensors(path, lambda tensors: tensors["statistics"].put(7, value))
    refusal(path)
    assert model.state is not None
    model.state.statistics[7] = value
    with pytest.raises(ModelFileError):
        write_model(tmp_path / "b.nnviz", model)


def test_a_mean_may_be_negative(tmp_path: Path) -> None:
    path, model = tmp_path / "a.nnviz", model_of(CHOSEN)
    assert model.state is not None
    model.state.statistics[0] = -1.0
    write_model(path, model)
    assert_same(read_model(path), model)
