"""Card: a lesson of the gallery: a picture of its run, its title, its length, what it shows."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from nnviz.app.lessons.gallery.card_pictures import SIZE
from nnviz.language import tr, trn
from nnviz.lessons.lesson import Lesson
from nnviz.theme import Theme
from nnviz.widgets.foreign_text import tooltip_text
from nnviz.widgets.override_guard import guarded

WIDTH, HEIGHT = 252, 148  # pixels of the design, as all of these
MARGIN = 5  # for the ring: 2 wide, 3 outside
RING, RADIUS, BEGUN = 2, 4, 4
TITLE, SUMMARY = (111, 22), (132, 16)  # from the top, and the heights
GAP = 8


@guarded
class Card(QAbstractButton):
    """A click, Enter or the space bar opens it; the ring says that it has the keyboard."""

    def __init__(self, theme: Theme, lesson: Lesson, left_at: int | None, parent: QWidget):
        """`left_at` is the step, from 0, where one left off; None: it was never begun."""
        super().__init__(parent)
        self._theme, self.lesson, self.left_at = theme, lesson, left_at
        self._picture: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{lesson.title.shown}, {self.progress_text}")
        self.setAccessibleDescription(lesson.summary.shown)
        self.setToolTip(tooltip_text(lesson.summary.shown))
        self.resize(self.sizeHint())

    @property
    def progress_text(self) -> str:
        """How many steps it has, or how far one has come."""
        count = len(self.lesson.steps)
        if self.left_at is None:
            return trn("{n} step", "{n} steps", count)
        return tr("{number} of {count}", number=self.left_at + 1, count=count)

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    def show_picture(self, picture: QImage | None) -> None:
        """Show a picture of its run, None: there is none yet."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        margin = 2 * self._theme.pixels(MARGIN)
        return QSize(self._theme.pixels(WIDTH) + margin, self._theme.pixels(HEIGHT) + margin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        pixels, margin = self._theme.pixels, self._theme.pixels(MARGIN)
        box = QRectF(margin, margin, pixels(SIZE[0]), pixels(SIZE[1]))
        self._paint_picture(painter, box)
        if self.hasFocus() or self.underMouse():
            ring, out = pixels(RING), margin - pixels(RING) / 2
            painter.setPen(self._theme.pen(self._theme.color("accent"), RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = pixels(RADIUS) + ring
            painter.drawRoundedRect(box.adjusted(-out, -out, out, out), radius, radius)
        self._paint_words(painter, margin)
        painter.end()

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        theme = self._theme
        radius = theme.pixels(RADIUS)
        outline = QPainterPath()
        outline.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(box, theme.color("background"))
        if self._picture is not None:
            painter.drawImage(box, self._picture)
        if self.left_at is not None:
            high = theme.pixels(BEGUN)
            share = (self.left_at + 1) / len(self.lesson.steps)
            bar = QRectF(box.left(), box.bottom() - high, box.width(), high)
            painter.fillRect(bar, theme.color("hairline"))
            bar.setWidth(box.width() * share)
            painter.fillRect(bar, theme.color("accent"))
        painter.restore()
        painter.setPen(theme.pen(theme.color("hairline")))
        painter.drawPath(outline)

    def _paint_words(self, painter: QPainter, left: int) -> None:
        theme, pixels = self._theme, self._theme.pixels
        width = pixels(WIDTH)
        line = QRect(left, left + pixels(TITLE[0]), width, pixels(TITLE[1]))
        painter.setFont(theme.font("small", strong=self.left_at is not None))
        painter.setPen(theme.color("muted" if self.left_at is None else "accent"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, self.progress_text)
        taken = painter.fontMetrics().horizontalAdvance(self.progress_text) + pixels(GAP)
        painter.setFont(theme.font("body", strong=True))
        painter.setPen(theme.color("text"))
        title = self._shortened(painter.fontMetrics(), self.lesson.title.shown, width - taken)
        painter.drawText(line, middle, title)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        summary = self._shortened(painter.fontMetrics(), self.lesson.summary.shown, width)
        below = QRect(left, left + pixels(SUMMARY[0]), width, pixels(SUMMARY[1]))
        painter.drawText(below, middle, summary)

    @staticmethod
    def _shortened(metrics: QFontMetrics, text: str, width: int) -> str:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
