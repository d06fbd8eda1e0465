"""DotsButton: the three dots that open a view's menu."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.icon import icon


class DotsButton(QToolButton):
    """Looks the same in a view's title and at the end of its tabs."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.setIcon(icon("ellipsis", theme.color("muted"), theme.pixels(16)))
        self.setIconSize(QSize(1, 1) * theme.pixels(16))
        self.setAutoRaise(True)
        self.setProperty("quiet", True)
        self.setToolTip(tr("Save, copy or hide this view"))
        self.setAccessibleName(name)
