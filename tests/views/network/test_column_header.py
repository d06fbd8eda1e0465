"""What stands over a column: its title, its controls, and a note below them."""

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from nnviz.views.network.view import NetworkView
from tests.views.drawn_networks import drawn, layers
from tests.views.drawn_views import snapshot


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    return drawn(qtbot, hidden_layers=layers(3))


@pytest.fixture
def header(view: NetworkView) -> Any:
    return view.headers[1]


def test_choices_are_plain_text_in_a_picture_only(header: Any) -> None:
    assert (header.bar.isHidden(), header.plain.isHidden()) == (False, True)
    header.hide_controls()
    assert (header.bar.isHidden(), header.plain.isHidden()) == (True, False)


def test_the_plain_text_is_the_longest_of_those_told(header: Any) -> None:
    header.tell("3 neurons, tanh", "3, tanh")
    assert header.plain.text() == "3 neurons, tanh"


def test_a_note_is_there_while_there_is_something_to_note(header: Any) -> None:
    assert header.note.isHidden()
    header.show_note("no neuron is alive")
    assert (header.note.isHidden(), header.note.text()) == (False, "no neuron is alive")
    header.show_note("")
    assert header.note.isHidden()
    assert header.fit_note(200, whole=True) == 0


def test_a_note_without_room_is_cut_and_told_in_full_by_its_tooltip(header: Any) -> None:
    text = "a note that is far too long for a single line"
    header.show_note(text)
    one_line = header.fit_note(90, whole=False)
    assert header.note.text().endswith("…")
    assert text in header.note.toolTip()
    assert header.fit_note(90, whole=True) > one_line > 0
    assert (header.note.text(), header.note.toolTip()) == (text, "")


def test_only_choices_that_can_be_used_are_sent_out(qtbot: QtBot, header: Any) -> None:
    good = snapshot(hidden_layers=layers(5)).experiment
    with qtbot.waitSignal(header.edited) as heard:
        assert header.propose(good)
    assert heard.args == [good]
    with qtbot.assertNotEmitted(header.edited):
        assert not header.propose(replace(good, features=()))


def test_a_header_s_least_width_has_room_between_its_buttons(header: Any) -> None:
    parts = (header.fewer.sizeHint().width(), header.units.width(), header.more.sizeHint().width())
    spacing = header.more.x() - header.units.geometry().right() - 1
    assert header.least_width() >= sum(parts) + 2 * spacing > sum(parts)
