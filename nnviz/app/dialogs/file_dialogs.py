"""The questions the window asks about files. Tests put an object with answers in its place."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox, QWidget

from nnviz.files.model_file import SUFFIX
from nnviz.language import tr
from nnviz.training.memory import available_bytes, size_text
from nnviz.widgets.foreign_text import visible

Answer = Literal["save", "discard", "cancel"]
ChangedAnswer = Literal["overwrite", "save_as", "cancel"]


class FileDialogs:
    """Asks in dialogs over the window."""

    def file_to_open(self, parent: QWidget | None, folder: str) -> Path | None:
        """Return the file a person picks, None if they change their mind."""
        chosen, _ = QFileDialog.getOpenFileName(parent, tr("Open"), folder, _filters())
        return Path(chosen) if chosen else None

    def file_to_save(self, parent: QWidget | None, proposal: str) -> Path | None:
        """Return where to save; the suffix is added where it is missing."""
        dialog = QFileDialog(parent, tr("Save as"), proposal, _filters())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(proposal)
        chosen = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
        dialog.deleteLater()  # it would live as long as its parent
        return chosen

    def save_first(self, parent: QWidget | None, name: str) -> Answer:
        """Ask what is to become of changes that are not saved."""
        box = _question(
            parent, tr("Unsaved changes"), tr("Save the changes to “{name}”?", name=name)
        )
        box.setInformativeText(tr("Without saving, they are lost."))
        # Own texts: Qt's Korean "Discard" reads "ignore".
        save = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(tr("Don't save"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        answers: dict[object, Answer] = {save: "save", discard: "discard"}
        return answers.get(_answer(box), "cancel")

    def open_large(self, parent: QWidget | None, name: str, needed: int) -> bool:
        """Ask whether to open what takes so many bytes of memory."""
        text = tr(
            "“{name}” needs about {size} of memory. Open it?", name=name, size=size_text(needed)
        )
        box = _question(parent, tr("A large network"), text)
        available = available_bytes()
        if available is not None:
            box.setInformativeText(
                tr("At the moment {size} are available.", size=size_text(available))
            )
        wanted = box.addButton(tr("Open"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        return _answer(box) is wanted

    def file_changed(self, parent: QWidget | None, sentence: str) -> ChangedAnswer:
        """Ask what is to become of a file that somebody else has written meanwhile."""
        box = _question(parent, tr("The file has changed"), sentence)
        box.setInformativeText(tr("What was written there meanwhile would be lost."))
        overwrite = box.addButton(tr("Overwrite"), QMessageBox.ButtonRole.DestructiveRole)
        save_as = box.addButton(tr("Save as…"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save_as)
        box.setEscapeButton(cancel)
        answers: dict[object, ChangedAnswer] = {overwrite: "overwrite", save_as: "save_as"}
        return answers.get(_answer(box), "cancel")


def _question(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)  # names of files stand in it
    box.setText(visible(text))
    return box


def _answer(box: QMessageBox) -> QAbstractButton | None:
    """Ask, and return the button that was clicked."""
    box.exec()
    box.deleteLater()  # it would live as long as its parent
    return box.clickedButton()


def _filters() -> str:
    return f"{tr('nnviz model')} (*{SUFFIX})"
