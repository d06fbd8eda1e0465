"""Bands of equal loss: their levels, and the ground of a map with its labelled lines."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap, QTransform

from nnviz.run_state import Array
from nnviz.theme import Theme, mixed
from nnviz.views.plotting.axes import Axes
from nnviz.views.plotting.contour import level_lines, path_above
from nnviz.views.surface.asked import Measured
from nnviz.widgets.decimals import with_minus

BANDS = 13


def levels_of(losses: Array) -> list[float]:
    """Return round losses between bands of about equal area, lowest first."""
    finite = losses[np.isfinite(losses)]
    if not finite.size:
        return []
    wanted = np.quantile(finite, np.linspace(0, 1, BANDS + 1)[1:-1])
    levels = {float(f"{level:.2g}") for level in wanted.tolist()}
    return sorted(n for n in levels if finite.min() < n < finite.max())


def ground(theme: Theme, measured: Measured, axes: Axes, size: QSize, ratio: float) -> QPixmap:
    """Return bands, lines and labels within the axes' area, on a picture of a widget's size."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(axes.area)
    painter.fillRect(axes.area, band_color(theme, 0.0))
    finite = measured.losses[np.isfinite(measured.losses)]
    losses = np.nan_to_num(
        measured.losses, nan=finite.max(initial=0.0), posinf=finite.max(initial=0.0)
    )
    levels = levels_of(losses)
    to_widget = _to_widget(axes)
    for number, level in enumerate(levels, 1):
        path = to_widget.map(path_above(losses, measured.across, measured.up, level))
        painter.fillPath(path, band_color(theme, number / BANDS))
    taken: list[QRectF] = []
    for level in levels:
        _paint_line(painter, theme, axes, losses, measured, level, taken)
    painter.end()
    return picture


def band_color(theme: Theme, share: float) -> QColor:
    """Return the grey of a band: the lowest is that of the paper."""
    return mixed(theme.color("border"), theme.color("surface"), 0.75 * share)


def _to_widget(axes: Axes) -> QTransform:
    (left, right), (low, high), area = axes.x, axes.y, axes.area
    across, up = area.width() / (right - left), -area.height() / (high - low)
    return QTransform(across, 0, 0, up, area.left() - left * across, area.bottom() - low * up)


def _paint_line(
    painter: QPainter,
    theme: Theme,
    axes: Axes,
    losses: Array,
    measured: Measured,
    level: float,
    taken: list[QRectF],
) -> None:
    """Paint the lines of one level, and its number along the longest where there is room."""
    xs, ys = level_lines(losses[np.newaxis], measured.across, measured.up, level)
    ends = [-1, *np.flatnonzero(np.isnan(xs)).tolist(), xs.size]
    lines = [axes.polygon(xs[a + 1 : b], ys[a + 1 : b]) for a, b in pairwise(ends)]
    painter.setPen(theme.pen(mixed(theme.color("muted"), theme.color("border"), 0.5), 1))
    for line in lines:
        painter.drawPolyline(line)
    longest = max(lines, key=lambda line: line.size(), default=None)
    if longest is not None:
        _paint_label(painter, theme, [longest.at(n) for n in range(longest.size())], level, taken)


def _paint_label(
    painter: QPainter, theme: Theme, line: list[QPointF], level: float, taken: list[QRectF]
) -> None:
    painter.setFont(theme.font("small"))
    metrics = QFontMetricsF(painter.font())
    text = with_minus(f"{level:g}")
    wide, high = metrics.horizontalAdvance(text) + theme.pixels(6), metrics.height()
    for share in (0.5, 0.3, 0.7, 0.2, 0.8):
        place = line[min(int(share * len(line)), len(line) - 1)]
        box = QRectF(place.x() - wide / 2, place.y() - wide / 2, wide, wide)
        inside = QRectF(painter.clipBoundingRect()).adjusted(high, high, -high, -high)
        if inside.contains(place) and not any(box.intersects(other) for other in taken):
            break
    else:
        return
    taken.append(box)
    n = int(share * len(line))
    along = line[min(n + 1, len(line) - 1)] - line[max(n - 1, 0)]
    angle = float(np.degrees(np.arctan2(along.y(), along.x())))
    painter.save()
    painter.translate(place)
    painter.rotate((angle + 90) % 180 - 90)
    label = QRectF(-wide / 2, -high / 2, wide, high)
    painter.fillRect(label.adjusted(0, 2, 0, -2), band_color(theme, 0.35))
    painter.setPen(theme.color("muted"))
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
