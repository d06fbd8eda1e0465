"""Given: a value of a lesson's file, asked for by type; what is wrong with it names the line."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from math import isfinite

from nnviz.language import tr
from nnviz.lessons.toml_lines import Place, line_at
from nnviz.number_text import NumberError, parse_number

MAX_LINE = 200  # characters of a title or a name
MAX_TEXT = 2000  # of a step's text in one language


class LessonError(ValueError):
    """A lesson that cannot be used: one sentence with its file, the line and the reason."""


@dataclass(frozen=True)
class Source:
    """A lesson's file as errors name it, and where in it everything is."""

    name: str
    lines: dict[Place, int] = field(repr=False)


@dataclass(frozen=True)
class Given:
    """One value of the file, and the way to it."""

    source: Source
    path: Place
    value: object

    def error(self, reason: object) -> LessonError:
        """Return the refusal of this value."""
        return at_line(self.source.name, line_at(self.source.lines, self.path), reason)

    @property
    def name(self) -> str:
        """The key of the value, or of the list that it is in."""
        return next((part for part in reversed(self.path) if isinstance(part, str)), "")

    def table(self, known: Collection[str], needed: Collection[str] = ()) -> "dict[str, Given]":
        """Return the values of a table by key: none that is not known, and all that it needs."""
        if not isinstance(self.value, dict):
            raise self.error(tr("“{key}” must be a table.", key=self.name))
        inside = {key: Given(self.source, (*self.path, key), self.value[key]) for key in self.value}
        for key, given in inside.items():
            if key not in known:
                raise given.error(
                    tr(
                        "“{key}” is not known here, only: {keys}.",
                        key=one_line(key),
                        keys=_listed(known),
                    )
                )
        for key in needed:
            if key not in inside:
                raise self.error(tr("“{key}” is missing.", key=key))
        return inside

    def items(self, most: int) -> "list[Given]":
        """Return the elements of a list of up to so many."""
        if not isinstance(self.value, list):
            raise self.error(tr("“{key}” must be a list.", key=self.name))
        if len(self.value) > most:
            raise self.error(tr("“{key}” can have up to {count}.", key=self.name, count=most))
        return [Given(self.source, (*self.path, n), value) for n, value in enumerate(self.value)]

    def text(self, most: int = MAX_LINE, *, lines: bool = False) -> str:
        """Return a text that is not empty and of up to so many characters, of one line or more."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error(tr("“{key}” must be a text.", key=self.name))
        if len(self.value) > most:
            raise self.error(
                tr("“{key}” can have up to {count} characters.", key=self.name, count=most)
            )
        allowed = "\n\r\t" if lines else ""
        if any(
            unicodedata.category(letter)[0] == "C" and letter not in allowed
            for letter in self.value
        ):
            raise self.error(tr("“{key}” has a character that cannot be shown.", key=self.name))
        return self.value

    def key(self, known: Collection[str]) -> str:
        """Return a text that is one of those known."""
        text = self.text()
        if text not in known:
            raise self.error(
                tr("There is no “{key}” here, only: {keys}.", key=text, keys=_listed(known))
            )
        return text

    def number(self) -> float:
        """Return a finite number, which may also be written as a text: "2/22"."""
        value = self.value
        if isinstance(value, str):
            try:
                return parse_number(value[:MAX_LINE])
            except NumberError as error:
                raise self.error(error) from None
        if isinstance(value, bool) or not isinstance(value, int | float) or not _fits(value):
            raise self.error(tr("“{key}” must be a number.", key=self.name))
        return float(value)

    def whole(self, low: int, high: int) -> int:
        """Return a whole number in its range."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.error(
                tr(
                    "“{key}” must be a whole number from {low} to {high}.",
                    key=self.name,
                    low=low,
                    high=high,
                )
            )
        return value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.error(tr("“{key}” must be true or false.", key=self.name))
        return self.value


def at_line(name: str, line: int, reason: object) -> LessonError:
    """Return the refusal of a file for what is in one of its lines."""
    return LessonError(tr("{file}, line {line}: {reason}", file=name, line=line, reason=reason))


def one_line(text: str) -> str:
    """Return the beginning of any text as it can be shown in a sentence."""
    return "".join(letter if letter.isprintable() else "�" for letter in text[:MAX_LINE])


def _fits(value: float) -> bool:
    return abs(value) < 1e300 if isinstance(value, int) else isfinite(value)


def _listed(keys: Collection[str]) -> str:
    return ", ".join(keys if isinstance(keys, list | tuple | dict) else sorted(keys))
