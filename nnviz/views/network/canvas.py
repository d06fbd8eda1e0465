"""The drawing itself: columns of neurons and the edges between them, and what is pointed at."""

from time import perf_counter

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.anchors import Anchors
from nnviz.views.network.card import Card
from nnviz.views.network.card_words import words_for
from nnviz.views.network.edge_cache import TOO_MANY, EdgeCache
from nnviz.views.network.edges import EdgePlan, parameter_places
from nnviz.views.network.labels import Labels
from nnviz.views.network.layout import MIN_SPACING, Frame, Layout, arrange
from nnviz.views.network.names import BiasNode, Edge, Target, edge_name
from nnviz.views.network.navigation import moved, next_edge
from nnviz.views.network.nodes import NeuronPictures, paint_bias_nodes
from nnviz.views.network.sample_values import Plates, Walk, walk_of
from nnviz.views.view import NeuronPlace

DASH_SPEED = 18.0  # pixels of the design a second
LONGEST_FRAME_S = 0.1  # after a longer pause the dashes go on from where they were
BORDER, THICK_BORDER = 1.2, 3.0


class Canvas(QWidget):
    """Paints a snapshot; pointing and the arrow keys select, a click or Enter edits."""

    pointed = Signal(object)  # NeuronPlace or None
    parameter_edited = Signal(int, float)
    selected = Signal(QRect)  # what the keyboard moved to: it should be in sight
    arranged = Signal()  # another layout: what stands over the columns has to move

    def __init__(self, theme: Theme, reduced_motion: bool, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.reduced_motion = reduced_motion
        self._snapshot: Snapshot | None = None
        self._header = 0.0
        self.least_spacing = MIN_SPACING
        self.ground = theme.color("background")
        self.exact = False  # true curves however many edges there are
        self.layout_: Layout | None = None
        self.plan: EdgePlan | None = None
        self._anchors: Anchors | None = None
        self._cache: EdgeCache | None = None
        self._pictures, self._labels = NeuronPictures(theme), Labels(theme)
        self._plates = Plates(theme)
        self._walk: Walk | None = None  # of the sample looked at, between a batch's samples
        self._phase = 0.0  # how far the dashes have moved, in pixels
        self._moved_at: float | None = None
        self.target: Target | None = None
        self._by_keyboard = False
        self._elsewhere: NeuronPlace | None = None
        self._asked: Edge | None = None
        self.card = Card(theme, self)
        self.card.committed.connect(self._commit)
        self.card.closed.connect(self._end_editing)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Network diagram"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # Drawing

    def draw(self, snapshot: Snapshot) -> None:
        """Show this snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        if before is None or before.experiment != snapshot.experiment:
            self._let_go(before)
            self.rearrange()
        self._pictures.show(snapshot)
        self._walk = walk_of(snapshot)
        self._move_dashes(snapshot)
        self._tell()
        self.update(self._moving_part())

    def _moving_part(self) -> QRect:
        """Return what changes with every frame: not what is under the headers."""
        top = round(self.layout_.top + self._header) if self.layout_ else 0
        return self.rect().adjusted(0, top, 0, 0)

    def _let_go(self, before: Snapshot | None) -> None:
        """Let go of edges, which may now be others, and of what the keyboard had selected."""
        if before is None or self._snapshot is None:
            return
        if self._by_keyboard and before.data is not self._snapshot.data:
            self._select(None)
        if parameter_places(before.experiment) != parameter_places(self._snapshot.experiment):
            self._asked = None
            if self._by_keyboard or isinstance(self.target, Edge):
                self._select(None)
            self.card.edit.cancel()

    def set_header(self, height: float) -> None:
        """Leave this much room over the columns."""
        if height != self._header:
            self._header = height
            self.rearrange()

    def frame(self) -> Frame:
        """Return what the diagram has to fit in."""
        height = self.height() - self._theme.pixels(4)
        labels = self._labels.room(self._snapshot) if self._snapshot else (0.0, 0.0)
        size = (self.width(), height, self._header)
        return Frame(*size, labels, self._theme.factor, self.least_spacing)

    def rearrange(self) -> None:
        """Place everything anew."""
        if self._snapshot is None:
            return
        network = self._snapshot.network
        biased = [layer.bias for layer in network.layers]
        self.layout_ = arrange(network.sizes, biased, self.frame())
        self.plan = EdgePlan(self.layout_, network, self._theme)
        self._anchors = Anchors(self.layout_, self.plan, self._theme.factor)
        many = len(self.plan.edges) > TOO_MANY
        self._cache = (
            EdgeCache(self.plan, self.layout_, self.height(), self.ground) if many else None
        )
        if self.target is not None and not self._is_there(self.target):
            self._select(None)
        self.arranged.emit()
        self._stand_card()
        self.update()

    def _is_there(self, target: Target) -> bool:
        return self._anchors is not None and self._anchors.has(target)

    def _move_dashes(self, snapshot: Snapshot) -> None:
        moving = snapshot.steps_per_second > 0 and not self.reduced_motion
        now, before = perf_counter(), self._moved_at
        self._moved_at = now if moving else None
        if moving and before is not None:
            seconds = min(now - before, LONGEST_FRAME_S)
            self._phase += seconds * DASH_SPEED * self._theme.factor

    def _paint(self, painter: QPainter, exact: bool) -> None:
        snapshot, layout, plan = self._snapshot, self.layout_, self.plan
        if snapshot is None or layout is None or plan is None:
            return
        if exact:
            plan.paint_exactly(painter, snapshot.parameters, self._phase)
        elif self._cache is not None:
            self._cache.paint(painter, snapshot.parameters, snapshot.steps_per_second > 0)
        else:
            plan.paint(painter, snapshot.parameters, self._phase)
        if isinstance(self.target, Edge):
            value = float(snapshot.parameters[self._index(self.target)])
            plan.paint_one(painter, self.target, value, self._phase)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        node = self.target.layer if isinstance(self.target, BiasNode) else None
        paint_bias_nodes(painter, layout, self._theme, node)
        for layer, column in enumerate(layout.columns):
            for unit, place in enumerate(column.neurons):
                border = THICK_BORDER if self._stands_out(NeuronPlace(layer, unit)) else BORDER
                self._pictures.paint(painter, layer, unit, place, border)
        self._labels.paint(painter, snapshot, layout, self.ground)
        if self._walk is not None:
            self._plates.paint(painter, snapshot, self._walk, layout)

    def _stands_out(self, place: NeuronPlace) -> bool:
        target = self.target
        if isinstance(target, Edge):
            ends = ((target.layer, target.unit), (target.layer - 1, target.source))
            return tuple(place) in ends
        return place in (target, self._elsewhere)

    # Pointing

    def show_neuron(self, place: NeuronPlace | None) -> None:
        """Mark a neuron that is pointed at in another view."""
        if place != self._elsewhere:
            self._elsewhere = place
            self.update()

    def target_at(self, point: QPointF) -> Target | None:
        """Return what there is at a point."""
        return self._anchors.at(point) if self._anchors else None

    @Slot()
    def forget(self) -> None:
        """Let go of what the mouse pointed at."""
        if self._asked is None and not self._by_keyboard:
            self._select(None)

    def _select(self, target: Target | None, by_keyboard: bool = False) -> None:
        self._by_keyboard = by_keyboard
        if target == self.target and type(target) is type(self.target):
            return
        before = self._neuron_of(self.target)
        self.target = target
        after = self._neuron_of(target)
        if before != after:
            self.pointed.emit(after)
        self._tell()
        self._stand_card()
        self.update()

    @staticmethod
    def _neuron_of(target: Target | None) -> NeuronPlace | None:
        return target if isinstance(target, NeuronPlace) else None

    def _index(self, edge: Edge) -> int:
        assert self.plan is not None
        return int(self.plan.indices[self.plan.places[edge]])

    def _editable(self, target: Target | None) -> Edge | None:
        """Return the weight, or a neuron's bias, if it has one and only one."""
        if isinstance(target, Edge):
            return target
        if not isinstance(target, NeuronPlace) or target.layer == 0 or self._snapshot is None:
            return None
        layer = self._snapshot.network.layers[target.layer - 1]
        bias = Edge(*target, self._snapshot.network.sizes[target.layer - 1])
        return bias if layer.bias and layer.pieces == 1 else None

    def _tell(self) -> None:
        """Write on the card what is selected and its number at this moment."""
        target, snapshot = self._asked or self.target, self._snapshot
        if target is None or snapshot is None:
            self.card.hide()
            return
        edge = self._editable(target)
        value = float(snapshot.parameters[self._index(edge)]) if edge else None
        hint = tr("Enter: edit") if self._by_keyboard else tr("click to edit")
        decimals = self._theme.decimals
        words = words_for(snapshot, target, value, self._walk, decimals=decimals, edit=hint)
        self.card.tell(*words)
        spoken = (words.name, words.number or words.note, words.sample)
        self.setAccessibleDescription(" ".join(part for part in spoken if part))

    def _stand_card(self) -> None:
        target = self._asked or self.target
        if target is None or self._anchors is None or self.layout_ is None:
            self.card.hide()
            return
        sight = self.visibleRegion().boundingRect() or self.rect()
        headers = QRectF(0, 0, self.width(), self.layout_.top + self._header)
        avoid = self._anchors.in_the_way(target, headers)
        self.card.stand_beside(self._anchors.of(target), sight, avoid)
        self.card.show()
        self.card.raise_()

    # Editing

    def edit(self) -> None:
        """Let the number of what is selected be typed anew."""
        edge = self._editable(self.target)
        if edge is None or self._snapshot is None:
            return
        self._asked = edge
        self._tell()
        name = edge_name(self._snapshot, edge)
        self.card.ask(float(self._snapshot.parameters[self._index(edge)]), name)
        self._stand_card()

    @Slot(float)
    def _commit(self, value: float) -> None:
        if self._asked is not None and self._is_there(self._asked):
            self.parameter_edited.emit(self._index(self._asked), value)

    @Slot()
    def _end_editing(self) -> None:
        self._asked = None
        if not (self.hasFocus() if self._by_keyboard else self.underMouse()):
            self._select(None)  # nobody points at it any more
        self._tell()
        self._stand_card()

    # Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.layout_:
            text = self._labels.tooltip_at(event.pos().toPointF(), self.layout_)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.ground)
        exact = self.exact or painter.paintEngine().type() != QPaintEngine.Type.Raster
        self._paint(painter, exact)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002
        self.rearrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._asked is None:
            target = self.target_at(event.position())
            self._select(target)
            editable = self._editable(target) is not None
            shape = Qt.CursorShape.PointingHandCursor if editable else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._select(self.target_at(event.position()))
        if event.button() == Qt.MouseButton.LeftButton:
            self.edit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self.forget()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tabbed = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if tabbed and self.target is None:
            self._select(NeuronPlace(0, 0), by_keyboard=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._by_keyboard and self._asked is None:
            self._select(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.layout_ is None or self.plan is None:
            return
        target = moved(self.target, event.key(), self.layout_, self.plan.edges)
        if event.key() == Qt.Key.Key_E and self.target is not None:
            backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            target = next_edge(self.target, self.plan.edges, -1 if backwards else 1)
        if target is not None:
            self._select(target, by_keyboard=True)
            self.selected.emit(self._anchor_rect(target))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.target is not None:
            self.edit()
        elif event.key() == Qt.Key.Key_Escape and self.target is not None:
            self._select(None)
        else:
            super().keyPressEvent(event)

    def _anchor_rect(self, target: Target) -> QRect:
        assert self._anchors is not None
        around = 60 * self._theme.factor
        place = self._anchors.of(target)
        return place.adjusted(-around, -around, around, around).toAlignedRect()
