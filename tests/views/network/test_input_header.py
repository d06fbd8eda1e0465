"""The input features over the diagram: chips as far as there is room, the others in a menu."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from nnviz.views.network.view import NetworkView
from tests.views.drawn_networks import drawn, layers
from tests.views.drawn_views import snapshot


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    """A diagram too narrow for all features."""
    return drawn(qtbot, (500, 400), hidden_layers=layers(2, 2, 2))


@pytest.fixture
def header(view: NetworkView) -> Any:
    return view.headers[0]


def hidden(header: Any) -> list[str]:
    return [key for key, chip in header.chips.items() if chip.isHidden()]


def test_the_button_of_the_menu_says_how_many_features_are_in_it_and_which(header: Any) -> None:
    names = ", ".join(header.chips[key].text() for key in hidden(header))
    assert header.more.isVisible()
    assert header.more.text() == f"+{len(hidden(header))}"
    assert header.more.toolTip() == f"More input features: {names}"


def test_the_menu_has_the_features_that_have_no_chip(header: Any) -> None:
    in_menu = [key for key in header.chips if header.action(key).isVisible()]
    assert in_menu == hidden(header) != []


def test_the_menu_shows_which_features_are_used(header: Any) -> None:
    everything = tuple(header.chips)
    header.show_experiment(snapshot(features=everything).experiment)
    assert all(header.action(key).isChecked() for key in everything)
    header.show_experiment(snapshot(features=("x1",)).experiment)
    assert [key for key in everything if header.action(key).isChecked()] == ["x1"]
    assert [key for key in everything if header.chips[key].isChecked()] == ["x1"]


@pytest.mark.parametrize(("stacked", "lines"), [(False, 1), (True, 2)])
def test_chips_stand_in_two_lines_only_where_there_is_the_height(
    header: Any, stacked: bool, lines: int
) -> None:
    header.fit(220, stacked)
    shown = [chip for chip in (*header.chips.values(), header.more) if not chip.isHidden()]
    assert len({chip.parentWidget().mapTo(header, chip.pos()).y() for chip in shown}) == lines


def test_with_more_room_there_are_more_chips(header: Any) -> None:
    counts = []
    for room in (120, 220, 400, 2000):
        header.fit(room, stacked=False)
        counts.append(len(hidden(header)))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] == 0
    assert header.more.isHidden()
