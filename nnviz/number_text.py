"""How numbers are written in fields and read from them: 1/3, a decimal comma and 2e-3 too."""

import re
from math import isfinite

import numpy as np

from nnviz.language import tr

EXACT = 17  # digits tell any two numbers apart
SHORT, LONGEST = 4, 8  # digits of a number whose exact text would have more characters
SMALLEST_PLAIN = 1e-5  # smaller numbers are written as 1e-8

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", ",": "."})


class NumberError(ValueError):
    """A text that is no number to use, with a sentence for the person who typed it."""


def parse_number(text: str) -> float:
    """Return the number that the text says, or raise NumberError."""
    parts = [part.strip().translate(_MINUS_SIGNS) for part in text.split("/")]
    if not text.strip():
        raise NumberError(tr("Type a number, for example 0.5, −2, 1/3 or 1e-3."))
    if len(parts) > 2 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise NumberError(tr("“{text}” is not a number. Examples: 0.5, −2, 1/3, 1e-3", text=text))
    top, bottom = (*(float(part) for part in parts), 1.0)[:2]
    if bottom == 0:
        raise NumberError(tr("Nothing can be divided by 0."))
    value = top / bottom
    if not isfinite(value):
        raise NumberError(tr("“{text}” is too large.", text=text))
    return value


def number_text(value: float, digits: int = EXACT) -> str:
    """Return the shortest text of the number: 300, 0.1, 0.00001, 1e-8.

    Of numbers with a fraction, no more than so many `digits` are written.
    """
    if value == round(value):
        digits = EXACT
    plain = np.format_float_positional(value, precision=digits, fractional=False, trim="-")
    if not value or (abs(value) >= SMALLEST_PLAIN and digits == EXACT):
        return plain
    power = np.format_float_scientific(value, precision=digits - 1, trim="-", exp_digits=1)
    return power if abs(value) < SMALLEST_PLAIN or len(power) < len(plain) else plain


def short_text(value: float) -> str:
    """Return the exact text of the number if it is short, else four of its digits: 0.3333."""
    exact = number_text(value)
    return exact if len(exact) <= LONGEST else number_text(value, SHORT)
