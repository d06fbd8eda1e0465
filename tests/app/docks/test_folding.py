"""Folding: where there is no room, neighbours become tabs, as few as possible."""

import pytest

from nnviz.app.docks.folding import folded, least_size
from nnviz.stage import Arrangement, Floating, Node, Split, Tabs

SIZES = {"a": (300, 200), "b": (200, 150), "c": (250, 100), "d": (200, 300)}
A, B, C, D = (Tabs((key,)) for key in SIZES)
ROW = Split("row", (A, B, C))
COLUMN = Split("column", (A, B, C))
NESTED = Split("row", (A, Split("column", (B, C)), D))


@pytest.mark.parametrize(
    ("node", "wanted"),
    [
        (A, (300, 200)),
        (Tabs(("a", "d")), (300, 300)),
        (ROW, (752, 200)),
        (COLUMN, (300, 452)),
        (NESTED, (752, 300)),
    ],
)
def test_the_least_size_is_that_of_the_views_and_the_lines_between(
    node: Node, wanted: tuple[int, int]
) -> None:
    assert least_size(node, SIZES) == wanted


@pytest.mark.parametrize("node", [A, ROW, COLUMN, NESTED])
def test_what_fits_stays(node: Node) -> None:
    assert folded(Arrangement(node), least_size(node, SIZES), SIZES).root == node


def test_one_pixel_less_makes_the_last_two_tabs() -> None:
    assert folded(Arrangement(ROW), (751, 200), SIZES).places == (A, Tabs(("b", "c"), "b"))
    assert folded(Arrangement(COLUMN), (300, 451), SIZES).places == (A, Tabs(("b", "c"), "b"))


def test_tabs_get_the_room_of_both() -> None:
    row = Split("row", (A, B, C), (0.5, 0.2, 0.3))
    root = folded(Arrangement(row), (600, 200), SIZES).root
    assert isinstance(root, Split)
    assert root.shares == (0.5, 0.5)


def test_only_the_direction_that_lacks_room_is_folded() -> None:
    low = folded(Arrangement(NESTED), (800, 300), {**SIZES, "c": (250, 200)})
    assert low.places == (A, Tabs(("b", "c"), "b"), D)


def test_without_any_room_everything_is_in_one_place() -> None:
    arrangement = folded(Arrangement(NESTED), (10, 10), SIZES)
    assert arrangement.root == Tabs(("a", "b", "c", "d"), "a")


def test_floating_views_take_no_room() -> None:
    floating = (Floating("d", 0, 0, 900, 900),)
    assert folded(Arrangement(A, floating), (300, 200), SIZES) == Arrangement(A, floating)


def test_nothing_shown_fits_anywhere() -> None:
    assert folded(Arrangement(), (1, 1), SIZES).root is None


def test_what_is_folded_leaves_the_least_that_lacks_room() -> None:
    tall = {**SIZES, "b": (200, 400)}
    split = Split("row", (Split("column", (A, B)), Split("column", (C, D))))
    assert folded(Arrangement(split), (600, 560), tall).places == (Tabs(("a", "b"), "a"), C, D)
