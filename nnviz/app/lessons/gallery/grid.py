"""Grid: the cards in columns, group by group, under the groups' headings."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.app.lessons.gallery.card import HEIGHT, MARGIN, WIDTH, Card
from nnviz.language import tr
from nnviz.lessons.given import LessonError
from nnviz.lessons.groups import GROUPS
from nnviz.lessons.lesson import Lesson
from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.quiet_label import QuietLabel

PADDING, GAP, HEADING, FOOT = 32, 16, 44, 24  # pixels of the design
BASELINE = 15  # the middle of a heading's words above its lower edge
LETTER, BESIDE = 22, 8


@guarded
class Grid(QWidget):
    """As wide as it is given, as high as the cards then take."""

    opened = Signal(str)  # the key of a lesson

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.cards: list[Card] = []
        self.notes: list[QuietLabel] = []
        self._headings: list[tuple[QRect, str, int]] = []  # place, group, how many
        self._columns = 1

    def show_lessons(self, lessons: Sequence[Lesson], left_at: Mapping[str, int | None]) -> None:
        """Show a card for each lesson, and where one left off."""
        self._clear()
        for lesson in lessons:
            card = Card(self._theme, lesson, left_at[lesson.key], self)
            card.clicked.connect(self._open)
            card.show()
            self.cards.append(card)
        self._arrange()

    def show_notes(self, empty: str, errors: Sequence[LessonError]) -> None:
        """Say why there is no card, and which lessons cannot be read."""
        broken = [tr("This lesson cannot be opened: {reason}", reason=str(one)) for one in errors]
        for text in ([empty] if empty else []) + broken:
            note = QuietLabel(self._theme, "body", text, self)
            note.setWordWrap(True)
            note.show()
            self.notes.append(note)
        self._arrange()

    def neighbour(self, key: Qt.Key) -> Card | None:
        """Return the card that a key leads to from the one that has the keyboard, else None."""
        now = next((n for n, card in enumerate(self.cards) if card.hasFocus()), None)
        if not self.cards:
            return None
        if now is None or key == Qt.Key.Key_Home:
            return self.cards[0]
        if key == Qt.Key.Key_End:
            return self.cards[-1]
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            beside = now + (1 if key == Qt.Key.Key_Right else -1)
            return self.cards[min(max(beside, 0), len(self.cards) - 1)]
        return self._above_or_below(self.cards[now], down=key == Qt.Key.Key_Down)

    def _above_or_below(self, card: Card, down: bool) -> Card | None:
        """Return the card of the next row that is nearest to the same column."""
        sign = 1 if down else -1
        further = [other for other in self.cards if sign * (other.y() - card.y()) > 0]
        if not further:
            return None
        row = min(further, key=lambda other: sign * other.y()).y()
        in_row = [other for other in further if other.y() == row]
        return min(in_row, key=lambda other: abs(other.x() - card.x()))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        for place, key, count in self._headings:
            self._paint_heading(painter, place, key, count)
        painter.end()

    def _paint_heading(self, painter: QPainter, place: QRect, key: str, count: int) -> None:
        theme, pixels = self._theme, self._theme.pixels
        words = QRect(place)
        words.setTop(place.bottom() - 2 * pixels(BASELINE))
        number = list(GROUPS).index(key)
        letter = "" if key == "own" else "ABCDEFGH"[number]
        parts = ((letter, "muted", "body", True), (tr(GROUPS[key].label), "text", "body", True))
        x = words.left()
        for text, role, size, strong in (*parts, (str(count), "muted", "small", False)):
            if not text:
                continue
            painter.setFont(theme.font("small" if size == "small" else "body", strong))
            painter.setPen(theme.color(role))
            words.setLeft(x)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
            wide = painter.fontMetrics().horizontalAdvance(text)
            x += (
                max(pixels(LETTER), wide + pixels(BESIDE))
                if text == letter
                else (wide + pixels(BESIDE))
            )
        y = words.center().y()
        painter.setPen(theme.pen(theme.color("hairline")))
        painter.drawLine(x + pixels(BESIDE), y, place.right(), y)

    def _clear(self) -> None:
        for widget in (*self.cards, *self.notes):
            widget.hide()
            widget.deleteLater()
        self.cards, self.notes, self._headings = [], [], []

    def _arrange(self) -> None:
        pixels, margin = self._theme.pixels, self._theme.pixels(MARGIN)
        left, room = pixels(PADDING), self.width() - 2 * pixels(PADDING)
        across, down = pixels(WIDTH) + pixels(GAP), pixels(HEIGHT) + pixels(GAP)
        columns = max(1, (room + pixels(GAP)) // across)
        y, self._headings = 0, []
        for key in GROUPS:
            cards = [card for card in self.cards if card.lesson.group == key]
            if not cards:
                continue
            self._headings.append((QRect(left, y, room, pixels(HEADING)), key, len(cards)))
            y += pixels(HEADING)
            for number, card in enumerate(cards):
                row, column = divmod(number, columns)
                card.move(left + column * across - margin, y + row * down - margin)
            y += (len(cards) - 1) // columns * down + pixels(HEIGHT)
        for note in self.notes:
            y += pixels(GAP)
            high = note.heightForWidth(room)
            note.setGeometry(left, y, room, high)
            y += high
        self.setMinimumHeight(y + pixels(FOOT))
        self.update()

    @Slot()
    def _open(self) -> None:
        card = self.sender()
        if isinstance(card, Card):
            self.opened.emit(card.lesson.key)
