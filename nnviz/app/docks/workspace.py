"""The workspace: the panels on the left, and every view in a dock of its own."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QByteArray, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QLabel,
    QMainWindow,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nnviz.app.docks.tab_corner import TabCorners
from nnviz.app.docks.view_dock import ViewDock
from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.panels import PANELS
from nnviz.panels.panel import Panel
from nnviz.shared_selection import SharedSelection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views import VIEWS

ARRANGEMENT = 1  # raise it when views come or go in a way old arrangements cannot follow
PANELS_WIDTH, PANELS_WIDEST = 296, 360
SMALL = (1280, 800)  # below one of these, the views at the bottom are tabs of those on the right
TINY = (1000, 700)  # below one of these, so are those on the right of the first of them
PROJECTED_TINY = (1000, 700)  # the same of the screen, where everything is bigger
BARS_HEIGHT = 120  # of menu, run bar and status line, which stand around the workspace
RIGHT_SHARE, BOTTOM_SHARE = 0.37, 0.24
PROJECTED_SHARE = 0.41  # of the first view on the right; the others are below the centre
RIGHT_PARTS = (0.62, 0.38)  # of the views on the right, from the top
PROJECTED_PARTS = (0.7, 0.3)  # of the centre and what is below it


class Workspace(QMainWindow):
    """Hands snapshots to the views that can be seen, and passes on what a person does in them."""

    edited = Signal(object)  # Experiment
    parameter_edited = Signal(int, float)
    needs_changed = Signal(object)  # frozenset of keys of PARTS
    frame_wanted = Signal()
    picture_wanted = Signal(str)  # a view's key

    def __init__(
        self,
        theme: Theme,
        selection: SharedSelection,
        projected: bool = False,
        parent: QWidget | None = None,
    ):
        """`projected` is for the lecture hall: by default, without panels and bottom views."""
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)
        self._theme, self.projected = theme, projected
        self._selection = selection
        self._arranged = False
        self._share_again = False  # the window is not as wide yet as it will be
        self._awaited: tuple[QByteArray, QSize] | None = None
        self._needs: frozenset[str] | None = None
        self.setDockNestingEnabled(True)
        self.setDocumentMode(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._panels = [self._make_panel(row.key) for row in PANELS.values()]
        self._side = self._make_side(self._panels)
        self._docks = {row.key: self._make_dock(row.key) for row in VIEWS.values()}
        TabCorners(theme, self)

    @property
    def docks(self) -> list[QDockWidget]:
        """The panels' dock first, then the views'."""
        return [self._side, *self._docks.values()]

    @property
    def view_docks(self) -> list[ViewDock]:
        return list(self._docks.values())

    @property
    def is_low(self) -> bool:
        """Whether the screen that the projector's window fills has few pixels."""
        screen = self.screen().size()
        width, height = (self._theme.pixels(length) for length in PROJECTED_TINY)
        return screen.width() < width or screen.height() < height

    @Slot(object)
    def show_experiment(self, experiment: Experiment) -> None:
        for panel in self._panels:
            panel.show_experiment(experiment)
        for dock in self._docks.values():
            dock.view.show_experiment(experiment)

    def draw(self, snapshot: Snapshot) -> None:
        """Draw the views that can be seen."""
        seen = [dock for dock in self._docks.values() if dock.seen]
        for dock in seen:
            # A frame asked for before the view came into sight may lack what the view needs.
            if dock.view.needs <= snapshot.parts.keys():
                dock.view.draw(snapshot)
        self._settle_needs(seen)

    def arrangement(self) -> QByteArray:
        """Return which docks are where, for restore_arrangement."""
        return self.saveState(ARRANGEMENT)

    def restore_arrangement(self, state: QByteArray) -> bool:
        """Put the docks where they were; False if that is not possible.

        Without it, they go to their default places as soon as it is known how much room there is.
        """
        self._arranged = not state.isEmpty() and self.restoreState(state, ARRANGEMENT)
        if self._arranged:
            for dock in self.docks:
                if self.dockWidgetArea(dock) == Qt.DockWidgetArea.NoDockWidgetArea:
                    self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
            self._show_titles()
        return self._arranged

    def restore_exactly(self, state: QByteArray, size: QSize) -> None:
        """Put the docks where they were, and once more when there is the room they had."""
        self.restore_arrangement(state)
        self._awaited = None if size == self.size() else (state, size)

    def _make_panel(self, key: str) -> Panel:
        panel: Panel = PANELS[key].factory(self._theme)
        panel.edited.connect(self.edited)
        return panel

    def _make_side(self, panels: Iterable[Panel]) -> QDockWidget:
        column = QWidget()
        column.setObjectName("panels")
        layout = QVBoxLayout(column)
        margin = self._theme.pixels(16)
        layout.setContentsMargins(margin, margin // 2, margin, margin // 2)
        layout.setSpacing(margin // 2)
        for row, panel in zip(PANELS.values(), panels, strict=True):
            if layout.count():
                layout.addWidget(self._make_rule())
            layout.addWidget(self._make_heading(tr(row.label)))
            layout.addWidget(panel)
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(column)
        area.setMinimumWidth(self._theme.pixels(240))
        area.setMaximumWidth(self._theme.pixels(PANELS_WIDEST))
        dock = QDockWidget(tr("Settings"), self)
        dock.setObjectName("panels-dock")
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setTitleBarWidget(QWidget())
        dock.setWidget(area)
        return dock

    def _make_heading(self, text: str) -> QLabel:
        heading = QLabel(text)
        heading.setFont(self._theme.font("body", strong=True))
        return heading

    @staticmethod
    def _make_rule() -> QFrame:
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setProperty("rule", True)
        return rule

    def _make_dock(self, key: str) -> ViewDock:
        row = VIEWS[key]
        view = row.factory(self._theme)
        dock = ViewDock(self._theme, key, tr(row.label), view, self)
        view.edited.connect(self.edited)
        view.parameter_edited.connect(self.parameter_edited)
        view.show_selection(self._selection.value)
        view.selected.connect(self._selection.set_value)
        self._selection.changed.connect(view.show_selection)
        dock.picture_wanted.connect(self.picture_wanted)
        dock.visibilityChanged.connect(self._want_frame)
        dock.visibilityChanged.connect(self._show_titles)
        dock.dockLocationChanged.connect(self._show_titles)
        return dock

    @Slot(bool)
    def _want_frame(self, visible: bool) -> None:
        if visible:
            self.frame_wanted.emit()

    def _settle_needs(self, seen: list[ViewDock]) -> None:
        """Say what the views in sight need, where that has changed."""
        needs = frozenset[str]().union(*(dock.view.needs for dock in seen))
        if needs != self._needs:
            self._needs = needs
            self.needs_changed.emit(needs)

    def _place(self) -> None:
        """Put the docks in their default places."""
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self._side)
        if self.projected:
            self._place_projected()
        else:
            self._place_all()
        for dock in reversed(self.docks):
            if self.tabifiedDockWidgets(dock):
                dock.raise_()

    def _place_all(self) -> None:
        """Put the docks side by side: panels, centre, right; the bottom below the centre."""
        first_centre, centre = self._place_column("centre", self._side)
        _, right = self._place_column("right", centre)
        below = right if self._is_below(SMALL) else None
        for dock in self._docks_at("bottom"):
            if below is None:
                self.splitDockWidget(first_centre, dock, Qt.Orientation.Vertical)
            else:
                self.tabifyDockWidget(below, dock)
            below = dock

    def _place_projected(self) -> None:
        """Give the centre and the right the whole window; the rest can be brought back.

        What needs to be high, the first view on the right, gets the whole height.
        """
        _, centre = self._place_column("centre", self._side)
        first, *others = self._docks_at("right")
        self.splitDockWidget(centre, first, Qt.Orientation.Horizontal)
        for dock in (*others, *self._docks_at("bottom")):
            if self.is_low:
                self.tabifyDockWidget(first, dock)
            else:
                self.splitDockWidget(centre, dock, Qt.Orientation.Vertical)
        for dock in (self._side, *self._docks_at("bottom")):
            dock.hide()

    def _place_column(self, place: str, beside: QDockWidget) -> tuple[QDockWidget, QDockWidget]:
        """Put the docks of a place beside another one; return the first and the last of them."""
        first = last = beside
        for dock in self._docks_at(place):
            if first is beside:
                self.splitDockWidget(beside, dock, Qt.Orientation.Horizontal)
                first = dock
            elif self._is_below(TINY):
                self.tabifyDockWidget(last, dock)
            else:
                self.splitDockWidget(last, dock, Qt.Orientation.Vertical)
            last = dock
        return first, last

    @Slot()
    def _show_titles(self) -> None:
        """Leave out of a dock's own bar the name that a tab shows already."""
        for dock in self._docks.values():
            dock.title_bar.show_name(not self.tabifiedDockWidgets(dock))

    def _share_room(self) -> None:
        """Give the default places their default shares of the window."""
        panels = 0 if self.projected else self._theme.pixels(PANELS_WIDTH)
        share = PROJECTED_SHARE if self.projected else RIGHT_SHARE
        rest = self.width() - panels
        centre, right = self._docks_at("centre"), self._docks_at("right")
        bottom = self._docks_at("bottom")
        across: list[tuple[QDockWidget, float]] = [(self._side, panels)] if panels else []
        across += [(dock, rest * (1 - share)) for dock in centre[:1]]
        across += [(dock, rest * share) for dock in right[:1]]
        self._resize(across, Qt.Orientation.Horizontal)
        if self.projected:
            if not self.is_low:
                self._share_height([*centre[:1], *right[1:]], PROJECTED_PARTS)
            return
        self._share_height(right, RIGHT_PARTS)
        if not self._is_below(SMALL):
            self._share_height([*centre[:1], *bottom[:1]], (1 - BOTTOM_SHARE, BOTTOM_SHARE))

    def _share_height(self, docks: Sequence[QDockWidget], parts: tuple[float, ...]) -> None:
        heights = [(dock, self.height() * part) for dock, part in zip(docks, parts, strict=False)]
        self._resize(heights, Qt.Orientation.Vertical)

    def _resize(self, sizes: Sequence[tuple[QDockWidget, float]], along: Qt.Orientation) -> None:
        self.resizeDocks([dock for dock, _ in sizes], [round(size) for _, size in sizes], along)

    def _docks_at(self, place: str) -> list[QDockWidget]:
        return [self._docks[row.key] for row in VIEWS.values() if row.place == place]

    def _is_below(self, limits: tuple[int, int]) -> bool:
        width, height = (self._theme.pixels(length) for length in limits)
        return self.width() < width or self.height() < height - BARS_HEIGHT

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._arranged:
            self._arranged = True
            self._place()
            self._share_room()
            self._show_titles()
            self._share_again = self.projected and self.width() < self.screen().size().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._awaited is not None and self.size() == self._awaited[1]:
            state, _ = self._awaited
            self._awaited = None
            self.restore_arrangement(state)
        if self._share_again and self.width() >= self.screen().size().width():
            self._share_again = False
            self._share_room()
