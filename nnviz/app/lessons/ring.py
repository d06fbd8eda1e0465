"""Ring: the sign around what a step says to look at."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, Qt
from PySide6.QtWidgets import QWidget

from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded

WIDTH, RADIUS, APART = 2, 6, 4
FOLLOWED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


@guarded
class Ring(QWidget):
    """Lies in a host around some widgets of it, or over its own edge; the mouse goes through."""

    def __init__(self, theme: Theme, host: QWidget, around: Sequence[QWidget] = ()):
        super().__init__(host)
        self._theme, self._host, self._around = theme, host, around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for widget in (host, *around):
            widget.installEventFilter(self)
        self._follow()

    def _box(self) -> QRect:
        """Return where the ring is to be; nowhere around what is not shown."""
        if not self._around:
            return self._host.rect()
        box, apart = QRect(), self._theme.pixels(APART)
        for widget in self._around:
            if not widget.isHidden():
                size = widget.size()
                size.setWidth(min(size.width(), widget.sizeHint().width()))  # it may be stretched
                box |= QRect(widget.mapTo(self._host, QPoint()), size)
        return box.adjusted(-apart, -apart, apart, apart) if box.isValid() else box

    def _follow(self) -> None:
        """Cover the edge, and nothing within: what is drawn there is not drawn twice."""
        box, wide = self._box(), self._theme.pixels(WIDTH) + RADIUS // 2
        self.setVisible(box.isValid())
        if not box.isValid():
            return
        self.setGeometry(box)
        whole = self.rect()
        self.setMask(QRegion(whole) - QRegion(whole.adjusted(wide, wide, -wide, -wide)))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in FOLLOWED:
            self._follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.pixels(RADIUS) if self._around else 0
        painter.setPen(self._theme.pen(self._theme.color("accent"), WIDTH))
        inset = self._theme.pixels(WIDTH) / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, radius, radius)
        painter.end()


class Rings:
    """The rings of a step."""

    def __init__(self, theme: Theme):
        self._theme = theme
        self.rings: list[Ring] = []

    def show_around(
        self, views: Iterable[QWidget], host: QWidget, parts: Iterable[Sequence[QWidget]]
    ) -> None:
        """Have a ring over the edge of each view, and in the host around each part of it."""
        for ring in self.rings:
            ring.hide()
            ring.deleteLater()
        self.rings = [
            *(Ring(self._theme, view) for view in views),
            *(Ring(self._theme, host, part) for part in parts),
        ]
