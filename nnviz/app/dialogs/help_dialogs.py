"""The dialogs of the help menu: every shortcut at a glance, and what this program is."""

import platform

import numpy
import pyqtgraph
import PySide6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnviz import __version__
from nnviz.app.window.command_actions import sequences
from nnviz.app.window.command_row import Command, Keys
from nnviz.app.window.commands import COMMANDS
from nnviz.language import tr
from nnviz.theme import Theme


class ShortcutsDialog(QDialog):
    """Every command that has shortcuts, with all of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        remote = QLabel(
            tr("A presenter's remote works too: next page is a step, previous page goes back.")
        )
        remote.setProperty("muted", True)
        remote.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.pixels(24),) * 4)
        layout.setSpacing(theme.pixels(16))
        room = self.screen().availableSize() - QSize(1, 1) * theme.pixels(48)
        table = _table(theme, 2)
        if table.sizeHint().width() > room.width():
            table = _table(theme, 1)
        layout.addWidget(_scrolled(theme, table, room - QSize(0, theme.pixels(160))))
        layout.addWidget(remote)
        layout.addWidget(_close_box(self))


def _table(theme: Theme, columns: int) -> QWidget:
    """Return every command with its keys, in so many columns."""
    made = QWidget()
    table = QGridLayout(made)
    table.setContentsMargins(0, 0, 0, 0)
    table.setHorizontalSpacing(theme.pixels(32))
    table.setVerticalSpacing(theme.pixels(4))
    rows = with_shortcuts()
    height = -(-len(rows) // columns)
    for place, command in enumerate(rows):
        row, side = place % height, 2 * (place // height)
        keys = QLabel("   ".join(_native(command.all_keys)))
        name = QLabel((tr(command.title) if command.title else tr(command.label)).rstrip("…"))
        for label, strong in ((name, False), (keys, True)):
            label.setFont(theme.font(strong=strong))
            table.addWidget(label, row, side + strong)
    return made


def _scrolled(theme: Theme, content: QWidget, room: QSize) -> QScrollArea:
    """Return an area that shows all of it, as far as there is room."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(content)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    needed = content.sizeHint() + QSize(theme.pixels(16), theme.pixels(4))
    area.setMinimumSize(needed.boundedTo(room))
    return area


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
    return [row for row in rows if row.all_keys]


def _native(keys: tuple[Keys, ...]) -> list[str]:
    return [found.toString(QKeySequence.SequenceFormat.NativeText) for found in sequences(keys)]


def _close_box(dialog: QDialog) -> QDialogButtonBox:
    box = QDialogButtonBox()
    close = box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    box.rejected.connect(dialog.reject)
    return box
