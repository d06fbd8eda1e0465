"""The small widgets: keyboard, wheel, typing and icons."""

import itertools

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QSlider,
    QStyleOptionComboBox,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnviz.data.scaling import SCALINGS
from nnviz.engine.losses import LOSSES
from nnviz.paths import resource
from nnviz.theme import Theme
from nnviz.widgets.choice import Choice
from nnviz.widgets.form_row import FormRow
from nnviz.widgets.icon import colored_svg, icon
from nnviz.widgets.labelled_slider import LabelledSlider
from nnviz.widgets.optional_value import OptionalValue
from nnviz.widgets.scales import Even, Span
from nnviz.widgets.seed_row import SeedRow
from nnviz.widgets.style_sheet import style_sheet
from nnviz.widgets.value_edit import ValueEdit

ICONS = [path.stem for path in resource("icons").glob("*.svg")]


@pytest.fixture
def slider(qtbot: QtBot) -> LabelledSlider:
    made = LabelledSlider(Theme(), "Noise", "How much.", Even(Span(0, 1), 0.1, 1))
    made.resize(240, 48)
    qtbot.addWidget(made)
    made.show()
    return made


def turn_wheel(widget: QWidget) -> QWheelEvent:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_a_click_beside_the_knob_takes_it_there(slider: LabelledSlider, qtbot: QtBot) -> None:
    inner = slider.findChild(QSlider)
    with qtbot.waitSignal(slider.changed) as heard:
        QTest.mouseClick(inner, Qt.MouseButton.LeftButton, pos=inner.rect().center())
    assert heard.args == [0.5]


def test_the_wheel_over_a_slider_changes_nothing(slider: LabelledSlider, qtbot: QtBot) -> None:
    inner = slider.findChild(QSlider)
    inner.setFocus()
    with qtbot.assertNotEmitted(slider.changed):
        assert not turn_wheel(inner).isAccepted()


def test_the_wheel_over_a_choice_changes_nothing(qtbot: QtBot) -> None:
    choice = Choice(Theme(), SCALINGS)
    qtbot.addWidget(choice)
    choice.show()
    choice.setFocus()
    with qtbot.assertNotEmitted(choice.chosen):
        assert not turn_wheel(choice).isAccepted()


def test_a_list_that_scrolls_has_room_for_its_labels_beside_the_bar(qtbot: QtBot) -> None:
    choice = Choice(Theme(), SCALINGS)
    qtbot.addWidget(choice)
    choice.show()
    choice.showPopup()
    view = choice.view()
    bar = view.verticalScrollBar().sizeHint().width()
    assert view.width() >= view.sizeHintForColumn(0) + bar
    choice.hidePopup()


def test_a_double_click_takes_the_whole_number(slider: LabelledSlider) -> None:
    edit = slider.findChild(QLineEdit)
    edit.setText("0.25")
    QTest.mouseDClick(edit, Qt.MouseButton.LeftButton)
    assert edit.selectedText() == "0.25"


def test_a_choice_made_again_is_not_news(qtbot: QtBot) -> None:
    choice = Choice(Theme(), SCALINGS)
    qtbot.addWidget(choice)
    choice.show_key("min_max")
    with qtbot.assertNotEmitted(choice.chosen):
        choice.activated.emit(choice.currentIndex())


def test_escape_puts_the_value_back(slider: LabelledSlider, qtbot: QtBot) -> None:
    edit = slider.findChild(QLineEdit)
    edit.setFocus()
    with qtbot.assertNotEmitted(slider.changed):
        QTest.keyClicks(edit, "77")
        QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "0"


def test_leaving_the_field_takes_the_value(slider: LabelledSlider, qtbot: QtBot) -> None:
    edit = slider.findChild(QLineEdit)
    edit.setFocus()
    edit.selectAll()
    with qtbot.waitSignal(slider.changed) as heard:
        QTest.keyClicks(edit, "0.4")
        slider.findChild(QSlider).setFocus()
    assert heard.args == [0.4]


def test_an_objection_goes_when_the_typing_goes_on(slider: LabelledSlider) -> None:
    edit = slider.findChild(QLineEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "9")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    objection = slider.findChild(QLabel, "objection")
    assert objection.isVisible()
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert not objection.isVisible()


