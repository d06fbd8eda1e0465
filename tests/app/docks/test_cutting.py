"""Cutting: the tree that is read from rectangles is the one they were laid out by."""

from collections.abc import Iterator

import numpy as np
import pytest

from nnviz.app.docks.cutting import Spot, cut
from nnviz.stage import Direction, Node, Split, Tabs

GAP = 1


def laid_out(node: Node, left: int, top: int, width: int, height: int) -> Iterator[Spot]:
    if isinstance(node, Tabs):
        yield Spot(node, left, top, width, height)
        return
    across = node.along == "row"
    rest = (width if across else height) - GAP * (len(node.parts) - 1)
    for part, share in zip(node.parts, node.shares, strict=True):
        length = round(share * rest)
        if across:
            yield from laid_out(part, left, top, length, height)
            left += length + GAP
        else:
            yield from laid_out(part, left, top, width, length)
            top += length + GAP


def random_tree(rng: np.random.Generator, keys: Iterator[str], along: Direction, deep: int) -> Node:
    """Return a tree whose directions alternate, as rows within rows are one row."""
    if deep == 0 or rng.random() < 0.3:
        return Tabs((next(keys),))
    other: Direction = "column" if along == "row" else "row"
    parts = [random_tree(rng, keys, other, deep - 1) for _ in range(rng.integers(2, 4))]
    shares = rng.uniform(1.0, 2.0, len(parts)).tolist()
    return Split(along, tuple(parts), tuple(shares))


def same_shape(one: Node, other: Node) -> bool:
    if isinstance(one, Tabs) or isinstance(other, Tabs):
        return one == other
    return (
        one.along == other.along
        and len(one.parts) == len(other.parts)
        and np.allclose(one.shares, other.shares, atol=0.01)
        and all(map(same_shape, one.parts, other.parts))
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_tree_comes_back(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tree = random_tree(rng, map(str, range(99)), "row", 3)
    found = cut(list(laid_out(tree, 0, 0, 3840, 2160)))
    assert found is not None
    assert same_shape(found, tree)


def test_nothing_is_no_tree() -> None:
    assert cut([]) is None


def test_places_that_overlap_are_read_from_the_left() -> None:
    one, other = Tabs(("one",)), Tabs(("other",))
    found = cut([Spot(one, 50, 50, 100, 100), Spot(other, 0, 0, 100, 100)])
    assert found == Split("row", (other, one))


def test_tabs_one_pixel_wide_still_have_a_share() -> None:
    one, other = Tabs(("one",)), Tabs(("other",))
    found = cut([Spot(one, 0, 0, 0, 10), Spot(other, 0, 0, 10, 10)])
    assert isinstance(found, Split)
    assert min(found.shares) > 0
