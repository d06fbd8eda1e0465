"""The workspace: the panels on the left, and every view in a dock of its own."""

from collections.abc import Collection, Generator
from dataclasses import replace

from PySide6.QtCore import QByteArray, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from nnviz.app.docks.default_arrangement import (
    Room,
    default_arrangement,
    home,
    one_at_a_time,
    two_at_a_time,
)
from nnviz.app.docks.gallery import Gallery
from nnviz.app.docks.panel_column import WIDTH, PanelColumn
from nnviz.app.docks.placing import (
    ARRANGEMENT,
    place,
    share_room,
    shown_arrangement,
    tab_groups,
)
from nnviz.app.docks.room_keeper import RoomKeeper
from nnviz.app.docks.tab_corner import TabCorners
from nnviz.app.docks.view_dock import ViewDock
from nnviz.app.docks.view_menu import dock_actions
from nnviz.app.turns import Turns
from nnviz.experiment import Experiment
from nnviz.kept import kept
from nnviz.panels import PANELS
from nnviz.shared_selection import SharedSelection
from nnviz.stage import Arrangement
from nnviz.theme import Theme
from nnviz.training.shown_units import SHOWN_UNITS
from nnviz.training.snapshot import Snapshot
from nnviz.views import VIEWS
from nnviz.views.view import View, ViewRow
from nnviz.widgets.override_guard import guarded
from nnviz.work import Work, finish

MANY_NEURONS = 48  # that are shown: the first picture of a network of more takes long


