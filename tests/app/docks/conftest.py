"""A workspace of its own on the screen, with the views there are or with sixteen."""

from collections import deque
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.application import apply_colors
from nnviz.app.docks import workspace as workspace_module
from nnviz.app.docks.workspace import Workspace
from nnviz.experiment import Experiment
from nnviz.shared_selection import SharedSelection
from nnviz.theme import Theme
from nnviz.widgets.style_sheet import wear
from tests.app.docks.dummies import DummyView, sixteen_views

Open = Callable[..., Workspace]


@pytest.fixture
def sixteen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the program know sixteen views."""
    monkeypatch.setattr(workspace_module, "VIEWS", sixteen_views())
    monkeypatch.setattr(DummyView, "built", 0)


@pytest.fixture
def open_workspace(qtbot: QtBot, app: QApplication) -> Iterator[Open]:
    """Opens workspaces of a size, and closes them after the test."""
    opened: list[Workspace] = []

    def open_one(
        width: int = 1600, height: int = 850, factor: float = 1.0, projected: bool = False
    ) -> Workspace:
        theme = Theme(factor=factor, projected=projected)
        apply_colors(app, theme)
        made = Workspace(theme, SharedSelection(Experiment()), projected)
        deque(made.build(), maxlen=0)
        opened.append(made)
        made.setMinimumSize(1, 1)  # as within the main window, which has a least size of its own
        made.resize(width, height)
        made.show_experiment(Experiment())
        wear(made, theme)
        made.show()
        qtbot.waitExposed(made)
        QApplication.processEvents()
        return made

    yield open_one
    for made in opened:
        made.hide()
        made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    apply_colors(app, Theme())


@pytest.fixture
def workspace(open_workspace: Open) -> Workspace:
    return open_workspace()
