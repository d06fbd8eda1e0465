"""Choices: every field of an experiment has its row, in its place, and files know since when."""

from collections.abc import Mapping
from dataclasses import fields, make_dataclass
from typing import Any

import pytest

from nnviz.catalog import catalog
from nnviz.engine.losses import HuberSettings
from nnviz.experiment import DataChoice, Experiment, LayerChoice, Stopping
from nnviz.experiment.choice_rows import ChoiceRow, Missing, NumberRow, SettingsRow, chosen
from nnviz.experiment.choices import (
    CHOICES,
    DATA_CHOICES,
    EXPERIMENT_CHOICES,
    LAYER_CHOICES,
    NUMBERS,
    STOPPING_CHOICES,
)

Rows = Mapping[str, ChoiceRow]
TABLES: dict[str, tuple[type[Any], Rows]] = {
    "EXPERIMENT_CHOICES": (Experiment, EXPERIMENT_CHOICES),
    "DATA_CHOICES": (DataChoice, DATA_CHOICES),
    "LAYER_CHOICES": (LayerChoice, LAYER_CHOICES),
    "STOPPING_CHOICES": (Stopping, STOPPING_CHOICES),
}
# The keys that files of format 1 have. Nothing is ever added to them.
FORMAT_1: Mapping[str, str] = {
    "": "data features scaling hidden_layers output_activation output_activation_settings "
    "output_bias loss loss_settings optimizer optimizer_settings learning_rate schedule "
    "schedule_settings clip_norm batch_size l1 l2 initializer initializer_settings "
    "bias_initializer bias_initializer_settings weights_seed stopping",
    "data.": "dataset samples noise train_share seed",
    "hidden_layers.": "units activation activation_settings bias pieces batch_norm dropout",
    "stopping.": "epochs target_loss patience",
}
PATHS_1 = frozenset(above + key for above, keys in FORMAT_1.items() for key in keys.split())


# The numbers that settings have in them. Rows that came later have theirs from their beginning.
SETTINGS_1: Mapping[str, str] = {
    "leaky_relu": "slope",
    "elu": "alpha",
    "huber": "delta",
    "momentum": "momentum",
    "nesterov": "momentum",
    "adagrad": "epsilon",
    "rmsprop": "decay epsilon",
    "adam": "beta1 beta2 epsilon",
    "adamw": "beta1 beta2 epsilon weight_decay",
    "random_search": "reach",
    "step": "factor every",
    "exponential": "factor",
    "cosine": "epochs last",
    "inverse": "decay",
    "normal": "deviation",
    "uniform": "limit",
    "constant": "value",
}


def forgotten(owner: type[Any], table: str, rows: Rows) -> list[str]:
    """Return what is to do so that fields and rows go together."""
    names = [field.name for field in fields(owner)]
    said = [
        f"{owner.__name__}.{name} has no row: add one to {table} in nnviz/experiment/choices.py"
        for name in names
        if name not in rows
    ]
    said += [
        f"the row {key!r} of {table} has no field: add it to {owner.__name__} in "
        "nnviz/experiment/experiment.py"
        for key in rows
        if key not in names
    ]
    if not said and names != list(rows):
        said.append(f"the rows of {table} are in another order than {owner.__name__}'s fields")
    return said


def without_a_version(rows: Rows) -> list[str]:
    """Return what is to do so that programs of before do not open what they do not know."""
    said = [
        f"files of format 1 have no {path!r}: give its row `since=` the next format version"
        for path, row in rows.items()
        if row.since == 1 and path not in PATHS_1
    ]
    return said + [
        f"files of before have no {path!r}: give its row `missing=` the value that they mean"
        for path, row in rows.items()
        if row.since > 1 and row.missing is Missing.REFUSED
    ]


def settings_without_a_version(rows: Rows) -> list[str]:
    """Return what is to do so that files say since when they have a number of settings."""
    classes = {
        key: choice.settings
        for row in rows.values()
        if isinstance(row, SettingsRow)
        for key, choice in row.table.items()
    }
    return [
        f"files of format 1 have no {key}.{field.name}: give the setting `since=` the next version"
        for key, names in SETTINGS_1.items()
        for field in fields(classes[key])
        if field.metadata["since"] == 1 and field.name not in names.split()
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_field_has_its_row_in_its_place(table: str) -> None:
    owner, rows = TABLES[table]
    assert forgotten(owner, table, rows) == []


def test_every_choice_says_since_when_files_have_it() -> None:
    assert without_a_version(CHOICES) == []


def test_every_number_of_settings_says_since_when_files_have_it() -> None:
    assert settings_without_a_version(CHOICES) == []


def test_a_new_number_of_settings_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "SETTINGS_1", {"adam": "beta1 beta2"})
    assert settings_without_a_version(CHOICES) == [
        "files of format 1 have no adam.epsilon: give the setting `since=` the next version"
    ]


def test_a_field_without_a_row_is_seen() -> None:
    owner = make_dataclass("Stopping", [("epochs", int), ("target_loss", float), ("cost", float)])
    assert forgotten(owner, "STOPPING_CHOICES", STOPPING_CHOICES) == [
        "Stopping.cost has no row: add one to STOPPING_CHOICES in nnviz/experiment/choices.py",
        "the row 'patience' of STOPPING_CHOICES has no field: add it to Stopping in "
        "nnviz/experiment/experiment.py",
    ]


def test_rows_in_another_order_are_seen() -> None:
    rows = catalog(*reversed(STOPPING_CHOICES.values()))
    assert forgotten(Stopping, "STOPPING_CHOICES", rows) == [
        "the rows of STOPPING_CHOICES are in another order than Stopping's fields"
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            NumberRow(key="warmup", label="Warm-up", low=0, high=9, missing=0),
            "files of format 1 have no 'warmup': give its row `since=` the next format version",
        ),
        (
            NumberRow(key="warmup", label="Warm-up", low=0, high=9, since=3),
            "files of before have no 'warmup': give its row `missing=` the value that they mean",
        ),
    ],
)
def test_a_row_that_older_files_do_not_know_is_seen(row: NumberRow, said: str) -> None:
    assert without_a_version(catalog(row)) == [said]


@pytest.mark.parametrize("path", NUMBERS)
def test_what_files_mean_without_a_number_is_in_its_range(path: str) -> None:
    row = NUMBERS[path]
    assert row.low < row.high
    if row.missing not in (Missing.REFUSED, None):
        row.check(row.missing)


def test_choices_come_one_by_one_with_those_of_groups_and_layers() -> None:
    experiment = Experiment(hidden_layers=(LayerChoice(4), LayerChoice(3)))
    found = [(row.key, value) for row, value in chosen(experiment, EXPERIMENT_CHOICES)]
    assert found[0] == ("dataset", "circle")
    assert [value for key, value in found if key == "units"] == [4, 3]
    assert ("patience", None) in found


def test_default_settings_are_what_older_files_mean_where_the_row_says_so() -> None:
    rows = {key: row for key, row in CHOICES.items() if isinstance(row, SettingsRow)}
    plain = {key: type(getattr(Experiment(), key))() for key in rows if "." not in key}
    missing = {key for key, value in plain.items() if rows[key].is_missing(value)}
    assert missing == set(plain) - {"optimizer_settings"}
    assert not rows["loss_settings"].is_missing(HuberSettings(2.0))
