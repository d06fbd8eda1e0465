"""The default arrangement: where each row of VIEWS says it is, in the room there is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nnviz.stage import Arrangement, Node, Split, Tabs
from nnviz.views.view import ViewRow

SMALL = (1280, 800)  # below one of these, the views at the bottom are tabs of those on the right
TINY = (1000, 700)  # below one of these, so are those on the right of the first of them
PROJECTED_WIDE = 700  # from this width on the projector has room for two views
PROJECTED_COLUMN = 78  # the least width of a layer of the diagram beside another view
BARS_HEIGHT = 120  # of menu, run bar and status line, which stand around the workspace
RIGHT_SHARE, BOTTOM_SHARE = 0.37, 0.24
PROJECTED_SHARE = 0.39  # of the second view
RIGHT_PARTS = (0.62, 0.38)  # of the views on the right, from the top


@dataclass(frozen=True)
class Room:
    """How much of the window the workspace has, in pixels of the design."""

    width: float
    height: float
    projected: bool = False  # for the lecture hall: one view at a time, or two
    layers: int = 4  # of the network, with inputs and output

    def is_below(self, limits: tuple[int, int]) -> bool:
        return self.width < limits[0] or self.height < limits[1] - BARS_HEIGHT

    @property
    def holds_two(self) -> bool:
        """Whether the diagram and another view are large side by side in the projector."""
        diagram = self.width * (1 - PROJECTED_SHARE)
        return self.width >= PROJECTED_WIDE and diagram > self.layers * PROJECTED_COLUMN


def default_arrangement(views: Mapping[str, ViewRow], room: Room) -> Arrangement:
    """Return the views that are shown at first, as many side by side as there is room for."""
    shown = {
        place: [row.key for row in views.values() if row.shown and row.place == place]
        for place in ("centre", "right", "bottom")
    }
    if room.projected:
        keys = [key for keys in shown.values() for key in keys]
        return two_at_a_time(keys) if room.holds_two else one_at_a_time(keys)
    bottom, right = shown["bottom"], shown["right"]
    if room.is_below(SMALL):
        bottom, right = [], [*right, *bottom]
    first = len(right) if room.is_below(TINY) else 1
    column = _column([_tabs(right[:first]), _tabs(right[first:])], RIGHT_PARTS)
    centre = _column([_tabs(shown["centre"]), _tabs(bottom)], (1 - BOTTOM_SHARE, BOTTOM_SHARE))
    return Arrangement(_row([centre, column], RIGHT_SHARE))


def one_at_a_time(keys: Sequence[str], front: str = "") -> Arrangement:
    """Return all views in one place, behind one another."""
    return Arrangement(Tabs(tuple(keys), front) if keys else None)


def two_at_a_time(keys: Sequence[str], first: str = "") -> Arrangement:
    """Return one view, by default the first, and beside it the others behind one another."""
    first = first or next(iter(keys), "")
    others = [key for key in keys if key != first]
    return Arrangement(_row([_tabs([first] if first else []), _tabs(others)], PROJECTED_SHARE))


def home(views: Mapping[str, ViewRow], key: str, shown: Iterable[str]) -> str:
    """Return the shown view whose tabs a hidden one joins when it is opened; "": there is none."""
    place = views[key].place
    order = {"centre": ("centre",), "right": ("right", "bottom"), "bottom": ("bottom", "right")}
    known = [other for other in shown if other in views]
    for wanted in (*order[place], "right", "bottom", "centre"):
        there = [other for other in known if views[other].place == wanted]
        if there:
            return there[-1]
    return ""


def _tabs(keys: list[str]) -> Tabs | None:
    return Tabs(tuple(keys)) if keys else None


def _column(parts: list[Tabs | None], shares: tuple[float, float]) -> Node | None:
    there = [part for part in parts if part is not None]
    return Split("column", tuple(there), shares) if len(there) > 1 else next(iter(there), None)


def _row(parts: list[Node | None], last_share: float) -> Node | None:
    there = [part for part in parts if part is not None]
    if len(there) < 2:
        return next(iter(there), None)
    return Split("row", tuple(there), (1 - last_share, last_share))
