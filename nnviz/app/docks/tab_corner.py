"""The menu of the view in front, at the end of the tabs over it."""

from PySide6.QtCore import QChildEvent, QEvent, QObject, QPoint, Slot
from PySide6.QtWidgets import QMainWindow, QTabBar

from nnviz.app.docks.dots_button import DotsButton
from nnviz.app.docks.view_dock import ViewDock
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded

MOVING = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest)


@guarded
class TabCorner(DotsButton):
    """Stands at the right end of a tab bar, if the tabs leave room for it."""

    def __init__(self, theme: Theme, bar: QTabBar, area: QMainWindow):
        super().__init__(theme, tr("Menu of the view"), bar)
        self.bar, self._area, self._margin = bar, area, theme.pixels(8)
        self.clicked.connect(self._open_menu)
        bar.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVING:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        size, bar = self.sizeHint(), self.bar
        self.resize(size)
        self.move(bar.width() - size.width() - self._margin, (bar.height() - size.height()) // 2)
        self.setVisible(bar.tabRect(bar.count() - 1).right() <= self.x())

    @Slot()
    def _open_menu(self) -> None:
        title = self.bar.tabText(self.bar.currentIndex())
        for dock in self._area.findChildren(ViewDock):
            if dock.windowTitle() == title and dock.menu is not None:
                dock.menu.popup(self.mapToGlobal(QPoint(0, self.height())))


@guarded
class TabCorners(QObject):
    """Gives every tab bar that a window makes for its docks a corner."""

    def __init__(self, theme: Theme, area: QMainWindow):
        super().__init__(area)
        self._theme, self._area = theme, area
        self._corners: list[TabCorner] = []  # or Python would forget them: Qt made their parents
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QChildEvent) and event.polished():
            bar = event.child()
            known = any(corner.bar is bar for corner in self._corners)
            if isinstance(bar, QTabBar) and not known:
                self._corners.append(TabCorner(self._theme, bar, self._area))
        return super().eventFilter(watched, event)
