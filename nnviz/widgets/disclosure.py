"""DisclosureLine: a line that sums up what it shows and hides."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QStyleOptionToolButton, QToolButton, QWidget

from nnviz.theme import Theme
from nnviz.widgets.icon import icon
from nnviz.widgets.override_guard import guarded

HEIGHT, ARROW, GAP = 28, 14, 8


@guarded
class DisclosureLine(QToolButton):
    """`toggled` says whether what belongs to it is to be shown."""

    def __init__(self, theme: Theme, name: str, hint: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.setProperty("quiet", True)
        self.setProperty("disclosure", True)
        self.setCheckable(True)
        self.setFont(theme.font("small"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(theme.pixels(ARROW), theme.pixels(ARROW)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.pixels(HEIGHT))
        self.setAccessibleName(name)
        self.setToolTip(hint)
        self.toggled.connect(self._show_arrow)
        self._show_arrow(False)

    def _show_arrow(self, opened: bool) -> None:
        arrow = "chevron-down" if opened else "chevron-right"
        self.setIcon(icon(arrow, self._theme.color("muted"), self._theme.pixels(ARROW)))

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        room = self.width() - self.iconSize().width() - self._theme.pixels(GAP)
        metrics = self.fontMetrics()
        option.text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.pixels(ARROW), super().minimumSizeHint().height())
