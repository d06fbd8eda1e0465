"""What an operation of a computation graph is: one kind of gate.

Formulas are templates: {x} and {y} stand for the inputs, {c} for the constant, {n} for the constant
as an exponent and {m} for that exponent less one.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

SUPERSCRIPTS = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Operands:
    """What a gate computes with: its inputs, its constant and, for the slopes, its output."""

    x: float
    y: float = 0.0
    c: float = 0.0
    out: float = 0.0


@dataclass(frozen=True)
class Slope:
    """The derivative of an operation with respect to one input, as a formula and as a number."""

    formula: str
    value: Callable[[Operands], float]


@dataclass(frozen=True)
class Operation:
    """One kind of gate: what it computes from its inputs, and a slope for each of them.

    An operation that keeps a constant calls it by a `letter`. One of two inputs names in
    `constant_forms` what it becomes when the first, or the second, of them is a constant.
    `functions` are the names it is called by in an expression.
    """

    key: str
    label: str
    symbol: str
    formula: str
    value: Callable[[Operands], float]
    slopes: tuple[Slope, ...]
    letter: str = ""
    constant_forms: tuple[str, str] | None = None
    functions: tuple[str, ...] = ()

    def write(
        self, template: str, x: str = "x", y: str = "y", constant: float | None = None
    ) -> str:
        """Return the template with these inputs and this constant, or in letters without them."""
        if constant is None:
            return template.format(x=x, y=y, c=self.letter, n="ⁿ", m="ⁿ⁻¹")
        c = number_text(constant) if template == "{c}" else factor_text(constant)
        return template.format(
            x=x, y=y, c=c, n=exponent_text(constant), m=exponent_text(constant - 1)
        )


def number_text(number: float) -> str:
    """Return a number as it is written in a formula."""
    return f"{number:.6g}".replace("-", "−")


def factor_text(number: float) -> str:
    """Return a number as it is written beside a sign: a negative one in parentheses."""
    return f"({number_text(number)})" if number < 0 else number_text(number)


def exponent_text(number: float) -> str:
    """Return a number as an exponent: raised where it is whole, after a ^ where it is not."""
    text = number_text(number)
    return text.translate(SUPERSCRIPTS) if number.is_integer() else f"^({text})"


def compute(function: Callable[[Operands], float], operands: Operands) -> float:
    """Return a finite number; ValueError where there is none, OverflowError where too large."""
    try:
        number = function(operands)
    except ZeroDivisionError as error:
        raise ValueError(str(error)) from error
    if not math.isfinite(number):
        raise OverflowError
    return number
