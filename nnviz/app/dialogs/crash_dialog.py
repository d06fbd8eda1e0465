"""The dialog after something failed that nobody planned for."""

import platform
from collections.abc import Callable

import numpy
import PySide6
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnviz import __version__
from nnviz.language import tr, trn
from nnviz.widgets.foreign_text import show_plain


class CrashDialog(QDialog):
    """Says what happened, and lets the details be copied and the work be saved."""

    def __init__(
        self, text: str, written: str, save_copy: Callable[[], bool], parent: QObject | None = None
    ):
        super().__init__(parent if isinstance(parent, QWidget) else None)
        self.setWindowTitle(tr("Something went wrong"))
        self._save_copy = save_copy
        self._others = 0
        self._count = QLabel()
        self._count.hide()
        self._details = QPlainTextEdit(self._with_versions(text))
        self._details.setReadOnly(True)
        self._details.setMinimumSize(560, 220)
        self._details.setAccessibleName(tr("Details"))
        summary = QLabel(
            tr("An unexpected error has occurred. Training has been stopped; your work is kept.")
        )
        summary.setWordWrap(True)
        place = QLabel()
        show_plain(place, written)  # where, or why not
        place.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        for widget in (summary, self._details, self._count, place):
            layout.addWidget(widget)
        layout.addLayout(self._make_buttons())

    @property
    def details(self) -> str:
        return self._details.toPlainText()

    @property
    def others(self) -> int:
        """How many more errors have been counted."""
        return self._others

    def count_another(self) -> None:
        """Count one more error instead of opening one more dialog."""
        self._others += 1
        self._count.setText(
            trn("{n} more error since then.", "{n} more errors since then.", self._others)
        )
        self._count.show()

    @Slot()
    def copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self.details)

    @Slot()
    def save_copy(self) -> None:
        self._save_copy()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for label, slot in (
            (tr("Copy details"), self.copy_details),
            (tr("Save a copy…"), self.save_copy),
        ):
            button = QPushButton(label)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch()
        close = QPushButton(tr("Go on"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    def _with_versions(self, text: str) -> str:
        return (
            f"{text.rstrip()}\n\nnnviz {__version__}, Python {platform.python_version()}, "
            f"PySide6 {PySide6.__version__}, NumPy {numpy.__version__}, {platform.platform()}"
        )
