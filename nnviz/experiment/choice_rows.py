"""The kinds of choices. Each choice is a row in choices.py."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from math import isfinite
from typing import Any

from nnviz.engine.settings import RowWithSettings, Settings
from nnviz.language import tr


class ExperimentError(ValueError):
    """A choice that cannot be used, with a sentence for the person who made it."""


class Missing(Enum):
    """What it means that a file says nothing of a choice, where that is no value."""

    REFUSED = "the file is damaged"
    DEFAULTS = "the settings are the defaults of what they belong to"


@dataclass(frozen=True, kw_only=True)
class ChoiceRow:
    """One field of an experiment. A file has it from format version `since` on."""

    key: str  # the field's name, which is permanent: files store it
    label: str
    title: str = ""  # as panels write it, where that is not the label
    hint: str = ""
    missing: object = Missing.REFUSED  # the value that files without it mean
    since: int = 1

    def check(self, value: Any) -> None:
        """Raise ExperimentError with a sentence if no experiment can have this value."""

    def is_missing(self, value: Any) -> bool:
        """Say whether a file that says nothing of the choice means this value."""
        return bool(value == self.missing)


@dataclass(frozen=True, kw_only=True)
class NumberRow(ChoiceRow):
    """A number from `low` to `high`, or None where it is `optional`."""

    low: float
    high: float
    whole: bool = False
    optional: bool = False

    def check(self, value: Any) -> None:
        if value is not None and not _is_within(value, self.low, self.high):
            raise _out_of_range(tr(self.label), value, self.low, self.high)


@dataclass(frozen=True, kw_only=True)
class KeyRow(ChoiceRow):
    """The key of a row of a table; `noun` says what such rows are."""

    table: Container[str]
    noun: str

    def check(self, value: Any) -> None:
        if value not in self.table:
            raise unknown_key(tr(self.noun), value)


@dataclass(frozen=True, kw_only=True)
class SettingsRow(ChoiceRow):
    """The settings of the row of `table` that the choice `of` names.

    Where they are `fitted`, those of another row give way to the defaults.
    """

    of: str
    table: Mapping[str, RowWithSettings[Settings]]
    fitted: bool = True

    def is_missing(self, value: Any) -> bool:
        return self.missing is Missing.DEFAULTS and value == type(value)()

    def check(self, value: Any) -> None:
        for setting in fields(value):
            number, limits = getattr(value, setting.name), setting.metadata
            if not _is_within(number, limits["low"], limits["high"]):
                raise _out_of_range(tr(limits["label"]), number, limits["low"], limits["high"])


@dataclass(frozen=True, kw_only=True)
class FlagRow(ChoiceRow):
    """Yes or no."""


@dataclass(frozen=True, kw_only=True)
class FeaturesRow(ChoiceRow):
    """Keys of input features, which the form of the data offers."""


@dataclass(frozen=True, kw_only=True)
class GroupRow(ChoiceRow):
    """Choices that belong together, or with `several` a list of such groups."""

    rows: Mapping[str, ChoiceRow]
    several: bool = False


def unknown_key(kind: str, key: str) -> ExperimentError:
    """Return the refusal of a key that no row has."""
    return ExperimentError(
        tr("There is no {kind} called “{key}” in this version.", kind=kind, key=key)
    )


def _is_within(number: float, low: float, high: float) -> bool:
    return isfinite(number) and low <= number <= high


def _out_of_range(name: str, number: float, low: float, high: float) -> ExperimentError:
    return ExperimentError(
        tr(
            "{name} must be from {low} to {high}, not {value}.",
            name=name,
            low=f"{low:,.10g}",
            high=f"{high:,.10g}",
            value=f"{number:,.10g}",
        )
    )


def chosen(owner: object, rows: Mapping[str, ChoiceRow]) -> list[tuple[ChoiceRow, Any]]:
    """Return each choice with its value, in the order of the rows, those of groups one by one."""
    found: list[tuple[ChoiceRow, Any]] = []
    for row in rows.values():
        value = getattr(owner, row.key)
        if isinstance(row, GroupRow):
            for group in value if row.several else (value,):
                found += chosen(group, row.rows)
        else:
            found.append((row, value))
    return found
