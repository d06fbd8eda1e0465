"""Text layout: a lesson's paragraphs as words in lines, with formulas on the baseline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from nnviz.app.lessons.inks import ink, inked
from nnviz.lessons.markup import Paragraph, Span
from nnviz.theme import TextSize, Theme
from nnviz.widgets.formula import Formula, FormulaError, drawn_formula

FORMULA = 20 / 18  # of the text's size
INDENT = 24  # of a paragraph that is one formula
BETWEEN = 0.5  # paragraphs, of a line's height
AROUND = 2  # pixels above and below what is higher than its line
LINES: dict[TextSize, tuple[int, int]] = {  # heights, in a window and projected
    "small": (16, 18),
    "body": (20, 21),
    "title": (28, 26),
    "display": (32, 30),
}
_WORDS = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Piece:
    """A part of a word, in one look: text, or a formula."""

    width: float
    ascent: float
    descent: float
    text: str = ""
    font: QFont | None = None
    color: QColor | None = None
    formula: Formula | None = None

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw it with its baseline's beginning there."""
        if self.formula is not None:
            box = QRectF(at.x(), at.y() - self.ascent, self.width, self.ascent + self.descent)
            painter.drawPixmap(box, self.formula.picture, QRectF(self.formula.picture.rect()))
        elif self.font is not None and self.color is not None:
            painter.setFont(self.font)
            painter.setPen(self.color)
            painter.drawText(at, self.text)


@dataclass
class Word:
    """What no line break parts; `spaced` says whether there is a space before it."""

    pieces: list[Piece] = field(default_factory=list)
    spaced: bool = False

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)


@dataclass(frozen=True)
class Placed:
    """A piece at its place: the beginning of its baseline."""

    piece: Piece
    x: float
    y: float


@dataclass(frozen=True)
class Laid:
    """Paragraphs laid out for a width."""

    pieces: tuple[Placed, ...]
    height: float
    width: float  # that is used


class TextSetter:
    """Sets paragraphs in one size of type."""

    def __init__(self, theme: Theme, size: TextSize, strong: bool = False):
        self._theme, self._strong = theme, strong
        self._font, self._bold = theme.font(size, strong), theme.font(size, strong=True)
        self._plain = QFontMetricsF(self._font)
        self._line = theme.pixels(LINES[size][theme.projected])
        self._between = round(self._line * BETWEEN)
        self._formula = round(self._font.pixelSize() * FORMULA)

    @property
    def line_height(self) -> int:
        return self._line

    def laid(self, paragraphs: Sequence[Paragraph], width: float) -> Laid:
        """Lay the paragraphs out."""
        placed: list[Placed] = []
        top = used = 0.0
        for number, paragraph in enumerate(paragraphs):
            if number:
                top += self._between
            alone = _is_formula(paragraph)
            indent = min(self._theme.pixels(INDENT), width / 8) if alone else 0.0
            for line in self._lines(self._words(paragraph, width - indent), width - indent):
                top += self._place(line, indent, top, placed)
                used = max(used, placed[-1].x + placed[-1].piece.width)
        return Laid(tuple(placed), top, used)

    def _place(self, line: list[Word], x: float, top: float, placed: list[Placed]) -> float:
        """Place a line's pieces, and return its height."""
        above = (self._line - self._plain.height()) / 2 + self._plain.ascent()
        below = self._line - above
        for word in line:
            for piece in word.pieces:
                if piece.formula is not None:
                    above = max(above, piece.ascent + AROUND)
                    below = max(below, piece.descent + AROUND)
        for number, word in enumerate(line):
            if number and word.spaced:
                x += self._plain.horizontalAdvance(" ")
            for piece in word.pieces:
                placed.append(Placed(piece, x, top + above))
                x += piece.width
        return above + below

    def _lines(self, words: Sequence[Word], width: float) -> Iterator[list[Word]]:
        line: list[Word] = []
        x, space = 0.0, self._plain.horizontalAdvance(" ")
        for word in words:
            gap = space if line and word.spaced else 0.0
            if line and x + gap + word.width > width:
                yield line
                line, x, gap = [], 0.0, 0.0
            line.append(word)
            x += gap + word.width
        if line:
            yield line

    def _words(self, paragraph: Paragraph, width: float) -> list[Word]:
        words = [Word()]
        for span in paragraph:
            if span.kind == "formula":
                words[-1].pieces.append(self._formula_piece(span, width))
                continue
            for part in _WORDS.findall(span.text):
                if part.isspace():
                    words.append(Word(spaced=True))
                else:
                    words[-1].pieces.append(self._text_piece(part, span))
        return [part for word in words if word.pieces for part in self._parted(word, width)]

    def _parted(self, word: Word, width: float) -> Iterator[Word]:
        """Yield the word; where no line can hold it, with smaller formulas, or letter by letter."""
        formulas = sum(piece.width for piece in word.pieces if piece.formula is not None)
        room = width - (word.width - formulas)
        if word.width <= width or room > formulas / 2:
            scale = min(1.0, room / formulas) if formulas else 1.0
            yield Word([_scaled(piece, scale) for piece in word.pieces], word.spaced)
            return
        spaced = word.spaced
        for piece in word.pieces:
            for letter in piece.text or [""]:
                part = piece if not piece.text else self._letter(letter, piece)
                yield Word([part], spaced)
                spaced = False

    def _letter(self, letter: str, of: Piece) -> Piece:
        font = of.font or self._font
        width = QFontMetricsF(font).horizontalAdvance(letter)
        return Piece(width, of.ascent, of.descent, letter, font, of.color)

    def _text_piece(self, text: str, span: Span) -> Piece:
        bold = span.kind == "bold" or span.role in ("positive", "negative")
        font = self._bold if bold else self._font
        metrics = QFontMetricsF(font)
        color = ink(self._theme, span.role)
        return Piece(
            metrics.horizontalAdvance(text), metrics.ascent(), metrics.descent(), text, font, color
        )

    def _formula_piece(self, span: Span, width: float) -> Piece:
        """Return the formula, made smaller where no line could hold it; else its LaTeX as text."""
        try:
            drawn = drawn_formula(
                inked(self._theme, span.text), self._theme.color("text"), self._formula
            )
        except FormulaError:
            return self._text_piece(f"${span.text}$", Span("term", span.text, "muted"))
        piece = Piece(drawn.width, drawn.ascent, drawn.descent, formula=drawn)
        return _scaled(piece, min(1.0, width / drawn.width))


def plain_text(paragraphs: Sequence[Paragraph]) -> str:
    """Return the paragraphs as a screen reader reads them."""
    return "\n".join("".join(span.text for span in paragraph) for paragraph in paragraphs)


def _scaled(piece: Piece, scale: float) -> Piece:
    """Return a formula in another size; text stays as it is."""
    if piece.formula is None or scale == 1.0:
        return piece
    return replace(
        piece,
        width=piece.width * scale,
        ascent=piece.ascent * scale,
        descent=piece.descent * scale,
    )


def _is_formula(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is one formula, perhaps with the sentence's last sign."""
    first, *rest = paragraph
    return first.kind == "formula" and "".join(span.text for span in rest).strip() in ("", ".", ",")
