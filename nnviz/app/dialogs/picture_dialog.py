"""The dialog that saves a view as a picture of a chosen size, or copies it."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.app.settings import Settings
from nnviz.files.picture_limits import MAX_SIDE, MIN_SIDE
from nnviz.language import tr
from nnviz.system_error import cannot_write
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views import VIEWS
from nnviz.views.export.picture import copy_picture, save_picture

PRESETS = ((1920, 1080), (3840, 2160), (1200, 900))


class PictureDialog(QDialog):
    """Asks for a view and a size; the picture is drawn anew in that size, not enlarged."""

    done_saying = Signal(str)  # what has been done
    failed = Signal(str)  # why it could not be done

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        key: str,
        snapshot: Snapshot,
        options: Mapping[str, Mapping[str, bool]],
        parent: QWidget | None = None,
    ):
        """`options` are the switches of every view, by its key."""
        super().__init__(parent)
        self.setWindowTitle(tr("Export picture"))
        self._theme, self._settings = theme, settings
        self._snapshot, self._options = snapshot, options
        self.view = QComboBox()
        for row in VIEWS.values():
            if _can_draw(row.key, snapshot):
                self.view.addItem(tr(row.label), row.key)
        self.view.setCurrentIndex(max(self.view.findData(key), 0))
        self.preset = QComboBox()
        for width, height in PRESETS:
            self.preset.addItem(f"{width} × {height}", (width, height))
        self.preset.addItem(tr("Other size"), None)
        self.width_edit = _side_edit(theme, tr("Width"))
        self.height_edit = _side_edit(theme, tr("Height"))
        self._lay_out()
        self.preset.currentIndexChanged.connect(self._use_preset)
        self._use_preset()

    @property
    def size_chosen(self) -> tuple[int, int]:
        width, height = (int(edit.text() or 0) for edit in (self.width_edit, self.height_edit))
        return max(width, MIN_SIDE), max(height, MIN_SIDE)

    @Slot()
    def save(self) -> None:
        """Ask where, and save there."""
        path = self._ask_path()
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save the picture in the format of the file's suffix."""
        try:
            self._draw(path)
        except OSError as error:
            self.failed.emit(cannot_write(path, error))
        else:
            self._settings.picture_folder = str(path.parent)
            self.done_saying.emit(tr("Picture saved: {name}", name=path.name))
        self.accept()

    @Slot()
    def copy(self) -> None:
        """Put the picture on the clipboard."""
        key = self.view.currentData()
        options = self._options.get(key, {})
        copy_picture(VIEWS[key], self._snapshot, self._theme, self.size_chosen, options=options)
        self.done_saying.emit(tr("Picture copied."))
        self.accept()

    def _draw(self, path: Path) -> None:
        key = self.view.currentData()
        options = self._options.get(key, {})
        save_picture(
            VIEWS[key], self._snapshot, self._theme, path, self.size_chosen, options=options
        )

    def _ask_path(self) -> Path | None:
        folder = Path(self._settings.picture_folder or Path.home())
        proposal = folder / f"{self.view.currentData()}.png"
        filters = ["PNG (*.png)", "SVG (*.svg)"]
        dialog = QFileDialog(self, tr("Export picture"), str(folder), ";;".join(filters))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen[:3].lower()))
        dialog.selectFile(str(proposal))
        chosen = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
        dialog.deleteLater()  # it would live as long as its parent
        return chosen

    @Slot()
    def _use_preset(self) -> None:
        size = self.preset.currentData()
        if size is not None:
            self.width_edit.setText(str(size[0]))
            self.height_edit.setText(str(size[1]))
        for edit in (self.width_edit, self.height_edit):
            edit.setEnabled(size is None)

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        for part in (self.width_edit, QLabel("×"), self.height_edit):
            sides.addWidget(part)
        sides.addStretch()
        form = QFormLayout()
        form.setSpacing(self._theme.pixels(8))
        form.addRow(tr("View"), self.view)
        form.addRow(tr("Size in pixels"), self.preset)
        form.addRow("", sides)
        buttons = QHBoxLayout()
        copy, save = QPushButton(tr("Copy")), QPushButton(tr("Save…"))
        cancel = QPushButton(tr("Cancel"))
        save.setDefault(True)
        save.setProperty("primary", True)
        for button, slot in ((copy, self.copy), (cancel, self.reject), (save, self.save)):
            button.clicked.connect(slot)
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(self._theme.pixels(24),) * 4)
        layout.setSpacing(self._theme.pixels(16))
        layout.addLayout(form)
        layout.addLayout(buttons)


def _side_edit(theme: Theme, name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setValidator(QIntValidator(MIN_SIDE, MAX_SIDE, edit))
    edit.setAccessibleName(name)
    edit.setAlignment(Qt.AlignmentFlag.AlignRight)
    edit.setFixedSize(theme.pixels(80), theme.pixels(32))
    return edit


def _can_draw(key: str, snapshot: Snapshot) -> bool:
    """Say whether the snapshot has what the view draws: it has for every view in sight."""
    return VIEWS[key].factory.needs <= snapshot.parts.keys()
