"""Graphs from expressions: which gates they get, in which order, under which names."""

import math

import pytest

from nnviz.engine.graph.build import build_graph, free_names
from nnviz.engine.graph.builder import MAX_EXPONENT
from nnviz.engine.graph.graph import Graph, GraphError
from nnviz.engine.graph.operations import OPERATIONS
from nnviz.engine.graph.scan import ExpressionError
from nnviz.engine.graph.stepping import evaluate


def keys(text: str, **values: float) -> list[str]:
    return [gate.operation.key for gate in build_graph(text, values).gates]


def names(graph: Graph) -> list[str]:
    return [node.name for node in graph.nodes]


def refused(text: str, **values: float) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        build_graph(text, values)
    return caught.value


def test_leaves_come_first_then_gates_after_their_inputs() -> None:
    graph = build_graph("q = x + y; f = q*z", {"x": 1, "y": 2, "z": 3})
    assert names(graph) == ["x", "y", "z", "q", "f"]
    assert [gate.inputs for gate in graph.gates] == [(0, 1), (3, 2)]
    assert graph.output == 4


def test_gates_without_a_name_are_numbered_past_the_names_taken() -> None:
    graph = build_graph("f = exp(g1 * x) * exp(x)", {"g1": 1, "x": 1})
    assert names(graph) == ["g1", "x", "g2", "g3", "g4", "f"]
    assert [gate.is_named for gate in graph.gates] == [False, False, False, True]


@pytest.mark.parametrize(("text", "output"), [("x + f", "f1"), ("f1*f*x", "f2"), ("x", "f")])
def test_an_output_without_a_name_is_called_f(text: str, output: str) -> None:
    graph = build_graph(text, {"x": 1, "f": 1, "f1": 1})
    assert names(graph)[graph.output] == output


@pytest.mark.parametrize(
    ("text", "operations"),
    [
        ("2 + x", ["add_constant"]),
        ("x + 2", ["add_constant"]),
        ("x - 2", ["subtract_constant"]),
        ("2 - x", ["subtract_from_constant"]),
        ("2*x", ["scale"]),
        ("x*2", ["scale"]),
        ("-x", ["negate"]),
        ("x/2", ["divide_by_constant"]),
        ("2/x", ["divide_constant"]),
        ("1/x", ["reciprocal"]),
        ("x**-1", ["reciprocal"]),
        ("x**2", ["square"]),
        ("x**3", ["power"]),
        ("2**x", ["exponential"]),
        ("e**x", ["exp"]),
        ("max(0, x)", ["relu"]),
        ("max(x, 1)", ["max_constant"]),
        ("min(x, 1)", ["min_constant"]),
        ("x + y", ["add"]),
        ("x - y", ["subtract"]),
        ("x*y", ["multiply"]),
        ("x/y", ["divide"]),
        ("x**y", ["raise"]),
        ("max(x, y)", ["max"]),
        ("max(x, y, 3)", ["max", "max_constant"]),
        ("(1 + 2*3)*x", ["scale"]),
        ("exp(0)*x", ["scale"]),
        ("y", ["copy"]),
        ("a = x; a", ["copy", "copy"]),
    ],
)
def test_an_expression_becomes_these_gates(text: str, operations: list[str]) -> None:
    assert keys(text, x=1.5, y=2.5) == operations


def test_a_name_with_a_number_is_a_leaf() -> None:
    graph = build_graph("w = 1/3\nx = -2\nw*x")
    assert [(leaf.name, leaf.value) for leaf in graph.leaves] == [("w", 1 / 3), ("x", -2.0)]


def test_a_number_alone_is_a_graph_of_one_leaf() -> None:
    graph = build_graph("2 + 3")
    assert (names(graph), graph.gates, evaluate(graph).output) == (["f"], (), 5.0)


def test_definitions_can_stand_in_any_order() -> None:
    graph = build_graph("b = a*a; a = c + 1; c = 3; b - a")
    assert names(graph) == ["c", "a", "b", "f"]
    assert evaluate(graph).output == 12


def test_the_last_line_typed_is_the_output() -> None:
    graph = build_graph("f = 2*q; q = 3*x", {"x": 1})
    assert (names(graph), graph.nodes[graph.output].name) == (["x", "q", "f"], "q")


