"""Paints gradients: what stays for many frames, and what each moment says anew."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.theme import TextSize, Theme, contrast
from nnviz.views.gradients.levels import Levels
from nnviz.views.gradients.places import AXIS, GAP, MARGIN, Places, Type
from nnviz.views.gradients.words import size_text
from nnviz.views.plotting.axis_ticks import decade_ticks, whole_ticks
from nnviz.views.plotting.notation import share_text

LABELLED_FROM = 120  # pixels of the axis from which on the staircase has its numbers
LETTER_FROM = 8  # and of a bulb's radius from which on it has its letter
CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, eq=False)
class Brush:
    """A painter with the look of the view."""

    painter: QPainter
    theme: Theme
    kind: Type

    def use(self, size: TextSize, strong: bool, role: str) -> None:
        self.painter.setFont(self.kind.fonts[size, strong])
        self.painter.setPen(self.theme.color(role))


def paint_headline(brush: Brush, levels: Levels, room: float) -> float:
    """Write the headline, its number in bold, in one line if it can be; return where it ends."""
    painter, pixels = brush.painter, brush.theme.pixels
    left, top = float(pixels(MARGIN)), float(pixels(GAP))
    before, number, after = _parted(levels.headline, levels.number)
    sizes: tuple[TextSize, ...] = ("title", "body")
    for size in sizes:
        plain, strong = brush.kind.metrics[size, False], brush.kind.metrics[size, True]
        widths = plain.horizontalAdvance(before), strong.horizontalAdvance(number)
        if sum(widths) + plain.horizontalAdvance(after) <= room:
            base = top + plain.ascent()
            starts = (0.0, widths[0], sum(widths))
            for text, start in zip((before, number, after), starts, strict=True):
                brush.use(size, text == number, "text")
                painter.drawText(QPointF(left + start, base), text)
            return top + plain.height()
    brush.use("body", True, "text")
    area = QRectF(left, top, room, 1000)
    painter.drawText(area, WRAPPED, levels.headline)
    return painter.boundingRect(area, WRAPPED, levels.headline).bottom()


def paint_caption(brush: Brush, levels: Levels, top: float, room: float) -> float:
    """Write the caption below the headline; return where it ends."""
    pixels = brush.theme.pixels
    brush.use("small", False, "muted")
    area = QRectF(pixels(MARGIN), top + pixels(2), room, 1000)
    brush.painter.drawText(area, WRAPPED, levels.caption)
    return brush.painter.boundingRect(area, WRAPPED, levels.caption).bottom()


# What stays


def paint_still(brush: Brush, levels: Levels, places: Places) -> None:
    """Paint the axis, the lines as far as they are settled, and the empty glasses."""
    painter, theme = brush.painter, brush.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _paint_axis(brush, levels, places)
    if not places.lines.isNull():
        _paint_epochs(brush, levels, places.lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for k in range(len(levels.names)):
            painter.setPen(_line_pen(theme, k, levels))
            epochs, means = levels.epochs[: levels.settled], levels.means[: levels.settled, k]
            for run in _runs(epochs, means, levels, places):
                painter.drawPolyline(run)
    if places.rows is not None:
        brush.use("small", False, "muted")
        room = places.tubes[0].left() - theme.pixels(MARGIN)
        for number, name in enumerate((tr("‖Δw‖ / ‖w‖ of a step"), tr("saturated"))):
            top = places.rows + number * brush.kind.row
            painter.drawText(QRectF(theme.pixels(MARGIN), top, room, brush.kind.row), LEFT, name)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("sunken"))
    for column in places.tubes:
        glass = _glass(column, places)
        painter.drawRoundedRect(glass, places.tube / 2, places.tube / 2)
    _paint_bulbs(brush, levels, places)


def _glass(column: QRectF, places: Places) -> QRectF:
    left = column.center().x() - places.tube / 2
    return QRectF(left, column.top(), places.tube, column.height() + places.bulb)


def _paint_axis(brush: Brush, levels: Levels, places: Places) -> None:
    theme, pixels, line = brush.theme, brush.theme.pixels, brush.kind.line
    left = float(pixels(MARGIN + AXIS))
    right = places.tubes[-1].right()
    ticks = decade_ticks(*levels.axis)
    heights = places.heights(10.0 ** np.array([power for power, _ in ticks]), levels.axis)
    for y, (_, text) in zip(heights, ticks, strict=True):
        brush.painter.setPen(theme.pen(theme.color("grid")))
        brush.painter.drawLine(QPointF(left, y), QPointF(right, y))
        brush.use("small", False, "muted")
        area = QRectF(0, y - line / 2, left - pixels(6), line)
        brush.painter.drawText(area, RIGHT, text)


def _paint_epochs(brush: Brush, levels: Levels, area: QRectF) -> None:
    brush.use("small", False, "muted")
    line, below = brush.kind.line, area.bottom() + brush.theme.pixels(4)
    for number, text in whole_ticks(levels.last_epoch, 2):
        x = area.left() + number / levels.last_epoch * area.width()
        brush.painter.drawText(QRectF(x - 100, below, 200, line), CENTRE, text)
    name = QRectF(area.left(), below + line, area.width(), line)
    brush.painter.drawText(name, CENTRE, tr("Epoch"))


def _line_pen(theme: Theme, k: int, levels: Levels) -> QPen:
    pen = theme.pen(theme.layer_color(k + 1, len(levels.names)), 2.0)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _runs(epochs: Array, sizes: Array, levels: Levels, places: Places) -> list[QPolygonF]:
    """Return a layer's line, in pieces where it was 0 or no number."""
    area = places.lines
    across = (area.left() + epochs / levels.last_epoch * area.width()).tolist()
    heights = places.heights(sizes, levels.axis)
    there = (np.isfinite(sizes) & (sizes > 0)).tolist()
    runs: list[list[QPointF]] = [[]]
    for x, y, is_there in zip(across, heights, there, strict=True):
        if is_there:
            runs[-1].append(QPointF(x, y))
        elif runs[-1]:
            runs.append([])
    return [QPolygonF(points) for points in runs if points]


