"""Putting docks where an arrangement says, and reading from them how they are arranged."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar

from nnviz.app.docks.cutting import Spot, cut
from nnviz.app.docks.folding import SEPARATOR
from nnviz.app.docks.on_screen import moved_within
from nnviz.app.docks.view_dock import ViewDock
from nnviz.stage import Arrangement, Floating, Node, Split, Tabs
from nnviz.views.view import Size

ARRANGEMENT = 1  # of saveState: raise it when older arrangements cannot be followed any more
Docks = Mapping[str, ViewDock]
ORIENTATIONS = {"row": Qt.Orientation.Horizontal, "column": Qt.Orientation.Vertical}


def place(area: QMainWindow, side: QDockWidget, docks: Docks, arrangement: Arrangement) -> None:
    """Show these views, at the right of `side`; hide the others, which then are nowhere."""
    with _laid_out_once(area):
        _put(area, side, docks, arrangement)
    for tabs in arrangement.places:
        docks[tabs.front].raise_()


@contextmanager
def _laid_out_once(area: QMainWindow) -> Iterator[None]:
    """Have the docks laid out when all are in their places, not for each that is shown."""
    layout = area.layout()
    assert layout is not None
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.update()  # which tells who watches the room, too
        layout.activate()


def _put(area: QMainWindow, side: QDockWidget, docks: Docks, arrangement: Arrangement) -> None:
    for dock in docks.values():
        dock.setFloating(False)
        area.removeDockWidget(dock)
    area.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, side)
    root = arrangement.root
    if root is not None:
        first = _first(root, docks)
        area.splitDockWidget(side, first, Qt.Orientation.Horizontal)
        _lay(area, root, docks)
    for view in arrangement.floating:
        _float(area, docks[view.key], view)
    for key in arrangement.keys:
        docks[key].show()


def share_room(
    area: QMainWindow, side: QDockWidget, docks: Docks, root: Node, side_width: int
) -> None:
    """Give every place its share of the room that there is now."""
    taken = 0 if side.isHidden() else side_width + SEPARATOR
    rooms = dict(_rooms(root, (area.width() - taken, area.height())))
    fronts = [docks[tabs.front] for tabs in rooms]
    across = [side] if taken else []
    widths = [side_width] * len(across) + [width for width, _ in rooms.values()]
    area.resizeDocks([*across, *fronts], widths, Qt.Orientation.Horizontal)
    heights = [height for _, height in rooms.values()]
    area.resizeDocks(fronts, heights, Qt.Orientation.Vertical)


def shown_arrangement(area: QMainWindow, docks: Docks) -> Arrangement:
    """Return how the docks are arranged; the window has to be on the screen for it."""
    shown = {key: dock for key, dock in docks.items() if not dock.isHidden()}
    floating = [_floating(key, dock) for key, dock in shown.items() if dock.isFloating()]
    docked = {key: dock for key, dock in shown.items() if not dock.isFloating()}
    spots = [_spot(area, tabs, docks) for tabs in tab_groups(area, docked)]
    return Arrangement(cut(spots), tuple(floating))


def tab_groups(area: QMainWindow, docks: Docks) -> list[Tabs]:
    """Return the docks by the place they are in, in the order of its tabs."""
    groups: list[Tabs] = []
    left = dict(docks)  # amid a move, one may be said to be with another, and not the other way
    while left:
        key, dock = next(iter(left.items()))
        others = [other for other in area.tabifiedDockWidgets(dock) if not other.isHidden()]
        together = [other for other in left if other == key or left[other] in others]
        groups.append(_in_order(area, together, docks))
        for other in together:
            del left[other]
    return groups


def _in_order(area: QMainWindow, keys: list[str], docks: Docks) -> Tabs:
    """Return docks that share a place, as they stand in its tab bar."""
    known = {docks[key].windowTitle(): key for key in keys}
    for bar in _tab_bars(area):
        titles = [bar.tabText(index) for index in range(bar.count())]
        if len(keys) > 1 and known.keys() <= set(titles):
            ordered = tuple(known[title] for title in dict.fromkeys(titles) if title in known)
            return Tabs(ordered, known.get(bar.tabText(bar.currentIndex()), ""))
    return Tabs(tuple(keys))


def _tab_bars(area: QMainWindow) -> list[QTabBar]:
    """Return the tab bars of docks; those that Qt keeps for later use have no tabs."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return area.findChildren(QTabBar, options=direct)


def _lay(area: QMainWindow, node: Node, docks: Docks) -> None:
    """Divide the place of a tree's first dock, which is all there is of it so far."""
    if isinstance(node, Tabs):
        for before, after in pairwise(docks[key] for key in node.keys):
            area.tabifyDockWidget(before, after)
        return
    firsts = [_first(part, docks) for part in node.parts]
    for before, after in pairwise(firsts):
        area.splitDockWidget(before, after, ORIENTATIONS[node.along])
    for part in node.parts:
        _lay(area, part, docks)


def _first(node: Node, docks: Docks) -> ViewDock:
    return docks[next(iter(node.places())).keys[0]]


def _rooms(node: Node, room: Size) -> Iterator[tuple[Tabs, Size]]:
    """Yield what each place gets of this room."""
    if isinstance(node, Tabs):
        yield node, room
        return
    along = 0 if node.along == "row" else 1
    rest = room[along] - SEPARATOR * (len(node.parts) - 1)
    for part, length in zip(node.parts, _lengths(node, rest), strict=True):
        yield from _rooms(part, (length, room[1]) if along == 0 else (room[0], length))


def _lengths(split: Split, whole: int) -> list[int]:
    """Return whole pixels in these shares, at least one each."""
    return [max(1, round(share * whole)) for share in split.shares]


def _spot(area: QMainWindow, tabs: Tabs, docks: Docks) -> Spot:
    place = docks[tabs.front].geometry()
    if len(tabs.keys) > 1:
        title = docks[tabs.front].windowTitle()
        for bar in _tab_bars(area):
            if bar.tabText(bar.currentIndex()) == title:
                place = place.united(bar.geometry())
    return Spot(tabs, place.x(), place.y(), place.width(), place.height())


def _float(area: QMainWindow, dock: ViewDock, view: Floating) -> None:
    area.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.setFloating(True)
    dock.setGeometry(_on_screen(area, QRect(view.x, view.y, view.width, view.height)))


def _on_screen(area: QMainWindow, place: QRect) -> QRect:
    """Return the place, moved and cut so that all of it lies on a screen there is."""
    screen = area.screen().virtualSiblingAt(place.center()) or area.screen()
    available = screen.availableGeometry()
    fitting = QRect(place.topLeft(), place.size().boundedTo(available.size()))
    return moved_within(fitting, available)


def _floating(key: str, dock: ViewDock) -> Floating:
    place = dock.geometry()
    return Floating(key, place.x(), place.y(), place.width(), place.height())
