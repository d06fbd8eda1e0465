"""The card: where it stands beside what is pointed at, and the field in it."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme, load_fonts
from nnviz.views.network.card import DISTANCE, PADDING, Card

WITHIN = QRect(0, 0, 800, 600)
PLACE = QRectF(380, 280, 40, 40)
EVERYWHERE = QRectF(0, 0, 800, 600)


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    load_fonts()
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(WITHIN.size())
    made.show()
    return made


@pytest.fixture
def card(owner: QWidget) -> Card:
    made = Card(Theme("light"), owner)
    made.tell("w  x₁ → h₁,₂", "0.1234", "click to edit")
    made.show()
    return made


def stands(
    card: Card, place: QRectF, avoid: Sequence[QRectF] = (), within: QRect = WITHIN
) -> QRect:
    card.stand_beside(place, within, avoid)
    return card.geometry()


def test_with_room_all_around_it_stands_above_the_middle(card: Card) -> None:
    found = stands(card, PLACE)
    assert found.bottom() + 1 == PLACE.top() - DISTANCE
    assert found.center().x() == pytest.approx(PLACE.center().x(), abs=1.0)


def test_what_it_should_not_hide_above_sends_it_below(card: Card) -> None:
    found = stands(card, PLACE, [QRectF(0, 0, 800, 280)])
    assert found.top() == PLACE.bottom() + DISTANCE
    assert found.center().x() == pytest.approx(PLACE.center().x(), abs=1.0)


@pytest.mark.parametrize(("left", "share"), [(0.0, 0.15), (400.0, 0.85)])
def test_what_is_on_one_side_above_moves_it_to_the_other(
    card: Card, left: float, share: float
) -> None:
    middle, gap = PLACE.center().x(), card.width() * 0.2
    hidden = QRectF(0, 0, middle - gap, 600) if not left else QRectF(middle + gap, 0, 400, 600)
    found = stands(card, PLACE, [hidden])
    assert found.left() == pytest.approx(middle - card.width() * share, abs=1.0)
    assert found.bottom() < PLACE.top()


def test_above_and_below_hidden_it_stands_at_the_right_and_then_at_the_left(card: Card) -> None:
    tall = QRectF(380, 0, 40, 600)
    assert stands(card, tall).left() == tall.right() + DISTANCE
    found = stands(card, tall, [QRectF(420, 0, 380, 600)])
    assert found.right() + 1 == tall.left() - DISTANCE


@pytest.mark.parametrize(
    "place", [QRectF(0, 0, 20, 20), QRectF(780, 580, 20, 20), QRectF(0, 580, 20, 20)]
)
def test_it_stays_within(card: Card, place: QRectF) -> None:
    found = stands(card, place)
    assert WITHIN.adjusted(2, 2, -2, -2).contains(found)
    assert not QRectF(found).intersects(place)


def test_where_all_is_hidden_it_hides_the_least(card: Card) -> None:
    assert stands(card, PLACE, [EVERYWHERE]).bottom() < PLACE.top()


def test_the_field_stands_within_the_card_below_the_name(card: Card) -> None:
    before = card.height()
    card.ask(0.1234, "weight")
    field = card.edit.geometry()
    assert (field.left(), card.width() - field.right() - 1) == (PADDING, PADDING)
    assert field.top() > 2 * PADDING
    assert field.bottom() < card.height()
    assert card.height() >= before
    assert card.editing


def test_the_mouse_goes_through_it_unless_a_number_is_edited(card: Card) -> None:
    through = Qt.WidgetAttribute.WA_TransparentForMouseEvents
    assert card.testAttribute(through)
    card.ask(1.0, "weight")
    assert not card.testAttribute(through)
    card.edit.closed.emit()
    assert card.testAttribute(through)
    assert not card.editing


def test_the_end_of_an_edit_is_told_and_gives_the_focus_back(
    qtbot: QtBot, card: Card, owner: QWidget
) -> None:
    owner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    owner.activateWindow()
    card.ask(1.0, "weight")
    qtbot.waitUntil(card.edit.hasFocus)
    with qtbot.waitSignal(card.closed):
        qtbot.keyClick(card.edit, Qt.Key.Key_Escape)
    assert owner.hasFocus()


def test_it_grows_with_what_it_says_and_stays_in_sight(card: Card) -> None:
    card.move(QPoint(800 - card.width() - 2, 10))
    before = card.size()
    card.tell("w  x₁ → h₁,₂", "0.1234", "click to edit", "this sample: −0.1234, and very much more")
    assert card.height() > before.height()
    assert card.width() > before.width()
    assert card.geometry().right() < 800


def test_the_same_words_are_not_drawn_again(card: Card, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "update", None)  # whoever calls it fails
    card.tell("w  x₁ → h₁,₂", "0.1234", "click to edit")
