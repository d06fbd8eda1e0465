"""Desk: what commands work on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from nnviz.app.settings import Settings
from nnviz.session import Session

if TYPE_CHECKING:
    from nnviz.app.documents import Documents
    from nnviz.app.lessons.reader import Reader
    from nnviz.app.window.look import Look
    from nnviz.app.window.notices import Notices
    from nnviz.app.window.opened_dialogs import OpenedDialogs


@dataclass(frozen=True)
class Desk:
    """Everything within a command's reach."""

    session: Session
    settings: Settings
    documents: "Documents"
    look: "Look"
    notices: "Notices"
    dialogs: "OpenedDialogs"
    window: QWidget
    reader: "Reader"
