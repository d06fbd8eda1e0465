"""NumberEdit: what it reads, refuses, commits and puts back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme
from nnviz.widgets.number_edit import MARK_ROOM, NumberEdit

MakeEdit = Callable[..., NumberEdit]


@pytest.fixture
def make_edit(qtbot: QtBot) -> MakeEdit:
    windows = []

    def make(**limits: float) -> NumberEdit:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        edit, other = NumberEdit(Theme(), window, **limits), QWidget(window)
        other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        other.setObjectName("other")
        window.resize(200, 60)
        window.show()
        window.activateWindow()
        edit.begin()
        qtbot.waitUntil(edit.hasFocus)
        return edit

    return make


def leave(edit: NumberEdit) -> None:
    other = edit.window().findChild(QWidget, "other")
    assert other is not None
    other.setFocus()


def test_enter_commits(make_edit: MakeEdit, qtbot: QtBot) -> None:
    edit = make_edit()
    QTest.keyClicks(edit, "1/4")
    with qtbot.waitSignal(edit.committed) as heard, qtbot.waitSignal(edit.closed):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert heard.args == [0.25]
    assert edit.value == 0.25
    assert edit.text() == "0.25"


def test_leaving_commits(make_edit: MakeEdit, qtbot: QtBot) -> None:
    edit = make_edit()
    QTest.keyClicks(edit, "7")
    with qtbot.waitSignal(edit.committed) as heard:
        leave(edit)
    assert heard.args == [7.0]


def test_escape_puts_the_number_back(make_edit: MakeEdit, qtbot: QtBot) -> None:
    edit = make_edit()
    edit.set_value(2.0)
    QTest.keyClicks(edit, "9")
    with qtbot.assertNotEmitted(edit.committed), qtbot.waitSignal(edit.closed):
        QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "2"


def test_a_number_not_typed_anew_is_not_committed(make_edit: MakeEdit, qtbot: QtBot) -> None:
    edit = make_edit()
    edit.set_value(1 / 3)
    with qtbot.assertNotEmitted(edit.committed), qtbot.waitSignal(edit.closed):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.value == 1 / 3


def test_a_wrong_text_is_marked_and_explained(make_edit: MakeEdit, qtbot: QtBot) -> None:
    edit = make_edit()
    before = edit.grab().toImage()
    QTest.keyClicks(edit, "nan")
    assert "nan" in edit.toolTip()
    assert edit.grab().toImage() != before
    with qtbot.assertNotEmitted(edit.committed), qtbot.assertNotEmitted(edit.closed):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.fault


def test_the_mark_goes_with_the_mistake(make_edit: MakeEdit) -> None:
    edit = make_edit()
    edit.set_hint("A weight")
    QTest.keyClicks(edit, "1x")
    assert edit.fault
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert not edit.fault
    assert edit.toolTip() == "A weight"


def test_leaving_a_wrong_text_puts_the_number_back(make_edit: MakeEdit, qtbot: QtBot) -> None:
    edit = make_edit()
    QTest.keyClicks(edit, "inf")
    with qtbot.assertNotEmitted(edit.committed):
        leave(edit)
    assert edit.text() == "0"
    assert not edit.fault


@pytest.mark.parametrize("text", ["0", "513", "2.5"])
def test_whole_numbers_keep_to_their_limits(make_edit: MakeEdit, text: str) -> None:
    edit = make_edit(low=1, high=512, whole=True)
    QTest.keyClicks(edit, text)
    assert edit.fault


def test_a_new_number_does_not_disturb_typing(make_edit: MakeEdit) -> None:
    edit = make_edit()
    QTest.keyClicks(edit, "1.5")
    edit.set_value(3.0)
    assert edit.text() == "1.5"


def test_enter_gives_the_keyboard_back(make_edit: MakeEdit) -> None:
    edit = make_edit()
    QTest.keyClicks(edit, "2")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.parentWidget().hasFocus()


def test_a_wrong_text_keeps_the_keyboard(make_edit: MakeEdit) -> None:
    edit = make_edit()
    QTest.keyClicks(edit, "2x")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.hasFocus()


def test_a_third_is_shown_with_four_digits(make_edit: MakeEdit) -> None:
    edit = make_edit()
    QTest.keyClicks(edit, "1/3")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.text(), edit.value) == ("0.3333", 1 / 3)


@pytest.mark.parametrize("text", ["-0.3333", "-1.234e-10", "0.12345678901234567"])
def test_there_is_room_for_all_of_the_number(make_edit: MakeEdit, text: str) -> None:
    edit = make_edit()
    QTest.keyClicks(edit, text)
    assert edit.sizeHint().width() > edit.fontMetrics().horizontalAdvance(text) + 8


def test_the_mark_of_a_mistake_stands_beside_the_number(make_edit: MakeEdit) -> None:
    edit = make_edit()
    margins = edit.textMargins()
    QTest.keyClicks(edit, "1x")
    assert edit.textMargins().right() == margins.right() + MARK_ROOM
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.textMargins() == margins


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({}, "Type a number, for example 0.5, −2, 1/3 or 1e-3."),
        ({"low": 1, "high": 512, "whole": True}, "A whole number is needed here."),
    ],
)
def test_an_empty_field_says_what_to_type(
    make_edit: MakeEdit, limits: dict[str, float], sentence: str
) -> None:
    edit = make_edit(**limits)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.fault == sentence