def test_a_slider_is_beside_its_name_if_there_is_room_else_below(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = LabelledSlider(Theme(), "Noise", "How much.", Even(Span(0, 1), 0.1, 1), page)
    inner, edit = row.findChild(QSlider), row.findChild(QLineEdit)
    page.show()
    row.resize(240, 48)
    qtbot.waitUntil(lambda: inner.x() > 0 and inner.geometry().right() < edit.x())
    assert row.sizeHint().height() == 32
    row.resize(140, 60)
    qtbot.waitUntil(lambda: inner.x() == 0 and inner.y() >= edit.geometry().bottom())
    assert inner.width() == 140


def test_a_choice_without_room_is_shortened_and_told_in_full(qtbot: QtBot) -> None:
    choice = Choice(Theme(), LOSSES)
    qtbot.addWidget(choice)
    choice.setToolTip("What is made small.")
    choice.show_key("half_mse")
    option = QStyleOptionComboBox()
    choice.resize(100, 28)
    choice.initStyleOption(option)
    assert option.currentText.endswith("…")
    at = QPoint(5, 5)
    QApplication.sendEvent(choice, QHelpEvent(QEvent.Type.ToolTip, at, choice.mapToGlobal(at)))
    told = QToolTip.text()
    assert choice.currentText() in told
    assert "What is made small." in told
    QToolTip.hideText()
    choice.resize(choice.shown_width(), 28)
    choice.initStyleOption(option)
    assert option.currentText == choice.currentText()


def test_a_row_gives_a_long_choice_the_room_its_name_leaves(qtbot: QtBot) -> None:
    choice = Choice(Theme(), LOSSES)
    row = FormRow(Theme(), QLabel("Loss"), choice, "What is made small.")
    qtbot.addWidget(row)
    row.resize(264, 32)
    row.show()
    choice.show_key("half_mse")
    qtbot.waitUntil(lambda: choice.width() >= choice.shown_width())
    assert choice.x() > 0


def test_the_words_of_a_sentence_are_never_cut_off(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    words = "If it goes on for {value} epochs without end"
    row = OptionalValue(Theme(), words, "When.", Even(Span(0, 1), 0.1, 1), 1, page)
    page.show()
    edit = row.findChild(QLineEdit)
    row.resize(400, 60)
    qtbot.waitUntil(lambda: edit.mapTo(row, edit.rect().topLeft()).x() > 0)
    row.resize(row.sizeHint().width() - 60, 60)
    qtbot.waitUntil(lambda: edit.mapTo(row, edit.rect().topLeft()).x() == 0)


def test_the_dice_never_give_the_same_seed(qtbot: QtBot) -> None:
    row = SeedRow(Theme(), "Seed", "The seed.", "Throw dice", 9999)
    qtbot.addWidget(row)
    seeds = [0]
    row.changed.connect(seeds.append)
    for _ in range(50):
        row.throw()
    assert all(one != other for one, other in itertools.pairwise(seeds))


def test_a_row_without_room_puts_its_control_below(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    control = ValueEdit(Theme(), Even(Span(0, 1), 0.1, 1))
    row = FormRow(Theme(), QLabel("A rather long name"), control, "What it is.", parent=page)
    page.show()
    row.resize(400, 60)
    qtbot.waitUntil(lambda: control.x() > 0)
    row.resize(150, 60)
    qtbot.waitUntil(lambda: control.x() == 0)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_takes_a_colour(qtbot: QtBot, name: str) -> None:  # noqa: ARG001
    assert b"currentColor" not in colored_svg(name, "#2b50d8")
    assert not icon(name, QColor("#2b50d8")).isNull()


def test_an_icon_is_drawn_in_its_colour(qtbot: QtBot) -> None:  # noqa: ARG001
    image = icon("x", QColor("#2b50d8"), 24).pixmap(24).toImage()
    assert image.pixelColor(12, 12).name() == "#2b50d8"


@pytest.mark.parametrize("theme", [Theme(), Theme("dark"), Theme("light", 1.5), Theme("dark", 3)])
def test_the_style_sheet_is_understood(theme: Theme, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    text = style_sheet(theme)
    assert "$" not in text
    widget.setStyleSheet(text)  # what Qt cannot read is a warning, which fails the test
    widget.show()
