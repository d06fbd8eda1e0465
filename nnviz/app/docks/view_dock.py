"""ViewDock: a view in a frame that can be moved, tabbed and hidden."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QWidget,
)

from nnviz.app.docks.dots_button import DotsButton
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.view import View


class TitleBar(QWidget):
    """A view's name and the menu of what can be done with it."""

    def __init__(self, theme: Theme, title: str, menu: QMenu, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("dockTitle")
        self._name = QLabel(title)
        self._name.setFont(theme.font("body", strong=True))
        self._button = DotsButton(theme, tr("{view}: menu", view=title))
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setMenu(menu)
        self._margin = theme.pixels(8)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._name)
        self._layout.addStretch()
        self._layout.addWidget(self._button)
        self.show_name(True)

    def show_name(self, shown: bool) -> None:
        """Show name and menu, or leave both to the tabs and take no room."""
        for part in (self._name, self._button):
            part.setVisible(shown)
        above = self._margin // 2 if shown else 0
        self._layout.setContentsMargins(2 * self._margin, above, self._margin, above)


class ViewDock(QDockWidget):
    """Holds one view and knows whether it can be seen."""

    picture_wanted = Signal(str)  # the view's key

    def __init__(self, theme: Theme, key: str, title: str, view: View, parent: QWidget):
        super().__init__(title, parent)
        self.setObjectName(f"view-{key}")
        self.key, self.view = key, view
        self.menu = QMenu(self)
        self.menu.addAction(tr("Save picture…"), self._want_picture)
        self.menu.addAction(tr("Copy picture"), self.copy_picture)
        self.menu.addSeparator()
        self.menu.addAction(tr("Hide"), self.close)
        self.title_bar = TitleBar(theme, title, self.menu)
        self.setTitleBarWidget(self.title_bar)
        self.setWidget(view)
        view.setAccessibleName(title)
        _let_drops_through(view)

    @property
    def seen(self) -> bool:
        """Whether any of the view is on the screen: not hidden, not behind another tab."""
        return not (self.window().isMinimized() or self.view.visibleRegion().isEmpty())

    @Slot()
    def copy_picture(self) -> None:
        """Put the view as it is on the clipboard."""
        picture: QPixmap = self.view.grab()
        QApplication.clipboard().setPixmap(picture)

    @Slot()
    def _want_picture(self) -> None:
        self.picture_wanted.emit(self.key)


def _let_drops_through(view: View) -> None:
    """Have files that are dropped on a chart reach the window."""
    for area in view.findChildren(QAbstractScrollArea):
        area.setAcceptDrops(False)
        area.viewport().setAcceptDrops(False)
