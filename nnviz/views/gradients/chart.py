"""The drawing of the gradients view: it keeps as a picture what stays from frame to frame."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QPaintEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.theme import Theme
from nnviz.views.gradients.levels import Levels
from nnviz.views.gradients.painting import (
    Brush,
    paint_caption,
    paint_headline,
    paint_moment,
    paint_still,
)
from nnviz.views.gradients.places import GAP, MARGIN, Places, Type, places_for
from nnviz.widgets.override_guard import guarded


@guarded
class GradientChart(QWidget):
    """The headline, the lines, the thermometers and the two rows of numbers below them."""

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme, self._kind = theme, Type(theme)
        self.levels: Levels | None = None
        self.places: Places | None = None
        self._marked: int | None = None  # a layer, from 1
        self._hovered: int | None = None  # a column, from 0
        self._picture, self._look = QPixmap(), hash(())
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_levels(self, levels: Levels) -> None:
        """Draw these from now on."""
        self.levels = levels
        self.setAccessibleDescription(levels.headline)
        self.update()

    def mark(self, layer: int | None) -> None:
        """Ring the thermometer of this layer."""
        if layer != self._marked:
            self._marked = layer
            self.update()

    def _point(self, column: int | None) -> None:
        """Write this column's numbers, whether there is room for all or not."""
        if column != self._hovered:
            self._hovered = column
            self.update()

    # Painting

    def _paint(self, painter: QPainter, levels: Levels) -> None:
        ratio = self.devicePixelRatioF()
        exact = ratio % 1 or painter.paintEngine().type() != QPaintEngine.Type.Raster
        brush = Brush(painter, self._theme, self._kind)
        room = float(self.width() - 2 * self._theme.pixels(MARGIN))
        top = paint_headline(brush, levels, room)
        if exact:
            self._paint_ground(brush, levels, top, room)
        else:
            self._renew(levels, top, room, ratio)
            painter.drawPixmap(QPointF(0, top), self._picture)
        assert self.places is not None
        paint_moment(brush, levels, self.places, self._hovered, self._marked)

    def _paint_ground(self, brush: Brush, levels: Levels, top: float, room: float) -> None:
        end = paint_caption(brush, levels, top, room) + self._kind.line + self._theme.pixels(GAP)
        self.places = places_for(self._theme, self._kind, levels, QSizeF(self.size()), end)
        paint_still(brush, levels, self.places)

    def _renew(self, levels: Levels, top: float, room: float, ratio: float) -> None:
        """Paint what stays below the headline anew if it is another."""
        look = hash((self._look_of(levels), self.size().toTuple(), top, ratio))
        if look == self._look and self.places is not None:
            return
        self._look = look
        self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(self._theme.color("surface"))
        painter = QPainter(self._picture)
        painter.translate(0, -top)
        self._paint_ground(Brush(painter, self._theme, self._kind), levels, top, room)
        painter.end()

    def _look_of(self, levels: Levels) -> Hashable:
        return (
            levels.names,
            levels.caption,
            levels.axis,
            levels.last_epoch,
            levels.epochs[: levels.settled].tobytes(),
            levels.means[: levels.settled].tobytes(),
        )

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        if self.levels is not None:
            self._paint(painter, self.levels)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, tubes = event.position().x(), self.places.tubes if self.places else ()
        found = (k for k, tube in enumerate(tubes) if tube.left() <= x < tube.right())
        self._point(next(found, None))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self._point(None)
