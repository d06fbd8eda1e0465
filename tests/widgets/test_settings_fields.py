"""SettingsFields: a choice's own numbers, and what is being typed when another choice comes."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyleOptionToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnviz.engine.methods import METHODS
from nnviz.engine.schedules import (
    SCHEDULES,
    CosineSettings,
    InverseSettings,
    ScheduleSettings,
    StepSettings,
)
from nnviz.theme import Theme
from nnviz.widgets.disclosure import DisclosureLine
from nnviz.widgets.settings_fields import SettingsFields
from nnviz.widgets.value_edit import ValueEdit


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def shown(qtbot: QtBot, window: QWidget) -> SettingsFields:
    """Return fields for a number, in an active window with another field."""
    made = SettingsFields(Theme(), "Schedule")
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addWidget(QLineEdit())
    made.show_settings(InverseSettings())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return made


def type_number(fields: SettingsFields, text: str) -> None:
    edit = fields.findChild(ValueEdit)
    assert isinstance(edit, ValueEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    assert edit.isModified()


def test_a_number_is_taken_on_leaving_its_field(window: QWidget, shown: SettingsFields) -> None:
    heard: list[object] = []
    shown.changed.connect(heard.append)
    type_number(shown, "0.5")
    window.findChildren(QLineEdit)[-1].setFocus()
    assert heard == [InverseSettings(0.5)]


@pytest.mark.parametrize("other", [ScheduleSettings(), CosineSettings(), StepSettings()])
def test_what_is_being_typed_is_not_for_another_choice(
    other: ScheduleSettings, window: QWidget, shown: SettingsFields
) -> None:
    heard: list[object] = []
    shown.changed.connect(heard.append)
    type_number(shown, "0.5")
    elsewhere = window.findChildren(QLineEdit)[-1]
    shown.show_settings(other)
    elsewhere.setFocus()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert heard == []


def test_the_line_names_settings_by_their_signs(qtbot: QtBot) -> None:
    fields = SettingsFields(Theme(), "Optimizer")
    qtbot.addWidget(fields)
    fields.show_settings(METHODS["adamw"].settings())
    line = fields.findChildren(DisclosureLine)[0]
    assert line.text() == "β₁ 0.9 · β₂ 0.999 · ε 1e-8 · λ 0.01"
    fields.show_settings(SCHEDULES["step"].settings())
    assert line.text() == "γ 0.5 · Epochs per step 100"


def test_a_line_too_long_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    line = DisclosureLine(Theme(), "name", "hint")
    qtbot.addWidget(line)
    line.setText("β₁ 0.9 · β₂ 0.999 · ε 1e-8 · λ 0.01")
    line.resize(120, line.height())
    option = QStyleOptionToolButton()
    line.initStyleOption(option)
    assert option.text.startswith("β₁ 0.9")
    assert option.text.endswith("…")
    line.resize(400, line.height())
    line.initStyleOption(option)
    assert option.text == line.text()
