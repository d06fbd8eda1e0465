"""Own points go into a model file and come back to the bit, or the file is refused."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from nnviz.data.form import MAX_INPUTS, Column, DataForm
from nnviz.data.own_points import MAX_NAME, MIN_POINTS
from nnviz.data.points import Points
from nnviz.data.sources import SOURCES, keep_points
from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.files.model_file import Model, read_model, write_model
from nnviz.training.run import TrainingRun
from tests.model_files import (
    assert_same,
    header_of,
    model_of,
    refusal,
    rewrite_header,
    rewrite_metadata,
    rewrite_tensors,
)
from tests.own_data import PICTURES_FORM, bodies, of_bodies, of_pictures, pictures
from tests.translations import ROOT

GO_ON = """
import sys
from pathlib import Path
from nnviz.files.model_file import read_model
from nnviz.training.run import TrainingRun
model = read_model(Path(sys.argv[1]))
run = TrainingRun(model.experiment)
run.restore(model.state)
run.advance(20)
print(model.experiment.form.inputs[0].name, run.network.parameters.tobytes().hex())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own.nnviz"


@pytest.fixture
def saved(path: Path) -> Path:
    write_model(path, model_of(of_bodies()))
    return path


@pytest.mark.parametrize("make", [of_bodies, of_pictures])
@pytest.mark.parametrize("trained", [True, False])
def test_an_experiment_on_own_points_comes_back(
    path: Path, make: Callable[[], Experiment], trained: bool
) -> None:
    model = model_of(make()) if trained else Model(make())
    write_model(path, model)
    assert_same(read_model(path), model)


