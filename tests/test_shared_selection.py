"""The one selection: it says each change once, and follows the network."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from nnviz.experiment import Experiment, LayerChoice
from nnviz.selection import NeuronPlace, Selection
from nnviz.shared_selection import SharedSelection

POINTED = Selection().pointing_at(NeuronPlace(2, 2))


@pytest.fixture
def shared() -> SharedSelection:
    return SharedSelection(Experiment())


def test_a_change_is_said_once(qtbot: QtBot, shared: SharedSelection) -> None:
    with qtbot.waitSignal(shared.changed) as said:
        shared.set_value(POINTED)
    assert said.args == [shared.value] == [POINTED]
    with qtbot.assertNotEmitted(shared.changed):
        shared.set_value(POINTED)


def test_what_is_gone_is_dropped_and_said(qtbot: QtBot, shared: SharedSelection) -> None:
    shared.set_value(POINTED.choosing(NeuronPlace(1, 0)))
    with qtbot.waitSignal(shared.changed):
        shared.follow(replace(Experiment(), hidden_layers=(LayerChoice(4),)))
    assert shared.value == Selection().choosing(NeuronPlace(1, 0))


def test_each_change_is_judged_from_the_latest_network(shared: SharedSelection) -> None:
    for units in (2, 3):
        shared.follow(replace(Experiment(), hidden_layers=(LayerChoice(4), LayerChoice(units))))
    shared.set_value(POINTED)
    shared.follow(replace(Experiment(), learning_rate=0.5))
    assert shared.value == POINTED


def test_pointing_ends_and_what_is_chosen_stays(shared: SharedSelection) -> None:
    shared.set_value(POINTED.choosing(NeuronPlace(1, 0)))
    shared.end_pointing()
    assert shared.value == Selection().choosing(NeuronPlace(1, 0))
