"""A weight is being edited in the window when another network comes."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.window.main_window import MainWindow
from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.selection import Edge, NeuronPlace, Selection
from nnviz.session import Session
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.views.network.view import NetworkView
from tests.app.driving import next_frame

EDITED = Edge(1, 5, 0)  # whose place most other networks have for another weight
LARGER = replace(
    Experiment(), hidden_layers=(LayerChoice(6), LayerChoice(5), LayerChoice(4), LayerChoice(2))
)
Key = Qt.Key
KEYS = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_E, Key.Key_Return)
TYPED = (Key.Key_1, Key.Key_Minus, Key.Key_Slash, Key.Key_Escape, Key.Key_Tab, Key.Key_Backtab)


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow, session: Session) -> NetworkView:
    session.set_experiment(LARGER)
    next_frame(qtbot, session)
    next_frame(qtbot, session)
    network = next(d for d in window.content.workspace.view_docks if d.key == "network")
    return cast("NetworkView", network.view)


def type_a_number(view: NetworkView, edge: Edge = EDITED) -> None:
    """Edit a weight as by the keys, up to Enter."""
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    view.canvas.select(edge, "keys")
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert view.canvas.card.editing
    QTest.keyClicks(view.canvas.card.edit, "0.25")


OTHER = replace(with_dataset(Experiment(), "xor"), hidden_layers=())
COMING: dict[str, Callable[[Session], None]] = {
    "New": lambda session: session.use(TrainingRun(Experiment()), has_file=False),
    "another file": lambda session: session.use(TrainingRun(OTHER), has_file=True),
    "Undo": lambda session: session.undo(),
    "a layer less": lambda session: session.set_experiment(
        replace(LARGER, hidden_layers=LARGER.hidden_layers[:2])
    ),
}


@pytest.mark.parametrize("coming", COMING)
def test_what_was_typed_for_a_network_that_is_gone_is_not_set(
    qtbot: QtBot, view: NetworkView, session: Session, coming: str
) -> None:
    type_a_number(view)
    COMING[coming](session)
    before = session.can_undo, session.can_redo
    QTest.keyClick(view.canvas.card.edit, Qt.Key.Key_Return)  # before the network is drawn
    next_frame(qtbot, session)
    next_frame(qtbot, session)
    assert not view.canvas.card.editing
    assert (session.can_undo, session.can_redo) == before


@pytest.mark.parametrize("coming", COMING)
def test_the_card_closes_with_its_network(
    qtbot: QtBot, view: NetworkView, session: Session, coming: str
) -> None:
    type_a_number(view)
    COMING[coming](session)
    next_frame(qtbot, session)
    next_frame(qtbot, session)
    assert not view.canvas.card.editing
    assert view.canvas.target is None
    assert view.selection == view.selection.choosing(None)


def test_undo_while_typing_takes_back_what_was_typed(view: NetworkView, session: Session) -> None:
    type_a_number(view)
    edit = view.canvas.card.edit
    QTest.keyClick(edit, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.canvas.card.editing
    assert edit.text() != "0.25"
    assert not session.can_redo


def test_what_the_keys_chose_is_let_go_with_another_look(
    qtbot: QtBot, window: MainWindow, view: NetworkView
) -> None:
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    view.canvas.select(NeuronPlace(1, 2), "keys")
    assert window.selection.value.chosen.neuron
    with qtbot.waitSignal(window.renewed):
        window.renew(Theme())
    assert window.selection.value == Selection()


@pytest.mark.parametrize("seed", range(2))
def test_any_keys_may_come_with_any_network(
    qtbot: QtBot, view: NetworkView, session: Session, seed: int
) -> None:
    chance = random.Random(seed)
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(150):
        where = QApplication.focusWidget() or view.canvas
        QTest.keyClick(where, chance.choice(KEYS + (TYPED if view.canvas.card.editing else ())))
        if chance.random() < 0.1:
            COMING[chance.choice(list(COMING))](session)
        if chance.random() < 0.1:
            session.set_experiment(LARGER)
        if chance.random() < 0.3:
            QApplication.processEvents()
    assert next_frame(qtbot, session).experiment == session.experiment


@pytest.mark.parametrize(
    ("edge", "sentence"),
    [
        (Edge(1, 5, 0), "One weight was set by hand."),
        (Edge(1, 5, 2), "One bias was set by hand."),
    ],
)
def test_the_status_line_says_what_was_set(
    window: MainWindow, view: NetworkView, edge: Edge, sentence: str
) -> None:
    type_a_number(view, edge)
    QTest.keyClick(view.canvas.card.edit, Qt.Key.Key_Return)
    assert window.content.status.news == sentence
