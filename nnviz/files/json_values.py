"""Strict JSON: what a file says is taken only if its type and range are those expected."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import NoReturn

from nnviz.language import tr

MAX_WHOLE = 2**53  # a history keeps its whole numbers in float64
MAX_TEXT = 100  # characters of a key or a name


class JsonError(ValueError):
    """JSON that cannot be used, with a sentence."""


def parse_object(text: str) -> "JsonObject":
    """Return the object the text is; JsonError: it is none, or repeats a key, or holds NaN."""
    try:
        value = json.loads(
            text,
            object_pairs_hook=_without_repetition,
            parse_constant=_refuse_constant,
            parse_float=_finite_float,
        )
    except JsonError:
        raise
    except (ValueError, RecursionError):
        raise JsonError(tr("A part of it is not valid JSON.")) from None
    return JsonObject.of(value)


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise JsonError(tr("A key in it is given twice."))
    return values


def _refuse_constant(_name: str) -> NoReturn:
    raise JsonError(tr("A number in it is not finite."))


def _finite_float(digits: str) -> float:
    value = float(digits)
    return value if isfinite(value) else _refuse_constant(digits)


@dataclass(frozen=True)
class JsonObject:
    """A JSON object whose values are asked for by key and type; JsonError: it has no such value."""

    values: dict[str, object]

    @classmethod
    def of(cls, value: object) -> "JsonObject":
        """Take a value for an object."""
        if not isinstance(value, dict):
            raise JsonError(tr("An object is expected where something else is."))
        return cls(value)

    def expect_keys(self, names: Iterable[str]) -> None:
        """Refuse any other set of keys.

        A key not known here is a choice that would be dropped in silence, a missing one a choice
        that would be invented; whoever adds a key raises the format's version.
        """
        expected = set(names)
        for key in sorted(expected - self.values.keys()):
            raise JsonError(tr("“{key}” is missing.", key=key))
        for key in self.values.keys() - expected:
            raise JsonError(tr("“{key}” is not known in this version.", key=_shown(key)))

    def member(self, key: str) -> "JsonObject":
        return JsonObject.of(self.values.get(key))

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self.values.get(key)
        if not isinstance(value, bool):
            raise JsonError(tr("“{key}” must be true or false.", key=key))
        return value

    def items(self, key: str) -> list[object]:
        """Return a list as it is."""
        value = self.values.get(key)
        if not isinstance(value, list):
            raise JsonError(tr("“{key}” must be a list.", key=key))
        return value

    def text(self, key: str) -> str:
        return short_text(self.values.get(key), key)

    def number(self, key: str) -> float:
        """Return a finite number; whole ones are numbers too."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_WHOLE:
            return float(value)
        if not isinstance(value, float) or not isfinite(value):
            raise JsonError(tr("“{key}” must be a number.", key=key))
        return value

    def whole(self, key: str, low: int = -MAX_WHOLE, high: int = MAX_WHOLE) -> int:
        """Return a whole number from `low` to `high`."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise JsonError(tr("“{key}” must be a whole number in its range.", key=key))
        return value

    def number_or_none(self, key: str) -> float | None:
        return None if self.values.get(key) is None else self.number(key)

    def whole_or_none(self, key: str) -> int | None:
        return None if self.values.get(key) is None else self.whole(key)


def short_text(value: object, key: str) -> str:
    """Return a value that is a short text fit to be shown."""
    if not isinstance(value, str) or len(value) > MAX_TEXT or not value.isprintable():
        raise JsonError(tr("“{key}” must be a short text.", key=key))
    return value


def _shown(key: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in key[:MAX_TEXT])
