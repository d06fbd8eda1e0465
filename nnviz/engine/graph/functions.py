"""The operations called by a name: e^x, ln, σ and so on. To add one, append a row to CALLED."""

import math

from nnviz.engine.graph.operation import Operation, Slope

LARGEST_EXPONENT = 709.0  # e^710 overflows a float
NO_SLOPE = Slope("0", lambda _: 0.0)  # that of what is constant on either side of a jump


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z >= -LARGEST_EXPONENT else 0.0


def _softplus(z: float) -> float:
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


CALLED = (
    Operation(
        "exp",
        "Exponential",
        "exp",
        "e^{x}",
        lambda v: math.exp(v.x),
        (Slope("e^{x}", lambda v: v.out),),
        functions=("exp",),
    ),
    Operation(
        "ln",
        "Natural logarithm",
        "ln",
        "ln {x}",
        lambda v: math.log(v.x),
        (Slope("1/{x}", lambda v: 1 / v.x),),
        functions=("ln", "log"),
    ),
    Operation(
        "sqrt",
        "Square root",
        "√",
        "√{x}",
        lambda v: math.sqrt(v.x),
        (Slope("1/(2√{x})", lambda v: 1 / (2 * v.out)),),
        functions=("sqrt",),
    ),
    Operation(
        "sin",
        "Sine",
        "sin",
        "sin {x}",
        lambda v: math.sin(v.x),
        (Slope("cos {x}", lambda v: math.cos(v.x)),),
        functions=("sin",),
    ),
    Operation(
        "cos",
        "Cosine",
        "cos",
        "cos {x}",
        lambda v: math.cos(v.x),
        (Slope("−sin {x}", lambda v: -math.sin(v.x)),),
        functions=("cos",),
    ),
    Operation(
        "tanh",
        "tanh",
        "tanh",
        "tanh {x}",
        lambda v: math.tanh(v.x),
        (Slope("1 − tanh² {x}", lambda v: 1 - v.out * v.out),),
        functions=("tanh",),
    ),
    Operation(
        "sigmoid",
        "Sigmoid",
        "σ",
        "σ({x})",
        lambda v: _sigmoid(v.x),
        (Slope("σ(1 − σ)", lambda v: v.out * (1 - v.out)),),
        functions=("sigmoid", "σ"),
    ),
    Operation(
        "relu",
        "ReLU",
        "ReLU",
        "max(0, {x})",
        lambda v: max(0.0, v.x),
        (Slope("1 ({x} > 0), 0 ({x} ≤ 0)", lambda v: float(v.x > 0)),),
        functions=("relu", "ReLU"),
    ),
    Operation(
        "softplus",
        "Softplus",
        "softplus",
        "ln(1 + e^{x})",
        lambda v: _softplus(v.x),
        (Slope("σ({x})", lambda v: _sigmoid(v.x)),),
        functions=("softplus",),
    ),
    Operation(
        "erf",
        "Error function",
        "erf",
        "erf {x}",
        lambda v: math.erf(v.x),
        (Slope("2e^(−{x}²)/√π", lambda v: 2 / math.sqrt(math.pi) * math.exp(-v.x * v.x)),),
        functions=("erf",),
    ),
    Operation(
        "abs",
        "Absolute value",
        "|x|",
        "|{x}|",
        lambda v: abs(v.x),
        (Slope("sign {x}", lambda v: _sign(v.x)),),
        functions=("abs",),
    ),
    Operation(
        "sign",
        "Sign",
        "sign",
        "sign {x}",
        lambda v: _sign(v.x),
        (NO_SLOPE,),
        functions=("sign",),
    ),
    Operation(
        "step",
        "Unit step",
        "step",
        "step {x}",
        lambda v: (1 + _sign(v.x)) / 2,
        (NO_SLOPE,),
        functions=("step",),
    ),
    Operation(
        "max",
        "Maximum",
        "max",
        "max({x}, {y})",
        lambda v: max(v.x, v.y),
        (
            Slope("1 ({x} ≥ {y}), 0 ({x} < {y})", lambda v: float(v.x >= v.y)),
            Slope("1 ({y} > {x}), 0 ({y} ≤ {x})", lambda v: float(v.y > v.x)),
        ),
        constant_forms=("max_constant", "max_constant"),
        functions=("max",),
    ),
    Operation(
        "max_constant",
        "Maximum with a constant",
        "max {c}",
        "max({c}, {x})",
        lambda v: max(v.c, v.x),
        (Slope("1 ({x} > {c}), 0 ({x} ≤ {c})", lambda v: float(v.x > v.c)),),
        "c",
    ),
    Operation(
        "min",
        "Minimum",
        "min",
        "min({x}, {y})",
        lambda v: min(v.x, v.y),
        (
            Slope("1 ({x} ≤ {y}), 0 ({x} > {y})", lambda v: float(v.x <= v.y)),
            Slope("1 ({y} < {x}), 0 ({y} ≥ {x})", lambda v: float(v.y < v.x)),
        ),
        constant_forms=("min_constant", "min_constant"),
        functions=("min",),
    ),
    Operation(
        "min_constant",
        "Minimum with a constant",
        "min {c}",
        "min({c}, {x})",
        lambda v: min(v.c, v.x),
        (Slope("1 ({x} < {c}), 0 ({x} ≥ {c})", lambda v: float(v.x < v.c)),),
        "c",
    ),
)
