"""1/(1 + e^−z) collapsed into one gate and opened again: the numbers stay."""

import pytest

from nnviz.engine.graph.build import build_graph
from nnviz.engine.graph.graph import Graph
from nnviz.engine.graph.sigmoid import (
    collapse,
    collapse_all,
    open_all,
    open_sigmoid,
    sigmoid_circuits,
    sigmoid_gates,
)
from nnviz.engine.graph.stepping import differentiate

CIRCUIT = "z = w*x; s = 1/(1 + exp(-z)); s*s"
TYPED = "z = w*x; s = sigmoid(z); s*s"
VALUES = {"w": 2.0, "x": -0.7}


def keys(graph: Graph) -> list[str]:
    return [gate.operation.key for gate in graph.gates]


@pytest.mark.parametrize(
    "text", [CIRCUIT, CIRCUIT.replace("-z", "-1*z"), CIRCUIT.replace("1 + exp(-z)", "exp(-z) + 1")]
)
def test_a_circuit_collapses_and_opens_to_what_it_was(text: str) -> None:
    graph = build_graph(text, VALUES)
    collapsed = collapse_all(graph)
    assert keys(collapsed) == ["multiply", "sigmoid", "multiply"]
    assert [node.name for node in collapsed.nodes] == ["w", "x", "z", "s", "f"]
    assert open_all(collapsed) == graph


@pytest.mark.parametrize("text", [CIRCUIT, TYPED])
@pytest.mark.parametrize("w", [2.0, 0.0, 40.0, -40.0, 500.0, -500.0])
def test_the_numbers_stay_the_same(text: str, w: float) -> None:
    graph = build_graph(text, {"w": w, "x": -0.7})
    one, four = differentiate(collapse_all(graph)), differentiate(open_all(graph))
    for name in ("w", "x", "z", "s", "f"):
        assert one.value(name) == four.value(name)
        assert one.gradient(name) == pytest.approx(four.gradient(name), rel=1e-13, abs=1e-15)


def test_a_sigmoid_that_was_typed_opens_into_four_gates() -> None:
    opened = open_all(build_graph(TYPED, VALUES))
    assert keys(opened)[1:-1] == ["negate", "exp", "add_constant", "reciprocal"]
    assert [gate.name for gate in opened.gates] == ["z", "s_1", "s_2", "s_3", "s", "f"]
    assert [gate.is_named for gate in opened.gates] == [True, False, False, False, True, True]


def test_opened_gates_avoid_names_that_are_taken() -> None:
    opened = open_all(build_graph("s_2 = x; s = sigmoid(s_2); s", VALUES))
    assert [gate.name for gate in opened.gates] == ["s_2", "s_1_", "s_2_", "s_3_", "s", "f"]


def test_opened_gates_avoid_names_that_are_collapsed() -> None:
    graph = build_graph("s_1 = exp(-x); t = 1/(1 + s_1); s = sigmoid(w); s*t", VALUES)
    opened = open_all(collapse_all(graph))
    assert len(opened.numbers) == len(opened.nodes)
    assert "s_1" in opened.numbers


def test_one_of_several_is_collapsed_and_opened() -> None:
    graph = build_graph("a = 1/(1 + exp(-x)); b = 1/(1 + exp(-a)); a*b", VALUES)
    first, second = sigmoid_circuits(graph)
    collapsed = collapse(graph, second)
    assert sigmoid_circuits(collapsed) == (first,)
    (gate,) = sigmoid_gates(collapsed)
    assert collapsed.nodes[gate].name == "b"
    assert open_sigmoid(collapsed, gate) == graph
    assert open_all(collapse_all(graph)) == graph


def test_the_output_can_be_the_circuit_itself() -> None:
    collapsed = collapse_all(build_graph("1/(1 + exp(-x))", VALUES))
    assert keys(collapsed) == ["sigmoid"]
    assert collapsed.nodes[collapsed.output].name == "f"


@pytest.mark.parametrize(
    "text",
    [
        "1/(1 + exp(x))",
        "1/(2 + exp(-x))",
        "1/(1 + sin(-x))",
        "1/w",
        "2/(1 + exp(-x))",
        "q = exp(-x); 1/(1 + q) + q",
        "r = 1/(1 + q); q = exp(-x); q*1",
        "r = 1/q; q = 1 + exp(-x)",
    ],
)
def test_what_is_no_sigmoid_or_is_looked_into_does_not_collapse(text: str) -> None:
    graph = build_graph(text, VALUES)
    assert collapse_all(graph) == graph


def test_a_node_that_ends_no_circuit_cannot_be_collapsed() -> None:
    with pytest.raises(ValueError, match="no 1/"):
        collapse(build_graph(CIRCUIT, VALUES), 2)


@pytest.mark.parametrize("number", [0, 2])
def test_a_node_that_is_no_sigmoid_cannot_be_opened(number: int) -> None:
    with pytest.raises(ValueError, match="is not a σ gate"):
        open_sigmoid(build_graph(TYPED, VALUES), number)
