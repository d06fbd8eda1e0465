"""SavingDialog: asks for the title and the file's name of a lesson that is saved."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.app.lessons.saving import LONGEST, free_key, is_key, save_lesson
from nnviz.app.lessons.shelf import LessonShelf
from nnviz.language import tr
from nnviz.lessons.given import LessonError
from nnviz.lessons.reading import SUFFIX
from nnviz.stage import Stage
from nnviz.theme import Theme
from nnviz.widgets.quiet_label import QuietLabel
from nnviz.widgets.style_sheet import wear

WIDTH, TALL, PADDING, TITLE = 480, 36, 24, 80  # pixels of the design; TITLE: letters


class SavingDialog(QDialog):
    """The name follows the title until it is typed; another lesson is replaced only when told."""

    saved = Signal(str)  # its title

    def __init__(
        self, theme: Theme, shelf: LessonShelf, stage: Stage, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.setWindowTitle(tr("Save current state as a lesson"))
        self._theme, self._shelf, self._stage = theme, shelf, stage
        self.title_edit, self.name_edit = QLineEdit(), QLineEdit()
        self.verdict = QuietLabel(theme, "small")
        self.verdict.setWordWrap(True)
        self.verdict.setFixedHeight(theme.pixels(2 * TALL))
        self.verdict.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.save_button = QPushButton(tr("Save"))
        self._lay_out()
        wear(self, theme)
        self.title_edit.textChanged.connect(self._follow_title)
        self.name_edit.textChanged.connect(self._judge)
        self._follow_title()

    @property
    def title(self) -> str:
        return self.title_edit.text().strip()

    @property
    def key(self) -> str:
        return self.name_edit.text().strip()

    @Slot()
    def save(self) -> None:
        """Write it, or say why it cannot be written."""
        try:
            save_lesson(self._stage, self.title, self.key)
        except LessonError as error:
            self.verdict.setText(str(error))
            return
        self._shelf.look_again()
        self.saved.emit(self.title)
        self.accept()

    @Slot()
    def _follow_title(self) -> None:
        if not self.name_edit.isModified():
            shelf = self._shelf
            self.name_edit.setText(free_key(self.title, {*shelf.lessons, *shelf.errors}))
        self._judge()

    @Slot()
    def _judge(self) -> None:
        """Say what is missing, and what would be replaced."""
        lesson = self._shelf.lessons.get(self.key)
        there = lesson is not None or self.key in self._shelf.errors
        foreign = lesson is not None and not lesson.own
        allowed = bool(self.title) and is_key(self.key) and not foreign
        said = tr("It goes to the folder of your lessons, as a text file that can be edited.")
        if not is_key(self.key):
            said = tr("A file’s name has small letters, digits and hyphens only.")
        elif foreign:
            said = tr("There is another lesson called “{key}”.", key=self.key)
        elif there:
            said = tr("There is a lesson of yours called “{key}”: it is replaced.", key=self.key)
        self.verdict.setText(said)
        self.save_button.setText(tr("Replace") if there and not foreign else tr("Save"))
        self.save_button.setEnabled(allowed)

    def _lay_out(self) -> None:
        pixels = self._theme.pixels
        self.title_edit.setMaxLength(TITLE)
        self.name_edit.setMaxLength(LONGEST)
        name = QHBoxLayout()
        name.addWidget(self.name_edit, 1)
        name.addWidget(QLabel(SUFFIX))
        form = QFormLayout()
        form.setSpacing(pixels(12))
        for label, edit in ((tr("Title"), self.title_edit), (tr("File name"), self.name_edit)):
            edit.setAccessibleName(label)
            edit.setFixedHeight(pixels(TALL))
            form.addRow(label, name if edit is self.name_edit else edit)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(pixels(PADDING),) * 4)
        layout.setSpacing(pixels(12))
        layout.addLayout(form)
        layout.addWidget(self.verdict)
        layout.addLayout(buttons)
        self.setFixedWidth(pixels(WIDTH))
