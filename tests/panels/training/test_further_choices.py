"""What is seldom changed in training: one line, which opens."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from nnviz.engine.initializers import BIAS_INITIALIZERS, ConstantSettings
from nnviz.experiment import Experiment
from nnviz.panels.training.further_choices import FurtherChoices
from nnviz.theme import Theme

START = Experiment()


@pytest.fixture
def choices(qtbot: QtBot) -> FurtherChoices:
    made = FurtherChoices(Theme())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def offered(choices: FurtherChoices) -> list[Experiment]:
    """What has been offered; the choices are shown what they offer, as in the panel."""
    experiments = [START]

    def take(changes: dict[str, Any]) -> None:
        experiments.append(replace(experiments[-1], **changes))
        choices.show_experiment(experiments[-1], clips=True)

    choices.changed.connect(take)
    return experiments


def line(choices: FurtherChoices) -> QToolButton:
    name = "Initial biases and gradient clipping"
    buttons = choices.findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName() == name)


def box(choices: FurtherChoices) -> QCheckBox:
    return choices.findChild(QCheckBox)


def type_into(choices: FurtherChoices, name: str, text: str) -> None:
    edits = choices.findChildren(QLineEdit)
    edit = next(found for found in edits if found.accessibleName() == name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_closed_they_are_one_line_that_says_what_is_chosen(choices: FurtherChoices) -> None:
    assert line(choices).text() == "Biases: Zeros · no clipping"
    combo = choices.findChild(QComboBox)
    assert not combo.isVisible()
    line(choices).click()
    assert combo.isVisible()
    shown = replace(START, bias_initializer="constant", clip_norm=5.0)
    choices.show_experiment(shown, clips=True)
    assert line(choices).text() == "Biases: Constant · clip at 5"
    assert combo.isVisible()
    line(choices).click()
    assert not any(edit.isVisible() for edit in choices.findChildren(QLineEdit))


def test_biases_can_be_drawn_like_weights(choices: FurtherChoices) -> None:
    combo = choices.findChild(QComboBox)
    assert [combo.itemData(row) for row in range(combo.count())] == list(BIAS_INITIALIZERS)


def test_the_value_of_constant_biases_is_typed(
    choices: FurtherChoices, offered: list[Experiment]
) -> None:
    choices.show_experiment(replace(START, bias_initializer="constant"), clips=True)
    offered.append(replace(START, bias_initializer="constant"))
    line(choices).click()
    type_into(choices, "Value", "0.5")
    assert offered[-1].bias_initializer_settings == ConstantSettings(0.5)


def test_clipping_has_a_norm_while_it_is_on(
    choices: FurtherChoices, offered: list[Experiment]
) -> None:
    line(choices).click()
    QTest.keyClick(box(choices), Qt.Key.Key_Space)
    type_into(choices, "Clip gradients at norm …", "0.25")
    QTest.keyClick(box(choices), Qt.Key.Key_Space)
    assert [experiment.clip_norm for experiment in offered] == [None, 1.0, 0.25, None]


def test_without_gradients_nothing_is_clipped(choices: FurtherChoices) -> None:
    choices.show_experiment(replace(START, clip_norm=5.0), clips=False)
    assert line(choices).text() == "Biases: Zeros · no clipping"
    assert not box(choices).isEnabled()
    choices.show_experiment(replace(START, clip_norm=5.0), clips=True)
    assert box(choices).isEnabled()
