"""Actions: Qt's form of the commands, in one theme and one language."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from nnviz.app.window.bar_button import ICON
from nnviz.app.window.command_row import Command, Face, Keys
from nnviz.app.window.commands import COMMANDS
from nnviz.app.window.desk import Desk
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.icon import icon


class Actions(QObject):
    """One action for each command; `refresh` brings them in line with what there is."""

    def __init__(self, theme: Theme, desk: Desk, parent: QObject | None = None):
        super().__init__(parent)
        self._theme, self._desk = theme, desk
        self._rows = {row.key: row for row in COMMANDS.values() if isinstance(row, Command)}
        self._faces: dict[str, Face] = {}
        self._quiet = False  # a lesson has the filled button
        self._actions = {row.key: self._make(row) for row in self._rows.values()}
        self.refresh()

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def refresh(self) -> None:
        """Show what is possible now, what is on, and what a command is at the moment."""
        self._show_quiet(bool(self._desk.reader.reading))
        for row in self._rows.values():
            action = self._actions[row.key]
            action.setEnabled(bool(row.possible(self._desk)))
            if row.checked is not None:
                action.setChecked(bool(row.checked(self._desk)))
            if row.turned is not None:
                self._show_face(row, row.turned if row.is_turned(self._desk) else row.face)

    def take_keys(self, window: QWidget) -> None:
        """Have the window give the commands by their shortcuts."""
        self.share_keys()
        for action in self._actions.values():
            window.addAction(action)

    def share_keys(self) -> None:
        """Give every command its shortcuts; in a lesson some of them are for turning its pages."""
        lesson: list[QKeySequence] = []
        if self._desk.reader.reading:
            lesson = [key for row in self._rows.values() for key in sequences(row.lesson_keys)]
        for row in self._rows.values():
            own = [key for key in sequences(row.keys) if key not in lesson]
            taken = sequences(row.lesson_keys) if lesson else []
            self._actions[row.key].setShortcuts([*taken, *own])

    def give_keys_up(self, window: QWidget) -> None:
        """Leave the shortcuts to other actions."""
        for action in self._actions.values():
            window.removeAction(action)
            action.setShortcuts([])

    def take_spare(self, event: QKeyEvent) -> bool:
        """Give the command of a key that nothing else has taken; False if it has none."""
        pressed = QKeySequence(event.keyCombination())
        for row in self._rows.values():
            if pressed in sequences(row.spare_keys):
                return bool(row.does(self._desk))
        return False

    def _make(self, row: Command) -> QAction:
        action = QAction(self)
        context = Qt.ShortcutContext
        popups = context.ApplicationShortcut if row.in_popups else context.WindowShortcut
        action.setShortcutContext(popups)
        action.setAutoRepeat(row.repeats)
        action.setCheckable(row.checked is not None)
        action.setMenuRole(row.role)
        action.setIconVisibleInMenu(False)  # icons are for the run bar
        action.triggered.connect(lambda _checked=False: self._do(row))
        self._faces[row.key] = Face("", "", "")
        self._actions_text(action, row, row.face)
        return action

    def _do(self, row: Command) -> None:
        row.does(self._desk)
        self.refresh()  # Qt has checked what perhaps could not be done

    def _show_quiet(self, quiet: bool) -> None:
        """Draw the main button's icon for a filled button, or for an outline."""
        if quiet == self._quiet:
            return
        self._quiet = quiet
        for row in self._rows.values():
            if row.bar is not None and row.bar.kind == "main":
                self._actions_text(self._actions[row.key], row, self._faces[row.key])

    def _show_face(self, row: Command, face: Face) -> None:
        if face != self._faces[row.key]:
            self._actions_text(self._actions[row.key], row, face)

    def _actions_text(self, action: QAction, row: Command, face: Face) -> None:
        self._faces[row.key] = face
        action.setText(tr(face.label))
        action.setToolTip(tooltip(face, row.keys))
        if face.icon:
            main = row.bar is not None and row.bar.kind == "main"
            on_accent = "accent" if self._quiet else "accent_text"
            color = self._theme.color(on_accent if main else "text")
            action.setIcon(icon(face.icon, color, self._theme.pixels(ICON)))


def sequences(keys: tuple[Keys, ...]) -> list[QKeySequence]:
    """Return the keys' sequences, each once, of standard keys the usual one on this system."""
    found = [QKeySequence(key) for key in keys]
    return [
        sequence
        for place, sequence in enumerate(found)
        if not sequence.isEmpty() and sequence not in found[:place]
    ]


def shortcut_text(keys: tuple[Keys, ...]) -> str:
    """Return the first of the keys as the system writes it, "" if there is none."""
    found = sequences(keys)
    return found[0].toString(QKeySequence.SequenceFormat.NativeText) if found else ""


def tooltip(face: Face, keys: tuple[Keys, ...]) -> str:
    """Return what a command says of itself, and its shortcut."""
    shortcut = shortcut_text(keys)
    return f"{tr(face.hint)} ({shortcut})" if shortcut else tr(face.hint)
