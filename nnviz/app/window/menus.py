"""The menu bar: commands and choices where their rows place them.

To add a menu, append a row to MENUS.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from nnviz.app.window.command_actions import Actions
from nnviz.app.window.command_row import Choices, Command, Place
from nnviz.app.window.commands import COMMANDS
from nnviz.app.window.desk import Desk
from nnviz.catalog import catalog
from nnviz.language import SOURCE_LANGUAGE, current_language, tr
from nnviz.widgets.foreign_text import menu_text


@dataclass(frozen=True)
class MenuRow:
    """A menu of the bar, and the letter that opens it."""

    key: str
    label: str


MENUS = catalog(
    MenuRow("file", "&File"),
    MenuRow("edit", "&Edit"),
    MenuRow("view", "&View"),
    MenuRow("train", "&Train"),
    MenuRow("lessons", "&Lessons"),
    MenuRow("help", "&Help"),
)
DOCKS = Place("view", 0)  # where the switches that show and hide the docks are


def fill_menu_bar(bar: QMenuBar, actions: Actions, desk: Desk, docks: Sequence[QAction]) -> None:
    """Put everything that has a place in a menu into the bar, instead of what is there."""
    for before in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        before.deleteLater()  # which clear() would leave alive
    bar.clear()
    menus = {row.key: bar.addMenu(tr(row.label)) for row in MENUS.values()}
    groups = {DOCKS.menu: DOCKS.group}
    menus[DOCKS.menu].addActions(list(docks))
    for row in COMMANDS.values():
        if row.place is None:
            continue
        name, group = row.place
        if groups.setdefault(name, group) != group:
            menus[name].addSeparator()
            groups[name] = group
        if isinstance(row, Command):
            menus[name].addAction(actions[row.key])
        else:
            _add_choices(menus[name], row, desk)


def _add_choices(menu: QMenu, row: Choices, desk: Desk) -> None:
    title = tr(row.label)
    if row.also_in_english and current_language() != SOURCE_LANGUAGE:
        title += f" ({row.label})"
    submenu = menu.addMenu(title)
    _fill(submenu, row, desk)
    submenu.aboutToShow.connect(lambda: _fill(submenu, row, desk))


def _fill(menu: QMenu, row: Choices, desk: Desk) -> None:
    """Show what there is to choose now."""
    menu.clear()
    for before in menu.findChildren(QActionGroup):
        before.deleteLater()
    group = QActionGroup(menu)
    for key, label in row.options(desk):
        action = menu.addAction(menu_text(label))
        action.triggered.connect(lambda _checked=False, key=key: row.choose(desk, key))
        if row.chosen is not None:
            action.setCheckable(True)
            action.setChecked(key == row.chosen(desk))
            group.addAction(action)
    if menu.isEmpty():
        menu.addAction(tr(row.hint)).setEnabled(False)
