"""The plane by what is decided there: one colour a region, with edges as smooth as lines."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nnviz.run_state import Array
from nnviz.views.plotting.colors import Colormap, Limits
from nnviz.views.plotting.contour import path_above
from nnviz.widgets.override_guard import guarded


@guarded
class DecidedRegions(QGraphicsItem):
    """Each region lies on those before it, the first one everywhere beneath."""

    def __init__(self) -> None:
        super().__init__()
        self._rect = QRectF()
        self._colors: Sequence[QColor] = ()
        self._paths: Sequence[QPainterPath] = ()

    def show_decisions(
        self, leads: Sequence[Array], colors: Sequence[QColor], spans: Sequence[Limits]
    ) -> None:
        """Draw the first colour and, where its lead is above 0, each of the others.

        Leads have the shape (n, n) over both spans, the first row at the low end.
        """
        (left, right), (low, high) = spans
        rect = QRectF(left, low, right - left, high - low)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self._colors = colors
        across, along = (np.linspace(*span, len(leads[0])) for span in spans)
        self._paths = [path_above(np.nan_to_num(lead), across, along, 0.0) for lead in leads]
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        if self._colors:
            painter.fillRect(self._rect, self._colors[0])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for path, color in zip(self._paths, self._colors[1:], strict=True):
                painter.fillPath(path, color)


def leads_of(values: Array, limits: Limits) -> list[Array]:
    """Return by how much each answer after the first wins: a single value over the middle.

    Of several, each counts with all after it, which lie on top of it.
    """
    if len(values) == 1:
        return [values[0] - (limits[0] / 2 + limits[1] / 2)]
    return [values[k:].max(axis=0) - values[:k].max(axis=0) for k in range(1, len(values))]


def decided_colors(colors: Colormap, count: int, limits: Limits, kind: int | None) -> list[QColor]:
    """Return the colour of each answer; of one value, of both its sides; `kind` is its class."""
    if count == 1 and kind is None:
        pixels = colors.signed(np.array(limits), limits)
    elif count == 1:
        pixels = colors.of_class(kind or 0, np.array(limits), limits)
    else:
        top = np.array([limits[1]])
        pixels = np.concatenate([colors.of_class(number, top, limits) for number in range(count)])
    return [QColor.fromRgb(int(pixel)) for pixel in pixels]
