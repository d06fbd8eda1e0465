"""Texts made to do harm: each ends soon, in a graph or in an error that tells the place."""

import time

import numpy as np
import pytest

from nnviz.engine.graph.build import build_graph
from nnviz.engine.graph.graph import GraphError
from nnviz.engine.graph.scan import ExpressionError, Position
from nnviz.engine.graph.sigmoid import collapse_all, open_all
from nnviz.engine.graph.stepping import differentiate

VALUES = {"x": 1.5, "y": -2.0, "z": 0.0}
LONGEST_S = 0.5
PIECES = [
    *"xyz()*+-/,=;.^# \n\t'\"[]{}:!@$%&|~`?<>\\_0123456789eEσπ²−×１é",
    *("**", "exp(", "ln(", "max(", "1e308", "lambda ", "if ", "import ", "__class__", " = "),
    *("\u0302", "\u202e", "\u200d", "\ud800", "\x00", "\ufeff", "\uff45", "\ufb01", "\U0001d431"),
]
READABLE = ["x", "y", "z", "2", "0", "1e200", "+", "-", "*", "/", "**", "(", ")", "exp(", "\n"]
READABLE += ["ln(", "max(", ",", "a = ", "b = ", "a", "b", "sign(", "sqrt("]


def attempted(text: str) -> str:
    """Go the whole way with a text; return what became of it."""
    try:
        graph = build_graph(text, VALUES)
        open_all(collapse_all(graph))
        differentiate(graph)
    except ExpressionError as error:
        return "unreadable" if is_in(text, error.position) else "misplaced"
    except GraphError:
        return "no value"
    return "graph"


def is_in(text: str, place: Position) -> bool:
    lines = text.split("\n")
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


@pytest.mark.parametrize("pieces", [PIECES, READABLE], ids=["any signs", "readable signs"])
def test_texts_drawn_at_random_are_graphs_or_refused_with_a_place(pieces: list[str]) -> None:
    rng = np.random.default_rng(1)
    ends = {"graph": 0, "unreadable": 0, "no value": 0, "misplaced": 0}
    for _ in range(3000):
        ends[attempted("".join(rng.choice(pieces, rng.integers(1, 12))))] += 1
    assert min(ends["graph"], ends["unreadable"]) > 20
    assert ends["misplaced"] == 0


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("9**9**9", "unreadable"),
        ("9**9**9*x", "unreadable"),
        ("x**9**9**9", "unreadable"),
        ("(x**10)**100", "graph"),
        ("((x*x)**100)**100", "no value"),
        ("exp(" * 50 + "x" + ")" * 50, "no value"),
        ("(" * 190 + "x" + ")" * 190, "graph"),
        ("-" * 55 + "x", "graph"),
        ("(" * 1999 + "x" + ")" * 1999, "unreadable"),
        ("max(" + ",".join("x" * 490) + ")", "graph"),
        ("max(" * 8 + "x" + (",x" * 55 + ")") * 8, "graph"),
        ("\n".join(["a0 = x", *(f"a{i} = a{i - 1}*a{i - 1}" for i in range(1, 90))]), "no value"),
        ("\n".join(f"a{i} = a{i + 1}" for i in range(90)) + "\na90 = x", "graph"),
        ("x/z", "no value"),
        ("0*(1/z)", "no value"),
        ("ln(y)", "no value"),
        ("y**0.5", "no value"),
        ("x/1e-320", "no value"),
        ("x.__class__", "unreadable"),
        ("\uff58.real", "unreadable"),
        ("y\u202e+x", "unreadable"),
        ("\uff45xp(x)", "graph"),  # a wide e, which Python reads as e
        ("\ufeffx", "unreadable"),
        ("type x = 3", "unreadable"),
    ],
)
def test_a_text_made_to_do_harm_ends_soon(text: str, end: str) -> None:
    began = time.thread_time()  # of this thread: the machine may be busy
    assert attempted(text) == end
    assert time.thread_time() - began < LONGEST_S


def test_a_long_maximum_is_not_nested_deeply() -> None:
    graph = build_graph("max(" + ", ".join(f"{n}*x" for n in range(100)) + ")", VALUES)
    depths = [0] * len(graph.leaves)
    for gate in graph.gates:
        depths.append(1 + max(depths[given] for given in gate.inputs))
    assert max(depths) <= 1 + 7  # 2⁷ > 100
    assert differentiate(graph).gradient("x") == 99


def test_of_equal_values_the_first_is_the_largest() -> None:
    walk = differentiate(build_graph("max(a, b, c, d, e)", dict.fromkeys("abcde", 2.0)))
    assert [walk.gradient(name) for name in "abcde"] == [1, 0, 0, 0, 0]
