"""The default arrangement: what is shown, where, by the rows and the room."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from nnviz.app.docks.default_arrangement import (
    Room,
    default_arrangement,
    home,
    one_at_a_time,
    two_at_a_time,
)
from nnviz.catalog import catalog
from nnviz.stage import Arrangement, Split, Tabs
from nnviz.views import VIEWS
from tests.app.docks.dummies import sixteen_views

FOUR = {key: VIEWS[key] for key in ("network", "output", "loss", "activations")}
LARGE, SMALL, TINY = Room(1920, 970), Room(1024, 617), Room(960, 489)
ROOMS = [
    *(LARGE, SMALL, TINY),
    Room(790, 386, projected=True),
    Room(602, 395, projected=True),
]


def columns(room: Room) -> list[list[tuple[str, ...]]]:
    root = default_arrangement(FOUR, room).root
    assert isinstance(root, Split)
    return [[tabs.keys for tabs in part.places()] for part in root.parts]


@pytest.mark.parametrize(
    ("room", "wanted"),
    [
        (LARGE, [[("network",), ("activations",)], [("output",), ("loss",)]]),
        (SMALL, [[("network",)], [("output",), ("loss", "activations")]]),
        (TINY, [[("network",)], [("output", "loss", "activations")]]),
        (ROOMS[3], [[("network",)], [("output", "loss", "activations")]]),
    ],
)
def test_less_room_has_more_tabs(room: Room, wanted: list[list[tuple[str, ...]]]) -> None:
    assert columns(room) == wanted


@pytest.mark.parametrize("room", [ROOMS[4], replace(ROOMS[3], layers=10)])
def test_the_projector_shows_one_view_where_two_would_be_small(room: Room) -> None:
    root = default_arrangement(FOUR, room).root
    assert root == Tabs(("network", "output", "loss", "activations"), "network")


def test_any_view_can_be_the_first_of_two() -> None:
    places = two_at_a_time(list(FOUR), "loss").places
    assert [tabs.keys for tabs in places] == [("loss",), ("network", "output", "activations")]


@pytest.mark.parametrize("arrange", [one_at_a_time, two_at_a_time])
def test_of_no_views_none_are_shown(arrange: Callable[[list[str]], Arrangement]) -> None:
    assert arrange([]).root is None


@pytest.mark.parametrize("room", ROOMS)
def test_views_that_are_not_shown_at_first_change_nothing(room: Room) -> None:
    assert default_arrangement(sixteen_views(), room) == default_arrangement(VIEWS, room)


@pytest.mark.parametrize("room", ROOMS[:3])
def test_every_view_that_is_shown_at_first_is_there_however_many(room: Room) -> None:
    arrangement = default_arrangement(sixteen_views(shown=True), room)
    assert {key for key in sixteen_views() if key.startswith("dummy")} <= set(arrangement.keys)
    assert len(arrangement.places) <= 4


@pytest.mark.parametrize("place", ["centre", "right", "bottom"])
@pytest.mark.parametrize("room", ROOMS)
def test_views_of_one_place_are_enough(room: Room, place: str) -> None:
    rows = [replace(row, place=place) for row in VIEWS.values()]  # type: ignore[arg-type]
    shown = default_arrangement(catalog(*rows), room).keys
    assert set(shown) == {row.key for row in rows if row.shown}


def test_no_views_are_no_arrangement() -> None:
    assert default_arrangement({}, LARGE).root is None


@pytest.mark.parametrize(
    ("key", "shown", "wanted"),
    [
        ("loss", ["network", "output"], "output"),
        ("activations", ["network", "loss"], "loss"),
        ("network", ["output"], "output"),
        ("output", ["network"], "network"),
        ("output", [], ""),
    ],
)
def test_a_hidden_view_joins_those_of_its_place(key: str, shown: list[str], wanted: str) -> None:
    assert home(FOUR, key, shown) == wanted


def test_tabs_have_their_first_view_in_front() -> None:
    places = default_arrangement(sixteen_views(shown=True), LARGE).places
    assert places[0].front == "network"
    assert all(place == Tabs(place.keys) for place in places)
