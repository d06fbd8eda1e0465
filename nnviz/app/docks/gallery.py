"""Gallery: every view as a small picture, by group, to choose one."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from nnviz.app.docks.on_screen import moved_within
from nnviz.app.docks.view_card import ViewCard
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.view import VIEW_GROUPS, ViewRow
from nnviz.widgets.override_guard import guarded

COLUMNS = 6
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@guarded
class Gallery(QFrame):
    """Pops up where it is asked for and goes away when a view is chosen."""

    chosen = Signal(str)  # the view's key

    def __init__(self, theme: Theme, views: Iterable[ViewRow], parent: QWidget | None = None):
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self._theme = theme
        self.cards: list[ViewCard] = []
        self._lines: list[list[ViewCard]] = []
        self._page = QWidget()
        self._grid = QGridLayout(self._page)
        margin = theme.pixels(16)
        self._grid.setContentsMargins(margin, margin // 2, margin, margin)
        self._grid.setSpacing(margin // 2)
        rows = list(views)
        for group in VIEW_GROUPS.values():
            self._add_group(tr(group.label), [row for row in rows if row.group == group.key])
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._page)
        layout = QVBoxLayout(self)
        self._edge = theme.pixels(2)
        layout.setContentsMargins(*(self._edge,) * 4)
        layout.addWidget(self._area)

    def show_shown(self, keys: Collection[str]) -> None:
        """Mark the views that are shown in the window."""
        for card in self.cards:
            card.show_state(card.row.key in keys)

    def open_at(self, corner: QPoint, available: QRect) -> None:
        """Pop up with the right upper corner there, moved and cut so that all is on the screen."""
        self._page.adjustSize()
        wanted = self._page.size()
        bar = self._area.verticalScrollBar().sizeHint().width()
        edges = 2 * (self._edge + self._theme.pixels(1))  # and the frame of the style sheet
        height = min(wanted.height() + edges, available.height())
        width = wanted.width() + edges + (bar if height < wanted.height() + edges else 0)
        place = QRect(corner.x() - width, corner.y(), width, height)
        self.setGeometry(moved_within(place, available))
        self.show()
        hidden = [card for card in self.cards if not card.isChecked()]
        (hidden or self.cards)[0].setFocus()

    def _add_group(self, label: str, rows: list[ViewRow]) -> None:
        if not rows:
            return
        heading = QLabel(label)
        heading.setFont(self._theme.font("small", strong=True))
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, COLUMNS)
        for first in range(0, len(rows), COLUMNS):
            line = [self._make_card(row) for row in rows[first : first + COLUMNS]]
            below = self._grid.rowCount()
            for column, card in enumerate(line):
                self._grid.addWidget(card, below, column)
            self._lines.append(line)

    def _make_card(self, row: ViewRow) -> ViewCard:
        card = ViewCard(self._theme, row)
        card.clicked.connect(lambda: self._choose(row.key))
        self.cards.append(card)
        return card

    def _choose(self, key: str) -> None:
        self.close()
        self.chosen.emit(key)

    def _move_focus(self, across: int, down: int) -> None:
        focused = self.focusWidget()
        for number, line in enumerate(self._lines):
            if focused in line:
                other = self._lines[min(max(number + down, 0), len(self._lines) - 1)]
                column = min(max(line.index(focused) + across, 0), len(other) - 1)
                other[column].setFocus()
                self._area.ensureWidgetVisible(other[column])
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        focused = self.focusWidget()
        if step is not None:
            self._move_focus(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, ViewCard):
            focused.click()
        else:
            super().keyPressEvent(event)
