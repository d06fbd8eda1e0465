"""Settings: the numbers that a row of a table has to be adjusted by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar


def setting(default: float, label: str, low: float, high: float, since: int = 1) -> Any:
    """A number of a row's settings, with its name and the range it may lie in.

    Files have it from format version `since` on; those of before mean the default.
    """
    limits = {"label": label, "low": low, "high": high, "since": since}
    return field(default=default, metadata=limits)


@dataclass(frozen=True)
class Settings:
    """The settings of a row that has none; the others add their numbers as fields."""


SettingsT = TypeVar("SettingsT", bound=Settings, covariant=True)


class RowWithSettings(Protocol[SettingsT]):
    """A row of a table that names the class of its settings."""

    @property
    def settings(self) -> type[SettingsT]: ...


def fit_settings(
    owner: object, name: str, table: Mapping[str, RowWithSettings[Settings]], key: str
) -> None:
    """Give a frozen value the default settings of its choice where it has those of another.

    The choice is a row's key in the table; one that is not there is left to be refused elsewhere.
    """
    if key in table and type(getattr(owner, name)) is not table[key].settings:
        object.__setattr__(owner, name, table[key].settings())
