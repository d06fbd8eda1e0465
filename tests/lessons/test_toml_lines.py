"""The line of everything in a TOML text is found, whatever is written around it."""

import tomllib
from pathlib import Path

import pytest

from nnviz.lessons import toml_lines
from nnviz.lessons.toml_lines import line_at, lines_of
from nnviz.paths import resource

TEXT = '''# A comment = with signs [[
a = 1 # and another
"b c".d = "x # no comment = \\" ]"

e = [
  1,
  { f = "}", g = [2,
    3] }, # here
]
h = """
a = 2
[[no]] ""\\" """
i = \'\'\'
j = 3\'\'\'
[[k]]
l = 1979-05-27T07:32:00Z
[k.m]
n = +inf
[[k]]
[[k.o]]
p = {}
q = []
'''
LINES = {
    ("a",): 2,
    ("b c", "d"): 3,
    ("e",): 5,
    ("e", 0): 6,
    ("e", 1): 7,
    ("e", 1, "f"): 7,
    ("e", 1, "g", 1): 8,
    ("h",): 10,
    ("i",): 13,
    ("k", 0): 15,
    ("k", 0, "l"): 16,
    ("k", 0, "m", "n"): 18,
    ("k", 1): 19,
    ("k", 1, "o", 0): 20,
    ("k", 1, "o", 0, "p"): 21,
    ("k", 1, "o", 0, "q"): 22,
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_value_has_its_line(ends: str) -> None:
    found = lines_of(TEXT.replace("\n", ends))
    assert {path: found[path] for path in LINES} == LINES


def leaves(value: object, path: toml_lines.Place = ()) -> list[toml_lines.Place]:
    inside = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    return [path, *(leaf for key, part in inside for leaf in leaves(part, (*path, key)))]


@pytest.mark.parametrize("path", sorted(resource("lessons").glob("*.toml")), ids=lambda p: p.stem)
def test_every_value_of_a_lesson_has_a_line_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")
    lines = lines_of(text)
    assert set(leaves(tomllib.loads(text))[1:]) <= lines.keys()


def test_what_is_not_there_has_the_line_of_what_it_would_be_in() -> None:
    lines = lines_of(TEXT)
    assert line_at(lines, ("k", 1, "missing", 3)) == 19
    assert line_at(lines, ("missing",)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100,
        "[" + "a." * 60_000 + "a]",
        "[[" + "a." * 60_000 + "a]]",
        "a." * 60_000 + "a = 1",
    ],
)
def test_what_is_too_deep_is_refused_at_once(text: str) -> None:
    with pytest.raises(toml_lines.TooDeepError):
        lines_of(text)


@pytest.mark.parametrize("text", ["= 1", "a", "a = [1", "a = ["])
def test_what_is_no_toml_is_no_endless_search(text: str) -> None:
    with pytest.raises(ValueError, match="no TOML"):
        lines_of(text)
