"""The exact figures of the lectures' computation graphs, by lesson key."""

from collections.abc import Mapping, Sequence

import pytest

from nnviz.engine.graph.build import build_graph
from nnviz.engine.graph.sigmoid import collapse_all, open_all
from nnviz.engine.graph.stepping import BackwardStep, Walk, differentiate, start

CHAIN_RULE = "x = -2; y = 5; z = -4\nq = x + y\nf = q*z"
SIGMOID_CIRCUIT = "1/(1+exp(-(w0*x0 + w1*x1 + w2)))"
CIRCUIT_VALUES = {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}
THREE_LAYER_CHAIN = """
h1 = sigmoid(w1*x + b1)
h2 = sigmoid(w2*h1 + b2)
loss = w3*h2 + b3 - y
"""
CHAIN_PARAMETERS = {"w1": 0.5, "b1": -1, "w2": 2, "b2": -0.5, "w3": 1.5, "b3": 0.25}
UNITS = range(1, 6)
ODD_NETWORK = "\n".join(
    [
        *(f"u{i} = w1{i}*x1 + w2{i}*x2" for i in UNITS),
        *(f"v{i} = 1/u{i}" for i in UNITS),
        "F = v1*v2 + v3/v4 - v5",
        "s = sigmoid(F)",
        "loss = (s - 2)**2",
    ]
)
ODD_VALUES = {
    **{f"w1{i}": w for i, w in zip(UNITS, [0.1, 0.5, 0.3, 2.1, -0.2], strict=True)},
    **{f"w2{i}": w for i, w in zip(UNITS, [1.1, 0, 0.4, -0.1, 1.3], strict=True)},
    "x1": 1.7,
    "x2": 3.5,
}


def walked(text: str, values: Mapping[str, float] | None = None) -> Walk:
    return differentiate(build_graph(text, values))


def rounded(walk: Walk, names: Sequence[str], digits: int) -> dict[str, float]:
    return {name: round(walk.gradient(name), digits) for name in names}


def test_chain_rule() -> None:
    walk = walked(CHAIN_RULE)
    assert (walk.value("q"), walk.value("f"), walk.output) == (3, -12, -12)
    wanted = {"z": 3, "q": -4, "x": -4, "y": -4}
    assert {name: walk.gradient(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "value", "formula"),
    [
        ("exp(x)", 3.0, "e^x"),
        ("2*x", 3.0, "2"),
        ("1/x", 3.0, "−1/x²"),
        ("7 + x", 3.0, "1"),
    ],
)
def test_chain_rule_names_the_local_derivative(text: str, value: float, formula: str) -> None:
    last = walked(text, {"x": value}).last
    assert isinstance(last, BackwardStep)
    assert last.contributions[0].formula == formula


@pytest.mark.parametrize("prepare", [open_all, collapse_all])
def test_sigmoid_circuit(prepare) -> None:
    walk = differentiate(prepare(build_graph(SIGMOID_CIRCUIT, CIRCUIT_VALUES)))
    assert round(walk.output, 4) == 0.7311
    wanted = {"w0": -0.1966, "x0": 0.3932, "w1": -0.3932, "x1": -0.5898, "w2": 0.1966}
    assert rounded(walk, list(wanted), 4) == wanted


def test_sigmoid_circuit_collapses_into_one_gate_with_the_derivative_of_the_sigmoid() -> None:
    walk = start(collapse_all(build_graph(SIGMOID_CIRCUIT, CIRCUIT_VALUES)))
    while not isinstance(walk.last, BackwardStep):
        walk = walk.step()
    (contribution,) = walk.last.contributions
    assert contribution.formula == "σ(1 − σ)"
    assert contribution.slope == walk.output * (1 - walk.output)


def test_three_layer_chain() -> None:
    walk = walked(THREE_LAYER_CHAIN, {"x": 2, "y": 1} | CHAIN_PARAMETERS)
    assert round(walk.output, 6) == 0.183689
    figures = [0.352506, 0.176253, 0.176253, 0.352506, 0.622459, 1.0]
    wanted = dict(zip(CHAIN_PARAMETERS, figures, strict=True))
    assert rounded(walk, list(wanted), 6) == wanted
    assert walk.gradient("w3") == walk.value("h2")


def test_odd_network() -> None:
    walk = walked(ODD_NETWORK, ODD_VALUES)
    figures = {name: round(walk.value(name), 6) for name in ("F", "s", "loss")}
    assert figures == {"F": 1.740989, "s": 0.850813, "loss": 1.320632}
    w1 = rounded(walk, [f"w1{i}" for i in UNITS], 6)
    w2 = rounded(walk, [f"w2{i}" for i in UNITS], 6)
    assert list(w1.values()) == [0.036105, 0.170754, 0.437749, -0.259658, -0.027982]
    assert list(w2.values()) == [0.074333, 0.351553, 0.901248, -0.534591, -0.057609]


def test_small_exercise_matrix_times_vector() -> None:
    vector = {"x": 5, "y": -2, "z": 3}
    assert walked("2*x + 3*y + 1*z", vector).output == 7
    assert walked("-1*x + 2*y + 3*z", vector).output == 0


def test_small_exercise_gradient_of_xy_plus_yz() -> None:
    values = {"x": 2.0, "y": 3.0, "z": 7.0}
    walk = walked("x*y + y*z", values)
    assert [walk.gradient(name) for name in values] == [3.0, 2.0 + 7.0, 3.0]


def test_small_exercise_branches_that_meet() -> None:
    walk = walked("x = a*b\ny = a + b\nL = x*y", {"a": 3.0, "b": 5.0})
    assert walk.gradient("a") == walk.value("y") * 5.0 + walk.value("x")
