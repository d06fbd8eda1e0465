"""The questions about files, with buttons whose texts say what they do."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.dialogs.file_dialogs import FileDialogs

QUESTIONS: dict[str, Callable[[str], object]] = {
    "save first": lambda name: FileDialogs().save_first(None, name),
    "large": lambda name: FileDialogs().open_large(None, name, 3_500_000_000),
    "changed": lambda name: FileDialogs().file_changed(None, f"{name} has been changed."),
}


def asked(
    monkeypatch: pytest.MonkeyPatch, question: str, label: str, name: str = "a.nnviz"
) -> tuple[object, QMessageBox]:
    """Return the answer when this button is clicked, "" for Escape, and the box there was."""
    boxes: list[QMessageBox] = []

    def click(box: QMessageBox) -> int:
        boxes.append(box)
        found = [button for button in box.buttons() if button.text() == label]
        (found[0] if found else box.escapeButton()).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", click)
    return QUESTIONS[question](name), boxes[0]


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize(
    ("question", "label", "answer"),
    [
        ("save first", "Save", "save"),
        ("save first", "Don't save", "discard"),
        ("save first", "Cancel", "cancel"),
        ("save first", "", "cancel"),
        ("large", "Open", True),
        ("large", "Cancel", False),
        ("large", "", False),
        ("changed", "Overwrite", "overwrite"),
        ("changed", "Save as…", "save_as"),
        ("changed", "Cancel", "cancel"),
        ("changed", "", "cancel"),
    ],
)
def test_every_button_has_its_answer(
    monkeypatch: pytest.MonkeyPatch, question: str, label: str, answer: object
) -> None:
    assert asked(monkeypatch, question, label)[0] == answer


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("question", QUESTIONS)
def test_names_of_files_are_no_html(monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    _answer, box = asked(monkeypatch, question, "", "<h1>a</h1>.nnviz")
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert "<h1>a</h1>.nnviz" in box.text()


@pytest.mark.usefixtures("qtbot")
def test_the_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnviz.app.dialogs.file_dialogs.available_bytes", lambda: 8_000_000_000)
    _answer, box = asked(monkeypatch, "large", "")
    assert box.text() == "“a.nnviz” needs about 3.5 GB of memory. Open it?"
    assert box.informativeText() == "At the moment 8.0 GB are available."


@pytest.mark.usefixtures("qtbot")
def test_memory_that_nobody_knows_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnviz.app.dialogs.file_dialogs.available_bytes", lambda: None)
    assert asked(monkeypatch, "large", "")[1].informativeText() == ""


def test_a_question_answered_does_not_live_as_long_as_its_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for kind in (QMessageBox, QFileDialog):
        monkeypatch.setattr(kind, "exec", lambda _: 0)
    FileDialogs().save_first(window, "a.nnviz")
    FileDialogs().file_to_save(window, "a.nnviz")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(QDialog) == []
