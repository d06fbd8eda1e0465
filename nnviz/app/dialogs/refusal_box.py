"""The refusal box: why no window opens, where nobody reads a terminal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.foreign_text import visible
from nnviz.widgets.style_sheet import wear


def refusal_box(sentence: str, theme: Theme) -> QMessageBox:
    """Return a box with the sentence and a button that closes it."""
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("nnviz")
    box.setTextFormat(Qt.TextFormat.PlainText)  # names of files stand in it
    box.setText(visible(sentence))
    box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
    wear(box, theme)
    return box
