"""The changes of an experiment that a lesson's step gives, by the keys of its choices."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from nnviz.data.own_points import is_own_key
from nnviz.engine.settings import Settings
from nnviz.experiment import (
    Experiment,
    ExperimentError,
    LayerChoice,
    with_dataset,
    with_loss,
    with_optimizer,
    with_output_activation,
)
from nnviz.experiment.choice_rows import (
    ChoiceRow,
    FeaturesRow,
    FlagRow,
    GroupRow,
    KeyRow,
    NumberRow,
    SettingsRow,
    unknown_key,
)
from nnviz.experiment.choices import (
    DATA_CHOICES,
    EXPERIMENT_CHOICES,
    LAYER_CHOICES,
    MAX_HIDDEN_LAYERS,
)
from nnviz.language import tr
from nnviz.lessons.given import Given
from nnviz.lessons.given_points import with_points

NONE = "none"  # as files write that an optional number is not used
MAX_FEATURES = 1000
POINTS = "points"  # beside the choices: rows of numbers instead of a data set


def changed(given: Given, before: Experiment) -> Experiment:
    """Return the experiment with the changes given, checked.

    What must go together is taken along where the file says nothing of it.
    """
    table = given.table((*EXPERIMENT_CHOICES, POINTS))
    experiment = _taking_along(table, before)
    experiment = replace(experiment, **_values(table, EXPERIMENT_CHOICES, experiment))
    experiment = replace(experiment, **_settings(table, EXPERIMENT_CHOICES, experiment))
    try:
        experiment.check()
    except ExperimentError as error:
        raise given.error(error) from None
    return experiment


def _taking_along(table: dict[str, Given], experiment: Experiment) -> Experiment:
    """Return the experiment with other data, output, loss and way to learn, as they go together."""
    data = table["data"].table(DATA_CHOICES) if "data" in table else {}
    if POINTS in table:
        if "dataset" in data:
            raise table[POINTS].error(tr("Points are given instead of a data set, not beside it."))
        experiment = with_points(table[POINTS], experiment)
    elif "dataset" in data:
        experiment = with_dataset(experiment, _dataset(data["dataset"]))
    if "output_activation" in table and "loss" not in table:
        key = _key(table, "output_activation")
        experiment = with_output_activation(experiment, key)
    elif "loss" in table and "output_activation" not in table:
        experiment = with_loss(experiment, _key(table, "loss"))
    if "optimizer" in table:
        experiment = with_optimizer(experiment, _key(table, "optimizer"))
    return experiment


def _key(table: dict[str, Given], name: str) -> str:
    return str(_value(table[name], EXPERIMENT_CHOICES[name], ""))


def _dataset(given: Given) -> str:
    key = given.text()
    if is_own_key(key):  # which may be there by chance
        raise given.error(unknown_key(tr("data set"), key))
    return str(_value(given, DATA_CHOICES["dataset"], key))


def _values(
    table: dict[str, Given], rows: Mapping[str, ChoiceRow], owner: object
) -> dict[str, Any]:
    """Return the values given of all choices but settings."""
    return {
        key: _value(given, rows[key], getattr(owner, key))
        for key, given in table.items()
        if key in rows and not isinstance(rows[key], SettingsRow)
    }


def _value(given: Given, row: ChoiceRow, before: Any) -> Any:
    value = READERS[type(row)](given, row, before)
    try:
        row.check(value)
    except ExperimentError as error:
        raise given.error(error) from None
    return value


def _number(given: Given, row: NumberRow, _before: object) -> float | None:
    if row.optional and given.value == NONE:
        return None
    return given.whole(int(row.low), int(row.high)) if row.whole else given.number()


def _features(given: Given, _row: FeaturesRow, _before: object) -> tuple[str, ...]:
    return tuple(key.text() for key in given.items(MAX_FEATURES))


def _group(given: Given, row: GroupRow, before: Any) -> Any:
    if row.several:
        return tuple(_layer(layer) for layer in given.items(MAX_HIDDEN_LAYERS))
    return replace(before, **_values(given.table(tuple(row.rows)), row.rows, before))


def _layer(given: Given) -> LayerChoice:
    table, plain = given.table(tuple(LAYER_CHOICES), ("units",)), LayerChoice(1)
    layer = replace(plain, **_values(table, LAYER_CHOICES, plain))
    return replace(layer, **_settings(table, LAYER_CHOICES, layer))


def _settings(
    table: dict[str, Given], rows: Mapping[str, ChoiceRow], owner: object
) -> dict[str, Any]:
    """Return the settings given, changed from those of what is chosen by now."""
    return {
        key: _setting(table[key], row, getattr(owner, key))
        for key, row in rows.items()
        if isinstance(row, SettingsRow) and key in table
    }


def _setting(given: Given, row: SettingsRow, before: Settings) -> Settings:
    numbers = given.table(tuple(setting.name for setting in fields(before)))
    settings = replace(before, **{name: number.number() for name, number in numbers.items()})
    try:
        row.check(settings)
    except ExperimentError as error:
        raise given.error(error) from None
    return settings


READERS: Mapping[type[ChoiceRow], Callable[[Given, Any, Any], Any]] = {
    NumberRow: _number,
    KeyRow: lambda given, _row, _before: given.text(),
    FlagRow: lambda given, _row, _before: given.flag(),
    FeaturesRow: _features,
    GroupRow: _group,
}