def test_e_and_pi_are_known_unless_defined() -> None:
    assert evaluate(build_graph("pi + e*0")).output == math.pi
    assert evaluate(build_graph("π*1")).output == math.pi
    assert evaluate(build_graph("e = 2; e*1")).output == 2
    assert evaluate(build_graph("e*1", {"e": 3})).output == 3


def test_names_that_need_a_value_are_told_in_order() -> None:
    assert free_names("q = w*x + pi; q*b*x") == ("w", "x", "b")


def test_letters_that_look_alike_are_one_name() -> None:
    assert evaluate(build_graph("\u00b5 + \u03bc", {"\u00b5": 2})).output == 4


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("q = 1\nq + größe", 2, 5, "größe is not known"),
        ("sigmoid + x", 1, 1, "sigmoid is not known"),
        ("x = 3; x", 1, 1, "second time"),
        ("a = b; b = c*x; c = 1 + a; a", 1, 1, "a → b → c → a"),
        ("a = b; b = b + 1; a", 1, 8, "b → b"),
        ("1/0", 1, 3, "no value"),
        ("x/(2 - 2)", 1, 4, "no value"),
        ("ln(1 - 1)*x", 1, 1, "no value"),
        ("(-8)**0.5", 1, 7, "no value"),
        ("1e300*1e300", 1, 7, "too large"),
        ("exp(1000) + x", 1, 1, "too large"),
        ("9**9**9**9", 1, 7, "exponent"),
        (f"x**{MAX_EXPONENT + 1}", 1, 4, "exponent"),
        ("x**-200", 1, 4, "exponent"),
        ("2**(10**3)", 1, 5, "exponent"),
        ("9**9 * (1e200**2)", 1, 16, "too large"),
    ],
)
def test_what_cannot_be_built_is_refused_with_its_place(
    text: str, line: int, column: int, word: str
) -> None:
    error = refused(text, x=1.0)
    assert word in error.reason
    assert (error.position.line, error.position.column) == (line, column)


@pytest.mark.parametrize("value", [math.inf, math.nan])
def test_a_value_that_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(GraphError, match="The value of x is not a finite number"):
        build_graph("x*2", {"x": value})


def test_values_can_be_changed() -> None:
    graph = build_graph("x*y", {"x": 2, "y": 3})
    assert evaluate(graph.with_values({"y": 5.0})).output == 10
    assert evaluate(graph).output == 6


def test_a_value_for_no_leaf_is_an_error() -> None:
    with pytest.raises(KeyError, match="z"):
        build_graph("x*2", {"x": 2}).with_values({"z": 1.0})


def test_a_changed_value_must_be_finite() -> None:
    with pytest.raises(GraphError):
        build_graph("x*2", {"x": 2}).with_values({"x": math.inf})


def test_a_node_knows_the_gates_it_flows_into() -> None:
    graph = build_graph("q = x*x; q + x", {"x": 2})
    assert graph.consumers == ((1, 1, 2), (2,), ())


def test_gates_say_what_they_are() -> None:
    graph = build_graph("q = 3*x; p = q**3; p - -2", {"x": 2})
    assert [gate.symbol for gate in graph.gates] == ["× 3", "x³", "− (−2)"]
    assert [graph.formula(number) for number in (1, 2, 3)] == ["3·x", "q³", "p − (−2)"]
    assert [graph.slope_formula(number, 0) for number in (1, 2, 3)] == ["3", "3·q²", "1"]


def test_every_gate_can_be_reached_by_an_expression() -> None:
    texts = ["x", "-x", "x + y", "x - y", "x*y", "x/y", "x**y", "1/x", "x**2", "x**3", "2**x"]
    texts += ["x + 2", "x - 2", "2 - x", "2*x", "x/2", "2/x", "max(x, y)", "min(x, y)"]
    texts += ["max(x, 2)", "min(x, 2)"]
    one_input = [row for row in OPERATIONS.values() if len(row.slopes) == 1]
    texts += [f"{name}(x)" for row in one_input for name in row.functions]
    reached = {key for text in texts for key in keys(text, x=1.0, y=2.0)}
    assert reached == set(OPERATIONS)
