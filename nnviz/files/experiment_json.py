"""An experiment as JSON values and back. The keys are those of its choices and stay for ever."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from nnviz.engine.settings import Settings
from nnviz.experiment import DataChoice, Experiment, LayerChoice, Stopping
from nnviz.experiment.choice_rows import (
    ChoiceRow,
    FeaturesRow,
    FlagRow,
    GroupRow,
    KeyRow,
    Missing,
    NumberRow,
    SettingsRow,
)
from nnviz.experiment.choices import EXPERIMENT_CHOICES
from nnviz.files.format_version import FORMAT_VERSION
from nnviz.files.json_values import JsonObject, short_text

GROUPS = {"data": DataChoice, "hidden_layers": LayerChoice, "stopping": Stopping}


def experiment_to_json(experiment: Experiment, version: int = FORMAT_VERSION) -> dict[str, object]:
    """Return the experiment as values that JSON can hold, with the keys that a version knows."""
    return _known(experiment, EXPERIMENT_CHOICES, version)


def _known(owner: object, rows: Mapping[str, ChoiceRow], version: int) -> dict[str, object]:
    known: dict[str, object] = {}
    for row in rows.values():
        if row.since > version:
            continue
        value = getattr(owner, row.key)
        if isinstance(row, GroupRow) and row.several:
            known[row.key] = [_known(group, row.rows, version) for group in value]
        elif isinstance(row, GroupRow):
            known[row.key] = _known(value, row.rows, version)
        elif isinstance(row, SettingsRow):
            known[row.key] = {name: getattr(value, name) for name in _names(value, version)}
        else:
            known[row.key] = value
    return known


def _names(settings: Settings | type[Settings], version: int) -> list[str]:
    """Return the settings' numbers that a version knows."""
    return [field.name for field in fields(settings) if field.metadata["since"] <= version]


def experiment_from_json(values: object, version: int = FORMAT_VERSION) -> Experiment:
    """Return the experiment that these values of a version's file describe, checked.

    JsonError: they are not those of an experiment. ExperimentError: a choice cannot be used.
    """
    experiment = Experiment(**_choices(JsonObject.of(values), EXPERIMENT_CHOICES, version))
    experiment.check()
    return experiment


def _choices(given: JsonObject, rows: Mapping[str, ChoiceRow], version: int) -> dict[str, Any]:
    """Return the value of each choice.

    The first files of version 1 lack some of its keys; from then on a version has all of its own.
    """
    absent = {
        row.key
        for row in rows.values()
        if row.since > version
        or (row.since == 1 and row.missing is not Missing.REFUSED and row.key not in given.values)
    }
    given.expect_keys(rows.keys() - absent)
    return {
        row.key: row.missing if row.key in absent else _value(given, rows, row, version)
        for row in rows.values()
        # Settings that are absent are made by what they belong to.
        if not (row.key in absent and row.missing is Missing.DEFAULTS)
    }


def _value(
    given: JsonObject, rows: Mapping[str, ChoiceRow], row: ChoiceRow, version: int
) -> object:
    match row:
        case NumberRow():
            return _number(given, row)
        case KeyRow():
            return given.text(row.key)
        case FlagRow():
            return given.flag(row.key)
        case SettingsRow():
            return _settings(given, rows, row, version)
        case FeaturesRow():
            return tuple(short_text(key, row.key) for key in given.items(row.key))
        case GroupRow():
            return _group(given, row, version)
    raise TypeError(f"files do not know how to store a {type(row).__name__}")


def _number(given: JsonObject, row: NumberRow) -> float | None:
    if row.whole:
        return given.whole_or_none(row.key) if row.optional else given.whole(row.key)
    return given.number_or_none(row.key) if row.optional else given.number(row.key)


def _group(given: JsonObject, row: GroupRow, version: int) -> object:
    make = GROUPS[row.key]
    if not row.several:
        return make(**_choices(given.member(row.key), row.rows, version))
    groups = (JsonObject.of(value) for value in given.items(row.key))
    return tuple(make(**_choices(group, row.rows, version)) for group in groups)


def _settings(
    given: JsonObject, rows: Mapping[str, ChoiceRow], row: SettingsRow, version: int
) -> Settings:
    """Return the settings of a choice: all numbers of its row. ExperimentError: there is no row."""
    key = given.text(row.of)
    rows[row.of].check(key)
    settings, numbers = row.table[key].settings, given.member(row.key)
    names = _names(settings, version)
    numbers.expect_keys(names)
    return settings(**{name: numbers.number(name) for name in names})
