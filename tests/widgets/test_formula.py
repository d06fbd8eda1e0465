"""Formulas: every one of the tables can be drawn, and choices explain themselves with them."""

import base64
import re

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from nnviz.data.scaling import SCALINGS
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.layers.stages import STAGES
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.engine.schedules import SCHEDULES
from nnviz.theme import Theme
from nnviz.widgets.choice import Choice
from nnviz.widgets.formula import formula_html

TABLES = (ACTIVATIONS, STAGES, LOSSES, METHODS, SCHEDULES, INITIALIZERS, SCALINGS)
FORMULAS = sorted({row.formula for table in TABLES for row in table.values()})


def picture_in(html: str) -> QImage:
    found = re.search(r'base64,([^"]+)"', html)
    assert found
    return QImage.fromData(base64.b64decode(found[1]))


@pytest.mark.parametrize("formula", FORMULAS)
def test_every_formula_can_be_drawn(qapp: QApplication, formula: str) -> None:  # noqa: ARG001
    picture = picture_in(formula_html(formula, QColor("#ff0000"), 20))
    pixels = [
        picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())
    ]
    inked = [color for color in pixels if color.alpha() > 200]
    assert 0 < len(inked) < len(pixels) / 2
    assert all(color.red() > 200 and color.green() < 60 for color in inked)


@pytest.fixture
def losses(qtbot: QtBot) -> Choice:
    made = Choice(Theme(), LOSSES)
    qtbot.addWidget(made)
    made.show_key("mse")
    made.show()
    return made


def test_what_is_chosen_is_explained_with_its_formula(losses: Choice) -> None:
    losses.setToolTip("How wrong < right")
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), losses.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(losses, event)
    text = QToolTip.text()
    assert "Mean squared error" in text
    assert "How wrong &lt; right" in text
    assert not picture_in(text).isNull()
    QToolTip.hideText()


def test_a_row_of_the_list_is_explained_with_its_reason_and_formula(losses: Choice) -> None:
    losses.disable({"hinge": "Hinge loss is for classes."})
    index = losses.model().index(losses.findData("hinge"), 0)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), losses.mapToGlobal(QPoint(5, 5)))
    delegate, view = losses.itemDelegate(), losses.view()
    assert delegate.helpEvent(event, view, QStyleOptionViewItem(), index)
    text = QToolTip.text()
    assert "Hinge loss is for classes." in text
    assert picture_in(text) != picture_in(losses.explanation(losses.findData("mse"), ""))
    assert str(index.data(Qt.ItemDataRole.ToolTipRole)) == "Hinge loss is for classes."
    QToolTip.hideText()
