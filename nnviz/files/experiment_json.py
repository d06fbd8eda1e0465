"""An experiment as JSON values and back. The keys are those of Experiment and stay for ever."""

from collections.abc import Mapping
from dataclasses import asdict, fields

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.engine.schedules import SCHEDULES
from nnviz.engine.settings import RowWithSettings, SettingsT
from nnviz.experiment import DataChoice, Experiment, ExperimentError, LayerChoice, Stopping
from nnviz.files.json_values import JsonObject, short_text
from nnviz.language import tr

# Keys that the first files do not have, with the choices that were the only ones then. Settings
# that are missing are the defaults of their row.
ADDED_CHOICES: Mapping[str, object] = {
    "schedule": "constant",
    "clip_norm": None,
    "bias_initializer": "zeros",
    "output_bias": True,
}
ADDED_LAYER_CHOICES: Mapping[str, object] = {
    "bias": True,
    "pieces": 1,
    "batch_norm": False,
    "dropout": 0.0,
}
ADDED_SETTINGS = frozenset(
    {
        "activation_settings",
        "output_activation_settings",
        "loss_settings",
        "schedule_settings",
        "initializer_settings",
        "bias_initializer_settings",
    }
)


def experiment_to_json(experiment: Experiment) -> dict[str, object]:
    """Return the experiment as values that JSON can hold."""
    return asdict(experiment)


def experiment_from_json(values: object) -> Experiment:
    """Return the experiment these values describe, checked.

    JsonError: they are not those of an experiment. ExperimentError: a choice cannot be used.
    """
    given = JsonObject.of(values)
    given = JsonObject({**ADDED_CHOICES, **given.values})
    _expect_fields(given, Experiment)
    experiment = Experiment(
        data=_data(given.member("data")),
        features=tuple(short_text(key, "features") for key in given.items("features")),
        scaling=given.text("scaling"),
        hidden_layers=tuple(_layer(layer) for layer in given.items("hidden_layers")),
        output_activation=given.text("output_activation"),
        output_activation_settings=_settings(
            given, "output_activation", ACTIVATIONS, tr("activation")
        ),
        output_bias=given.flag("output_bias"),
        loss=given.text("loss"),
        loss_settings=_settings(given, "loss", LOSSES, tr("loss")),
        optimizer=given.text("optimizer"),
        optimizer_settings=_settings(given, "optimizer", METHODS, tr("optimizer")),
        learning_rate=given.number("learning_rate"),
        schedule=given.text("schedule"),
        schedule_settings=_settings(given, "schedule", SCHEDULES, tr("learning-rate schedule")),
        clip_norm=given.number_or_none("clip_norm"),
        batch_size=given.whole_or_none("batch_size"),
        l1=given.number("l1"),
        l2=given.number("l2"),
        initializer=given.text("initializer"),
        initializer_settings=_settings(given, "initializer", INITIALIZERS, tr("initial weights")),
        bias_initializer=given.text("bias_initializer"),
        bias_initializer_settings=_settings(
            given, "bias_initializer", INITIALIZERS, tr("initial biases")
        ),
        weights_seed=given.whole("weights_seed"),
        stopping=_stopping(given.member("stopping")),
    )
    experiment.check()
    return experiment


def _data(given: JsonObject) -> DataChoice:
    given.expect_keys(field.name for field in fields(DataChoice))
    return DataChoice(
        dataset=given.text("dataset"),
        samples=given.whole("samples"),
        noise=given.number("noise"),
        train_share=given.number("train_share"),
        seed=given.whole("seed"),
    )


def _layer(value: object) -> LayerChoice:
    given = JsonObject({**ADDED_LAYER_CHOICES, **JsonObject.of(value).values})
    _expect_fields(given, LayerChoice)
    return LayerChoice(
        units=given.whole("units"),
        activation=given.text("activation"),
        activation_settings=_settings(given, "activation", ACTIVATIONS, tr("activation")),
        bias=given.flag("bias"),
        pieces=given.whole("pieces"),
        batch_norm=given.flag("batch_norm"),
        dropout=given.number("dropout"),
    )


def _expect_fields(given: JsonObject, choices: type[Experiment | LayerChoice]) -> None:
    missing = ADDED_SETTINGS - given.values.keys()
    given.expect_keys(field.name for field in fields(choices) if field.name not in missing)


def _settings(
    given: JsonObject, choice: str, table: Mapping[str, RowWithSettings[SettingsT]], kind: str
) -> SettingsT:
    """Return the settings of a choice: all numbers of its row, or the row's defaults."""
    key = given.text(choice)
    if key not in table:
        raise ExperimentError(
            tr("There is no {kind} called “{key}” in this version.", kind=kind, key=key)
        )
    settings, name = table[key].settings, f"{choice}_settings"
    if name in ADDED_SETTINGS and name not in given.values:
        return settings()
    numbers = given.member(name)
    names = [field.name for field in fields(settings)]
    numbers.expect_keys(names)
    return settings(**{each: numbers.number(each) for each in names})


def _stopping(given: JsonObject) -> Stopping:
    given.expect_keys(field.name for field in fields(Stopping))
    return Stopping(
        epochs=given.whole_or_none("epochs"),
        target_loss=given.number_or_none("target_loss"),
        patience=given.whole_or_none("patience"),
    )
