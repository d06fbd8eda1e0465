"""Where the gradients view draws what: one axis for lines and thermometers, with rows below."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF

from nnviz.run_state import Array
from nnviz.theme import TextSize, Theme
from nnviz.views.gradients.levels import Levels, on_axis

MARGIN, GAP = 16, 8
AXIS = 44  # pixels of the design beside the axis
LINES_FROM, ROWS_FROM = 480, 300  # the width and height from which on there is room for them
LINES_SHARE, MOST_LINES = 0.34, 420
TUBE, LEAST_TUBE, BULB = 24, 6, 0.72
WIDEST_NUMBER = "8.8e−88"


class Type:
    """The fonts of the view with their measures."""

    def __init__(self, theme: Theme):
        sizes: tuple[TextSize, ...] = ("small", "body", "title")
        keys = [(size, strong) for size in sizes for strong in (False, True)]
        self.fonts = {key: theme.font(*key) for key in keys}
        self.metrics = {key: QFontMetricsF(font) for key, font in self.fonts.items()}
        self.line = self.metrics["small", False].height()
        self.number = self.metrics["small", True].horizontalAdvance(WIDEST_NUMBER)
        self.row = self.line + theme.pixels(2)

    def width(self, text: str) -> float:
        """Return the width of small bold text."""
        return self.metrics["small", True].horizontalAdvance(text)


@dataclass(frozen=True)
class Places:
    """The places for one size of the view."""

    lines: QRectF  # null: there is no room for them
    tubes: tuple[QRectF, ...]  # the columns of the thermometers, as high as the axis
    tube: float  # width of the glass
    bulb: float  # radius
    rows: float | None  # where the rows of numbers begin, None: there is no room for them
    right: float  # where the thermometers' numbers end
    number: float  # width of the widest number

    def heights(self, sizes: Array, axis: tuple[float, float]) -> list[float]:
        """Return where sizes lie on the axis, in pixels from the view's top."""
        column = self.tubes[0]
        found: list[float] = (column.bottom() - on_axis(sizes, axis) * column.height()).tolist()
        return found

    def written(self, hovered: int | None) -> list[int]:
        """Return which columns get their numbers: all, or both ends, or the one pointed at."""
        count = len(self.tubes)
        if self.tubes[0].width() >= self.number:
            return list(range(count))
        return [0, count - 1][:count] if hovered is None else [hovered]

    def number_place(self, k: int, top: float, height: float) -> QRectF:
        """Return where a column's number stands: in its middle, but within the thermometers."""
        column = self.tubes[k]
        room = max(column.width(), self.number)
        start = min(max(column.center().x() - room / 2, self.tubes[0].left()), self.right - room)
        return QRectF(start, top, room, height)

    def spread(self, heights: list[float], line: float) -> list[float]:
        """Return heights of names, moved apart so that none stands on another."""
        found = list(heights)
        order = sorted(range(len(found)), key=lambda k: -found[k])
        lowest = self.tubes[0].bottom() + line / 2
        for k in order:  # from the lowest one up
            found[k] = min(found[k], lowest)
            lowest = found[k] - line
        highest = self.tubes[0].top() - line / 2
        for k in reversed(order):  # those that were pushed out at the top come down again
            found[k] = max(found[k], highest)
            highest = found[k] + line
        return found


def places_for(theme: Theme, kind: Type, levels: Levels, size: QSizeF, top: float) -> Places:
    """Return the places in a view of this size, below its words, which end at `top`."""
    pixels, width, count = theme.pixels, size.width(), len(levels.names)
    left, right = float(pixels(MARGIN + AXIS)), width - pixels(MARGIN)
    roomy = width >= pixels(LINES_FROM)
    room = (right - left) / count
    tube = float(min(pixels(TUBE), max(pixels(LEAST_TUBE), room * 0.3)))
    rows = None
    bottom = size.height() - pixels(GAP)
    if roomy and size.height() >= pixels(ROWS_FROM):
        rows = bottom = bottom - 2 * kind.row
    bottom -= 2 * tube * BULB + pixels(GAP)
    height = max(bottom - top, 1.0)
    lines = QRectF()
    if roomy:
        lines = QRectF(left, top, min((right - left) * LINES_SHARE, pixels(MOST_LINES)), height)
        names = max(kind.width(name) for name in levels.names)
        left = lines.right() + names + pixels(2 * GAP)
    column = (right - left) / count
    tubes = tuple(QRectF(left + k * column, top, column, height) for k in range(count))
    return Places(lines, tubes, tube, tube * BULB, rows, width - pixels(GAP), kind.number)
