"""The search for texts that are cut finds them."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnviz.engine.losses import LOSSES
from nnviz.theme import Theme
from nnviz.widgets.choice import Choice
from tests.cut_texts import cut_texts

TEXT = "Softmax cross-entropy"


def wrapped() -> QLabel:
    label = QLabel(TEXT)
    label.setWordWrap(True)
    return label


def tool_button() -> QToolButton:
    button = QToolButton()
    button.setText(TEXT)
    return button


def choice() -> Choice:
    made = Choice(Theme(), LOSSES)
    made.setCurrentIndex(made.findText(TEXT))
    return made


KINDS: dict[str, Callable[[], QWidget]] = {
    "label": lambda: QLabel(TEXT),
    "rich label": lambda: QLabel(f"<b>{TEXT}</b>"),
    "wrapped label": wrapped,
    "edit": lambda: QLineEdit(TEXT),
    "button": lambda: QPushButton(TEXT),
    "tool button": tool_button,
    "choice": choice,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_wider_than_its_place_is_cut(qtbot: QtBot, kind: str) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    part = KINDS[kind]()
    part.setParent(root)
    root.resize(600, 200)
    part.setGeometry(0, 0, 400, 30)
    root.show()
    assert cut_texts(root) == []
    part.resize(60, 30)
    assert len(cut_texts(root)) == 1


def test_a_text_over_an_edge_is_cut(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    part = QLabel(TEXT, root)
    root.resize(600, 200)
    part.setGeometry(300, 0, 400, 30)
    root.show()
    assert cut_texts(root) == [f"{TEXT}: reaches over the edge of QWidget"]
    part.hide()
    assert cut_texts(root) == []
