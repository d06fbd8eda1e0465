"""The table of steps: it draws the rows in sight, whatever their number."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.training.track import Track
from nnviz.views.steps.columns import Column, columns_of, widest
from nnviz.widgets.decimals import decimal_text
from nnviz.widgets.override_guard import guarded

HEAD, ROW = 34, 27
GAP = 18  # between columns, at least
MOST_GAP = 160
SIDE = 16  # left and right of the table
BAR = 4  # beside the present row
RULE_EVERY = 5  # rows
INSET = 1  # of the present row's ground, above and below


@guarded
class StepTable(QAbstractScrollArea):
    """A row a step; the present one stands out, those ahead stand back.

    The steps' numbers stay in sight when the columns do not all fit in.
    """

    wanted = Signal(int)  # the step that was clicked or gone to by a key

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self._track: Track | None = None
        self._columns: tuple[Column, ...] = ()
        self._widths: list[float] = []
        self._hovered: int | None = None
        self._strong = theme.font("title", strong=True)
        self._plain, self._small = theme.font("title"), theme.font("small")
        self._head = theme.font("small", strong=True)
        self._metrics = QFontMetricsF(self._strong)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Table of steps"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setAutoFillBackground(True)  # else all beneath is painted as it moves
        self.verticalScrollBar().setSingleStep(theme.pixels(ROW))
        self.horizontalScrollBar().setSingleStep(theme.pixels(40))

    def show_track(self, track: Track) -> None:
        """Show these steps; where another one is the present one, it comes into sight."""
        before, self._track = self._track, track
        names = None if before is None else before.names
        self._columns = columns_of(track)
        self._measure(keep=names == track.names)
        self._set_ranges()
        if before is None or _present(before) != _present(track):
            self._show_present()
        self.viewport().update()

    @property
    def rows(self) -> int:
        return 0 if self._track is None else len(self._track.iterations)

    @property
    def present(self) -> int:
        """The row of the step about to be taken."""
        return 0 if self._track is None else self._track.present

    def text_at(self, row: int, column: int) -> str:
        """Return what is written in a row, by the number of the column."""
        return self._text(self._columns[column], float(self._columns[column].values[row]))

    # What is where

    @property
    def _row_height(self) -> int:
        return self._theme.pixels(ROW)

    @property
    def _head_height(self) -> int:
        return self._theme.pixels(HEAD)

    def _measure(self, keep: bool) -> None:
        """Find how wide each column is; while a run goes on none gets narrower."""
        widths = [self._width(column) for column in self._columns]
        if keep:
            widths = [max(pair) for pair in zip(widths, self._widths, strict=True)]
        self._widths = widths

    def _width(self, column: Column) -> float:
        head = QFontMetricsF(self._head).horizontalAdvance(column.head)
        numbers = (self._text(column, value) for value in widest(column.values))
        return max(head, *(self._metrics.horizontalAdvance(number) for number in numbers))

    def _set_ranges(self) -> None:
        high = self.viewport().height() - self._head_height
        self.verticalScrollBar().setRange(0, max(0, self.rows * self._row_height - high))
        self.verticalScrollBar().setPageStep(max(high, 1))
        pixels = self._theme.pixels
        needed = sum(self._widths) + pixels(GAP) * (len(self._widths) - 1) + 2 * pixels(SIDE)
        beyond = max(0, round(needed) - self.viewport().width())
        self.horizontalScrollBar().setRange(0, beyond)
        self.horizontalScrollBar().setPageStep(max(self.viewport().width(), 1))

    def _show_present(self) -> None:
        """Have the present row in sight: once it would leave, in the middle."""
        bar, row = self.verticalScrollBar(), self._row_height
        top = self.present * row
        high = self.viewport().height() - self._head_height
        if not bar.value() <= top <= bar.value() + high - row:
            bar.setValue((top - (high - row) // 2) // row * row)

    def _right_ends(self) -> list[float]:
        """Return where each column ends, as far as it is scrolled."""
        pixels = self._theme.pixels
        room = self.viewport().width() - 2 * pixels(SIDE) - sum(self._widths)
        gaps = max(len(self._widths) - 1, 1)
        gap = min(max(room / gaps, pixels(GAP)), pixels(MOST_GAP))
        ends, end = [], pixels(SIDE) - gap
        for number, width in enumerate(self._widths):
            end += gap + width
            ends.append(end - (self.horizontalScrollBar().value() if number else 0))
        return ends

    def row_at(self, y: float) -> int | None:
        """Return the row that is drawn at this height of the viewport."""
        if y < self._head_height:
            return None
        row = int(y - self._head_height + self.verticalScrollBar().value()) // self._row_height
        return row if row < self.rows else None

    def row_area(self, row: int) -> QRectF:
        """Return where a row is drawn in the viewport."""
        top = self._head_height + row * self._row_height - self.verticalScrollBar().value()
        return QRectF(0, top, self.viewport().width(), self._row_height)

    # Painting

    def _paint_rows(self, painter: QPainter, track: Track) -> None:
        first = self.verticalScrollBar().value() // self._row_height
        count = (self.viewport().height() - self._head_height) // self._row_height + 2
        ends = self._right_ends()
        for row in range(first, min(first + count, len(track.iterations))):
            self._paint_ground(painter, track, row)
            for number in reversed(range(len(ends))):
                self._paint_number(painter, track, row, number, ends[number])

    def _paint_ground(self, painter: QPainter, track: Track, row: int) -> None:
        theme, area = self._theme, self.row_area(row)
        pixels = theme.pixels
        sides = pixels(SIDE) / 2
        inner = area.adjusted(sides, pixels(INSET), -sides, -pixels(INSET))
        if row == track.present:
            painter.fillRect(inner, theme.color("accent_soft"))
            bar = QRectF(inner.left(), inner.top(), pixels(BAR), inner.height())
            painter.fillRect(bar, theme.color("accent"))
        elif row == self._hovered:
            painter.fillRect(inner, theme.color("sunken"))
        if track.iterations[row] % RULE_EVERY == 0 and row:
            painter.setPen(theme.pen(theme.color("hairline")))
            painter.drawLine(
                QPointF(pixels(SIDE), area.top()),
                QPointF(area.right() - pixels(SIDE), area.top()),
            )

    def _paint_number(
        self, painter: QPainter, track: Track, row: int, number: int, end: float
    ) -> None:
        width = self._widths[number]
        left = self._frozen_end if number else 0.0
        if end < left or end - width > self.viewport().width():
            return
        column, area = self._columns[number], self.row_area(row)
        present = row == track.present
        painter.setFont(self._strong if present else self._plain)
        painter.setPen(self._ink(column, track, row))
        if end - width < left:  # half behind the steps' numbers
            return
        place = QRectF(end - width, area.top(), width, area.height())
        text = self._text(column, float(column.values[row]))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    @property
    def _frozen_end(self) -> float:
        """Where the column of the steps' numbers ends, which does not scroll."""
        return self._theme.pixels(SIDE) + self._widths[0]

    def _ink(self, column: Column, track: Track, row: int) -> QColor:
        theme = self._theme
        if row > track.present:
            return theme.color("ahead")
        if row < track.present or column.kind in ("step", "cost"):
            return theme.color("text")
        return theme.ink(float(column.values[row]))

    def _text(self, column: Column, value: float) -> str:
        if column.kind == "step":
            return f"{value:,.0f}"
        return decimal_text(value, self._theme.decimals)

    def _paint_head(self, painter: QPainter, track: Track) -> None:
        theme, high = self._theme, self._head_height
        width = self.viewport().width()
        painter.fillRect(QRectF(0, 0, width, high), theme.color("surface"))
        painter.setPen(theme.pen(theme.color("hairline")))
        side = theme.pixels(SIDE)
        painter.drawLine(QPointF(side, high - 1), QPointF(width - side, high - 1))
        row = min(track.present, len(track.iterations) - 1)
        for number, end in enumerate(self._right_ends()):
            column = self._columns[number]
            left = end - self._widths[number]
            if left > width or (number and left < self._frozen_end):
                continue
            signed = column.kind in ("slope", "after")
            painter.setFont(self._head if signed else self._small)
            ink = theme.ink(float(column.values[row])) if signed else theme.color("muted")
            painter.setPen(ink)
            place = QRectF(left, 0, self._widths[number], high - theme.pixels(6))
            side_by = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(place, side_by, column.head)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("surface"))
        if self._track is not None and len(self._track.iterations):
            self._paint_rows(painter, self._track)
            self._paint_head(painter, self._track)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_ranges()
        self._show_present()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(344), self._theme.pixels(HEAD + 20 * ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.pixels(160), self._theme.pixels(HEAD + 2 * ROW))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.row_at(event.position().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def _hover(self, row: int | None) -> None:
        if row != self._hovered:
            self._hovered = row
            over = Qt.CursorShape.ArrowCursor if row is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(over)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().y())
        if row is not None:
            self._want(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the step before and after, Home and End to the first and last row."""
        track = self._track
        if track is None:
            return
        rows = {
            Qt.Key.Key_Up: track.present - 1,
            Qt.Key.Key_Down: track.present + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(track.iterations) - 1,
        }
        row = rows.get(Qt.Key(event.key()))
        if row is None:
            event.ignore()  # page keys are the window's
        else:
            self._want(row)

    def _want(self, row: int) -> None:
        """Ask for a row's step; after the last row comes a step, too, unless training ends."""
        track = self._track
        if track is None or row < 0 or row == track.present:
            return
        last = len(track.iterations) - (1 if track.ends else 0)
        if row <= last:
            self.wanted.emit(int(track.iterations[0]) + row)


def _present(track: Track) -> int:
    return int(track.iterations[0]) + track.present if len(track.iterations) else -1
