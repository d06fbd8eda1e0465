"""NumberEdit: what it reads, refuses, commits and puts back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme
from nnviz.widgets.number_edit import NumberEdit, NumberError, parse_number

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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        ("1/3", 1 / 3),
        (" -1 / 4 ", -0.25),
        ("−2", -2.0),
        ("+.5", 0.5),
        ("2.", 2.0),
        ("1e-3", 1e-3),
        ("1E3/2", 500.0),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "x", "inf", "-inf", "nan", "1e999", "1/0", "1/2/3", "1,000.5", "1_0", "0x1", "1 2"]
)
def test_what_is_no_finite_number_is_refused(text: str) -> None:
    with pytest.raises(NumberError):
        parse_number(text)


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
