"""ValueEdit: what it shows in the room there is, and where the keyboard goes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme
from nnviz.widgets.labelled_slider import LabelledSlider
from nnviz.widgets.scales import Ladder, Percent, Span, one_three_ten
from nnviz.widgets.style_sheet import wear
from nnviz.widgets.value_edit import ValueEdit

RATE = one_three_ten(1e-5, 10, Span(0, 1000))


@pytest.fixture
def slider(qtbot: QtBot) -> LabelledSlider:
    made = LabelledSlider(Theme(), "Learning rate", "How far.", RATE)
    wear(made, Theme())
    qtbot.addWidget(made)
    made.resize(264, 32)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


@pytest.fixture
def edit(slider: LabelledSlider) -> ValueEdit:
    made = slider.findChild(ValueEdit)
    assert isinstance(made, ValueEdit)
    return made


def typed(edit: ValueEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_a_third_is_shown_with_four_digits_and_kept_exactly(edit: ValueEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(edit.committed) as heard:
        typed(edit, "1/3")
    assert heard.args == [1 / 3]
    assert edit.text() == "0.3333"


def test_escape_after_a_mistake_shows_as_many_digits_as_before(edit: ValueEdit) -> None:
    edit.show_value(1 / 3)
    typed(edit, "abc")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "0.3333"


@pytest.mark.parametrize("text", ["1/3", "2/30000", "123.456", "0.00012345", "1e-5", "999.99999"])
def test_no_number_is_cut_off(edit: ValueEdit, text: str) -> None:
    typed(edit, text)
    room = edit.width() - edit.textMargins().left() - edit.textMargins().right()
    assert 0 < edit.fontMetrics().horizontalAdvance(edit.text()) <= room - 4


def test_a_wider_field_shows_more_of_a_number(qtbot: QtBot) -> None:
    edit = ValueEdit(Theme(), RATE, 0.12345)
    qtbot.addWidget(edit)
    edit.show()
    texts = []
    for width in (40, 52, 100):
        edit.resize(width, 28)
        QApplication.processEvents()
        texts.append(edit.text())
    assert texts[-1] == "0.12345"
    assert [len(text) for text in texts] == sorted({len(text) for text in texts})


def test_whole_numbers_and_shares_are_written_whole(qtbot: QtBot) -> None:
    for scale, value, text in (
        (Ladder(Span(0, 2**32, whole=True), (0,)), 2**32 - 1, "4294967295"),
        (Percent(0.0, 1.0), 0.5, "50 %"),
    ):
        edit = ValueEdit(Theme(), scale, value)
        qtbot.addWidget(edit)
        assert edit.text() == text


def test_enter_gives_the_keyboard_back_unless_something_is_wrong(edit: ValueEdit) -> None:
    typed(edit, "0.2")
    assert not edit.hasFocus()
    typed(edit, "x")
    assert edit.hasFocus()
    assert edit.selectedText() == "x"
