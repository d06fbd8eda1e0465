"""The box that says why no window opens."""

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from nnviz.app.application import show_refusal
from nnviz.app.dialogs.refusal_box import refusal_box
from nnviz.theme import Theme


def test_it_shows_the_sentence_as_it_is(qtbot: QtBot) -> None:
    box = refusal_box("a <b>.nnviz cannot be opened\u202e.", Theme())
    qtbot.addWidget(box)
    assert [b.text() for b in box.buttons()] == ["Close"]
    shown = [label.text() for label in box.findChildren(QLabel)]
    assert "a <b>.nnviz cannot be opened\\u202e." in shown


@pytest.mark.usefixtures("app")
def test_the_program_waits_until_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.text()))
    show_refusal("No.")
    assert shown == ["No."]
