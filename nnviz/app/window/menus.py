"""The menu bar: where each action stands."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from nnviz.app.settings import MAX_DECIMALS, MIN_DECIMALS, Settings
from nnviz.app.window.actions import Actions
from nnviz.language import LANGUAGES, SOURCE_LANGUAGE, current_language, tr

Chosen = Callable[[str], object]


class Menus:
    """Fills a menu bar with the actions and with what depends on settings."""

    def __init__(self, bar: QMenuBar, actions: Actions, settings: Settings):
        self._bar, self._actions, self._settings = bar, actions, settings

    def add_file(self, open_path: Callable[[Path], object]) -> None:
        actions = self._actions
        menu = self._bar.addMenu(tr("&File"))
        menu.addActions([actions.new, actions.open])
        recent = menu.addMenu(tr("Open recent"))
        recent.aboutToShow.connect(lambda: self._fill_recent(recent, open_path))
        _add_groups(menu, [actions.save, actions.save_as], [actions.export_picture], [actions.quit])

    def add_edit(self) -> None:
        self._bar.addMenu(tr("&Edit")).addActions([self._actions.undo, self._actions.redo])

    def add_view(
        self,
        docks: Sequence[QAction],
        set_shade: Chosen,
        set_language: Chosen,
        set_decimals: Chosen,
    ) -> None:
        actions = self._actions
        menu = self._bar.addMenu(tr("&View"))
        menu.addActions(list(docks))
        _add_groups(menu, [actions.arrange], [actions.projector, actions.full_screen])
        menu.addSeparator()
        shades = {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark")}
        _add_choice(menu, tr("Theme"), shades.items(), self._settings.shade, set_shade)
        languages = [(row.key, row.label) for row in LANGUAGES.values()]
        title = tr("Language")
        if current_language() != SOURCE_LANGUAGE:
            title += " (Language)"  # for who has come here by mistake
        _add_choice(menu, title, languages, current_language(), set_language)
        numbers = [(str(count), str(count)) for count in range(MIN_DECIMALS, MAX_DECIMALS + 1)]
        decimals = str(self._settings.decimals)
        _add_choice(menu, tr("Decimals"), numbers, decimals, set_decimals)
        menu.addAction(actions.reduced_motion)

    def add_train(self) -> None:
        actions = self._actions
        menu = self._bar.addMenu(tr("&Train"))
        menu.addActions([actions.train, actions.step, actions.back])
        _add_groups(menu, [actions.replay, actions.new_weights])

    def add_help(self) -> None:
        actions = self._actions
        self._bar.addMenu(tr("&Help")).addActions([actions.shortcuts, actions.about])

    def _fill_recent(self, menu: QMenu, open_path: Callable[[Path], object]) -> None:
        menu.clear()
        for path in self._settings.recent:
            action = menu.addAction(_shown(path))
            action.triggered.connect(lambda _checked=False, path=path: open_path(path))
        if menu.isEmpty():
            menu.addAction(tr("No files yet")).setEnabled(False)


def _shown(path: Path) -> str:
    return f"{path.name}  —  {path.parent}".replace("&", "&&")


def _add_groups(menu: QMenu, *groups: list[QAction]) -> None:
    for group in groups:
        menu.addSeparator()
        menu.addActions(group)


def _add_choice(
    menu: QMenu,
    title: str,
    choices: Iterable[tuple[str, str]],
    chosen: str,
    choose: Chosen,
) -> None:
    submenu = menu.addMenu(title)
    group = QActionGroup(submenu)
    for key, label in choices:
        action = submenu.addAction(label)
        action.setCheckable(True)
        action.setChecked(key == chosen)
        action.triggered.connect(lambda _checked=False, key=key: choose(key))
        group.addAction(action)
