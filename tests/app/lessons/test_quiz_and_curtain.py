"""An answer behind its curtain, and a quiz that takes a number however it is typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from nnviz.app.lessons.curtain import Curtain
from nnviz.app.lessons.quiz import QuizCard
from nnviz.lessons.lesson import Quiz, RichText
from nnviz.lessons.markup import paragraphs
from nnviz.theme import Theme

LONG = RichText(paragraphs("word " * 40))
QUIZ = Quiz(RichText(paragraphs("What is 2/22?")), 2 / 22, 0.00005)


@pytest.fixture
def card(qtbot: QtBot, app: QApplication) -> QuizCard:
    assert app
    made = QuizCard(Theme(), QUIZ)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("typed", ["2/22", "0.0909", "0,0909"])
def test_one_number_typed_in_three_ways_is_right(card: QuizCard, typed: str) -> None:
    QTest.keyClicks(card.field, typed)
    card.button.click()
    assert card.verdict == "✓ Right."


def test_a_wrong_number_and_none_are_told(qtbot: QtBot, card: QuizCard) -> None:
    QTest.keyClicks(card.field, "0.1")
    with qtbot.waitSignal(card.answered):
        QTest.keyClick(card.field, Qt.Key.Key_Return)
    assert card.verdict == "✗ Not yet. Try again."
    card.field.setText("a lot")
    card.button.click()
    assert "“a lot” is not a number" in card.verdict


def test_escape_leaves_the_field_and_a_point_is_typed(card: QuizCard) -> None:
    card.field.setFocus()
    QTest.keyClicks(card.field, ".5")
    assert card.field.text() == ".5"
    QTest.keyClick(card.field, Qt.Key.Key_Escape)
    assert not card.field.hasFocus()


def test_nothing_moves_when_the_answer_is_shown(qtbot: QtBot, app: QApplication) -> None:
    assert app
    curtain = Curtain(Theme(), LONG)
    qtbot.addWidget(curtain)
    curtain.resize(300, curtain.heightForWidth(300))
    curtain.show()
    before = curtain.heightForWidth(300)
    assert before > 56
    assert not curtain.revealed
    with qtbot.waitSignal(curtain.opened):
        curtain.findChildren(QPushButton)[0].click()
    assert curtain.revealed
    assert curtain.heightForWidth(300) == before
    curtain.grab()
