"""Commands: every row is whole, and menus, run bar, keys and their dialog follow the table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from nnviz.app.dialogs.help_dialogs import ShortcutsDialog
from nnviz.app.window.command_actions import Actions, sequences, tooltip
from nnviz.app.window.command_row import Choices, Command, Keys, Place
from nnviz.app.window.commands import COMMANDS
from nnviz.app.window.main_window import MainWindow
from nnviz.app.window.menus import MENUS
from nnviz.paths import resource
from nnviz.theme import Theme
from tests.app.driving import choose_look
from tests.app.window.idle_desk import idle_desk

pytestmark = pytest.mark.usefixtures("qapp")  # which Qt wants for its standard keys

ROWS = [row for row in COMMANDS.values() if isinstance(row, Command)]
NEW = COMMANDS["new"]
TRAIN = COMMANDS["train"]


def faults(row: Command | Choices) -> list[str]:
    """Return a sentence for everything that was forgotten in a row, saying what to do."""
    found = [] if row.label else [f"{row.key}: give it a label, by which menus show it"]
    if row.place is not None and row.place.menu not in MENUS:
        found.append(f"{row.key}: there is no menu {row.place.menu!r}: name one of MENUS")
    if isinstance(row, Command):
        found += command_faults(row)
    return found


def command_faults(row: Command) -> list[str]:
    found = []
    if not row.hint:
        found.append(f"{row.key}: give it a hint, which is the tooltip of its button")
    if row.place is None and row.bar is None and not row.keys and not row.spare_keys:
        found.append(f"{row.key}: nobody can reach it: give it a place in a menu, a button or keys")
    if any(not is_known(key) for key in (*row.keys, *row.spare_keys)):
        found.append(f"{row.key}: one of its keys is none that Qt knows")
    faces = [face for face in (row.face, row.turned) if row.bar is not None and face is not None]
    if any(not has_drawing(face.icon) for face in faces):
        found.append(f"{row.key}: its button needs an icon, a file of resources/icons")
    return found


def is_known(key: Keys) -> bool:
    unknown = Qt.Key.Key_unknown
    return all(found[0].key() != unknown for found in sequences((key,)))


def has_drawing(icon: str) -> bool:
    return bool(icon) and resource("icons", f"{icon}.svg").is_file()


def clashes(rows: Iterable[Command]) -> list[str]:
    """Return a sentence for every shortcut and every place in the run bar given twice."""
    rows = list(rows)
    keys = Counter(
        found.toString() for row in rows for found in sequences((*row.keys, *row.spare_keys))
    )
    places = Counter(str(row.bar.place) for row in rows if row.bar is not None)
    return [f"{key} is the shortcut of two commands" for key, n in keys.items() if n > 1] + [
        f"two buttons want the place {place} of the run bar" for place, n in places.items() if n > 1
    ]


@pytest.mark.parametrize("row", COMMANDS.values(), ids=lambda row: row.key)
def test_nothing_is_forgotten_in_a_row(row: Command | Choices) -> None:
    assert faults(row) == []


def test_no_two_commands_want_the_same_key_or_place() -> None:
    assert clashes(ROWS) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"label": ""}, "give it a label"),
        ({"hint": ""}, "give it a hint"),
        ({"place": Place("tools", 0)}, "there is no menu 'tools'"),  # type: ignore[arg-type]
        ({"place": None, "keys": ()}, "nobody can reach it"),
        ({"keys": ("Ctrl+Gibberish",)}, "none that Qt knows"),
    ],
)
def test_what_is_forgotten_in_a_row_is_said(changes: Mapping[str, object], said: str) -> None:
    assert isinstance(NEW, Command)
    assert said in faults(replace(NEW, **changes))[0]  # type: ignore[arg-type]


def test_a_button_without_a_drawing_is_said() -> None:
    assert isinstance(TRAIN, Command)
    assert "needs an icon" in faults(replace(TRAIN, icon="none"))[0]


def test_a_shortcut_or_a_place_in_the_bar_given_twice_is_said() -> None:
    assert isinstance(TRAIN, Command)
    twice = clashes([TRAIN, replace(TRAIN, key="again")])
    assert "Space is the shortcut of two commands" in twice
    assert "two buttons want the place 2 of the run bar" in twice


def shown(menu: QMenu) -> list[str]:
    return [item.text() for item in menu.actions() if not item.isSeparator()]


@pytest.mark.parametrize("name", MENUS)
def test_a_menu_shows_the_rows_that_have_their_place_in_it(window: MainWindow, name: str) -> None:
    title = MENUS[name].label
    menu = next(menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == title)
    rows = [row for row in COMMANDS.values() if row.place is not None and row.place.menu == name]
    assert shown(menu)[-len(rows) :] == [row.label for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_the_dialog_tells_every_shortcut(qtbot: QtBot, row: Command) -> None:
    dialog = ShortcutsDialog(Theme())
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    for keys in sequences((*row.keys, *row.spare_keys)):
        assert any(keys.toString() in text.split("   ") for text in texts)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_a_button_s_tooltip_is_the_hint_and_the_first_shortcut(row: Command) -> None:
    said = tooltip(row.face, row.keys)
    assert said.startswith(row.hint)
    assert ("(" in said) == bool(row.keys)


def test_a_new_row_gets_its_action_its_menu_and_its_key(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Command(
        "greet",
        "Greet",
        "Say hello",
        lambda desk: desk.notices.warn("Hello"),
        Place("help", 1),
        keys=("Ctrl+G",),
    )
    rows = {**COMMANDS, row.key: row}
    for module in ("command_actions", "menus", "run_bar"):
        monkeypatch.setattr(f"nnviz.app.window.{module}.COMMANDS", rows)
    choose_look(qtbot, window, "Dark")
    assert "Greet" in shown(window.menuBar().actions()[-1].menu())
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert window.content.banner.text == "Hello"


def test_what_is_possible_and_on_is_shown(qtbot: QtBot) -> None:
    desk = idle_desk()
    button = QToolButton()
    qtbot.addWidget(button)
    actions = Actions(Theme(), desk, button)
    desk.session.can_undo, desk.look.projector, desk.session.training = False, True, True
    actions.refresh()
    assert not actions["undo"].isEnabled()
    assert actions["projector"].isChecked()
    assert actions["train"].text() == "Pause"


def test_what_could_not_be_switched_is_not_shown_as_on(qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    actions = Actions(Theme(), idle_desk(), button)
    actions["projector"].trigger()
    assert not actions["projector"].isChecked()
