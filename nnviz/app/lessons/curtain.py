"""The curtain: an answer that is covered until it is asked for, and as high before as after."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from nnviz.app.lessons.text import LessonText
from nnviz.language import tr
from nnviz.lessons.lesson import RichText
from nnviz.theme import TextSize, Theme, mixed
from nnviz.widgets.icon import icon
from nnviz.widgets.override_guard import guarded

LEAST, BUTTON, ICON = 56, 32, 16  # heights
AROUND = 4, 12  # the answer: above and below, at the sides
FOLD = 8  # the width of one of the curtain's folds
RADIUS = 4


@guarded
class Curtain(QWidget):
    """Covers the answer; `opened` says that a person has asked for it."""

    opened = Signal()

    def __init__(
        self,
        theme: Theme,
        answer: RichText,
        size: TextSize = "title",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._theme = theme
        self._answer = LessonText(theme, answer.shown, size, parent=self)
        self._answer.hide()
        self._button = QPushButton(f" {tr('Reveal')}", self)  # apart from its icon
        self._button.setAccessibleName(tr("Reveal"))
        self._button.setProperty("low", True)
        self._button.setFont(theme.font("body"))
        side = theme.pixels(ICON)
        self._button.setIcon(icon("eye", theme.color("text"), side))
        self._button.setIconSize(QSize(side, side))
        self._button.setFixedHeight(theme.pixels(BUTTON))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self._open)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def revealed(self) -> bool:
        return not self._answer.isHidden()

    def reveal(self) -> None:
        """Show the answer."""
        self._answer.show()
        if self._button.hasFocus():
            self.setFocus()  # else the next field would have the keys
        self._button.hide()
        self.update()

    @Slot()
    def _open(self) -> None:
        self.reveal()
        self.opened.emit()

    @property
    def _margins(self) -> tuple[int, int]:
        above, beside = AROUND
        return self._theme.pixels(above), self._theme.pixels(beside)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        above, beside = self._margins
        inside = self._answer.heightForWidth(max(width - 2 * beside, 1))
        return max(inside + 2 * above, self._theme.pixels(LEAST))

    def sizeHint(self) -> QSize:
        width = self.width() or self._theme.pixels(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.pixels(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        above, beside = self._margins
        width = self.width() - 2 * beside
        high = self._answer.heightForWidth(max(width, 1))
        self._answer.setGeometry(beside, max(above, (self.height() - high) // 2), width, high)
        wanted = self._button.sizeHint()
        button = QRectF(0, 0, wanted.width(), self._button.height())
        button.moveCenter(QRectF(self.rect()).center())
        self._button.setGeometry(button.toRect())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = theme.pixels(RADIUS)
        painter.setBrush(theme.color("accent_soft" if self.revealed else "sunken"))
        painter.drawRoundedRect(self.rect(), radius, radius)
        if not self.revealed:
            self._paint_folds(painter)
        painter.end()

    def _paint_folds(self, painter: QPainter) -> None:
        theme = self._theme
        fold, radius = theme.pixels(FOLD), theme.pixels(RADIUS)
        painter.setBrush(mixed(theme.color("hairline"), theme.color("sunken"), 0.6))
        for left in range(fold, self.width() - fold, 2 * fold):
            painter.drawRoundedRect(QRectF(left, 0, fold, self.height()), radius / 2, radius / 2)
