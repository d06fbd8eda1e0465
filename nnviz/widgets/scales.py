"""Scales: the values a slider stops at, how they are written and what may be typed instead."""

from bisect import bisect_left
from dataclasses import dataclass
from math import isfinite
from typing import Protocol

import numpy as np

from nnviz.language import tr
from nnviz.number_text import EXACT, number_text, parse_number

Value = float | None  # None: all there are


class Scale(Protocol):
    """Where the stops are: numbered from 0 to `last`."""

    @property
    def last(self) -> int: ...

    def value(self, stop: int) -> Value:
        """Return the value at a stop."""

    def nearest(self, value: Value) -> int:
        """Return the stop nearest to a value."""

    def text(self, value: Value, digits: int = EXACT) -> str:
        """Return the value as it is written, a fraction with so many digits at most."""

    def parse(self, text: str) -> Value:
        """Return the value that was typed; a ValueError with a sentence if there is none."""


@dataclass(frozen=True)
class Span:
    """The numbers that may be typed: from low to high, perhaps whole ones only."""

    low: float
    high: float
    whole: bool = False

    def parse(self, text: str) -> float:
        """Return the number typed; a ValueError with a sentence if it is not one of these."""
        try:
            number = parse_number(text)
        except ValueError:
            raise ValueError(self.wanted()) from None
        fits = isfinite(number) and self.low <= number <= self.high
        if not fits or (self.whole and number != int(number)):
            raise ValueError(self.wanted())
        return int(number) if self.whole else number

    def wanted(self) -> str:
        """Return the sentence that says what to type."""
        low, high = number_text(self.low), number_text(self.high)
        if self.whole:
            return tr("Type a whole number from {low} to {high}.", low=low, high=high)
        return tr("Type a number from {low} to {high}.", low=low, high=high)


@dataclass(frozen=True)
class Even:
    """Stops at equal distances from the span's low end up to `end`; more may be typed."""

    span: Span
    step: float
    end: float

    @property
    def last(self) -> int:
        return round((self.end - self.span.low) / self.step)

    def value(self, stop: int) -> Value:
        number = round(self.span.low + stop * self.step, 10)
        return int(number) if self.span.whole else number

    def nearest(self, value: Value) -> int:
        stop = round(((value or 0.0) - self.span.low) / self.step)
        return min(max(stop, 0), self.last)

    def text(self, value: Value, digits: int = EXACT) -> str:
        return "" if value is None else number_text(value, digits)

    def parse(self, text: str) -> Value:
        return self.span.parse(text)


@dataclass(frozen=True)
class Percent:
    """Shares of one, written in per cent, five per cent from stop to stop."""

    low: float
    high: float

    @property
    def _per_cent(self) -> Even:
        return Even(Span(round(self.low * 100), round(self.high * 100)), 5, self.high * 100)

    @property
    def last(self) -> int:
        return self._per_cent.last

    def value(self, stop: int) -> Value:
        return round((self._per_cent.value(stop) or 0) / 100, 10)

    def nearest(self, value: Value) -> int:
        return self._per_cent.nearest((value or 0) * 100)

    def text(self, value: Value, digits: int = EXACT) -> str:
        return tr("{percent} %", percent=number_text(round((value or 0) * 100, 8), digits))

    def parse(self, text: str) -> Value:
        number = self._per_cent.parse(text.replace("%", ""))
        return round((number or 0) / 100, 10)


@dataclass(frozen=True)
class Ladder:
    """Stops at chosen numbers, in rising order; others may be typed."""

    span: Span
    steps: tuple[float, ...]

    @property
    def last(self) -> int:
        return len(self.steps) - 1

    def value(self, stop: int) -> Value:
        return self.steps[stop]

    def nearest(self, value: Value) -> int:
        number = value or 0.0
        above = min(bisect_left(self.steps, number), self.last)
        below = max(above - 1, 0)
        return above if number * number > self.steps[below] * self.steps[above] else below

    def text(self, value: Value, digits: int = EXACT) -> str:
        return "" if value is None else number_text(value, digits)

    def parse(self, text: str) -> Value:
        return self.span.parse(text)


@dataclass(frozen=True)
class LadderToAll:
    """A ladder whose last stop is "all", perhaps the only one."""

    ladder: Ladder

    @property
    def last(self) -> int:
        return self.ladder.last + 1

    def value(self, stop: int) -> Value:
        return None if stop == self.last else self.ladder.value(stop)

    def nearest(self, value: Value) -> int:
        return self.ladder.nearest(value) if value is not None and self.last else self.last

    def text(self, value: Value, digits: int = EXACT) -> str:
        return tr("all") if value is None else self.ladder.text(value, digits)

    def parse(self, text: str) -> Value:
        if text.strip().casefold() in {"all", tr("all").casefold()}:
            return None
        try:
            return self.ladder.parse(text)
        except ValueError as error:
            raise ValueError(tr("{sentence} Or type “all”.", sentence=error)) from None


def one_three_ten(low: float, high: float, typed: Span) -> Ladder:
    """Return the ladder …, 0.1, 0.3, 1, 3, 10, … between two numbers."""
    exponents = range(round(np.log10(low)), round(np.log10(high)) + 1)
    steps = [float(f"{digit}e{exponent}") for exponent in exponents for digit in (1, 3)]
    return Ladder(typed, tuple(step for step in steps if low <= step <= high))
