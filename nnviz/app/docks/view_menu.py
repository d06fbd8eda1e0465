"""What the menu of the window has for its docks: a switch for each, or for each group of views."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMenu, QWidget

from nnviz.app.docks.view_dock import ViewDock
from nnviz.language import tr
from nnviz.views.view import VIEW_GROUPS


def dock_actions(panels: QDockWidget, views: Sequence[ViewDock]) -> list[QAction]:
    """Return a switch for each dock; where some views are not shown at first, groups of them."""
    switch = panels.toggleViewAction()
    if all(dock.row.shown for dock in views):
        return [switch, *(dock.toggleViewAction() for dock in views)]
    return [switch, *_groups(panels, views)]


def _groups(parent: QWidget, views: Sequence[ViewDock]) -> list[QAction]:
    actions = []
    for group in VIEW_GROUPS.values():
        menu = QMenu(tr(group.label), parent)
        menu.addActions([dock.toggleViewAction() for dock in views if dock.row.group == group.key])
        if not menu.isEmpty():
            actions.append(menu.menuAction())
    return actions
