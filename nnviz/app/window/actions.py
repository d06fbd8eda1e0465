"""Actions: every command once, with its text, icon and shortcuts. Menus and run bar show them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.widgets.icon import icon

Keys = QKeySequence | QKeySequence.StandardKey | str


@dataclass(frozen=True)
class Commands:
    """What the window can do, for the actions to call."""

    new: Callable[[], object]
    open: Callable[[], object]
    save: Callable[[], object]
    save_as: Callable[[], object]
    export_picture: Callable[[], object]
    quit: Callable[[], object]
    undo: Callable[[], object]
    redo: Callable[[], object]
    toggle_training: Callable[[], object]
    pause: Callable[[], object]
    step: Callable[[], object]
    back: Callable[[], object]
    replay: Callable[[], object]
    new_weights: Callable[[], object]
    arrange: Callable[[], object]
    set_projector: Callable[[bool], object]
    set_full_screen: Callable[[bool], object]
    set_reduced_motion: Callable[[bool], object]
    show_shortcuts: Callable[[], object]
    show_about: Callable[[], object]


class Actions(QObject):
    """The commands of a window. Each text is followed in tooltips by its shortcut."""

    def __init__(self, theme: Theme, commands: Commands, window: QWidget):
        super().__init__(window)
        self._theme, self._window = theme, window
        self._make_file_actions(commands)
        self._make_edit_actions(commands)
        self._make_training_actions(commands)
        self._make_view_actions(commands)
        self._make_help_actions(commands)

    @property
    def all(self) -> list[QAction]:
        return self.findChildren(QAction)

    def forget(self) -> None:
        """Give the shortcuts up, for other actions to have them."""
        for action in self.all:
            self._window.removeAction(action)
            action.setShortcuts([])
        self.deleteLater()

    def show_training(self, training: bool) -> None:
        """Make the main command the one that is possible now."""
        text = tr("Pause") if training else tr("Train")
        color = self._theme.color("accent_text")
        self.train.setText(text)
        self.train.setIcon(icon("pause" if training else "play", color, self._theme.pixels(20)))
        self._explain(self.train, tr("Pause training") if training else tr("Train until paused"))

    def _make_file_actions(self, commands: Commands) -> None:
        keys = QKeySequence.StandardKey
        self.new = self._make(tr("New"), commands.new, "", keys.New)
        self.open = self._make(tr("Open…"), commands.open, "", keys.Open)
        self.save = self._make(tr("Save"), commands.save, "", keys.Save)
        self.save_as = self._make(tr("Save as…"), commands.save_as, "", "Ctrl+Shift+S")
        self.export_picture = self._make(
            tr("Export picture…"), commands.export_picture, "", "Ctrl+E"
        )
        self.quit = self._make(tr("Quit"), commands.quit, "", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_edit_actions(self, commands: Commands) -> None:
        keys = QKeySequence.StandardKey
        self.undo = self._make(tr("Undo"), commands.undo, "", keys.Undo)
        self.redo = self._make(tr("Redo"), commands.redo, "", keys.Redo, "Ctrl+Shift+Z", "Ctrl+Y")
        for action in (self.undo, self.redo):  # in frames that pop up, too, which are windows
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)

    def _make_training_actions(self, commands: Commands) -> None:
        self.train = self._make(
            tr("Train"), commands.toggle_training, "play", "Space", "Ctrl+Return", "Ctrl+Enter"
        )
        self.show_training(False)
        self.step = self._make(
            tr("Step"), commands.step, "step-forward", "F10", "S", "PgDown", repeats=True
        )
        self.back = self._make(
            tr("Back"), commands.back, "step-back", "Shift+F10", "PgUp", repeats=True
        )
        self.replay = self._make(tr("Replay"), commands.replay, "rotate-ccw", "Ctrl+R")
        self.new_weights = self._make(
            tr("New weights"), commands.new_weights, "dices", "Ctrl+Shift+R"
        )
        self.pause = self._make(tr("Pause"), commands.pause, "", ".")
        self._explain(self.step, tr("One step of training"))
        self._explain(self.back, tr("Back to before the latest step"))
        self._explain(self.replay, tr("Start again from the same weights"))
        self._explain(self.new_weights, tr("Start again from other random weights"))

    def _make_view_actions(self, commands: Commands) -> None:
        self.arrange = self._make(tr("Default arrangement"), commands.arrange, "", "")
        self.projector = self._switch(tr("Projector"), commands.set_projector, "presentation", "F5")
        self._explain(self.projector, tr("Bigger type and lines for the lecture hall"))
        self.full_screen = self._switch(tr("Full screen"), commands.set_full_screen, "", "F11")
        self.reduced_motion = self._switch(
            tr("Reduced motion"), commands.set_reduced_motion, "", ""
        )

    def _make_help_actions(self, commands: Commands) -> None:
        self.shortcuts = self._make(tr("Keyboard shortcuts"), commands.show_shortcuts, "", "F1")
        self.about = self._make(tr("About nnviz"), commands.show_about, "", "")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _make(
        self,
        text: str,
        command: Callable[..., object],
        drawing: str,
        *keys: Keys,
        repeats: bool = False,
    ) -> QAction:
        action = QAction(text, self)
        if drawing:  # of the run bar: menus do without
            size = self._theme.pixels(20)
            action.setIcon(icon(drawing, self._theme.color("text"), size))
            action.setIconVisibleInMenu(False)
        action.setShortcuts(_sequences(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(repeats)
        action.triggered.connect(lambda _checked=False: command())
        self._explain(action, text.rstrip("…"))
        self._window.addAction(action)
        return action

    def _switch(
        self, text: str, command: Callable[[bool], object], drawing: str, key: str
    ) -> QAction:
        action = self._make(text, lambda: command(action.isChecked()), drawing, key)
        action.setCheckable(True)
        return action

    @staticmethod
    def _explain(action: QAction, sentence: str) -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{sentence} ({keys})" if keys else sentence)


def _sequences(keys: tuple[Keys, ...]) -> list[QKeySequence]:
    """Return the keys' sequences, each once, of standard keys the usual one on this system."""
    found = [QKeySequence(key) for key in keys]
    return [
        sequence
        for place, sequence in enumerate(found)
        if not sequence.isEmpty() and sequence not in found[:place]
    ]
