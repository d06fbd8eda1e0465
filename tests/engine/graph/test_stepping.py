"""Walks over graphs: one operation a step, contributions summed, what has no value refused."""

import math
import sys
from collections.abc import Callable

import numpy as np
import pytest

from nnviz.engine.graph.build import build_graph
from nnviz.engine.graph.graph import Graph, GraphError
from nnviz.engine.graph.stepping import (
    BackwardStep,
    ForwardStep,
    Seed,
    Walk,
    differentiate,
    evaluate,
    start,
)
from tests.engine.differences import NETWORK_STEP, assert_derivative, derivative


def steps(graph: Graph) -> list[Walk]:
    walks = [start(graph)]
    while not walks[-1].is_done:
        walks.append(walks[-1].step())
    return walks


@pytest.fixture
def chain() -> Graph:
    return build_graph("q = x + y; f = q*z", {"x": -2, "y": 5, "z": -4})


def test_a_walk_starts_with_the_leaves(chain: Graph) -> None:
    walk = start(chain)
    assert (walk.values, walk.gradients, walk.last) == ((-2, 5, -4), (), None)
    assert not walk.is_evaluated
    assert not walk.is_done


def test_a_step_deals_with_one_gate(chain: Graph) -> None:
    kinds = [type(walk.last) for walk in steps(chain)[1:]]
    assert kinds == [ForwardStep, ForwardStep, Seed, BackwardStep, BackwardStep]


def test_a_step_forward_tells_its_formula_and_value(chain: Graph) -> None:
    assert steps(chain)[1].last == ForwardStep(3, "x + y", 3.0)


def test_the_way_back_starts_with_one_at_the_output(chain: Graph) -> None:
    walk = steps(chain)[3]
    assert walk.last == Seed(4, 1.0)
    assert walk.gradients == (None, None, None, None, 1.0)


def test_a_step_backward_tells_slope_upstream_and_product(chain: Graph) -> None:
    last = steps(chain)[4].last
    assert isinstance(last, BackwardStep)
    to_q, to_z = last.contributions
    assert (to_q.node, to_q.formula, to_q.slope, to_q.amount) == (3, "z", -4.0, -4.0)
    assert (to_z.node, to_z.formula, to_z.slope, to_z.amount) == (2, "q", 3.0, 3.0)
    assert to_q.upstream == to_z.upstream == 1.0


def test_a_gradient_is_unknown_until_something_arrives(chain: Graph) -> None:
    assert steps(chain)[4].gradients == (None, None, 3.0, -4.0, 1.0)


def test_steps_leave_the_walk_before_as_it_was(chain: Graph) -> None:
    walks = steps(chain)
    assert [len(walk.values) for walk in walks] == [3, 4, 5, 5, 5, 5]
    assert walks[3].step() == walks[4]


def test_a_walk_that_is_done_stays(chain: Graph) -> None:
    walk = differentiate(chain)
    assert walk.step() is walk
    assert walk.forward_step() is walk


def test_contributions_are_summed_at_branches() -> None:
    walk = differentiate(build_graph("a = 3*x; b = x*x; a + b", {"x": 5}))
    totals = [
        contribution.total
        for step in steps(walk.graph)
        if isinstance(step.last, BackwardStep)
        for contribution in step.last.contributions
        if contribution.node == 0
    ]
    assert totals == [5.0, 10.0, 13.0]
    assert walk.gradient("x") == 13.0


def test_a_gate_the_output_does_not_depend_on_is_not_walked_back() -> None:
    graph = build_graph("unused = exp(x); y*2", {"x": 1, "y": 1})
    walk = differentiate(graph)
    assert (walk.value("unused"), walk.gradient("unused")) == (math.e, 0.0)
    assert (walk.gradient("x"), walk.gradient("y")) == (0.0, 2.0)
    assert len(steps(graph)) == 1 + 2 + 1 + 1


def test_a_lone_leaf_has_gradient_one() -> None:
    assert differentiate(build_graph("x = 3")).gradient("x") == 1.0


