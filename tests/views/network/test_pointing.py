"""Pointing in the diagram, with the mouse or the keys: what is asked for, and the card's rows."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.selection import Edge, NeuronPlace
from nnviz.theme import Theme, contrast
from nnviz.views.network.card import Card
from nnviz.views.network.inner_numbers import LAST_STEP, Row
from nnviz.views.network.view import NetworkView
from tests.views.drawn_networks import drawn, point_at, text_of_card
from tests.views.drawn_views import shown, snapshot

KEY = Qt.Key


def press(view: NetworkView, keys: Iterable[Qt.Key]) -> None:
    for key in keys:
        QTest.keyClick(view.canvas, key)


def chosen_by_keys(view: NetworkView, target: NeuronPlace | Edge) -> None:
    """Go to a neuron or to the first edge into it."""
    view.canvas.select(None)
    press(view, [KEY.Key_Right] * (target.layer + 1) + [KEY.Key_Up] * 9)
    press(view, [KEY.Key_Down] * target.unit)
    press(view, [KEY.Key_E] * isinstance(target, Edge))
    assert view.canvas.target == target


@pytest.mark.parametrize("target", [NeuronPlace(1, 1), Edge(1, 1, 0)])
@pytest.mark.parametrize("samples", [0, 3])
def test_the_keys_show_the_same_card_as_the_mouse(
    qtbot: QtBot, target: NeuronPlace | Edge, samples: int
) -> None:
    view = drawn(qtbot)
    view.draw(snapshot(steps=20, samples=samples))
    point_at(view, target)
    told = text_of_card(view)
    chosen_by_keys(view, target)
    assert text_of_card(view) == told


def test_the_card_says_how_the_hand_that_points_edits(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, edge = drawn(qtbot), Edge(1, 1, 0)
    notes: list[str] = []
    monkeypatch.setattr(view.canvas.card, "tell", lambda *words: notes.append(words[2]))
    point_at(view, NeuronPlace(1, 0))  # the mouse may have stayed where the next place is
    point_at(view, edge)
    assert notes[-1] == "click to edit"
    chosen_by_keys(view, edge)
    assert notes[-1] == "Enter: edit"


def test_escape_lets_go_and_other_keys_do_not(qtbot: QtBot) -> None:
    view = drawn(qtbot)
    chosen_by_keys(view, NeuronPlace(1, 1))
    press(view, [KEY.Key_X])
    assert view.canvas.target == NeuronPlace(1, 1)
    press(view, [KEY.Key_Escape])
    assert view.canvas.target is None


def test_the_numbers_behind_are_wished_for_while_somebody_points_at_something(
    qtbot: QtBot,
) -> None:
    view = drawn(qtbot)
    changes: list[frozenset[str]] = []
    view.wishes_changed.connect(lambda: changes.append(view.wishes))
    assert not view.wishes
    point_at(view, NeuronPlace(1, 1))
    point_at(view, Edge(2, 0, 1))
    view.canvas.forget()
    chosen_by_keys(view, NeuronPlace(0, 0))
    assert changes == [frozenset({LAST_STEP}), frozenset(), frozenset({LAST_STEP})]


def test_a_card_whose_numbers_come_later_stands_where_it_would_have_with_them(
    qtbot: QtBot,
) -> None:
    view, full = drawn(qtbot), snapshot(steps=20)
    view.canvas.select(NeuronPlace(1, 1))
    place = view.canvas.card.geometry()
    view.canvas.select(None)
    parts = {key: value for key, value in full.parts.items() if key != LAST_STEP}
    view.draw(replace(full, parts=parts))
    view.canvas.select(NeuronPlace(1, 1))
    assert view.canvas.card.geometry() != place
    view.draw(full)
    assert view.canvas.card.geometry() == place


@pytest.mark.parametrize("theme", [Theme(), Theme("dark", 2.2, decimals=6, projected=True)])
@pytest.mark.parametrize("target", [NeuronPlace(1, 1), NeuronPlace(3, 0), Edge(1, 3, 2)])
def test_the_card_is_never_cut(qtbot: QtBot, theme: Theme, target: NeuronPlace | Edge) -> None:
    view: NetworkView = shown(qtbot, NetworkView, (int(500 * theme.factor), 420 * 2), theme)
    view.draw(snapshot(steps=20, samples=2, l2=0.001))
    QApplication.processEvents()
    point_at(view, target)
    card = view.canvas.card
    sight = view.canvas.visibleRegion().boundingRect()
    assert sight.contains(card.geometry())
    assert card.size() == card.sizeHint()


def test_the_card_keeps_its_size_while_numbers_change_their_sign(qtbot: QtBot) -> None:
    view = drawn(qtbot)
    card = Card(Theme(), view)
    card.tell("a name", "0.1234", "a note", "", (Row("w·a", "0.1234"), Row("∂L/∂w", "0.1", True)))
    before = card.sizeHint()
    changed = card.tell(
        "a name", "0.1234", "a note", "", (Row("w·a", "−0.5678"), Row("∂L/∂w", "−0.1000", True))
    )
    assert card.sizeHint() == before
    assert not changed


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_gradients_are_slanted_and_have_their_colour(qtbot: QtBot, shade: str) -> None:
    view = drawn(qtbot)
    theme = Theme(shade)  # type: ignore[arg-type]
    card = Card(theme, view)
    card.tell("", "", "", "", (Row("δ", "8888", gradient=True),))
    picture = card.grab().toImage()
    inside = QRect(8, 8, picture.width() - 16, picture.height() - 16)
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(inside.left(), inside.right())
        for y in range(inside.top(), inside.bottom())
    }
    assert theme.color("gradient").name() in seen
    assert theme.color("text").name() not in seen
    assert theme.font("body", gradient=True).italic()
    for ground in ("surface", "background"):
        assert contrast(theme.color("gradient"), theme.color(ground)) >= 4.5