def test_a_fresh_process_goes_on_to_the_bit(saved: Path) -> None:
    model = read_model(saved)
    assert model.state is not None
    run = TrainingRun(model.experiment)
    run.restore(model.state)
    run.advance(20)
    done = subprocess.run(
        [sys.executable, "-c", GO_ON, saved], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["height", run.network.parameters.tobytes().hex()]


def test_other_programs_find_the_points_as_tensors(saved: Path) -> None:
    tensors = load_file(saved)
    np.testing.assert_array_equal(tensors["data.inputs"], bodies().x)
    np.testing.assert_array_equal(tensors["data.answers"], bodies().y)


def test_only_files_with_own_points_have_the_later_version(saved: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.nnviz"
    write_model(plain, model_of(Experiment()))
    versions = [
        header_of(file.read_bytes())[0]["__metadata__"]["format_version"] for file in (plain, saved)
    ]
    assert versions == ["1", "2"]


def test_what_is_used_is_part_of_the_points(path: Path) -> None:
    experiment = of_bodies()
    fewer = replace(experiment, data=replace(experiment.data, samples=15))
    write_model(path, model_of(fewer))
    read = read_model(path).experiment
    assert read == fewer
    points = SOURCES[read.data.dataset].points
    assert points is not None
    assert points.count == 24


@pytest.mark.parametrize("shape", [(1, 6), (6, 1), None])
def test_the_shape_of_pictures_comes_back(path: Path, shape: tuple[int, int] | None) -> None:
    form = replace(PICTURES_FORM, picture_shape=shape)
    key = keep_points(pictures(), form)
    write_model(path, Model(with_dataset(Experiment(), key)))
    assert read_model(path).experiment.form.picture_shape == shape
    assert read_model(path).experiment.data.dataset == key


def test_the_longest_names_fit_into_the_header(path: Path) -> None:
    letter = '"'  # each takes four characters there
    names = tuple(f"{number:03}".ljust(MAX_NAME, letter) for number in range(MAX_INPUTS))
    form = DataForm(tuple(Column(name, limits=(-1e-300, 1e300)) for name in names), (), names)
    zeros = np.zeros((MAX_INPUTS, MIN_POINTS))
    key = keep_points(Points(zeros, zeros), form)
    write_model(path, Model(with_dataset(Experiment(), key)))
    assert read_model(path).experiment.form == form


def without(name: str) -> Callable[[Path], None]:
    return lambda path: rewrite_tensors(path, lambda tensors: tensors.pop(name))


def with_tensor(name: str, change: Callable[[Any], Any]) -> Callable[[Path], None]:
    def spoil(tensors: dict[str, Any]) -> None:
        tensors[name] = change(tensors[name].copy())

    return lambda path: rewrite_tensors(path, spoil)


def with_number(number: float) -> Callable[[Any], Any]:
    def change(array: Any) -> Any:
        array[..., 0] = number
        return array

    return change


def with_form(**values: object) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        form = json.loads(header_of(path.read_bytes())[0]["__metadata__"]["data"])
        rewrite_metadata(path, data=json.dumps(form | values))

    return spoil


def without_form(path: Path) -> None:
    rewrite_header(path, lambda header: header["__metadata__"].pop("data"))


COLUMN = {"name": "height", "kind": "number", "low": 140.0, "high": 200.0}
WEIGHT = {"name": "weight", "kind": "number", "low": 40.0, "high": 110.0}
DAMAGE = [
    (without("data.inputs"), "“data.inputs” is missing."),
    (without("data.answers"), "“data.answers” is missing."),
    (without_form, "“data” is missing."),
    (with_tensor("data.inputs", lambda x: x[:1]), "The points have not as many numbers"),
    (with_tensor("data.inputs", lambda x: x[:, :-1]), "The points have not as many numbers"),
    (with_tensor("data.inputs", lambda x: x.astype(np.int64)), "“data.inputs” has another type"),
    (with_tensor("data.inputs", lambda x: x[:, :5]), "Data need 10 to 5,000 points"),
    (with_tensor("data.inputs", with_number(np.nan)), "A number of the points is not finite."),
    (with_tensor("data.inputs", with_number(100.0)), "A number of “height” cannot be there."),
    (with_tensor("data.answers", with_number(1.0)), "Its data are not those that it was saved"),
    (with_tensor("data.answers", with_number(7.0)), "A point is in a class that there is not."),
    (with_form(surprise=1), "“surprise” is not known in this version."),
    (with_form(inputs=[COLUMN]), "The points have not as many numbers"),
    (with_form(inputs=[COLUMN, COLUMN]), "given twice"),
    (with_form(inputs=[COLUMN, WEIGHT | {"kind": "mood"}]), "no kind of column called “mood”"),
    (with_form(inputs=[COLUMN, WEIGHT | {"low": "1"}]), "“low” must be a number."),
    (with_form(inputs=[COLUMN, WEIGHT | {"name": "<b>"}]), "Its data are not those"),
    (with_form(inputs=[COLUMN, WEIGHT | {"unit": "kg"}]), "“unit” is not known in this version."),
    (with_form(picture_shape={"rows": 1, "columns": 2, "depth": 1}), "“depth” is not known"),
    (with_form(class_names=["a", "b", "c"]), "Its data are not those"),
    (with_form(class_names=["a", 2]), "“class_names” must be a short text."),
    (with_form(picture_shape={"rows": 2, "columns": 2}), "another size than the inputs"),
    (with_form(picture_shape={"rows": 0, "columns": 2}), "“rows” must be a whole number"),
    (with_form(picture_shape=[1, 2]), "An object is expected"),
]


@pytest.mark.parametrize(("spoil", "sentence"), DAMAGE)
def test_missing_or_damaged_points_are_one_sentence(
    saved: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(saved)
    said = refusal(saved)
    assert said.startswith("own.nnviz is damaged: ")
    assert sentence in said


def test_points_that_no_experiment_asks_for_are_damage(saved: Path) -> None:
    metadata = header_of(saved.read_bytes())[0]["__metadata__"]
    key = read_model(saved).experiment.data.dataset
    rewrite_metadata(saved, experiment=metadata["experiment"].replace(key, "circle"))
    assert "is damaged" in refusal(saved)


def test_more_samples_than_there_are_points_are_refused(saved: Path) -> None:
    metadata = header_of(saved.read_bytes())[0]["__metadata__"]
    many = metadata["experiment"].replace('"samples": 24', '"samples": 25')
    rewrite_metadata(saved, experiment=many)
    assert "This data set has 24 points" in refusal(saved)


def test_a_network_for_pictures_has_an_input_a_pixel() -> None:
    experiment = replace(of_pictures(), hidden_layers=(LayerChoice(3),))
    assert experiment.layer_sizes == (6, 3, 1)
    assert with_dataset(experiment, "circle").features == ("x1", "x2")
