"""LessonText: a lesson's paragraphs, with formulas and terms in their colours."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.app.lessons.text_layout import Laid, TextSetter, plain_text
from nnviz.lessons.markup import Paragraph, Span
from nnviz.theme import TextSize, Theme
from nnviz.widgets.icon import icon
from nnviz.widgets.override_guard import guarded

SIGN, HANGING = 18, 32  # of an icon in front of the text, and the text's distance from the edge


@guarded
class LessonText(QWidget):
    """As high as its text at the width it is given; an icon in front has the text hang."""

    def __init__(
        self,
        theme: Theme,
        paragraphs: Sequence[Paragraph],
        size: TextSize = "title",
        strong: bool = False,
        sign: str = "",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._theme, self._paragraphs, self._sign = theme, tuple(paragraphs), sign
        self._setter = TextSetter(theme, size, strong)
        self._laid: dict[int, Laid] = {}  # by width
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(plain_text(self._paragraphs))

    @property
    def text(self) -> str:
        """What it says, without colours."""
        return plain_text(self._paragraphs)

    @property
    def _indent(self) -> int:
        return self._theme.pixels(HANGING) if self._sign else 0

    def laid(self, width: int) -> Laid:
        """Return the text laid out for a width of this widget."""
        if width not in self._laid:
            if len(self._laid) > 8:
                self._laid.clear()
            self._laid[width] = self._setter.laid(self._paragraphs, max(width - self._indent, 1))
        return self._laid[width]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self.laid(width).height + 0.5)

    def sizeHint(self) -> QSize:
        width = self.width() or self._theme.pixels(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        laid = self.laid(self.width())
        if self._sign:
            side = self._theme.pixels(SIGN)
            line = self._setter.line_height
            drawing = icon(self._sign, self._theme.color("accent"), side)
            drawing.paint(painter, QRectF(0, (line - side) / 2, side, side).toRect())
        for placed in laid.pieces:
            placed.piece.paint(painter, QPointF(placed.x + self._indent, placed.y))
        painter.end()


def with_lead(lead: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs with a bold word in front; without one, as they are."""
    if not lead:
        return tuple(paragraphs)
    first, *rest = paragraphs
    return ((Span("bold", lead), Span("plain", " "), *first), *rest)


def line_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return a line of plain text as paragraphs."""
    return ((Span("plain", text),),)
