"""ViewDock: a view in a frame that can be moved, tabbed and hidden; built when first seen."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.app.docks.title_buttons import TitleButtons
from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.view import View, ViewRow
from nnviz.widgets.override_guard import guarded

TITLE_HEIGHT = 40
NUMBERED = 9  # views that keys bring to the front in the projector


class TitleBar(QWidget):
    """A view's name and the buttons for what can be done with it."""

    def __init__(self, theme: Theme, title: str, menu: QMenu, more: bool):
        super().__init__()
        self.setObjectName("dockTitle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = QLabel(title)
        self._name.setFont(theme.font("body", strong=True))
        self.buttons = TitleButtons(theme, tr("{view}: menu", view=title), more)
        self.buttons.dots.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.buttons.dots.setMenu(menu)
        self._margin = theme.pixels(8)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._name)
        self._layout.addStretch()
        self._layout.addWidget(self.buttons)
        self.show_name(True)

    def show_name(self, shown: bool) -> None:
        """Show name and buttons, or leave both to the tabs and take no room."""
        for part in (self._name, self.buttons):
            part.setVisible(shown)
        above = self._margin // 2 if shown else 0
        self._layout.setContentsMargins(2 * self._margin, above, self._margin, above)


@guarded
class Frame(QWidget):
    """Where a view will be: it has the view's sizes before the view is there."""

    def __init__(self, theme: Theme, row: ViewRow):
        super().__init__()
        self._least = QSize(*(theme.pixels(side) for side in row.least))
        self._best = QSize(*(theme.pixels(side) for side in row.best))

    def hold(self, view: View) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)
        view.show()  # now, not when the layout comes to it

    def sizeHint(self) -> QSize:
        return self._best.expandedTo(self.minimumSizeHint())

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(self._least)


@guarded
class ViewDock(QDockWidget):
    """Holds one view and knows whether it can be seen.

    Until it is built, it is a frame of the view's size that remembers what it is told. As a window
    of its own it has a line around it, for with a title bar of ours the system gives it none.
    """

    built = Signal(object)  # View
    picture_wanted = Signal(str)  # the view's key
    more_wanted = Signal(str)  # the same: another view in its place

    def __init__(
        self, theme: Theme, row: ViewRow, more: bool, parent: QWidget | None, number: int = 0
    ):
        """`more` says whether there are views to add beside this one, `number` its key if any."""
        numbered = 0 < number <= NUMBERED
        super().__init__(f"{number}  {tr(row.label)}" if numbered else tr(row.label), parent)
        self.setObjectName(f"view-{row.key}")
        self._theme, self.row, self._more = theme, row, more
        self.view: View | None = None
        self.menu: QMenu | None = None
        self._titled = True
        self._options: Mapping[str, bool] = {}
        self._experiment: Experiment | None = None
        self._frame = Frame(theme, row)
        self.setTitleBarWidget(QWidget())
        self.setWidget(self._frame)
        self.topLevelChanged.connect(self._stand_apart)

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def least(self) -> QSize:
        """How small the view may become, with its title or its tab."""
        return self._frame.minimumSizeHint() + QSize(0, self._theme.pixels(TITLE_HEIGHT))

    @property
    def seen(self) -> bool:
        """Whether any of the view is on the screen: not hidden, not behind another tab."""
        shown = self.view or self._frame  # a view may cover all of its frame
        return not (self.window().isMinimized() or shown.visibleRegion().isEmpty())

    def build(self) -> None:
        """Make the view, unless it is there, and tell it what has been said so far."""
        if self.view is not None:
            return
        title = self.windowTitle()
        self.menu = self._make_menu()
        self.view = self.row.factory(self._theme)
        self.view.setAccessibleName(title)
        self.view.set_options(self._options)
        if self._experiment is not None:
            self.view.show_experiment(self._experiment)
        _let_drops_through(self.view)
        self._frame.hold(self.view)
        self._replace_title(TitleBar(self._theme, title, self.menu, self._more))
        self.built.emit(self.view)

    def show_title(self, shown: bool) -> None:
        """Show the view's name, or leave it to a tab."""
        self._titled = shown
        bar = self.titleBarWidget()
        if isinstance(bar, TitleBar):
            bar.show_name(shown)

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        if self.view is not None:
            self.view.show_experiment(experiment)

    def options(self) -> Mapping[str, bool]:
        """Return how the view's named switches stand, or will when it is built."""
        return self._options if self.view is None else self.view.options()

    def set_options(self, options: Mapping[str, bool]) -> None:
        self._options = options
        if self.view is not None:
            self.view.set_options(options)

    @Slot()
    def copy_picture(self) -> None:
        """Put the view as it is on the clipboard."""
        if self.view is not None:
            picture: QPixmap = self.view.grab()
            QApplication.clipboard().setPixmap(picture)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("Save picture…"), self._want_picture)
        menu.addAction(tr("Copy picture"), self.copy_picture)
        menu.addSeparator()
        menu.addAction(tr("Hide"), self.close)
        return menu

    def _replace_title(self, bar: TitleBar) -> None:
        before = self.titleBarWidget()
        bar.show_name(self._titled)
        bar.buttons.more_wanted.connect(self._want_more)
        self.setTitleBarWidget(bar)
        before.deleteLater()
        self._stand_apart(self.isFloating())

    @Slot(bool)
    def _stand_apart(self, apart: bool) -> None:
        """Have the title bar look like a window's, or like a part of one."""
        bar = self.titleBarWidget()
        bar.setProperty("apart", apart)
        bar.style().polish(bar)
        self.update()

    @Slot()
    def _want_more(self) -> None:
        self.more_wanted.emit(self.key)

    @Slot()
    def _want_picture(self) -> None:
        self.picture_wanted.emit(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isFloating():
            return
        width = self.style().pixelMetric(QStyle.PixelMetric.PM_DockWidgetFrameWidth, None, self)
        painter = QPainter(self)
        for line in range(width):
            painter.setPen(self._theme.color("muted"))
            painter.drawRect(self.rect().adjusted(line, line, -line - 1, -line - 1))
        painter.end()


def _let_drops_through(view: View) -> None:
    """Have files that are dropped on a chart reach the window."""
    for area in view.findChildren(QAbstractScrollArea):
        area.setAcceptDrops(False)
        area.viewport().setAcceptDrops(False)
