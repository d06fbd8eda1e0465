"""The cells into which straight lines cut a rectangle."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from nnviz.run_state import Array

Place = tuple[float, float]
Line = tuple[float, float, float]  # (a₁, a₂, c): where a₁x₁ + a₂x₂ + c = 0
Limits = tuple[float, float]
LARGE = 1e200  # beyond which a line's numbers are made smaller
SLIVER = 1e-9  # of the rectangle's size, nearer than which a corner is on a line


@dataclass(frozen=True)
class Cell:
    """One cell: its corners in turn and, for each line, whether it is on the positive side."""

    corners: tuple[Place, ...]
    code: tuple[bool, ...]

    @property
    def middle(self) -> Place:
        """The mean of the corners, which is inside: cells are convex."""
        count = len(self.corners)
        return sum(x for x, _ in self.corners) / count, sum(y for _, y in self.corners) / count


def cells_of(lines: Sequence[Line], spans: tuple[Limits, Limits]) -> list[Cell]:
    """Return the cells within the spans of x₁ and x₂; a line is dealt with after the other."""
    (left, right), (low, high) = spans
    cells = [Cell(((left, low), (right, low), (right, high), (left, high)), ())]
    size = max(right - left, high - low)
    for line in map(calmed, lines):
        cells = [part for cell in cells for part in _cut(cell, line, size)]
    return cells


def calmed(line: Line) -> Line:
    """Return the same line by ordinary numbers; where they are not finite, one that cuts nothing.

    Of others no sum or product may have a number.
    """
    largest = max(map(abs, line))
    if not largest < inf:
        return 0.0, 0.0, 0.0
    factor = 1e-300 if largest > LARGE else 1.0
    return line[0] * factor, line[1] * factor, line[2] * factor


def _cut(cell: Cell, line: Line, size: float) -> list[Cell]:
    a, b, c = line
    near = SLIVER * size * max(abs(a), abs(b))
    heights = [a * x + b * y + c for x, y in cell.corners]
    heights = [0.0 if abs(height) <= near else height for height in heights]
    if not any(height > 0 for height in heights):
        return [Cell(cell.corners, (*cell.code, not any(heights) and c > 0))]
    if not any(height < 0 for height in heights):
        return [Cell(cell.corners, (*cell.code, True))]
    return [
        Cell(tuple(_half(cell.corners, heights, sign)), (*cell.code, sign > 0)) for sign in (1, -1)
    ]


def _half(corners: Sequence[Place], heights: Sequence[float], sign: int) -> list[Place]:
    """Return the corners of the part on one side (Sutherland & Hodgman 1974)."""
    kept: list[Place] = []
    for index, (here, height) in enumerate(zip(corners, heights, strict=True)):
        before, past = corners[index - 1], heights[index - 1]
        if height * past < 0:
            share = past / (past - height)
            kept.append(
                (
                    before[0] + share * (here[0] - before[0]),
                    before[1] + share * (here[1] - before[1]),
                )
            )
        if sign * height >= 0:
            kept.append(here)
    return kept


def segment_of(line: Line, spans: tuple[Limits, Limits]) -> tuple[Place, Place] | None:
    """Return both ends of a line within the spans, None where it does not cross them."""
    (left, right), (low, high) = spans
    corners = ((left, low), (right, low), (right, high), (left, high))
    a, b, c = calmed(line)
    heights = [a * x + b * y + c for x, y in corners]
    ends = []
    for index in range(4):
        past, height = heights[index - 1], heights[index]
        if (past > 0) != (height > 0):
            (x, y), (to_x, to_y) = corners[index - 1], corners[index]
            share = past / (past - height)
            ends.append((x + share * (to_x - x), y + share * (to_y - y)))
    return (ends[0], ends[1]) if len(ends) == 2 else None


def held(codes: Array, classes: Array) -> tuple[int, int]:
    """Return how many cells hold points, and how many of them points of several classes.

    `codes` are of shape (lines, points), true on the positive side.
    """
    found: dict[bytes, set[float]] = {}
    for code, kind in zip(codes.T, classes.tolist(), strict=True):
        found.setdefault(code.tobytes(), set()).add(kind)
    return len(found), sum(len(kinds) > 1 for kinds in found.values())
