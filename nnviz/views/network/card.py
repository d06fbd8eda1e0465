"""The card beside what is pointed at: its name, its number and those behind it, and the field."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.theme import Theme
from nnviz.views.network.card_rows import CardRows
from nnviz.views.network.inner_numbers import Row
from nnviz.widgets.number_edit import NumberEdit
from nnviz.widgets.override_guard import guarded

PADDING = 10
DISTANCE = 16  # from what is pointed at
CORNER = 6
LONG_LINE = 230  # pixels of the design: a longer sentence goes on in the next line


@guarded
class Card(QWidget):
    """Floats over the diagram; lets the mouse through unless a number is being edited in it."""

    committed = Signal(float)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget):
        super().__init__(parent)
        self._theme, self._owner = theme, parent
        self._name = self._value = self._note = self._more = ""
        self._fonts = (theme.font("body"), theme.font("title", strong=True), theme.font("small"))
        self._rows = CardRows(theme)
        self.edit = NumberEdit(theme, self)
        self.edit.setFont(self._fonts[1])
        self.edit.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.edit.hide()
        self.edit.committed.connect(self.committed)
        self.edit.closed.connect(self._end_editing)
        self.edit.textEdited.connect(self._fit)
        self.edit.returnPressed.connect(self._fit)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def editing(self) -> bool:
        return not self.edit.isHidden()

    def tell(
        self, name: str, value: str, note: str, more: str = "", rows: tuple[Row, ...] = ()
    ) -> bool:
        """Show a name, a number with a remark, the rows, something more; True: its size changed."""
        told = (self._name, self._value, self._note, self._more, self._rows.rows)
        if (name, value, note, more, rows) == told:
            return False
        self._name, self._value, self._note, self._more = name, value, note, more
        self._rows.rows = rows
        changed = self.sizeHint() != self.size()
        if changed:
            self._fit()
        self.update()
        return changed

    @property
    def last_line(self) -> str:
        """What stands below the number: why the typed one cannot be used, or something more."""
        return self.edit.fault if self.editing and self.edit.fault else self._more

    def ask(self, value: float, accessible_name: str) -> None:
        """Let the person type another number."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.edit.set_value(value)
        self.edit.setAccessibleName(accessible_name)
        self.edit.show()
        self.edit.begin()
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Take the size that the lines need, still within the diagram."""
        self.resize(self.sizeHint())
        if self.editing:
            self._place_edit()
        sight = self._owner.visibleRegion().boundingRect() or self._owner.rect()
        self.move(self._kept(QRectF(self.geometry()), sight).topLeft().toPoint())
        self.update()

    def stand_beside(self, place: QRectF, within: QRect, avoid: Sequence[QRectF]) -> None:
        """Move beside a place, never out of `within`, to where it hides least of `avoid`."""
        spots = [self._kept(spot, within) for spot in self._spots(place)]
        hidden = [sum(_area(spot & other) for other in (place, *avoid)) for spot in spots]
        self.move(spots[hidden.index(min(hidden))].topLeft().toPoint())

    def _spots(self, place: QRectF) -> list[QRectF]:
        """Return places for the card all around, the best first."""
        away, size = self._theme.pixels(DISTANCE), QSizeF(self.size())
        middle, width, height = place.center(), size.width(), size.height()
        rows = (
            (place.top() - away - height, (0.5, 0.15, 0.85)),
            (place.bottom() + away, (0.5, 0.15, 0.85)),
        )
        spots = [QPointF(middle.x() - width * s, top) for top, shares in rows for s in shares]
        spots.append(QPointF(place.right() + away, middle.y() - height / 2))
        spots.append(QPointF(place.left() - away - width, middle.y() - height / 2))
        return [QRectF(spot, size) for spot in spots]

    @staticmethod
    def _kept(spot: QRectF, within: QRect) -> QRectF:
        inside = QRectF(within).adjusted(2, 2, -2, -2)
        left = max(inside.left(), min(spot.left(), inside.right() - spot.width()))
        top = max(inside.top(), min(spot.top(), inside.bottom() - spot.height()))
        return QRectF(QPointF(left, top).toPoint(), spot.size())

    @Slot()
    def _end_editing(self) -> None:
        had_focus = self.edit.hasFocus()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.edit.hide()
        self.resize(self.sizeHint())
        if had_focus:
            self._owner.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _place_edit(self) -> None:
        padding = self._theme.pixels(PADDING)
        top = padding + QFontMetrics(self._fonts[0]).height() + self._theme.pixels(2)
        height = self.edit.sizeHint().height()
        self.edit.setGeometry(padding, top, self.width() - 2 * padding, height)

    def sizeHint(self) -> QSize:
        theme = self._theme
        name, value, note = (QFontMetrics(font) for font in self._fonts)
        second = value.horizontalAdvance(self._value or "0")
        if self._note:
            second += theme.pixels(20) + note.horizontalAdvance(self._note)
        if self.editing:
            second = max(second, self.edit.sizeHint().width())
        width = max(name.horizontalAdvance(self._name), second, theme.pixels(110))
        height = name.height() + (self.edit.sizeHint().height() if self.editing else value.height())
        last, rows = self._last_line_size(), self._rows.size()
        width = max(width, last.width(), rows.width())
        size = QSize(width, height + rows.height() + last.height())
        return size + QSize(theme.pixels(2 * PADDING), theme.pixels(2 * PADDING + 2))

    def _last_line_size(self) -> QSize:
        if not self.last_line:
            return QSize(0, 0)
        room = QRect(0, 0, self._theme.pixels(LONG_LINE), 1000)
        flags = Qt.TextFlag.TextWordWrap.value
        size = QFontMetrics(self._fonts[2]).boundingRect(room, flags, self.last_line).size()
        return size + QSize(2, self._theme.pixels(4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(theme.color("border")))
        painter.setBrush(theme.color("surface"))
        corner = CORNER * theme.factor
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        self._paint_lines(painter)
        painter.end()

    def _paint_lines(self, painter: QPainter) -> None:
        theme, bottom = self._theme, Qt.AlignmentFlag.AlignBottom
        inside = self.rect().adjusted(*(theme.pixels(PADDING) * s for s in (1, 1, -1, -1)))
        painter.setFont(self._fonts[0])
        painter.setPen(theme.color("text"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop, self._name)
        painter.setFont(self._fonts[2])
        painter.setPen(theme.color("warning" if self.editing and self.edit.fault else "muted"))
        painter.drawText(inside, bottom | Qt.TextFlag.TextWordWrap, self.last_line)
        inside.setHeight(inside.height() - self._last_line_size().height())
        self._rows.paint(painter, inside)
        if self.editing:
            return
        inside.setHeight(inside.height() - self._rows.size().height())
        painter.setFont(self._fonts[1])
        painter.setPen(theme.color("text"))
        painter.drawText(inside, bottom, self._value)
        painter.setFont(self._fonts[2])
        painter.setPen(theme.color("muted"))
        flags = bottom | Qt.AlignmentFlag.AlignRight if self._value else bottom
        painter.drawText(inside, flags, self._note)


def _area(rect: QRectF) -> float:
    return max(rect.width(), 0.0) * max(rect.height(), 0.0)
