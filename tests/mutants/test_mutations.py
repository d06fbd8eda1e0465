"""The changes that mutation testing makes: each is one, and in the right place."""

import ast

import pytest

from tests.mutants.covering import Covering, tries
from tests.mutants.mutations import mutants


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("def f(a, b):\n    return a < b\n", "a <= b"),
        ("def f(a, b):\n    return a + b\n", "a - b"),
        ("def f(a, b):\n    return a and b\n", "a or b"),
        ("def f(a):\n    return not a\n", "return (a)"),
        ("def f(a):\n    return 1 if a else 2\n", "1 if not a else 2"),
        ("def f(a):\n    return a[0]\n", "a[(1)]"),
        ("def f(a):\n    return max(a)\n", "min(a)"),
        ("def f(a):\n    a.clear()\n", "pass"),
        ("def f(a):\n    a.b = a\n", "pass"),
        ("def f(a):\n    a += a\n", "pass"),
    ],
)
def test_every_kind_of_change_is_made(source: str, changed: str) -> None:
    assert any(changed in mutant.apply(source) for mutant in mutants(source))


def test_line_numbers_stay_where_a_change_spans_lines() -> None:
    source = "x = f(\n    1\n    + 2,\n)\ny = 3\n"
    for mutant in mutants(source):
        changed = mutant.apply(source)
        assert changed.count("\n") == source.count("\n")
        assert ast.unparse(ast.parse(changed)) != ast.unparse(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    ["LIMIT = 64 * 2**20\n", "a: int | None\n", "def f(a: int | str) -> int | None: ...\n"],
)
def test_what_no_test_need_notice_is_left_alone(source: str) -> None:
    assert list(mutants(source)) == []


def test_the_tests_that_mirror_a_file_come_first() -> None:
    near, other = "tests/training/test_run.py::a", "tests/app/test_b.py::b"
    covering = Covering({"nnviz/training/run.py": {3: [other, near], 9: ["tests/test_c.py::c"]}})
    assert covering.tests("nnviz/training/run.py", 3) == ["tests/training/test_run.py", other]
    assert list(tries([near, other], "nnviz/training/run.py")) == [[near, other]]
    assert len(covering.tests("nnviz/training/run.py", 1)) == 3


def test_the_tests_that_mirror_a_file_belong_wholly_to_all_its_lines() -> None:
    mirror, other = "tests/training/test_run.py::a", "tests/app/test_b.py::b"
    covering = Covering({"nnviz/training/run.py": {3: [mirror], 4: [other]}})
    assert covering.tests("nnviz/training/run.py", 4) == ["tests/training/test_run.py", other]


@pytest.mark.parametrize(
    "source",
    [
        "box.setSpacing(4)\n",
        "a = theme.pixels(8)\n",
        "@dataclass(frozen=True)\nclass A: ...\n",
        "def f(painter: QPainter):\n    return 4.5\n",
        "WIDTH, HEIGHT = 4, 5\n",
    ],
)
def test_the_mere_look_is_left_alone(source: str) -> None:
    assert list(mutants(source)) == []
