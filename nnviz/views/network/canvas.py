"""The drawing itself: columns of neurons and the edges between them, and what is pointed at."""

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from nnviz.kept import kept
from nnviz.language import tr
from nnviz.selection import Edge, NeuronPlace, Part, Selection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.arranged import Arranged
from nnviz.views.network.card import Card
from nnviz.views.network.card_words import words_for
from nnviz.views.network.drawing import Drawing
from nnviz.views.network.edge_dashes import LinePool
from nnviz.views.network.edges import EdgePlan, editable_edge
from nnviz.views.network.layout import MIN_SPACING, Frame, Layout
from nnviz.views.network.names import edge_name
from nnviz.views.network.navigation import led_to
from nnviz.views.network.page_buttons import PageButtons
from nnviz.views.network.paging import Pages
from nnviz.views.view import sample_shown
from nnviz.widgets.override_guard import guarded

BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)

Hand = Literal["mouse", "keys"]  # the mouse points at something, the keys choose it


@guarded
class Canvas(QWidget):
    """Paints a snapshot; pointing and the arrow keys select, a click or Enter edits."""

    picked = Signal(object)  # Selection
    parameter_edited = Signal(int, float)
    reached = Signal(QRect)  # what the keyboard moved to: it should be in sight
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
        self.placed: Arranged | None = None
        self._lines = LinePool()
        self._again = QTimer(self, interval=1, singleShot=True)  # there is more to be drawn
        self._again.timeout.connect(self.update)
        self._drawing = Drawing(theme)
        self._pages, self._buttons = Pages(), PageButtons(theme, self)
        self._buttons.turned.connect(self._turn_page)
        self._selection = Selection()
        self._hand: Hand | None = None  # that selects in this diagram
        self._asked: Edge | None = None  # whose number is being typed
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
        before = self._snapshot
        if before is None or before.experiment != snapshot.experiment:
            if before is not None:
                self._let_go(before, snapshot)  # while all that is drawn is of the one before
            self._snapshot = snapshot
            if before is None or not self._fits(before, snapshot):
                self.rearrange()
        self._snapshot = snapshot
        moving = snapshot.steps_per_second > 0 and not self.reduced_motion
        self._drawing.take(snapshot, self.layout_, moving)
        plates = self._drawing.walk is not None
        self._follow_sample()
        self._tell()
        plates |= self._drawing.walk is not None
        self.update(self.rect() if plates or not self.placed else self.placed.moving)

    @property
    def layout_(self) -> Layout | None:
        return self.placed.layout if self.placed else None

    @property
    def plan(self) -> EdgePlan | None:
        return self.placed.plan if self.placed else None

    def _fits(self, before: Snapshot, after: Snapshot) -> bool:
        """Say whether all stands where it would be placed for another experiment."""
        stays = kept(before.experiment, after.experiment)
        return stays.places and self.placed is not None and self.placed.frame == self.frame()

    def _let_go(self, before: Snapshot, after: Snapshot) -> None:
        """Let go of what is not there any more, or another, in the network that comes."""
        places = kept(before.experiment, after.experiment).places
        if not places or before.data is not after.data:
            if self._asked is not None:
                self.card.edit.cancel()
            if self._hand == "keys":
                self.select(None)
        self._say(self._selection.kept(before.experiment, after.experiment))

    def _let_go_of_hidden(self, arranged: Arranged) -> None:
        """Let go of what is there and not drawn: nothing can be told about it."""
        hidden = self._asked is not None and not arranged.anchors.has(self._asked)
        if hidden:
            self._asked = None
        if self.target is not None and not arranged.anchors.has(self.target):
            self.select(None)
        if hidden:
            self.card.edit.cancel()

    def _follow_sample(self) -> None:
        if self._snapshot is not None:
            sample = sample_shown(self._selection, self._snapshot)
            self._drawing.follow(self._snapshot, sample)

    def set_header(self, height: float) -> None:
        """Leave this much room over the columns."""
        if height != self._header:
            self._header = height
            self.rearrange()

    def frame(self) -> Frame:
        """Return what the diagram has to fit in."""
        size = (self.width(), self.height() - self._theme.pixels(4), self._header)
        labels = self._drawing.room(self._snapshot) if self._snapshot else (0.0, 0.0)
        lengths = (self._theme.figure_factor, self.least_spacing, self._theme.factor)
        return Frame(*size, labels, *lengths)

    def rearrange(self) -> None:
        """Place everything anew."""
        if self._snapshot is None:
            return
        where, looks = (self._snapshot.network, self.frame()), (self._theme, self.ground)
        self.placed = Arranged(*where, *looks, self._lines, self._pages.firsts)
        self._pages.keep_to(self.placed.layout)
        self._buttons.stand(self.placed.layout)
        self._let_go_of_hidden(self.placed)
        self.arranged.emit()
        self._stand_card()
        self.update()

    @Slot(int)
    def _turn_page(self, layer: int) -> None:
        if self.layout_ is not None:
            self._pages.turn(layer, self.layout_)
            self._show_pages()

    def _show_pages(self) -> None:
        if self._snapshot is not None:
            self.rearrange()
            self.draw(self._snapshot)

    def _paint(self, painter: QPainter, exact: bool, exposed: QRect) -> None:
        if self._snapshot is None or self.placed is None:
            return
        what = self._snapshot, self.placed, self.target, self._prominent()
        if self._drawing.paint(painter, *what, exact=exact, exposed=exposed):
            self._again.start()

    def _prominent(self) -> list[NeuronPlace]:
        """Return which neurons stand out: both ends of an edge, or what is selected."""
        target = self.target
        if isinstance(target, Edge):
            ends = (target.layer, target.unit), (target.layer - 1, target.source)
            return [NeuronPlace(*end) for end in ends]
        parts = self._selection.pointed.part, self._selection.chosen.part
        return [part for part in parts if isinstance(part, NeuronPlace)]

    # Pointing

    @property
    def target(self) -> Part | None:
        """What the card is about: what is pointed at in this diagram, or chosen with the keys."""
        if self._hand is None:
            return None
        pointed, chosen = self._selection.pointed, self._selection.chosen
        return chosen.part if self._hand == "keys" else pointed.part

    def show_selection(self, selection: Selection) -> None:
        """Take over what is selected, here or in another view."""
        before, target = self._selection, self.target
        if selection == before:
            return
        self._selection = selection
        if self.target != target:
            self._hand = None  # it was selected elsewhere, or is there no more
        if selection.shown.sample != before.shown.sample:
            self._follow_sample()
        self._show_target()

    def _say(self, selection: Selection) -> None:
        """Show and say what is selected from now on."""
        if selection != self._selection:
            self.show_selection(selection)
            self.picked.emit(selection)

    def select(self, part: Part | None, hand: Hand = "mouse") -> None:
        """Point at this part or, by the keys, choose it; None: let go of what was selected here."""
        if part is None and self._hand is None:
            return
        selection = self._selection.pointing_at(part if hand == "mouse" else None)
        if "keys" in (hand, self._hand):
            selection = selection.choosing(part if hand == "keys" else None)
        changed = selection != self._selection
        self._selection, self._hand = selection, None if part is None else hand
        if changed:
            self._show_target()
            self.picked.emit(selection)

    def _show_target(self) -> None:
        self._tell()
        self._stand_card()
        self.update()

    def target_at(self, point: QPointF) -> Part | None:
        """Return what there is at a point."""
        return self.placed.anchors.at(point) if self.placed else None

    @Slot()
    def forget(self) -> None:
        """Let go of what the mouse pointed at."""
        if self._asked is None and self._hand == "mouse":
            self.select(None)

    def _index(self, edge: Edge) -> int:
        assert self.plan is not None
        return self.plan.index(edge)

    def _editable(self, target: Part | None) -> Edge | None:
        return editable_edge(self._snapshot.network, target) if self._snapshot else None

    def _tell(self) -> None:
        """Write on the card what is selected and its number at this moment."""
        target, snapshot = self._asked or self.target, self._snapshot
        if target is None or snapshot is None:
            self.card.hide()
            return
        edge = self._editable(target)
        value = float(snapshot.parameters[self._index(edge)]) if edge else None
        hint = tr("Enter: edit") if self._hand == "keys" else tr("click to edit")
        decimals = self._theme.decimals
        words = words_for(snapshot, target, value, self._drawing.walk, decimals=decimals, edit=hint)
        if self.card.tell(*words) and not self.card.editing:
            self._stand_card()
        self.setAccessibleDescription(words.spoken)

    def _stand_card(self) -> None:
        target = self._asked or self.target
        if target is None or self.placed is None:
            self.card.hide()
            return
        sight = self.visibleRegion().boundingRect() or self.rect()
        headers = QRectF(0, 0, self.width(), self._header)
        anchors = self.placed.anchors
        avoid = anchors.in_the_way(target, headers)
        self.card.stand_beside(anchors.of(target), sight, avoid)
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
        if self._asked is not None:
            self.parameter_edited.emit(self._index(self._asked), value)

    @Slot()
    def _end_editing(self) -> None:
        self._asked = None
        if not (self.hasFocus() if self._hand == "keys" else self.underMouse()):
            self.select(None)  # nobody points at it any more
        self._show_target()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.ground)
        exact = self.exact or painter.paintEngine().type() != QPaintEngine.Type.Raster
        self._paint(painter, exact, event.rect())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002
        self.rearrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._asked is None:
            target = self.target_at(event.position())
            self.select(target)
            editable = self._editable(target) is not None
            shape = Qt.CursorShape.PointingHandCursor if editable else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.select(self.target_at(event.position()))
        if event.button() == Qt.MouseButton.LeftButton:
            self._say(self._selection.clicked(self.target))
            self.edit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        layout, point, angle = self.layout_, event.position(), event.angleDelta().y()
        if layout and self._asked is None and self._pages.roll(layout, point, angle):
            self._show_pages()
            self.select(self.target_at(point))
        else:
            event.ignore()  # the area scrolls

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self.forget()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in BY_TAB and self.target is None:
            self.select(NeuronPlace(0, 0), "keys")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._hand == "keys" and self._asked is None:
            self.select(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.placed is None:
            return
        layout, edges = self.placed.layout, self.placed.plan.edges
        target = led_to(self.target, event, layout, edges)
        if target is not None:
            if self._pages.reveal(target, layout):
                self._show_pages()
            self.select(target, "keys")
            self.reached.emit(self.placed.anchors.around(target))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.target is not None:
            self.edit()
        elif event.key() == Qt.Key.Key_Escape and self.target is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)
