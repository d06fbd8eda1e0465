"""The dialogs of the help menu: every shortcut at a glance, and what this program is."""

import platform

import numpy
import pyqtgraph
import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from nnviz import __version__
from nnviz.app.window.command_actions import sequences
from nnviz.app.window.commands import COMMANDS, Command, Keys
from nnviz.language import tr
from nnviz.theme import Theme


class ShortcutsDialog(QDialog):
    """Every command that has shortcuts, with all of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        table = QGridLayout()
        table.setHorizontalSpacing(theme.pixels(32))
        table.setVerticalSpacing(theme.pixels(4))
        rows = with_shortcuts()
        half = (len(rows) + 1) // 2
        for place, command in enumerate(rows):
            row, side = place % half, 2 * (place // half)
            keys = QLabel("   ".join(_native((*command.keys, *command.spare_keys))))
            keys.setFont(theme.font(strong=True))
            name = tr(command.title) if command.title else tr(command.label)
            table.addWidget(QLabel(name.rstrip("…")), row, side)
            table.addWidget(keys, row, side + 1)
        remote = QLabel(
            tr("A presenter's remote works too: next page is a step, previous page goes back.")
        )
        remote.setProperty("muted", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.pixels(24),) * 4)
        layout.setSpacing(theme.pixels(16))
        layout.addLayout(table)
        layout.addWidget(remote)
        layout.addWidget(_close_box(self))


class AboutDialog(QDialog):
    """The program's version and what it is made of."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(tr("About nnviz"))
        name = QLabel(f"nnviz {__version__}")
        name.setFont(theme.font("display", strong=True))
        purpose = QLabel(tr("Build a small neural network, watch it learn, take any number apart."))
        parts = QLabel(
            f"Python {platform.python_version()} · PySide6 {PySide6.__version__} · "
            f"pyqtgraph {pyqtgraph.__version__} · NumPy {numpy.__version__}"
        )
        parts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        licences = QLabel(
            tr(
                "nnviz is free software under the MIT licence. It uses Qt for Python (LGPL 3), "
                "pyqtgraph (MIT), NumPy and tqdm (BSD, MPL), ziamath (MIT), Lucide's icons (ISC) "
                "and the typeface Pretendard (OFL 1.1)."
            )
        )
        licences.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.pixels(24),) * 4)
        layout.setSpacing(theme.pixels(12))
        for label in (name, purpose, parts, licences):
            layout.addWidget(label)
        for label in (parts, licences):
            label.setProperty("muted", True)
        layout.addWidget(_close_box(self))


def with_shortcuts() -> list[Command]:
    """Return the commands that keys can give."""
    rows = [row for row in COMMANDS.values() if isinstance(row, Command)]
    return [row for row in rows if row.keys or row.spare_keys]


def _native(keys: tuple[Keys, ...]) -> list[str]:
    return [found.toString(QKeySequence.SequenceFormat.NativeText) for found in sequences(keys)]


def _close_box(dialog: QDialog) -> QDialogButtonBox:
    box = QDialogButtonBox()
    close = box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    box.rejected.connect(dialog.reject)
    return box
