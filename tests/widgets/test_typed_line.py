"""Lines to type in: the first click selects all, and the keys are given back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nnviz.widgets.typed_line import TypedLine

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    for widget in (QLineEdit("first"), TypedLine("0.25"), QLineEdit("last")):
        row.addWidget(widget)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def line(window: QWidget) -> TypedLine:
    made = window.findChild(TypedLine)
    assert isinstance(made, TypedLine)
    return made


def beginning(line: TypedLine) -> QPoint:
    return QPoint(8, line.height() // 2)


def test_the_first_click_selects_all_and_the_next_one_a_place(line: TypedLine) -> None:
    QTest.mouseClick(line, LEFT, pos=beginning(line))
    assert line.selectedText() == "0.25"
    QTest.mouseClick(line, LEFT, pos=beginning(line))
    assert not line.hasSelectedText()


def test_a_click_that_wakes_the_window_selects_all_too(line: TypedLine) -> None:
    line.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    QTest.mouseClick(line, LEFT, pos=beginning(line))
    assert line.selectedText() == "0.25"


def test_a_click_into_what_the_keyboard_is_in_is_for_a_place(line: TypedLine) -> None:
    line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.mouseClick(line, LEFT, pos=beginning(line))
    assert not line.hasSelectedText()


def test_what_the_first_click_drags_over_stays_selected(line: TypedLine) -> None:
    QTest.mousePress(line, LEFT, pos=beginning(line))
    QTest.mouseMove(line, beginning(line) + QPoint(9, 0))
    QTest.mouseRelease(line, LEFT, pos=beginning(line) + QPoint(9, 0))
    assert line.selectedText()
    assert line.selectedText() != "0.25"


def test_a_double_click_selects_all(line: TypedLine) -> None:
    QTest.mouseDClick(line, LEFT, pos=beginning(line))
    assert line.selectedText() == "0.25"


def test_the_keyboard_given_back_is_at_no_line_and_tab_goes_on_from_there(line: TypedLine) -> None:
    line.setFocus()
    line.give_keyboard_back()
    window = line.window()
    assert window.focusWidget() is window
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert isinstance(window.focusWidget(), QLineEdit)


def test_a_line_without_the_keyboard_takes_it_from_nobody(line: TypedLine) -> None:
    other = line.window().findChildren(QLineEdit)[-1]
    other.setFocus()
    line.give_keyboard_back()
    assert other.hasFocus()
