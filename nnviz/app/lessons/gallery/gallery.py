"""Gallery: all lessons, over everything under the menu, to choose one from."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnviz.app.lessons.gallery.card_pictures import CardPictures
from nnviz.app.lessons.gallery.grid import Grid
from nnviz.app.lessons.gallery.header import Header
from nnviz.app.lessons.gallery.rail import WIDTH, Rail
from nnviz.app.lessons.gallery.search import found
from nnviz.app.lessons.shelf import LessonShelf
from nnviz.jobs import Jobs
from nnviz.language import tr
from nnviz.paths import own_folder
from nnviz.system_error import cannot_write
from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.style_sheet import wear

MOVING = {
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End),
}
PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
MOST_RAIL = 0.3  # of the width


@guarded
class _Area(QScrollArea):
    """Leaves the keys to the gallery."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


@guarded
class Gallery(QFrame):
    """Covers `host`; the program goes on beneath it."""

    chosen = Signal(str, int)  # a lesson's key, and its step from 0
    left = Signal()
    saving_wanted = Signal()  # of what is before a person, as a lesson
    failed = Signal(str)  # why something cannot be done, a sentence

    def __init__(self, theme: Theme, shelf: LessonShelf, jobs: Jobs, host: QWidget):
        super().__init__(host)
        self.setObjectName("lessonGallery")
        self._shelf, self._host = shelf, host
        self.pictures = CardPictures(theme, jobs, self)
        self.rail, self.header, self.grid = Rail(theme), Header(theme), Grid(theme)
        self._theme = theme
        self.area = _Area()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.grid)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.area, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)
        wear(self, theme)
        self.setAutoFillBackground(True)
        self._connect()
        host.installEventFilter(self)
        self.installEventFilter(self)
        self._cover()
        self.show_lessons()

    def begin(self) -> None:
        """Give the keyboard to the lesson read last, else to the first."""
        last = [card for card in self.grid.cards if card.lesson.key == self._shelf.last]
        stops: list[QWidget] = [*last, *self.grid.cards, self.rail.search]
        stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.rail.changed.connect(self.show_lessons)
        self.rail.folder_wanted.connect(self.open_folder)
        self.rail.saving_wanted.connect(self.saving_wanted)
        self.header.continue_wanted.connect(self._continue)
        self.header.close_wanted.connect(self.left)
        self.grid.opened.connect(self._choose)
        self.pictures.drawn.connect(self._show_picture)
        self._shelf.changed.connect(self.show_lessons)

    @Slot()
    def show_lessons(self) -> None:
        """Show what the rail asks for."""
        shelf, words = self._shelf, self.rail.search.text()
        lessons = found(shelf.lessons.values(), self.rail.shelf, words)
        self.grid.show_lessons(lessons, {one.key: shelf.left_at(one.key) for one in lessons})
        for card in self.grid.cards:
            card.show_picture(self.pictures.picture(card.lesson))
        errors = [] if words or self.rail.shelf.lecture else list(shelf.errors.values())
        self.grid.show_notes("" if lessons else self._empty(words), errors)
        self.header.show_count(len(lessons), len({lesson.group for lesson in lessons}))
        last = shelf.lessons.get(shelf.last)
        self.header.show_last(last, shelf.left_at(shelf.last) or 0)
        self.pictures.want(lessons)

    def _empty(self, words: str) -> str:
        if words.strip():
            return tr("No lesson has “{words}” in its title, summary or key.", words=words.strip())
        if self.rail.shelf.own:
            return tr("There are no lessons of yours yet: they are files in your lessons’ folder.")
        return tr("There are no lessons for this lecture yet.")

    @Slot()
    def open_folder(self) -> None:
        """Show the folder of one's own lessons, which is made where it is missing."""
        folder = own_folder("lessons")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.failed.emit(cannot_write(folder, error))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def go_away(self) -> None:
        """Give up what is under way, and be deleted."""
        self.pictures.rest()
        self._host.removeEventFilter(self)
        self._shelf.changed.disconnect(self.show_lessons)
        self.hide()
        self.deleteLater()

    @Slot(str)
    def _choose(self, key: str) -> None:
        self.chosen.emit(key, self._shelf.left_at(key) or 0)

    @Slot()
    def _continue(self) -> None:
        self._choose(self._shelf.last)

    @Slot(str)
    def _show_picture(self, key: str) -> None:
        for card in self.grid.cards:
            if card.lesson.key == key:
                card.show_picture(self.pictures.picture(card.lesson))

    def _cover(self) -> None:
        self.setGeometry(self._host.rect())
        most = round(self._host.width() * MOST_RAIL)
        self.rail.setFixedWidth(min(self._theme.pixels(WIDTH), max(most, 1)))

    def _stops(self) -> list[QWidget]:
        """Return what Tab leads to, in its order."""
        rail = self.rail
        buttons = [*rail.findChildren(QAbstractButton), self.header.go_on]
        wanted = [rail.search, *buttons, self.header.close_button, *self.grid.cards]
        return [one for one in wanted if one.isVisible() and one.focusPolicy() & _TAB]

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._cover()
        # Before the window's shortcuts: here, letters search and arrows move.
        if watched is self and event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if _takes(event):
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops, now = self._stops(), self.window().focusWidget()
        if not stops:  # it is being closed
            return super().focusNextPrevChild(forward)
        place = stops.index(now) if now in stops else -1
        target = stops[(place + (1 if forward else -1)) % len(stops)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(target)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, searching = Qt.Key(event.key()), isinstance(self.window().focusWidget(), QLineEdit)
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.rail.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.rail.search.selectAll()
        elif key in MOVING:
            self._move(key)
        elif key in PAGES:
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + PAGES[key] * bar.pageStep())
        elif event.text().strip() and event.text().isprintable() and not searching:
            self.rail.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.rail.search.insert(event.text())

    def _move(self, key: Qt.Key) -> None:
        card = self.grid.neighbour(key)
        if card is not None:
            card.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(card)


_TAB = Qt.FocusPolicy.TabFocus
_OTHERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def _takes(event: QKeyEvent) -> bool:
    """Say whether a key is for the gallery, not for a command of the window."""
    if event.modifiers() & _OTHERS:
        return event.keyCombination() == QKeyCombination(_CONTROL, Qt.Key.Key_F)
    return not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


_CONTROL = Qt.KeyboardModifier.ControlModifier
