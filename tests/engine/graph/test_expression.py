"""What can be typed as an expression, and what is refused, quickly and with its place."""

import ast
import re
import time

import pytest

from nnviz.engine.graph.expression import (
    MAX_DEFINITIONS,
    MAX_NODES,
    Apply,
    Definition,
    Name,
    Number,
    parse,
)
from nnviz.engine.graph.scan import MAX_CHARACTERS, MAX_NAME, ExpressionError, Position


def refused(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    return caught.value


def without_places(text: str) -> str:
    return re.sub(r"Position\([^)]*\)", "", repr(parse(text)))


def test_a_line_becomes_a_definition() -> None:
    assert parse("q = x + 1") == (
        Definition(
            "q",
            Apply("add", (Name("x", Position(1, 5)), Number(1.0)), Position(1, 9)),
            Position(1, 1),
        ),
    )


def test_lines_are_parted_by_line_ends_and_semicolons() -> None:
    names = [definition.name for definition in parse("a = 1; b = 2\r\nc = 3\n\n# the sum:\na+b+c")]
    assert names == ["a", "b", "c", None]


def test_a_line_can_go_on_inside_parentheses() -> None:
    assert len(parse("f = (x +\n     y)")) == 1


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [
        ("x × y", "x * y"),
        ("x · y", "x * y"),
        ("x ÷ y", "x / y"),
        ("x − y", "x - y"),
        ("(+x)", "(x)"),
        ("   x", "x"),
    ],
)
def test_other_ways_to_type_a_sign(typed: str, same_as: str) -> None:
    assert without_places(typed) == without_places(same_as)


def test_names_may_have_letters_of_any_script() -> None:
    assert [name.text for name in parse("손실 + σ1 + größe")[0].names] == ["손실", "σ1", "größe"]


def test_words_that_only_begin_like_reserved_ones_are_names() -> None:
    assert [name.text for name in parse("inner + isle + lambda1 + λ")[0].names] == [
        "inner",
        "isle",
        "lambda1",
        "λ",
    ]


def test_more_than_two_values_have_a_maximum() -> None:
    term = parse("max(a, b, c)")[0].term
    assert isinstance(term, Apply)
    assert isinstance(term.terms[0], Apply)


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("", 1, 1, "no expression"),
        ("# only a remark", 1, 1, "no expression"),
        ("x +", 1, 4, "cannot be read"),
        ("(x + y", 1, 1, "cannot be read"),
        ("x²", 1, 2, "two stars"),
        ("a1 = x + y¹⁰", 1, 11, "two stars"),
        ("(x + 1)³", 1, 8, "two stars"),
        ("2ⁿ", 1, 2, "two stars"),
        ("2^3", 1, 2, "two stars"),
        ("x = 1;;", 1, 7, "cannot be read"),
        ("a = 1\n   b = x ^ 2", 2, 10, "two stars"),
        ("x.y", 1, 2, "sign ."),
        ("x[0]", 1, 2, "sign ["),
        ("'x'", 1, 1, "sign '"),
        ("\x00", 1, 1, "U+0000"),
        ("x + \ud800", 1, 5, "U+D800"),
        ("2x", 1, 1, "After 2"),
        ("1.real", 1, 1, "After 1."),
        ("1_000", 1, 1, "After 1"),
        ("0x1F", 1, 1, "After 0"),
        ("1j", 1, 1, "After 1"),
        ("3 + 1e999", 1, 5, "too large"),
        ("9" * 400, 1, 1, "too large"),
        ("x" * (MAX_NAME + 1), 1, 1, "at most"),
        ("x + y * _z", 1, 9, "sign _"),
        ("f(3)", 1, 1, "no function f"),
        ("ä = ö +\\\n1", 1, 8, "sign \\"),
        ("größe + höhe(3)", 1, 9, "no function höhe"),
        ("\tx = größe(3)", 1, 6, "no function größe"),
        ("exp(1, 2)", 1, 1, "should be 1"),
        ("max(1)", 1, 1, "should be 2"),
        ("exp()", 1, 1, "should be 1"),
        ("a = 1\na = 2", 2, 1, "second time"),
        ("1\n2", 1, 1, "last line"),
        ("exp = 3", 1, 1, "name of a function"),
        ("a = b = 3", 1, 1, "definition"),
        ("a, b = 1, 2", 1, 1, "definition"),
        ("a += 1", 1, 1, "definition"),
        ("lambda = 0.1; 3 * lambda", 1, 1, "lambda is a reserved word"),
        ("a = in * w", 1, 5, "in is a reserved word"),
        ("x is y", 1, 3, "is is a reserved word"),
        ("import os", 1, 1, "import is a reserved word"),
        ("del x", 1, 1, "del is a reserved word"),
        ("x == 1", 1, 1, "Only numbers"),
        ("1 + (not x)", 1, 6, "not is a reserved word"),
        ("x and y", 1, 3, "and is a reserved word"),
        ("x if y else z", 1, 3, "if is a reserved word"),
        ("a // b", 1, 1, "Only numbers"),
        ("True + x", 1, 1, "True is a reserved word"),
        ("None", 1, 1, "None is a reserved word"),
        ("x, y", 1, 1, "Only numbers"),
        ("exp(x=1)", 1, 1, "Only numbers"),
        ("exp(*x)", 1, 5, "Only numbers"),
        ("exp(x)(y)", 1, 1, "Only numbers"),
        ("await x", 1, 1, "await is a reserved word"),
        ("yield", 1, 1, "yield is a reserved word"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(
    text: str, line: int, column: int, word: str
) -> None:
    error = refused(text)
    assert (error.position.line, error.position.column) == (line, column)
    assert word in error.reason
    assert str(error) == f"Line {line}, column {column}: {error.reason}"


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__",
        "x.__class__",
        "lambda x: x",
        "[x for x in y]",
        "{1: 2}",
        'f"{x}"',
        "(x := 3)",
        "open(x)",
        "eval(x)",
        "print(x)",
        "@x",
        "import os; os",
        "from os import path",
        "global x",
        "x = yield",
        "...",
        "`x`",
        "x\x0c+ y",
        "(" * 3000,
        "-" * 3999 + "x",
        "exp(" * 190 + "x" + ")" * 190,
        "**".join("x" * 1000),
        "+".join("x" * 1500),
        "x" * 10**7,
        "9" * 10**7,
        "\n" * 10**6,
        "#" * 10**6,
        "x = 1\n" * 600,
    ],
)
def test_hostile_text_is_refused_at_once(text: str) -> None:
    began = time.thread_time()  # of this thread: the machine may be busy
    refused(text)
    assert time.thread_time() - began < 0.5


def test_too_many_characters_are_refused_where_they_begin() -> None:
    assert refused("1 + " * MAX_CHARACTERS).position == Position(1, MAX_CHARACTERS + 1)


def test_too_many_definitions_are_refused_where_they_begin() -> None:
    text = "\n".join(f"a{number} = 1" for number in range(MAX_DEFINITIONS + 1))
    assert refused(text).position == Position(MAX_DEFINITIONS + 1, 1)


def test_too_many_terms_are_refused() -> None:
    lines = [f"a{number} = " + "+".join("x" * 20) for number in range(MAX_NODES // 20)]
    assert "too large" in refused("\n".join(lines)).reason


@pytest.mark.parametrize("limit", [MemoryError, RecursionError])
def test_what_python_cannot_nest_is_refused(
    limit: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(_text: str) -> None:
        raise limit

    monkeypatch.setattr(ast, "parse", give_up)
    assert "nested" in refused("x").reason
