"""The buttons of the view in front, at the end of the tabs over it."""

from PySide6.QtCore import QChildEvent, QEvent, QObject, QPoint, QSize, Qt, Slot
from PySide6.QtWidgets import QMainWindow, QTabBar, QToolButton, QWidget

from nnviz.app.docks.title_buttons import TitleButtons
from nnviz.app.docks.view_dock import ViewDock
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.override_guard import guarded

MOVING = frozenset(
    getattr(QEvent.Type, name) for name in ("Resize", "Move", "Show", "Hide", "LayoutRequest")
)


@guarded
class TabCorner(QWidget):
    """Stands at the right end of a tab bar; tabs that do not fit are scrolled beside it."""

    def __init__(self, theme: Theme, bar: QTabBar, area: QMainWindow, more: bool):
        super().__init__(bar)
        self.bar, self._area, self._margin = bar, area, theme.pixels(8)
        self.buttons = TitleButtons(theme, tr("Menu of the view"), more, self)
        self.buttons.dots.clicked.connect(self._open_menu)
        self.buttons.more_wanted.connect(self._want_more)
        self.setAutoFillBackground(True)
        bar.setUsesScrollButtons(True)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        for watched in (bar, *self._arrows):
            watched.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVING:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        size, bar = self.buttons.sizeHint(), self.bar
        self.buttons.resize(size)
        self.resize(QSize(size.width(), bar.height()))
        self.buttons.move(0, (bar.height() - size.height()) // 2)
        arrows = [one for one in self._arrows if not one.isHidden()]
        right = min((one.x() for one in arrows), default=bar.width() - self._margin)
        self.move(right - size.width(), 0)
        self.raise_()
        self.show()

    @property
    def _arrows(self) -> list[QToolButton]:
        """The buttons that scroll the tabs where not all of them fit."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        return self.bar.findChildren(QToolButton, options=direct)

    def _dock_in_front(self) -> ViewDock | None:
        title = self.bar.tabText(self.bar.currentIndex())
        docks = self._area.findChildren(ViewDock)
        return next((dock for dock in docks if dock.windowTitle() == title), None)

    @Slot()
    def _open_menu(self) -> None:
        dock = self._dock_in_front()
        if dock is not None and dock.menu is not None:
            dock.menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    @Slot()
    def _want_more(self) -> None:
        dock = self._dock_in_front()
        if dock is not None:
            dock.more_wanted.emit(dock.key)


@guarded
class TabCorners(QObject):
    """Gives every tab bar that a window makes for its docks a corner."""

    def __init__(self, theme: Theme, area: QMainWindow, more: bool):
        """`more` says whether there are views to add."""
        super().__init__(area)
        self._theme, self._area, self._more = theme, area, more
        self._corners: list[TabCorner] = []  # or Python would forget them: Qt made their parents
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QChildEvent) and event.polished():
            bar = event.child()
            known = any(corner.bar is bar for corner in self._corners)
            if isinstance(bar, QTabBar) and not known:
                self._corners.append(TabCorner(self._theme, bar, self._area, self._more))
        return super().eventFilter(watched, event)