@pytest.mark.parametrize(
    ("text", "x", "sentence"),
    [
        ("v = 1/x", 0, "v = 1/x has no value at x = 0"),
        ("v = y/x", 0, "v = y/x has no value at y = 3, x = 0"),
        ("v = ln(x)", -1, "v = ln x has no value at x = −1"),
        ("v = ln(x)", 0, "v = ln x has no value at x = 0"),
        ("v = sqrt(x)", -2, "v = √x has no value at x = −2"),
        ("v = x**0.5", -2, "v = x^(0.5) has no value at x = −2"),
        ("v = exp(x)", 1000, "v = e^x is too large at x = 1000"),
        ("v = x*x", 1e200, "v = x·x is too large at x = 1e+200"),
        ("v = x**3", 1e200, "v = x³ is too large at x = 1e+200"),
        ("v = 1/(1 + exp(-x))", -1000, "g2 = e^g1 is too large at g1 = 1000"),
    ],
)
def test_what_has_no_value_is_refused_by_the_gate(text: str, x: float, sentence: str) -> None:
    graph = build_graph(text, {"x": x, "y": 3})
    with pytest.raises(GraphError) as caught:
        evaluate(graph)
    assert str(caught.value) == sentence
    assert caught.value.gate == sentence.split()[0]


@pytest.mark.parametrize(
    ("text", "values", "sentence"),
    [
        ("v = sqrt(x)", {"x": 0.0}, "v = √x has no slope at x = 0"),
        ("v = x**y", {"x": -2.0, "y": 2.0}, "v = x^y has no slope at x = −2, y = 2"),
        ("v = 1/x", {"x": 1e-200}, "v = 1/x is too steep at x = 1e−200"),
        (
            "a = 1e200*x; v = 1e200*a",
            {"x": 0.0},
            "The gradient of a = 1e+200·x is too large.",
        ),
    ],
)
def test_what_has_no_slope_is_refused_by_the_gate(
    text: str, values: dict[str, float], sentence: str
) -> None:
    graph = build_graph(text, values)
    assert evaluate(graph).is_evaluated
    with pytest.raises(GraphError) as caught:
        differentiate(graph)
    assert str(caught.value) == sentence


# Random expressions against finite differences.

UNARY = ["exp({}/4)", "sin({})", "cos({})", "tanh({})", "sigmoid({})", "softplus({})", "erf({})"]
UNARY += ["-{}", "{}**2", "({})**3/9", "1/(1 + {}**2)", "sqrt(1 + {}**2)", "ln(2 + {}**2)"]
UNARY += ["2**({}/3)", "1/(1 + exp(-{}))", "(3 - {})", "({} - 2)", "{}/7", "(1.5*{})"]
BINARY = ["({} + {})", "({} - {})", "({} * {})", "{}/(1 + {}**2)", "(1 + {}**2)**sin({})"]
NAMES = ["x", "y", "z"]


def expression(rng: np.random.Generator, depth: int, names: list[str]) -> str:
    pick: Callable[[list[str]], str] = rng.choice
    if depth == 0:
        return str(pick(names))
    if rng.random() < 0.5:
        return "(" + str(pick(UNARY)).format(expression(rng, depth - 1, names)) + ")"
    template, parts = str(pick(BINARY)), [expression(rng, depth - 1, names) for _ in range(2)]
    return "(" + template.format(*parts) + ")"


@pytest.mark.parametrize("seed", range(60))
def test_gradients_of_random_expressions_are_those_of_finite_differences(seed: int) -> None:
    rng = np.random.default_rng(seed)
    text = f"u = {expression(rng, 2, NAMES)}\nv = {expression(rng, 2, [*NAMES, 'u'])}\n"
    text += f"f = tanh({expression(rng, 1, ['u', 'v', *NAMES])}/4)"
    values = {name: float(value) for name, value in zip(NAMES, rng.normal(size=3), strict=True)}
    graph = build_graph(text, values)
    walk = differentiate(graph)
    for leaf in graph.leaves:

        def at(number: float, name: str = leaf.name) -> float:
            return evaluate(graph.with_values({name: number})).output

        # One function within another can be bent more sharply than each of them.
        found, rounding = walk.gradient(leaf.name), sys.float_info.epsilon
        assert_derivative(found, derivative(at, leaf.value, NETWORK_STEP), rounding)
