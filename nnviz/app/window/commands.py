"""Commands: what a person can tell the window to do. To add one, append a row to COMMANDS.

Menus, run bar, shortcuts and their dialog follow the table, menus in its order. A row whose deed
needs something new to work on adds that to Desk.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence

from nnviz.app.examples import EXAMPLES
from nnviz.app.projector_size import TYPE_SIZES
from nnviz.app.settings import MAX_DECIMALS, MIN_DECIMALS
from nnviz.app.window.command_row import BarPlace, Choices, Command, Face, Place
from nnviz.app.window.desk import Desk
from nnviz.app.window.dress import Dress
from nnviz.app.window.lesson_commands import LESSON_COMMANDS
from nnviz.catalog import catalog
from nnviz.language import LANGUAGES, current_language, tr
from nnviz.views import VIEWS


def _leave(go: Callable[[Desk], object]) -> Callable[[Desk], object]:
    """Return a deed that goes to another moment, of which the banner's sentence does not speak."""

    def act(desk: Desk) -> None:
        desk.notices.close_past()
        go(desk)

    return act


def _shades(_desk: Desk) -> Sequence[tuple[str, str]]:
    return [("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))]


def _recent(desk: Desk) -> Sequence[tuple[str, str]]:
    return [(str(path), f"{path.name}  —  {path.parent}") for path in desk.settings.recent]


def _examples(_desk: Desk) -> Sequence[tuple[str, str]]:
    return [(row.key, tr(row.label)) for row in EXAMPLES.values()]


def _open_example(desk: Desk, key: str) -> None:
    row = EXAMPLES[key]
    desk.documents.open_example(row.path, tr(row.label))


def _open_view(key: str, desk: Desk) -> None:
    desk.look.open_view(key)


def _view_keys() -> Iterator[Command]:
    """Yield a command for each of the first views: its number brings it to the front."""
    for number, row in enumerate(list(VIEWS.values())[:9], 1):
        yield Command(
            f"view_{row.key}",
            row.label,
            "Bring this view to the front",
            partial(_open_view, row.key),
            keys=(str(number),),
        )


_STANDARD = QKeySequence.StandardKey

COMMANDS: Mapping[str, Command | Choices] = catalog(
    Command(
        "new",
        "New",
        "Start from the network the program opens with",
        lambda desk: desk.documents.new(),
        Place("file", 0),
        keys=(_STANDARD.New,),
    ),
    Command(
        "open",
        "Open…",
        "Open a model file",
        lambda desk: desk.documents.open(),
        Place("file", 0),
        keys=(_STANDARD.Open,),
    ),
    Choices(
        "recent",
        "Open recent",
        Place("file", 0),
        _recent,
        lambda desk, path: desk.documents.open_path(Path(path)),
        hint="No files yet",
    ),
    Choices("examples", "Examples", Place("file", 0), _examples, _open_example),
    Command(
        "save",
        "Save",
        "Save to the model file",
        lambda desk: desk.documents.save(),
        Place("file", 1),
        keys=(_STANDARD.Save,),
    ),
    Command(
        "save_as",
        "Save as…",
        "Save to another model file",
        lambda desk: desk.documents.save_as(),
        Place("file", 1),
        keys=("Ctrl+Shift+S",),
    ),
    Command(
        "export_picture",
        "Export picture…",
        "Save a view as a picture, or copy it",
        lambda desk: desk.dialogs.export_picture(),
        Place("file", 2),
        keys=("Ctrl+E",),
    ),
    Command(
        "quit",
        "Quit",
        "Close the window",
        lambda desk: desk.window.close(),
        Place("file", 3),
        keys=("Ctrl+Q",),
        role=QAction.MenuRole.QuitRole,
    ),
    Command(
        "undo",
        "Undo",
        "Take the latest change back",
        lambda desk: desk.session.undo(),
        Place("edit", 0),
        keys=(_STANDARD.Undo,),
        possible=lambda desk: desk.session.can_undo,
        in_popups=True,
    ),
    Command(
        "redo",
        "Redo",
        "Make the change again that was taken back",
        lambda desk: desk.session.redo(),
        Place("edit", 0),
        keys=(_STANDARD.Redo, "Ctrl+Shift+Z", "Ctrl+Y"),
        possible=lambda desk: desk.session.can_redo,
        in_popups=True,
    ),
    Command(
        "views",
        "Views…",
        "All views, with small pictures",
        lambda desk: desk.look.open_gallery(),
        Place("view", 1),
        keys=("V",),
    ),
    Command(
        "arrange",
        "Default arrangement",
        "Bring every view back to where it was at first",
        lambda desk: desk.look.arrange(),
        Place("view", 1),
    ),
    Command(
        "projector",
        "Projector",
        "Bigger type and lines for the lecture hall",
        lambda desk: desk.look.set_projector(not desk.look.projector),
        Place("view", 2),
        keys=("F5",),
        icon="presentation",
        bar=BarPlace(6, Dress.LEAN, "at the end"),
        checked=lambda desk: desk.look.projector,
    ),
    *_view_keys(),
    Command(
        "one_or_two",
        "One view or two",
        "One view alone, or two side by side",
        lambda desk: desk.look.show_one_or_two(),
        Place("view", 2),
        keys=("0",),
        possible=lambda desk: desk.look.projector,
    ),
    Choices(
        "type_size",
        "Type in the projector",
        Place("view", 2),
        lambda _desk: [(row.key, tr(row.label)) for row in TYPE_SIZES.values()],
        lambda desk, key: desk.look.set_type_size(key),
        chosen=lambda desk: desk.settings.type_size,
    ),
    Command(
        "full_screen",
        "Full screen",
        "Use the whole screen",
        lambda desk: desk.look.set_full_screen(not desk.look.full_screen),
        Place("view", 2),
        keys=("F11",),
        checked=lambda desk: desk.look.full_screen,
    ),
    Command(
        "leave_screen",
        "Leave lesson, projector or full screen",
        "Back to the network from before, or to the window",
        lambda desk: desk.reader.leave() or desk.look.leave_screen(),
        spare_keys=("Esc",),
    ),
    Choices(
        "shade",
        "Theme",
        Place("view", 3),
        _shades,
        lambda desk, key: desk.look.set_shade(key),
        chosen=lambda desk: desk.settings.shade,
    ),
    Choices(
        "language",
        "Language",
        Place("view", 3),
        lambda _desk: [(row.key, row.label) for row in LANGUAGES.values()],
        lambda desk, key: desk.look.set_language(key),
        chosen=lambda _desk: current_language(),
        also_in_english=True,
    ),
    Choices(
        "decimals",
        "Decimals",
        Place("view", 3),
        lambda _desk: [(str(n), str(n)) for n in range(MIN_DECIMALS, MAX_DECIMALS + 1)],
        lambda desk, key: desk.look.set_decimals(int(key)),
        chosen=lambda desk: str(desk.settings.decimals),
    ),
    Command(
        "reduced_motion",
        "Reduced motion",
        "Nothing moves for show",
        lambda desk: desk.look.set_reduced_motion(not desk.settings.reduced_motion),
        Place("view", 3),
        checked=lambda desk: desk.settings.reduced_motion,
    ),
    Command(
        "train",
        "Train",
        "Train until paused",
        lambda desk: desk.session.toggle(),
        Place("train", 0),
        keys=("Space", "Ctrl+Return", "Ctrl+Enter"),
        icon="play",
        bar=BarPlace(2, None, "main"),
        turned=Face("Pause", "Pause training", "pause"),
        is_turned=lambda desk: desk.session.training,
        title="Train or pause",
    ),
    Command(
        "step",
        "Step",
        "One step of training",
        lambda desk: desk.session.step(desk.settings.step_unit),
        Place("train", 0),
        keys=("F10", "S", "PgDown"),
        icon="step-forward",
        bar=BarPlace(4, Dress.ICONS, "with unit"),
        repeats=True,
    ),
    Command(
        "back",
        "Back",
        "Back to before the latest step",
        _leave(lambda desk: desk.session.back()),
        Place("train", 0),
        keys=("Shift+F10", "PgUp"),
        icon="step-back",
        bar=BarPlace(3, Dress.ICONS),
        repeats=True,
    ),
    Command(
        "replay",
        "Replay",
        "Start again from the same weights",
        _leave(lambda desk: desk.session.replay()),
        Place("train", 1),
        keys=("Ctrl+R",),
        icon="rotate-ccw",
        bar=BarPlace(1, Dress.ICONS),
    ),
    Command(
        "new_weights",
        "New weights",
        "Start again from other random weights",
        _leave(lambda desk: desk.session.new_weights()),
        Place("train", 1),
        keys=("Ctrl+Shift+R",),
        icon="dices",
        bar=BarPlace(5, Dress.LEAN, projected=False),
    ),
    Command(
        "pause",
        "Pause",
        "Pause training",
        lambda desk: desk.session.pause(),
        keys=(".",),
    ),
    *LESSON_COMMANDS,
    Command(
        "shortcuts",
        "Keyboard shortcuts",
        "Every key that does something",
        lambda desk: desk.dialogs.show_shortcuts(),
        Place("help", 0),
        keys=("F1",),
    ),
    Command(
        "about",
        "About nnviz",
        "The version, and what the program is made of",
        lambda desk: desk.dialogs.show_about(),
        Place("help", 0),
        role=QAction.MenuRole.AboutRole,
    ),
)
