"""The operations written with signs: + − × ÷ and powers. To add one, append a row to ARITHMETIC."""

import math

from nnviz.engine.graph.operation import Operation, Slope

ONE = Slope("1", lambda _: 1.0)
MINUS_ONE = Slope("−1", lambda _: -1.0)


def _power_slope(base: float, exponent: float) -> float:
    return exponent * math.pow(base, exponent - 1) if exponent else 0.0


def _exponent_slope(base: float, power: float) -> float:
    return power * math.log(base) if power else 0.0


ARITHMETIC = (
    Operation("copy", "Copy", "=", "{x}", lambda v: v.x, (ONE,)),
    Operation(
        "add",
        "Sum",
        "+",
        "{x} + {y}",
        lambda v: v.x + v.y,
        (ONE, ONE),
        constant_forms=("add_constant", "add_constant"),
    ),
    Operation(
        "add_constant",
        "Sum with a constant",
        "+ {c}",
        "{c} + {x}",
        lambda v: v.c + v.x,
        (ONE,),
        "c",
    ),
    Operation(
        "subtract",
        "Difference",
        "−",
        "{x} − {y}",
        lambda v: v.x - v.y,
        (ONE, MINUS_ONE),
        constant_forms=("subtract_from_constant", "subtract_constant"),
    ),
    Operation(
        "subtract_constant",
        "Value less a constant",
        "− {c}",
        "{x} − {c}",
        lambda v: v.x - v.c,
        (ONE,),
        "c",
    ),
    Operation(
        "subtract_from_constant",
        "Constant less a value",
        "{c} −",
        "{c} − {x}",
        lambda v: v.c - v.x,
        (MINUS_ONE,),
        "c",
    ),
    Operation("negate", "Negation", "× (−1)", "−{x}", lambda v: -v.x, (MINUS_ONE,)),
    Operation(
        "multiply",
        "Product",
        "×",
        "{x}·{y}",
        lambda v: v.x * v.y,
        (Slope("{y}", lambda v: v.y), Slope("{x}", lambda v: v.x)),
        constant_forms=("scale", "scale"),
    ),
    Operation(
        "scale",
        "Multiple",
        "× {c}",
        "{c}·{x}",
        lambda v: v.c * v.x,
        (Slope("{c}", lambda v: v.c),),
        "a",
    ),
    Operation(
        "divide",
        "Quotient",
        "÷",
        "{x}/{y}",
        lambda v: v.x / v.y,
        (Slope("1/{y}", lambda v: 1 / v.y), Slope("−{x}/{y}²", lambda v: -v.x / v.y / v.y)),
        constant_forms=("divide_constant", "divide_by_constant"),
    ),
    Operation(
        "divide_by_constant",
        "Value divided by a constant",
        "÷ {c}",
        "{x}/{c}",
        lambda v: v.x / v.c,
        (Slope("1/{c}", lambda v: 1 / v.c),),
        "a",
    ),
    Operation(
        "divide_constant",
        "Constant divided by a value",
        "{c}/x",
        "{c}/{x}",
        lambda v: v.c / v.x,
        (Slope("−{c}/{x}²", lambda v: -v.c / v.x / v.x),),
        "a",
    ),
    Operation(
        "reciprocal",
        "Reciprocal",
        "1/x",
        "1/{x}",
        lambda v: 1 / v.x,
        (Slope("−1/{x}²", lambda v: -1 / v.x / v.x),),
    ),
    Operation(
        "square", "Square", "x²", "{x}²", lambda v: v.x * v.x, (Slope("2{x}", lambda v: 2 * v.x),)
    ),
    Operation(
        "power",
        "Power",
        "x{n}",
        "{x}{n}",
        lambda v: math.pow(v.x, v.c),
        (Slope("{c}·{x}{m}", lambda v: _power_slope(v.x, v.c)),),
        "n",
    ),
    Operation(
        "exponential",
        "Constant to the power of a value",
        "{c}^x",
        "{c}^{x}",
        lambda v: math.pow(v.c, v.x),
        (Slope("{c}^{x}·ln {c}", lambda v: _exponent_slope(v.c, v.out)),),
        "a",
    ),
    Operation(
        "raise",
        "Value to the power of a value",
        "x^y",
        "{x}^{y}",
        lambda v: math.pow(v.x, v.y),
        (
            Slope("{y}·{x}^({y} − 1)", lambda v: _power_slope(v.x, v.y)),
            Slope("{x}^{y}·ln {x}", lambda v: _exponent_slope(v.x, v.out)),
        ),
        constant_forms=("exponential", "power"),
    ),
)
