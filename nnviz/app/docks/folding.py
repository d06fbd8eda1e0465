"""What becomes of an arrangement for which the window is too small: neighbours become tabs."""

from collections.abc import Iterator, Mapping

from nnviz.stage import Arrangement, Direction, Node, Split, Tabs
from nnviz.views.view import Size

SEPARATOR = 1


def least_size(node: Node, views: Mapping[str, Size]) -> Size:
    """Return the least width and height of a tree, by those of the views in it."""
    if isinstance(node, Tabs):
        sizes = [views[key] for key in node.keys]
        return max(width for width, _ in sizes), max(height for _, height in sizes)
    widths, heights = zip(*(least_size(part, views) for part in node.parts), strict=True)
    gaps = SEPARATOR * (len(node.parts) - 1)
    if node.along == "row":
        return sum(widths) + gaps, max(heights)
    return max(widths), sum(heights) + gaps


def folded(arrangement: Arrangement, room: Size, views: Mapping[str, Size]) -> Arrangement:
    """Return the arrangement with as few views behind others as this room makes necessary."""
    root = arrangement.root
    while root is not None:
        lacks = _lacking(root, room, views)
        choices = [choice for along in lacks for choice in _foldings(root, along)]
        if not choices:
            break
        root = min(choices, key=lambda choice: sum(_lacking(choice, room, views).values()))
    return Arrangement(root, arrangement.floating)


def _lacking(node: Node, room: Size, views: Mapping[str, Size]) -> dict[Direction, int]:
    """Return how much room is missing, in the directions in which it is."""
    width, height = least_size(node, views)
    missing: dict[Direction, int] = {"row": width - room[0], "column": height - room[1]}
    return {along: pixels for along, pixels in missing.items() if pixels > 0}


def _foldings(node: Node, along: Direction) -> Iterator[Node]:
    """Yield the trees in which the last two parts of one such split are in one place."""
    if isinstance(node, Tabs):
        return
    for place, part in enumerate(node.parts):
        for inner in _foldings(part, along):
            yield Split(
                node.along, (*node.parts[:place], inner, *node.parts[place + 1 :]), node.shares
            )
    if node.along == along:
        yield _with_last_folded(node)


def _with_last_folded(split: Split) -> Node:
    *others, first, second = split.parts
    keys = [key for part in (first, second) for place in part.places() for key in place.keys]
    tabs = Tabs(tuple(keys), next(first.places()).front)
    if not others:
        return tabs
    *shares, one, other = split.shares
    return Split(split.along, (*others, tabs), (*shares, one + other))
