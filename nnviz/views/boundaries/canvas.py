"""The plane of the boundaries, and what the mouse and the keys do in it."""

from math import hypot

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.boundaries.arrangement import Cell
from nnviz.views.boundaries.dragging import moved, turned
from nnviz.views.boundaries.painting import Asked, BoundariesPainter, Handle, scales
from nnviz.views.boundaries.reading import Boundaries
from nnviz.widgets.override_guard import guarded

NEAR = 14  # pixels of the design


@guarded
class BoundariesCanvas(QWidget):
    """Shows one plane. What a person does goes out as signals."""

    sample_chosen = Signal(int)
    neuron_chosen = Signal(int)
    neuron_pointed = Signal(object)  # int | None
    parameters_moved = Signal(object)  # pairs of place and value

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self.painter = BoundariesPainter(theme)
        self._snapshot: Snapshot | None = None
        self._found: Boundaries | None = None
        self._asked = Asked()
        self._cell: Cell | None = None
        self._grip: tuple[Handle, bool] | None = None  # whether it is turned
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_boundaries(self, snapshot: Snapshot, found: Boundaries, asked: Asked) -> None:
        self._snapshot, self._found, self._asked = snapshot, found, asked
        self.update()

    def handles(self) -> list[Handle]:
        """Return where lines can be taken, in pixels of this widget."""
        found = self._found
        if found is None:
            return []
        return self.painter.handles(found, self.painter.place(self.size(), found))

    def _grip_at(self, place: QPointF) -> tuple[Handle, bool] | None:
        near = self._theme.pixels(NEAR)
        for handle in self.handles():
            for turns, end in ((False, handle.place), (True, handle.tip)):
                if _distance(end, place) <= near:
                    return handle, turns
        return None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        if self._snapshot is None or self._found is None:
            painter.fillRect(self.rect(), self._theme.color("surface"))
            return
        asked = Asked(self._asked.neuron, self._asked.sample, self._cell)
        self.painter.paint(painter, self.size(), self._snapshot, self._found, asked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._grip = self._grip_at(event.position())
        if self._grip is not None:
            self.neuron_chosen.emit(self._grip[0].unit)
            return
        sample = self._sample_at(event.position())
        if sample is not None:
            self.sample_chosen.emit(sample)

    def _sample_at(self, place: QPointF) -> int | None:
        snapshot, found = self._snapshot, self._found
        assert snapshot is not None
        assert found is not None
        axes = self.painter.place(self.size(), found)
        distances = [
            _distance(axes.point(x, y), place) for x, y in snapshot.data.train.x.T.tolist()
        ]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=None)
        if nearest is None or distances[nearest] > self._theme.pixels(NEAR):
            return None
        return nearest

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._found is None:
            return
        if self._grip is not None:
            self._drag(event.position())
            return
        grip = self._grip_at(event.position())
        self.neuron_pointed.emit(None if grip is None else grip[0].unit)
        self._point_at_cell(event.position())

    def _drag(self, place: QPointF) -> None:
        snapshot, found, grip = self._snapshot, self._found, self._grip
        assert snapshot is not None
        assert found is not None
        assert grip is not None
        handle, turns = grip
        axes = self.painter.place(self.size(), found)
        if not turns:
            edits = moved(snapshot, handle.unit, axes.numbers(place))
        else:
            way = place - handle.place
            across, up = scales(axes)
            normal = (way.x() * across, -way.y() * up)
            edits = turned(snapshot, handle.unit, axes.numbers(handle.place), normal)
        if edits:
            self.parameters_moved.emit(edits)

    def _point_at_cell(self, place: QPointF) -> None:
        assert self._found is not None
        axes = self.painter.place(self.size(), self._found)
        x, y = axes.numbers(place)
        code = tuple(a * x + b * y + c > 0 for a, b, c in self._found.lines)
        inside = axes.area.contains(place)
        cell = next((cell for cell in self._found.cells if inside and cell.code == code), None)
        if cell != self._cell:
            self._cell = cell
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._grip = None

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self._cell = None
        self.neuron_pointed.emit(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or self._snapshot is None:
            super().keyPressEvent(event)
            return
        sample = self._asked.sample
        count = self._snapshot.data.train.count
        self.sample_chosen.emit(0 if sample is None else (sample + step) % count)


def _distance(one: QPointF, other: QPointF) -> float:
    gap = one - other
    return hypot(gap.x(), gap.y())