@guarded
class Workspace(QMainWindow):
    """Hands snapshots to the views that can be seen, and passes on what a person does in them."""

    edited = Signal(object)  # Experiment
    parameter_edited = Signal(int, float)
    parameters_edited = Signal(object)
    moment_wanted = Signal(int)  # the step to go to
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
        """`projected` is for the lecture hall: by default few views and no panels."""
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)
        self._theme, self.projected = theme, projected
        self._selection = selection
        self._arranged = False
        self._bare = False  # without the views' titles
        self._wanted: Arrangement | None = None  # None: the default one
        self._controls: frozenset[str] | None = None  # None: the default ones
        self._share_again = False  # the window is not as wide yet as it will be
        self._awaited: tuple[Arrangement | None, QSize] | None = None
        self._needs: frozenset[str] | None = None
        self._snapshot: Snapshot | None = None
        self._layers = 0  # of the network, with inputs and output
        self._building, self._drawing = Turns(self), Turns(self)
        self._awaiting = False  # a view had its turn and lacked something to draw
        self._views_later = False
        self.setDockNestingEnabled(True)
        self.setDocumentMode(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._side = PanelColumn(theme, self)
        self._side.edited.connect(self.edited)
        more = not all(row.shown for row in VIEWS.values())
        self._docks = {row.key: self._make_dock(row, more) for row in VIEWS.values()}
        self._keeper = RoomKeeper(
            self, self._side, self._docks, self._put, self._saved, self.restore_arrangement
        )
        self.menu_actions = dock_actions(self._side, self.view_docks)
        TabCorners(theme, self, more and not projected)  # where there is room for tabs alone

    def build(self, views: Collection[str] = ()) -> Generator[None, None, None]:
        """Build the panels and these views; the others come when they are first seen."""
        for row in PANELS.values():
            self._side.add(row)
            yield
        for dock in self._docks.values():
            if dock.key in views:
                dock.build()
                yield

    @property
    def docks(self) -> list[QDockWidget]:
        """The panels' dock first, then the views'."""
        return [self._side, *self._docks.values()]

    @property
    def view_docks(self) -> list[ViewDock]:
        return list(self._docks.values())

    @Slot(object)
    def show_experiment(self, experiment: Experiment) -> None:
        self._layers = len(experiment.layer_sizes)
        self._side.show_experiment(experiment)
        for dock in self._docks.values():
            dock.show_experiment(experiment)

    def draw(self, snapshot: Snapshot) -> None:
        """Draw the views that can be seen; what takes long the first time, one view in a turn."""
        seen = self._views_in_sight()
        before, self._snapshot = self._snapshot, snapshot
        anew = before is not None and _takes_long(before.experiment, snapshot.experiment)
        if anew or (self._awaiting and not self._drawing.busy):
            self._drawing.start(self._draw_in_turn())
        elif not (self._building.busy or self._drawing.busy):
            for view in seen:
                _draw(view, snapshot)
        self._settle_needs(seen)

    def _draw_in_turn(self) -> Generator[None, None, None]:
        """Draw one view after the other, also those built meanwhile, as of the newest moment."""
        had: list[View] = []
        self._awaiting = False
        while left := [view for view in self._views_in_sight() if view not in had]:
            if self._snapshot is not None:
                self._awaiting |= not _draw(left[0], self._snapshot)
            had.append(left[0])
            yield
        if self._awaiting:
            self.frame_wanted.emit()  # none that came meanwhile was drawn

    def _views_in_sight(self) -> list[View]:
        return [dock.view for dock in self._docks.values() if dock.seen and dock.view is not None]

    # Arrangement

    def arrangement(self) -> QByteArray:
        """Return which docks are where, or will be with room enough, for restore_arrangement."""
        return self._keeper.state or self._saved()

    def restore_arrangement(self, state: QByteArray) -> bool:
        """Put the docks where they were; False if that is not possible.

        Without it, they go to their default places as soon as it is known how much room there is.
        """
        self._keeper.forget()
        self._arranged = not state.isEmpty() and self.restoreState(state, ARRANGEMENT)
        if self._arranged:
            self._add_missing()
            self._show_titles()
            self._build_in_sight()
        return self._arranged

    def restore_exactly(self, arrangement: Arrangement | None, size: QSize) -> None:
        """Arrange the views so, and once more when there is the room they had."""
        self.show_arrangement(arrangement)
        self._awaited = None if size == self.size() else (arrangement, size)

    def shown(self) -> Arrangement:
        """Return which views are shown and how they are arranged."""
        if not self._arranged:
            return self._wanted or self._default()
        visible = self.isVisible()
        known = shown_arrangement(self, self._docks) if visible else self._wanted or Arrangement()
        return replace(known, exact=bytes(self.arrangement().data()))

    def show_arrangement(self, arrangement: Arrangement | None) -> bool:
        """Arrange the views so, or as they are by default; True if that was possible exactly.

        KeyError: there is no such view.
        """
        for key in arrangement.keys if arrangement else ():
            _ = VIEWS[key]
        if arrangement and self.restore_arrangement(QByteArray(arrangement.exact)):
            return True
        self._keeper.forget()
        self._wanted = arrangement if arrangement and not arrangement.is_unknown else None
        self._arranged = False
        if self.isVisible():
            self._arrange()
        return False

    @property
    def controls(self) -> frozenset[str]:
        """The keys of the panels in sight."""
        return self._side.controls

    def show_controls(self, controls: frozenset[str] | None) -> None:
        """Show the panels with these keys, or those that are shown by default."""
        self._controls = controls
        self._side.show_controls(frozenset() if controls is None and self.projected else controls)

    def show_bare(self, bare: bool) -> None:
        """Leave out the views' titles, or show them again."""
        self._bare = bare
        self._show_titles()

    def open_view(self, key: str, beside: str = "") -> None:
        """Bring a view to the front, where it is or as a tab of another one."""
        dock = self._docks[key]
        if beside not in ("", key) and not self._docks[beside].isFloating():
            dock.setFloating(False)
            self.tabifyDockWidget(self._docks[beside], dock)
        dock.show()
        dock.raise_()

    def show_one_or_two(self) -> None:
        """Show the first view alone, or another beside it if it fits, instead of what is shown."""
        shown = self.shown()
        keys = [key for key in VIEWS if key in shown.keys]
        if not keys:
            return
        first = shown.places[0].front if shown.places else keys[0]  # where all of them float
        alone = len(shown.places) == 1
        wanted = two_at_a_time(keys, first) if alone else one_at_a_time(keys, first)
        if self._keeper.has_room(wanted):
            self.show_arrangement(wanted)

    @Slot(str)
    def open_gallery(self, beside: str = "") -> None:
        """Offer all views, to be shown beside this one or where they belong."""
        gallery = Gallery(self._theme, (dock.row for dock in self._docks.values()), self)
        gallery.show_shown([key for key, dock in self._docks.items() if not dock.isHidden()])
        gallery.chosen.connect(lambda key: self.open_view(key, beside))
        anchor = self._docks[beside] if beside else self
        corner = anchor.mapToGlobal(anchor.rect().topRight())
        gallery.open_at(corner, self.screen().availableGeometry())

    def _arrange(self) -> None:
        self._arranged = True
        self.show_controls(self._controls)
        self._put(self._wanted or self._default())

    def _put(self, arrangement: Arrangement) -> None:
        place(self, self._side, self._docks, arrangement)
        floating = [view.key for view in arrangement.floating]
        self._add_missing()
        self._show_titles()
        for key in (*(tabs.front for tabs in arrangement.places), *floating):
            if not self._views_later:
                self._docks[key].build()
        self._share_room(arrangement)

    def _saved(self) -> QByteArray:
        return self.saveState(ARRANGEMENT)

    def _share_room(self, arrangement: Arrangement) -> None:
        if arrangement.root is not None:
            width = self._theme.pixels(WIDTH)
            share_room(self, self._side, self._docks, arrangement.root, width)

    def _default(self) -> Arrangement:
        factor = self._theme.factor
        size = self.screen().size() if self.projected else self.size()  # which it fills, or will
        room = Room(size.width() / factor, size.height() / factor, self.projected, self._layers)
        return default_arrangement(VIEWS, room)

    def _add_missing(self) -> None:
        """Give docks that are nowhere a place for when they are shown."""
        missing = [key for key, dock in self._docks.items() if self._is_nowhere(dock)]
        shown = [
            key
            for key, dock in self._docks.items()
            if not (dock.isHidden() or dock.isFloating() or self._is_nowhere(dock))
        ]
        for key in missing:
            host = home(VIEWS, key, shown)
            if host:
                self.tabifyDockWidget(self._docks[host], self._docks[key])
            else:
                self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._docks[key])
            self._docks[key].hide()
        if self._is_nowhere(self._side):
            self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self._side)

    def _is_nowhere(self, dock: QDockWidget) -> bool:
        return self.dockWidgetArea(dock) == Qt.DockWidgetArea.NoDockWidgetArea

    # Views

    def _make_dock(self, row: ViewRow, more: bool) -> ViewDock:
        number = list(VIEWS).index(row.key) + 1 if self.projected else 0
        dock = ViewDock(self._theme, row, more, self, number)
        dock.hide()
        dock.built.connect(self._connect_view)
        dock.picture_wanted.connect(self.picture_wanted)
        dock.more_wanted.connect(self.open_gallery)
        dock.toggleViewAction().triggered.connect(dock.raise_)
        dock.visibilityChanged.connect(self._want_frame)
        dock.visibilityChanged.connect(self._show_titles)
        # Queued: Qt says so while it lays the docks out.
        dock.visibilityChanged.connect(self._build_in_sight, Qt.ConnectionType.QueuedConnection)
        dock.dockLocationChanged.connect(self._show_titles)
        return dock

    @Slot(object)
    def _connect_view(self, view: View) -> None:
        view.edited.connect(self.edited)
        view.parameter_edited.connect(self.parameter_edited)
        view.parameters_edited.connect(self.parameters_edited)
        view.moment_wanted.connect(self.moment_wanted)
        view.show_selection(self._selection.value)
        view.selected.connect(self._selection.set_value)
        view.wishes_changed.connect(self._take_wishes)
        self._selection.changed.connect(view.show_selection)

    def build_views_later(self) -> None:
        """Have the first picture in sight before the views are built, one in a turn."""
        self._views_later = True

    @Slot()
    def _build_in_sight(self) -> None:
        """Build the views that are not behind another tab."""
        if not self._views_later:
            finish(self._build_in_turn())

    def _build_in_turn(self) -> Work[None]:
        shown = {key: dock for key, dock in self._docks.items() if not dock.isHidden()}
        for tabs in tab_groups(self, shown):
            dock = shown[tabs.front]
            if dock.view is None:
                dock.build()
                yield 0.0
                self.frame_wanted.emit()  # the last one when nothing is left to build

    @Slot(bool)
    def _want_frame(self, visible: bool) -> None:
        if visible:
            self.frame_wanted.emit()

    @Slot()
    def _take_wishes(self) -> None:
        self._settle_needs(self._views_in_sight())

    def _settle_needs(self, seen: list[View]) -> None:
        """Say what the views in sight need, where that has changed."""
        needs = frozenset[str]().union(*(view.needs | view.wishes for view in seen))
        if needs != self._needs:
            self._needs = needs
            self.needs_changed.emit(needs)

    @Slot()
    def _show_titles(self) -> None:
        """Leave out of a dock's own bar the name that a tab shows already."""
        for dock in self._docks.values():
            alone = all(other.isHidden() for other in self.tabifiedDockWidgets(dock))
            dock.show_title(alone and not self._bare)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._views_later:
            self._views_later = False
            self._building.start(self._build_in_turn())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._arranged:
            self._arrange()
            self._share_again = self.projected and self.width() < self.screen().size().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._awaited is not None and self.size() == self._awaited[1]:
            arrangement, _ = self._awaited
            self._awaited = None
            self.show_arrangement(arrangement)
        if self._share_again and self.width() >= self.screen().size().width():
            self._share_again = False
            self._share_room(self._wanted or self._default())


def _draw(view: View, snapshot: Snapshot) -> bool:
    # A frame asked for before the view came into sight may lack what the view needs.
    has_all = view.needs <= snapshot.parts.keys()
    if has_all:
        view.draw(snapshot)
    return has_all


def _takes_long(before: Experiment, after: Experiment) -> bool:
    """Say whether all is to be drawn anew of a large network."""
    shown = sum(min(units, SHOWN_UNITS) for units in after.layer_sizes)
    return shown > MANY_NEURONS and not kept(before, after).network
