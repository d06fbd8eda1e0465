"""The picture of a fit, and what the mouse and the keys do in it."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.theme import Theme
from nnviz.views.fit.components import Components
from nnviz.views.fit.dragging import Grip
from nnviz.views.fit.painting import Asked, FitPainter
from nnviz.views.fit.reading import Fit
from nnviz.widgets.override_guard import guarded

NEAR = 14  # pixels of the design from a point, a handle or a curve
START = 6  # pixels after which the direction of a drag is known


@guarded
class FitCanvas(QWidget):
    """Shows one fit. What a person does goes out as signals."""

    sample_chosen = Signal(int)
    neuron_chosen = Signal(int)
    parameter_moved = Signal(int, float)
    drawn = Signal(object)  # list of (x, y)

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self.painter = FitPainter(theme)
        self._fit: Fit | None = None
        self._parts: Components | None = None
        self._asked = Asked()
        self._grip: Grip | None = None
        self._pressed: QPointF | None = None
        self._stroke: list[tuple[float, float]] | None = None
        self.drawing = False  # whether the mouse draws a target
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_fit(self, fit: Fit, parts: Components | None, asked: Asked) -> None:
        self._fit, self._parts, self._asked = fit, parts, asked
        self.update()

    @property
    def dragging(self) -> bool:
        return self._grip is not None or self._stroke is not None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        if self._fit is None:
            painter.fillRect(self.rect(), self._theme.color("surface"))
            return
        self.painter.paint(painter, self.size(), self._fit, self._parts, self._asked)
        if self._stroke and self.painter.axes is not None:
            painter.setPen(self._theme.pen(self._theme.color("accent"), 3))
            axes = self.painter.axes
            painter.drawPolyline(QPolygonF([axes.point(x, y) for x, y in self._stroke]))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._fit is None or event.button() != Qt.MouseButton.LeftButton:
            return
        axes = self.painter.place(self.size(), self._fit)
        self._pressed = event.position()
        x, y = axes.numbers(event.position())
        if self.drawing:
            self._stroke = [(x, y)]
        elif self._asked.components and self._parts is not None:
            self._take_term(event.position(), x)
        else:
            self._choose_point(event.position())

    def _take_term(self, place: QPointF, x: float) -> None:
        fit, parts = self._fit, self._parts
        assert fit is not None
        assert parts is not None
        axes = self.painter.place(self.size(), fit)
        chosen = self._asked.neuron
        if chosen is not None and chosen < len(parts.terms):
            for kind, handle in self.painter.handles(fit, parts, axes, chosen).items():
                if _distance(handle, place) <= self._theme.pixels(NEAR):
                    self._grip = Grip(chosen, kind, axes.numbers(handle)[0], parts, fit)
                    return
        neuron = self._term_at(place, x)
        if neuron is not None:
            self._grip = Grip(neuron, "", x, parts, fit)  # by the direction it is dragged in
            self.neuron_chosen.emit(neuron)

    def _term_at(self, place: QPointF, x: float) -> int | None:
        fit, parts = self._fit, self._parts
        assert fit is not None
        assert parts is not None
        axes = self.painter.place(self.size(), fit)
        tags = self.painter.tags(parts, axes)
        found = {number: _distance(tag, place) for number, tag in enumerate(tags)}
        at = int(abs(fit.x - x).argmin())
        for number, term in enumerate(parts.terms):
            here = abs(axes.up(float(term[at])) - place.y())
            found[number] = min(found[number], here)
        nearest = min(found, key=found.__getitem__, default=None)
        if nearest is None or found[nearest] > self._theme.pixels(NEAR):
            return None
        return nearest

    def _choose_point(self, place: QPointF) -> None:
        assert self._fit is not None
        axes = self.painter.place(self.size(), self._fit)
        xs, ys = self._fit.points
        distances = [
            _distance(axes.point(x, y), place)
            for x, y in zip(xs.tolist(), ys.tolist(), strict=True)
        ]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=None)
        if nearest is not None and distances[nearest] <= self._theme.pixels(NEAR):
            self.sample_chosen.emit(nearest)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._fit is None or self._pressed is None or self.painter.axes is None:
            return
        x, y = self.painter.axes.numbers(event.position())
        if self._stroke is not None:
            self._stroke.append((x, y))
            self.update()
        elif self._grip is not None:
            self._drag(event.position(), x, y)

    def _drag(self, place: QPointF, x: float, y: float) -> None:
        grip, pressed = self._grip, self._pressed
        assert grip is not None
        assert pressed is not None
        if not grip.kind:
            across, along = abs(place.x() - pressed.x()), abs(place.y() - pressed.y())
            if max(across, along) < self._theme.pixels(START):
                return
            kind = "v" if along >= across else "b"
            grip = self._grip = Grip(grip.neuron, kind, grip.x, grip.parts, grip.fit)
        for index, value in grip.moved_to(x, y):
            self.parameter_moved.emit(index, value)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        stroke, self._stroke = self._stroke, None
        self._grip = self._pressed = None
        if stroke is not None:
            self.drawn.emit(stroke)
            self.update()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or self._fit is None or not self._fit.points[0].size:
            super().keyPressEvent(event)
            return
        order = self._fit.points[0].argsort(kind="stable").tolist()
        sample = self._asked.sample
        at = order.index(sample) + step if sample in order else 0
        self.sample_chosen.emit(order[min(max(at, 0), len(order) - 1)])


def _distance(one: QPointF, other: QPointF) -> float:
    return float((one - other).manhattanLength())
