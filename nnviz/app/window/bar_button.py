"""BarButton: a button of the run bar, whose words keep their distance from its icon."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded

ICON = 20  # pixels of the design
HEIGHT = 40
MARGIN = 10  # beside the shortcut


@guarded
class BarButton(QToolButton):
    """A command's icon and words, with its shortcut behind them if it is given."""

    def __init__(
        self, theme: Theme, action: QAction, shortcut: str = "", parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._theme, self._shortcut = theme, shortcut
        self.setDefaultAction(action)
        self.setFont(theme.font("body"))
        self.setIconSize(QSize(1, 1) * theme.pixels(ICON))
        self.setMinimumHeight(theme.pixels(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(action.text())
        self.show_words(True)

    @property
    def shown_shortcut(self) -> str:
        """The shortcut that stands on the button, "" if there is none."""
        style = self.toolButtonStyle()
        return "" if style == Qt.ToolButtonStyle.ToolButtonIconOnly else self._shortcut

    def show_words(self, shown: bool) -> None:
        """Show words and shortcut, or the icon alone."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if shown else style.ToolButtonIconOnly
        )

    @property
    def _behind(self) -> int:
        """The width for what stands behind the words."""
        metrics = QFontMetrics(self._theme.font("small"))
        shortcut = self.shown_shortcut
        return metrics.horizontalAdvance(shortcut) + self._theme.pixels(MARGIN) if shortcut else 0

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._behind, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        option.text = f" {option.text}"  # for which Qt leaves room: it adds two to every text

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._behind:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("muted"))
        margin = self._theme.pixels(MARGIN)
        place = QRect(0, 0, self.width() - margin, self.height())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, self.shown_shortcut)
        painter.end()
