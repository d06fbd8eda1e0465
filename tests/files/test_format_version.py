"""Versions of the file's format: every one can be read for ever, and no file has a needless one."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nnviz.engine.activations.step_linear_relu import LeakyReLUSettings, UnitStepSettings
from nnviz.engine.initializers import NormalSettings
from nnviz.engine.losses.squared_absolute_huber import HuberSettings
from nnviz.engine.schedules import StepSettings
from nnviz.experiment import DataChoice, Experiment, LayerChoice, Stopping, with_optimizer
from nnviz.experiment.choice_rows import KeyRow, Missing, NumberRow, SettingsRow
from nnviz.files.format_version import FORMAT_VERSION, version_for
from nnviz.files.model_file import read_model, write_model
from nnviz.training.run import TrainingRun
from tests.examples import EXAMPLES
from tests.model_files import assert_same, header_of
from tests.own_data import of_bodies

FOLDER = Path(__file__).parent / "versions"
# What the file of each version was written with. They are never written anew.
VERSIONS = {
    1: replace(
        with_optimizer(Experiment(), "adam"),
        data=DataChoice("xor", samples=20, noise=0.1, train_share=0.6, seed=3),
        features=("x1", "x2", "x1_x2"),
        scaling="z_score",
        hidden_layers=(
            LayerChoice(3, "leaky_relu", LeakyReLUSettings(0.05), batch_norm=True, dropout=0.1),
            LayerChoice(2, "linear", bias=False, pieces=2),
        ),
        output_bias=False,
        loss="huber",
        loss_settings=HuberSettings(2.0),
        learning_rate=0.05,
        schedule="step",
        schedule_settings=StepSettings(0.5, 5),
        clip_norm=1.5,
        batch_size=4,
        l1=0.001,
        l2=0.002,
        bias_initializer="normal",
        bias_initializer_settings=NormalSettings(0.2),
        weights_seed=7,
        stopping=Stopping(epochs=30, target_loss=0.001, patience=20),
    ),
    2: replace(
        of_bodies(),
        data=replace(of_bodies().data, samples=20),
        scaling="z_score",
        hidden_layers=(LayerChoice(3),),
    ),
    3: replace(
        with_optimizer(Experiment(), "perceptron"),
        data=DataChoice("corners", samples=20, train_share=0.6),
        hidden_layers=(),
        output_activation="step",
        output_activation_settings=UnitStepSettings(0.0),
        loss="mse",
        batch_size=4,
    ),
}


def path_of(version: int) -> Path:
    return FOLDER / f"{version}.nnviz"


def metadata_of(path: Path) -> dict[str, Any]:
    metadata: dict[str, Any] = header_of(path.read_bytes())[0]["__metadata__"]
    return metadata


def values_of(path: Path) -> dict[str, Any]:
    """Return what the metadata say of the model; by which program is no part of that."""
    metadata = metadata_of(path)
    kept = {"format_version", "experiment", "run", "data"} & metadata.keys()
    return {key: json.loads(metadata[key]) for key in kept}


def without_a_file(folder: Path, versions: int) -> list[str]:
    """Return what is to do for every version of which no file is kept."""
    return [
        f"{folder.name}/{version}.nnviz is missing: train a small experiment with what is new in "
        f"format {version} a little, save it there, and add it to VERSIONS"
        for version in range(1, versions + 1)
        if not (folder / f"{version}.nnviz").is_file()
    ]


def test_a_file_of_every_version_is_kept() -> None:
    assert without_a_file(FOLDER, FORMAT_VERSION) == []
    assert list(VERSIONS) == list(range(1, FORMAT_VERSION + 1))


def test_a_version_without_a_file_is_seen() -> None:
    (said,) = without_a_file(FOLDER, FORMAT_VERSION + 1)
    assert said.startswith(f"versions/{FORMAT_VERSION + 1}.nnviz is missing: train a small")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_every_version_is_read_and_trained_on(version: int) -> None:
    assert metadata_of(path_of(version))["format_version"] == str(version)
    model = read_model(path_of(version))
    assert model.experiment == VERSIONS[version]
    assert model.state is not None
    within_a_batch = 0 if version == 3 else 1  # the perceptron rule takes a batch whole
    assert (model.state.iteration, model.state.sample) == (13, within_a_batch)
    run = TrainingRun(model.experiment)
    run.restore(model.state)
    run.advance(17)
    assert run.iteration == 30


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_read_is_written_with_the_same_values(version: int, tmp_path: Path) -> None:
    model, again = read_model(path_of(version)), tmp_path / "again.nnviz"
    write_model(again, model)
    assert values_of(again) == values_of(path_of(version))
    assert header_of(again.read_bytes())[1] == header_of(path_of(version).read_bytes())[1]
    assert_same(read_model(again), model)


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_the_examples_are_written_as_they_were(example: Any, tmp_path: Path) -> None:
    path = tmp_path / "again.nnviz"
    write_model(path, read_model(example.path))
    assert metadata_of(path) == metadata_of(example.path)
    assert len(path.read_bytes()) == len(example.path.read_bytes())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_has_the_lowest_version_that_can_hold_it(version: int) -> None:
    assert version_for(VERSIONS[version]) == version


@pytest.mark.parametrize(
    ("row", "missing", "other"),
    [
        (NumberRow(key="a", label="", low=0, high=9, missing=1.5), 1.5, 2.5),
        (KeyRow(key="a", label="", noun="", table=(), missing="zeros"), "zeros", "normal"),
        (
            SettingsRow(key="a", label="", of="b", table={}, missing=Missing.DEFAULTS),
            HuberSettings(),
            HuberSettings(2.0),
        ),
    ],
)
def test_what_files_mean_without_a_choice_needs_no_later_version(
    row: NumberRow, missing: object, other: object
) -> None:
    assert row.is_missing(missing)
    assert not row.is_missing(other)


def test_the_form_of_own_points_is_json() -> None:
    form = json.loads(metadata_of(path_of(2))["data"])
    assert [column["name"] for column in form["inputs"]] == ["height", "weight"]
    assert form["class_names"] == ["female", "male"]
