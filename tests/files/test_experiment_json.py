"""An experiment goes into JSON and comes back the same, and nothing else comes in."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from nnviz.catalog import catalog
from nnviz.data.generators import DATASETS
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.step_linear_relu import LeakyReLUSettings
from nnviz.engine.initializers import NormalSettings
from nnviz.engine.losses import LOSSES
from nnviz.engine.losses.squared_absolute_huber import HuberSettings
from nnviz.engine.methods import METHODS
from nnviz.engine.schedules import SCHEDULES, InverseSettings
from nnviz.experiment import (
    Experiment,
    ExperimentError,
    LayerChoice,
    Stopping,
    with_dataset,
    with_loss,
    with_optimizer,
    with_output_activation,
)
from nnviz.experiment.choice_rows import ChoiceRow
from nnviz.files import experiment_json
from nnviz.files.experiment_json import experiment_from_json, experiment_to_json
from nnviz.files.json_values import JsonError, JsonObject, parse_object

# What the first files of format 1 hold. They must stay readable.
FIRST_FORMAT_1 = """
{"data": {"dataset": "circle", "samples": 300, "noise": 0.0, "train_share": 0.5, "seed": 1},
 "features": ["x1", "x2"], "scaling": "none",
 "hidden_layers": [{"units": 4, "activation": "tanh"}, {"units": 3, "activation": "tanh"}],
 "output_activation": "tanh", "loss": "half_mse",
 "optimizer": "adam", "optimizer_settings": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-08},
 "learning_rate": 0.1, "batch_size": 10, "l1": 0.0, "l2": 0.0,
 "initializer": "xavier_normal", "weights_seed": 1,
 "stopping": {"epochs": null, "target_loss": null, "patience": null}}
"""
# What files of format 1 hold. A change here makes files unreadable: raise the format instead.
FORMAT_1 = """
{"data": {"dataset": "circle", "samples": 300, "noise": 0.0, "train_share": 0.5, "seed": 1},
 "features": ["x1", "x2"], "scaling": "none",
 "hidden_layers": [{"units": 4, "activation": "tanh", "activation_settings": {},
                    "bias": true, "pieces": 1, "batch_norm": true, "dropout": 0.25},
                   {"units": 3, "activation": "leaky_relu", "activation_settings": {"slope": 0.1},
                    "bias": false, "pieces": 1, "batch_norm": false, "dropout": 0.0}],
 "output_activation": "tanh", "output_activation_settings": {}, "output_bias": false,
 "loss": "huber", "loss_settings": {"delta": 2.0},
 "optimizer": "adam", "optimizer_settings": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-08},
 "learning_rate": 0.1, "schedule": "inverse", "schedule_settings": {"decay": 0.5},
 "clip_norm": null, "batch_size": 10, "l1": 0.0, "l2": 0.0,
 "initializer": "xavier_normal", "initializer_settings": {},
 "bias_initializer": "normal", "bias_initializer_settings": {"deviation": 0.2},
 "weights_seed": 1,
 "stopping": {"epochs": null, "target_loss": null, "patience": null}}
