"""TitleButtons: what stands at the right of a view's title, and at the end of its tabs."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.icon import icon


class TitleButtons(QWidget):
    """The three dots that open the view's menu and, where there are more views, a plus."""

    more_wanted = Signal()  # another view in this place

    def __init__(self, theme: Theme, name: str, more: bool, parent: QWidget | None = None):
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pixels(4))
        self.plus: QToolButton | None = None
        if more:
            self.plus = _quiet_button(theme, "plus", tr("Another view here"))
            self.plus.setToolTip(tr("Show another view in this place"))
            self.plus.clicked.connect(self.more_wanted)
            row.addWidget(self.plus)
        self.dots = _quiet_button(theme, "ellipsis", name)
        self.dots.setToolTip(tr("Save, copy or hide this view"))
        row.addWidget(self.dots)


def _quiet_button(theme: Theme, drawing: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(drawing, theme.color("muted"), theme.pixels(16)))
    button.setIconSize(QSize(1, 1) * theme.pixels(16))
    button.setAutoRaise(True)
    button.setProperty("quiet", True)
    button.setAccessibleName(name)
    return button
