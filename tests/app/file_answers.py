"""Dialogs that answer at once, and remember what was asked."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.dialogs.file_dialogs import Answer, ChangedAnswer, FileDialogs
from nnviz.app.documents import Documents


class Answers(FileDialogs):
    """Answers every question about files as it was told to."""

    def __init__(self, answer: Answer = "cancel") -> None:
        self.path: Path | None = None
        self.answer = answer
        self.changed: ChangedAnswer = "cancel"
        self.asked: list[str] = []

    def file_to_open(self, parent: QWidget | None, folder: str) -> Path | None:  # noqa: ARG002
        return self.path

    def file_to_save(self, parent: QWidget | None, proposal: str) -> Path | None:  # noqa: ARG002
        self.asked.append(proposal)
        return self.path

    def save_first(self, parent: QWidget | None, name: str) -> Answer:  # noqa: ARG002
        self.asked.append(name)
        return self.answer

    def open_large(self, parent: QWidget | None, name: str, needed: int) -> bool:  # noqa: ARG002
        self.asked.append(name)
        return self.answer == "save"

    def file_changed(self, parent: QWidget | None, sentence: str) -> ChangedAnswer:  # noqa: ARG002
        self.asked.append(sentence)
        return self.changed


def rest(qtbot: QtBot, documents: Documents) -> None:
    """Wait until no file is on its way."""
    qtbot.waitUntil(lambda: not documents.busy)
