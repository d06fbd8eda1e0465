"""Each loss of a single answer as a curve, with the point in play on it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.run_state import Array
from nnviz.theme import Theme
from nnviz.views.plotting.axes import Axes, paint_axes, room_for_axes, rounded_limits
from nnviz.views.plotting.axis_ticks import round_ticks
from nnviz.widgets.override_guard import guarded

HIGHEST = 5.0  # of a logarithm that has no end


@dataclass(frozen=True, eq=False)
class Curves:
    """What the chart shows: a curve for each loss, (places,), and where the point is."""

    name: str  # of the level axis
    x: Array
    curves: Mapping[str, Array]
    active: str  # the key of the one drawn strong
    at: float


@guarded
class CurveChart(QWidget):
    """Losses over the residual, or over ŷ."""

    def __init__(self, theme: Theme):
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self.shown: Curves | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_curves(self, curves: Curves) -> None:
        self.shown = curves
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, shown, theme = QPainter(self), self.shown, self._theme
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown is None or not shown.curves:
            return
        strong = shown.curves.get(shown.active, next(iter(shown.curves.values())))
        top = min(float(strong.max()), HIGHEST) if shown.name == "ŷ" else float(strong.max())
        limits = rounded_limits(0.0, max(top, 1e-3), 4)
        area = room_for_axes(QRectF(self.rect()), theme, round_ticks(*limits))
        axes = Axes(area, (float(shown.x[0]), float(shown.x[-1])), limits)
        ticks = (round_ticks(*axes.x), round_ticks(*limits))
        paint_axes(painter, theme, axes, ticks, (shown.name, "L"))
        painter.setClipRect(area)
        for values in shown.curves.values():
            painter.setPen(theme.pen(theme.color("border"), 1.5))
            painter.drawPolyline(axes.polygon(shown.x, values))
        painter.setPen(theme.pen(theme.color("accent"), 2.5))
        painter.drawPolyline(axes.polygon(shown.x, strong))
        painter.setBrush(theme.color("accent"))
        place = axes.point(shown.at, float(np.interp(shown.at, shown.x, strong)))
        painter.drawEllipse(place, theme.pixels(5), theme.pixels(5))