def _paint_bulbs(brush: Brush, levels: Levels, places: Places) -> None:
    theme, painter, r = brush.theme, brush.painter, places.bulb
    painter.setFont(brush.kind.fonts["small", True])
    for k, column in enumerate(places.tubes):
        color = theme.layer_color(k + 1, len(levels.names))
        middle = QPointF(column.center().x(), column.bottom() + r)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(middle, r, r)
        if r >= theme.pixels(LETTER_FROM):
            painter.setPen(_ink_on(color, theme))
            around = QRectF(middle.x() - r, middle.y() - r, 2 * r, 2 * r)
            painter.drawText(around, CENTRE, levels.short[k])


def _ink_on(color: QColor, theme: Theme) -> QColor:
    return max(theme.color("text"), theme.color("surface"), key=lambda ink: contrast(ink, color))


# What is new at every moment


def paint_moment(
    brush: Brush, levels: Levels, places: Places, hovered: int | None, marked: int | None
) -> None:
    """Paint how high the thermometers stand, and all numbers; a layer is `marked` from 1 on."""
    painter, theme = brush.painter, brush.theme
    heights = places.heights(levels.sizes, levels.axis)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not places.lines.isNull():
        _paint_ends(brush, levels, places, heights)
    for k, (column, top) in enumerate(zip(places.tubes, heights, strict=True)):
        foot = column.bottom() + places.bulb * 0.4
        glass = _glass(column, places)
        glass.setCoords(glass.left(), top, glass.right(), foot)
        painter.fillRect(glass, theme.layer_color(k + 1, len(levels.names)))
    if marked is not None and 1 <= marked <= len(places.tubes):
        column, r = places.tubes[marked - 1], places.bulb + theme.pixels(2)
        painter.setPen(theme.pen(theme.color("accent"), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(column.center().x(), column.bottom() + places.bulb), r, r)
    written = places.written(hovered)
    if levels.ceilings is not None:
        _paint_ceilings(brush, places, places.heights(levels.ceilings, levels.axis))
        _paint_ceiling_texts(brush, levels, places, written)
    for k in written:
        top = heights[k] - brush.kind.line - 3
        place = places.number_place(k, top, brush.kind.line)
        _paint_number(brush, place, places.tubes[k], size_text(float(levels.sizes[k])))
    if places.rows is not None:
        _paint_rows(brush, levels, places, written)


def _paint_ends(brush: Brush, levels: Levels, places: Places, heights: list[float]) -> None:
    """Draw the lines on from where they are settled to the latest epoch, and name them there."""
    painter, area, line = brush.painter, places.lines, brush.kind.line
    painter.setFont(brush.kind.fonts["small", True])
    since = max(levels.settled - 1, 0)
    epochs = np.array([*levels.epochs[since:], levels.epoch])
    means = np.vstack([levels.means[since:], levels.sizes])
    names = places.spread(heights, line * 0.95)
    left = area.right() + brush.theme.pixels(6)
    for k, name in enumerate(levels.names):
        painter.setPen(_line_pen(brush.theme, k, levels))
        for run in _runs(epochs, means[:, k], levels, places):
            painter.drawPolyline(run)
        painter.drawText(QRectF(left, names[k] - line / 2, 1000, line), LEFT, name)


def _paint_ceilings(brush: Brush, places: Places, heights: list[float]) -> None:
    points, slope = [], brush.theme.pixels(6)
    for y, column in zip(heights, places.tubes, strict=True):
        points += [QPointF(column.left() + slope, y), QPointF(column.right() - slope, y)]
    pen = brush.theme.pen(brush.theme.color("text"), 1.5)
    pen.setDashPattern([3, 2.5])
    brush.painter.setPen(pen)
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.drawPolyline(QPolygonF(points))


def _paint_ceiling_texts(brush: Brush, levels: Levels, places: Places, written: list[int]) -> None:
    if levels.ceilings is None or places.tubes[0].height() < brush.theme.pixels(LABELLED_FROM):
        return
    heights = places.heights(levels.ceilings, levels.axis)
    brush.use("small", False, "text")
    for k in written:
        place = places.number_place(k, heights[k] - brush.kind.line - 2, brush.kind.line)
        brush.painter.drawText(place, CENTRE, levels.ceiling_texts[k])


def _paint_number(brush: Brush, place: QRectF, column: QRectF, text: str) -> None:
    """Write in the middle of a place, within its column on ground that keeps lines away."""
    brush.painter.fillRect(place.intersected(column), brush.theme.color("surface"))
    brush.use("small", True, "text")
    brush.painter.drawText(place, CENTRE, text)


def _paint_rows(brush: Brush, levels: Levels, places: Places, written: list[int]) -> None:
    """Write ‖Δw‖/‖w‖ and what is saturated below the thermometers."""
    assert places.rows is not None
    ratios = np.full(len(levels.names), np.nan) if levels.ratios is None else levels.ratios
    rows: list[tuple[Array, Callable[[float], str]]] = [
        (ratios, size_text),
        (levels.saturated, share_text),
    ]
    brush.use("small", False, "text")
    for number, (values, text) in enumerate(rows):
        top = places.rows + number * brush.kind.row
        for k in written:
            value = float(values[k])
            shown = "–" if isnan(value) else text(value)
            place = places.number_place(k, top, brush.kind.row)
            brush.painter.drawText(place, CENTRE, shown)


def _parted(sentence: str, number: str) -> tuple[str, str, str]:
    """Return what stands before a number in a sentence, the number, and what stands after it."""
    return sentence.partition(number) if number else (sentence, "", "")
