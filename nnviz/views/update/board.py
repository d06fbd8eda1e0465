"""The board: symbols over their numbers in columns, line by line, as one writes them by hand."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.language import tr
from nnviz.theme import TextSize, Theme
from nnviz.views.update.cell import Cell, Ink, rate_text
from nnviz.views.update.remembering import remembering_lines
from nnviz.views.update.rule import Update
from nnviz.widgets.decimals import decimal_text, three_figures
from nnviz.widgets.formula import drawn_formula
from nnviz.widgets.override_guard import guarded

LEAST_LINE = 26
WEIGHT_LINES, NUMBER_LINES = 4, 2  # at most, the last ones
LINE, GAP = 46, 8  # pixels of the design: from line to line, between columns
FORMULA = 20  # height of letters


def lines_of(update: Update, decimals: int) -> tuple[list[list[Cell]], str]:
    """Return the lines, each with a cell for every column, and a sentence below them."""

    def number(value: float, ink: Ink, *, bracket: bool = False) -> Cell:
        text = decimal_text(value, decimals)
        return Cell(f"({text})" if bracket and value < 0 else text, ink, sign=value)

    def weight(value: float) -> Cell:
        return number(value, "weight")

    w = Cell(latex_name(update.name), "weight", latex=True, sign=update.before)
    arrow, equal, none = Cell(r"\leftarrow", latex=True), Cell("="), Cell("")
    change = update.change
    join = Cell("−" if change < 0 else "+")
    summed = [none, equal, weight(update.before), join, number(abs(change), "weight")]
    result = [none, equal, weight(update.after)]
    lines = remembering_lines(update, latex_name(update.name), decimals)
    if lines:
        return [*lines, summed, result], ""
    if update.plain and update.slope is not None:
        slope = rf"\frac{{\partial J}}{{\partial {latex_name(update.name)}}}"
        symbols = [
            *(w, arrow, w, Cell("−"), Cell(r"\eta", latex=True), Cell("·")),
            Cell(slope, "slope", latex=True, sign=update.slope),
        ]
        rate = Cell(rate_text(update.rate))
        numbers = [
            *(none, equal, weight(update.before), Cell("−"), rate, Cell("·")),
            number(update.slope, "slope", bracket=True),
        ]
        return [symbols, numbers, summed, result], ""
    symbols = [w, arrow, w, Cell("+"), Cell(rf"\Delta {latex_name(update.name)}", latex=True)]
    return [symbols, summed, result], _words(update, decimals)


def _words(update: Update, decimals: int) -> str:
    """Say how the change comes from the slope, where it is not simply −η times it."""
    if update.slope is None or update.times is None:
        return tr("Δw as {optimizer} makes it.", optimizer=update.optimizer)
    return tr(
        "The slope is {slope}. {optimizer} goes {times} times as far as −η · slope.",
        slope=decimal_text(update.slope, decimals),
        optimizer=update.optimizer,
        times=three_figures(update.times),
    )


def latex_name(name: str) -> str:
    """Return a parameter's name for LaTeX: w_{2,13} for w₂,₁₃."""
    letter, low = name[:1], name[1:].translate(_PLAIN)
    letters = {"γ": r"\gamma", "β": r"\beta"}
    return letters.get(letter, letter) + (f"_{{{low}}}" if low else "")


_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


@guarded
class Board(QWidget):
    """Writes one update."""

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self._all: list[list[Cell]] = []
        self.lines: list[list[Cell]] = []  # of them all those that there is room for
        self.title = self.words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_update(self, update: Update) -> None:
        lines, words = lines_of(update, self._theme.decimals)
        title = tr("at step {number:,}", number=update.step)
        if not update.to_come:
            title = tr("of the last step, {number:,}", number=update.step)
        if (lines, words, title) != (self._all, self.words, self.title):
            self._all, self.words, self.title = lines, words, title
            self._fit()
            self.update()

    def _fit(self) -> None:
        """Write all lines, or where they would be too small the weight's own or its numbers."""
        least = self._theme.pixels(LEAST_LINE)
        for count in (len(self._all), WEIGHT_LINES, NUMBER_LINES):
            self.lines = self._all[-count:] if count else []
            if not self.lines or (self._line_height() >= least and self._fits("small")):
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        if not self.lines:
            return
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("muted"))
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.title
        )
        size, widths = self._fitting()
        line, head = self._line_height(), self._head_height()
        needed = line * len(self.lines) + (line if self.words else 0)
        top = max(head, (self.height() - needed) / 2)
        for row, cells in enumerate(self.lines):
            left, base = 0.0, top + (row + 0.62) * line
            last = row == len(self.lines) - 1
            for number, cell in enumerate(cells):
                font = self._font("display" if last and number == 2 else size, cell, last)
                self._write(painter, cell, font, QPointF(left, base), widths[number])
                left += widths[number] + self._theme.pixels(GAP)
        if self.words:
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color("muted"))
            place = self.rect().adjusted(0, round(top + len(self.lines) * line), 0, 0)
            painter.drawText(place, Qt.TextFlag.TextWordWrap, self.words)

    def _line_height(self) -> float:
        wanted = self._theme.pixels(LINE)
        room = self.height() - self._head_height()
        return min(wanted, room / (len(self.lines) + bool(self.words)))

    def _head_height(self) -> float:
        return QFontMetricsF(self._theme.font("body")).height()

    def _fitting(self) -> tuple[TextSize, list[float]]:
        """Return the largest type in which all columns fit, and their widths."""
        sizes: tuple[TextSize, ...] = ("title", "body", "small")
        for size in sizes:
            if self._fits(size):
                return size, self._widths(size)
        return sizes[-1], self._widths(sizes[-1])

    def _fits(self, size: TextSize) -> bool:
        widths = self._widths(size)
        return sum(widths) + self._theme.pixels(GAP) * (len(widths) - 1) <= self.width()

    def _widths(self, size: TextSize) -> list[float]:
        columns = max(len(cells) for cells in self.lines)
        widths = [0.0] * columns
        for cells in self.lines[:-1]:  # the result may reach over the next columns
            for number, cell in enumerate(cells):
                widths[number] = max(widths[number], self._width(cell, self._font(size, cell)))
        return widths

    def _width(self, cell: Cell, font: QFont) -> float:
        if cell.latex:
            return drawn_formula(cell.text, self._ink(cell), self._theme.pixels(FORMULA)).width
        return QFontMetricsF(font).horizontalAdvance(cell.text)

    def _font(self, size: TextSize, cell: Cell, result: bool = False) -> QFont:
        return self._theme.font(size, strong=result or cell.ink in ("weight", "slope"))

    def _ink(self, cell: Cell) -> QColor:
        if cell.ink in ("weight", "slope"):
            return self._theme.ink(cell.sign)
        return self._theme.color(cell.ink)

    def _write(
        self, painter: QPainter, cell: Cell, font: QFont, base: QPointF, width: float
    ) -> None:
        """Write a cell in the middle of its column, the result from its left."""
        own = self._width(cell, font)
        left = base.x() + max(0.0, (width - own) / 2)
        if cell.latex:
            formula = drawn_formula(cell.text, self._ink(cell), self._theme.pixels(FORMULA))
            box = QRectF(left, base.y() - formula.ascent, own, formula.ascent + formula.descent)
            painter.drawPixmap(box, formula.picture, QRectF(formula.picture.rect()))
        else:
            painter.setFont(font)
            painter.setPen(self._ink(cell))
            painter.drawText(QPointF(left, base.y()), cell.text)
