"""The questions about files, with buttons whose texts say what they do."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from nnviz.app.dialogs.file_dialogs import FileDialogs

QUESTIONS: dict[str, Callable[[str], object]] = {
    "save first": lambda name: FileDialogs().save_first(None, name),
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
        ("changed", "Overwrite", "overwrite"),
        ("changed", "Save as…", "save_as"),
        ("changed", "Cancel", "cancel"),
        ("changed", "", "cancel"),
    ],
)
def test_every_button_has_its_answer(
    monkeypatch: pytest.MonkeyPatch, question: str, label: str, answer: str
) -> None:
    assert asked(monkeypatch, question, label)[0] == answer


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("question", QUESTIONS)
def test_names_of_files_are_no_html(monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    _answer, box = asked(monkeypatch, question, "", "<h1>a</h1>.nnviz")
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert "<h1>a</h1>.nnviz" in box.text()