"""
Path = tuple[str | int, ...]


def through_json(experiment: Experiment) -> Experiment:
    return experiment_from_json(json.loads(json.dumps(experiment_to_json(experiment))))


def changed(path: Path, value: object) -> dict[str, Any]:
    """Return the values of format 1 with one of them replaced."""
    values: Any = json.loads(FORMAT_1)
    inner = values
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return values


def test_the_keys_of_format_1_are_permanent() -> None:
    experiment = replace(
        with_optimizer(Experiment(), "adam"),
        hidden_layers=(
            LayerChoice(4, batch_norm=True, dropout=0.25),
            LayerChoice(3, "leaky_relu", LeakyReLUSettings(0.1), bias=False),
        ),
        output_bias=False,
        loss="huber",
        loss_settings=HuberSettings(2.0),
        schedule="inverse",
        schedule_settings=InverseSettings(0.5),
        bias_initializer="normal",
        bias_initializer_settings=NormalSettings(0.2),
        learning_rate=0.1,
    )
    assert experiment_from_json(json.loads(FORMAT_1)) == experiment
    assert json.loads(json.dumps(experiment_to_json(experiment))) == json.loads(FORMAT_1)


def test_the_first_files_of_format_1_have_the_defaults_of_what_came_later() -> None:
    experiment = replace(
        with_optimizer(Experiment(), "adam"),
        hidden_layers=(LayerChoice(4), LayerChoice(3)),
        learning_rate=0.1,
    )
    assert experiment_from_json(json.loads(FIRST_FORMAT_1)) == experiment
    values = json.loads(FIRST_FORMAT_1)
    values["hidden_layers"][1]["activation"] = "leaky_relu"
    layer = experiment_from_json(values).hidden_layers[1]
    assert layer.activation_settings == LeakyReLUSettings()


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_an_experiment_with_any_output_comes_back(key: str) -> None:
    experiment = with_output_activation(Experiment(), key)
    assert through_json(experiment) == experiment


@pytest.mark.parametrize("key", LOSSES)
def test_an_experiment_with_any_loss_comes_back(key: str) -> None:
    experiment = with_loss(Experiment(), key)
    assert through_json(experiment) == experiment


@pytest.mark.parametrize("key", SCHEDULES)
def test_an_experiment_with_any_schedule_comes_back(key: str) -> None:
    experiment = replace(Experiment(), schedule=key, clip_norm=0.5)
    assert through_json(experiment) == experiment


@pytest.mark.parametrize("key", METHODS)
def test_an_experiment_with_any_way_to_learn_comes_back(key: str) -> None:
    single_layer = replace(Experiment(), hidden_layers=(), output_activation="linear")
    experiment = with_optimizer(single_layer, key)
    assert through_json(experiment) == experiment


@pytest.mark.parametrize("key", DATASETS)
def test_an_experiment_on_any_data_set_comes_back(key: str) -> None:
    experiment = with_dataset(Experiment(), key)
    assert through_json(experiment) == experiment


def test_every_choice_comes_back() -> None:
    experiment = replace(
        Experiment(),
        features=("sin_x2", "x1"),
        scaling="z_score",
        hidden_layers=(),
        batch_size=None,
        learning_rate=1 / 3,
        l1=1e-300,
        weights_seed=7,
        stopping=Stopping(epochs=10, target_loss=0.1, patience=3),
    )
    assert through_json(experiment) == experiment
    different = [
        field.name
        for field in fields(Experiment)
        if getattr(experiment, field.name) != getattr(Experiment(), field.name)
    ]
    assert len(different) == 8


def test_a_whole_number_will_do_where_any_number_does() -> None:
    read = experiment_from_json(changed(("learning_rate",), 1))
    assert isinstance(read.learning_rate, float)


@pytest.mark.parametrize("value", [None, 1, "x", [], [1], True, 0.5])
@pytest.mark.parametrize("key", [None, "data", "optimizer_settings", "stopping"])
def test_anything_but_an_object_is_refused(key: str | None, value: object) -> None:
    values = value if key is None else changed((key,), value)
    with pytest.raises(JsonError):
        experiment_from_json(values)


@pytest.mark.parametrize("value", [None, 1, "x", {}, True])
def test_anything_but_a_list_of_layers_is_refused(value: object) -> None:
    with pytest.raises(JsonError, match="must be a list"):
        experiment_from_json(changed(("hidden_layers",), value))


def leaves(values: Any, path: Path = ()) -> list[Path]:
    if isinstance(values, dict):
        return [leaf for key, value in values.items() for leaf in leaves(value, (*path, key))]
    if isinstance(values, list):
        return [leaf for k, value in enumerate(values) for leaf in leaves(value, (*path, k))]
    return [path]


LEAVES = leaves(json.loads(FORMAT_1))
FLAGS = ("bias", "batch_norm", "output_bias")
WRONG: list[object] = [True, {}, [], [[]], {"a": 1}, "\n", "x" * 500, "\ud800", 10**400, -1e300, -1]
WRONG_PLACES = [
    (path, value)
    for path in LEAVES
    for value in WRONG
    if value is not True or path[-1] not in FLAGS
]


@pytest.mark.parametrize(("path", "value"), WRONG_PLACES, ids=lambda given: repr(given)[:60])
def test_a_value_of_another_kind_is_refused_at_every_place(path: Path, value: object) -> None:
    with pytest.raises((JsonError, ExperimentError)) as refusal:
        experiment_from_json(changed(path, value))
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: "-".join(map(str, path)))
def test_nothing_may_be_null_but_what_may(path: Path) -> None:
    if path[0] == "stopping" or path in {("batch_size",), ("clip_norm",)}:
        assert experiment_from_json(changed(path, None))
    else:
        with pytest.raises(JsonError):
            experiment_from_json(changed(path, None))


@pytest.mark.parametrize("path", [(), ("data",), ("hidden_layers", 0), ("stopping",)])
def test_an_unknown_key_is_refused(path: Path) -> None:
    with pytest.raises(JsonError, match="“colour” is not known in this version"):
        experiment_from_json(changed((*path, "colour"), 1))


def test_an_unknown_key_is_shown_on_one_line() -> None:
    with pytest.raises(JsonError) as refusal:
        experiment_from_json(changed(("a\nb" + "c" * 500,), 1))
    assert str(refusal.value).startswith("“a�bccc")
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize("key", json.loads(FIRST_FORMAT_1))
def test_a_missing_key_is_refused(key: str) -> None:
    values = json.loads(FORMAT_1)
    del values[key]
    with pytest.raises(JsonError, match=f"“{key}” is missing"):
        experiment_from_json(values)


@pytest.mark.parametrize(
    "path", [("data", "dataset"), ("loss",), ("optimizer",), ("hidden_layers", 1, "activation")]
)
def test_a_choice_of_a_later_version_is_named(path: Path) -> None:
    with pytest.raises(ExperimentError, match="called “liquid”"):
        experiment_from_json(changed(path, "liquid"))


def test_another_optimizers_settings_are_refused() -> None:
    with pytest.raises(JsonError, match="“beta1” is missing"):
        experiment_from_json(changed(("optimizer_settings",), {"momentum": 0.9}))


@pytest.mark.parametrize("path", [("learning_rate",), ("data", "noise"), ("stopping", "patience")])
def test_a_number_out_of_its_range_is_refused(path: Path) -> None:
    with pytest.raises(ExperimentError, match="must be from"):
        experiment_from_json(changed(path, 10**12))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": 1, "a": 1}', "twice"),
        ('{"b": {"a": 1, "a": 2}}', "twice"),
        ('{"a": NaN}', "not finite"),
        ('{"a": -Infinity}', "not finite"),
        ('{"a": 1e999}', "not finite"),
        ("[1]", "object"),
        ("", "valid JSON"),
        ('{"a": 1', "valid JSON"),
        ('{"a": ' + "9" * 5000 + "}", "valid JSON"),
        ("[" * 100_000, "valid JSON"),
        ('{"a":' * 100_000, "valid JSON"),
    ],
    ids=lambda text: text[:12],
)
def test_json_that_is_not_strict_is_refused(text: str, reason: str) -> None:
    with pytest.raises(JsonError, match=reason):
        parse_object(text)


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_a_number_is_finite(value: float) -> None:
    with pytest.raises(JsonError, match="must be a number"):
        JsonObject({"a": value}).number("a")


def test_strict_json_is_read() -> None:
    assert parse_object('{"a": [1, 2.5, null, true]}').items("a") == [1, 2.5, None, True]


@pytest.mark.parametrize("value", [0, 4, True, 2.0, "2", None])
def test_a_whole_number_lies_in_its_range(value: object) -> None:
    given = parse_object(json.dumps({"a": value}))
    with pytest.raises(JsonError):
        given.whole("a", 1, 3)


def test_a_version_is_given_the_keys_that_it_knows() -> None:
    assert list(experiment_to_json(Experiment())) == [row.name for row in fields(Experiment)]
    assert experiment_to_json(Experiment(), version=0) == {}


def test_a_choice_of_a_kind_that_files_cannot_store_is_a_mistake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = catalog(ChoiceRow(key="mood", label="Mood"))
    monkeypatch.setattr(experiment_json, "EXPERIMENT_CHOICES", rows)
    with pytest.raises(TypeError, match="how to store a ChoiceRow"):
        experiment_from_json({"mood": 1})
