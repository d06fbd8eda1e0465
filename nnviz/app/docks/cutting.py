"""From rectangles to an arrangement: the window is cut along lines that go right through."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nnviz.stage import DIRECTIONS, Direction, Node, Split, Tabs


class Spot(NamedTuple):
    """Tabs, and where they are in pixels."""

    tabs: Tabs
    left: int
    top: int
    width: int
    height: int

    def span(self, along: Direction) -> tuple[int, int]:
        """Return where it begins and ends."""
        if along == "row":
            return self.left, self.left + self.width
        return self.top, self.top + self.height


def cut(spots: Sequence[Spot]) -> Node | None:
    """Return the tree of rows and columns that these places form; None if there are none."""
    if len(spots) < 2:
        return spots[0].tabs if spots else None
    along: Direction
    for along in DIRECTIONS:
        parts = _parts(spots, along)
        if len(parts) > 1:
            break
    else:  # they overlap, as nothing does that Qt has laid out: read from the left
        along, parts = "row", [[spot] for spot in sorted(spots, key=lambda spot: spot.left)]
    nodes = tuple(node for part in parts if (node := cut(part)) is not None)
    return Split(along, nodes, tuple(max(1.0, _extent(part, along)) for part in parts))


def _parts(spots: Iterable[Spot], along: Direction) -> list[list[Spot]]:
    """Return the groups between which a line goes through."""
    parts: list[list[Spot]] = []
    reached = None
    for spot in sorted(spots, key=lambda spot: spot.span(along)):
        begin, end = spot.span(along)
        if reached is None or begin >= reached:
            parts.append([spot])
            reached = end
        else:
            parts[-1].append(spot)
            reached = max(reached, end)
    return parts


def _extent(spots: Iterable[Spot], along: Direction) -> float:
    spans = [spot.span(along) for spot in spots]
    return float(max(end for _, end in spans) - min(begin for begin, _ in spans))
