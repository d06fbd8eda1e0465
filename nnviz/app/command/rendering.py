"""Drawing a view into a file where no window, and perhaps no screen, is."""

import sys
from pathlib import Path

import PySide6
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from nnviz.app.application import apply_colors, make_application, refuse_versions
from nnviz.terminal import complain
from nnviz.theme import Shade, Theme
from nnviz.training.snapshot import Snapshot
from nnviz.views.export.picture import save_picture
from nnviz.views.view import ViewRow

# What the offscreen platform says of every window, though none is to be seen.
OFFSCREEN_NOISE = "This plugin does not support "


def refusal() -> str:
    """Return why nothing can be drawn here, "" if it can."""
    return refuse_versions(sys.version_info[:2], PySide6.__version_info__[:2])


def save_view(
    row: ViewRow, snapshot: Snapshot, shade: Shade, path: Path, size: tuple[int, int]
) -> None:
    """Draw a snapshot in a fresh view of this kind. OSError: the file cannot be written."""
    before = qInstallMessageHandler(_pass_on)
    try:
        application, theme = make_application(), Theme(shade)
        apply_colors(application, theme)
        save_picture(row, snapshot, theme, path, size)
    finally:
        qInstallMessageHandler(before)


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith(OFFSCREEN_NOISE):
        complain(message)
