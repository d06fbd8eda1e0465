"""What a row of COMMANDS is: a deed, or a submenu of things to choose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from PySide6.QtGui import QAction, QKeySequence

from nnviz.app.window.desk import Desk
from nnviz.app.window.dress import Dress

Keys = QKeySequence | QKeySequence.StandardKey | str
Menu = Literal["file", "edit", "view", "train", "lessons", "help"]


class Place(NamedTuple):
    """Where in the menus: lines are drawn between a menu's groups."""

    menu: Menu
    group: int


@dataclass(frozen=True)
class BarPlace:
    """A button in the run bar: from the left by its place, the last ones at the right end."""

    place: int
    wordless_from: Dress | None  # None: it always has its words
    kind: Literal["plain", "main", "with unit", "at the end"] = "plain"
    projected: bool = True  # it is also there for the projector


@dataclass(frozen=True)
class Face:
    """What a command is called and looks like."""

    label: str
    hint: str
    icon: str


@dataclass(frozen=True)
class Command:
    """One deed. It stands in a menu, or is given by keys alone, which the dialog then tells."""

    key: str
    label: str
    hint: str  # the tooltip, in which the first shortcut follows
    does: Callable[[Desk], object]
    place: Place | None = None  # None: keys only
    keys: tuple[Keys, ...] = ()
    spare_keys: tuple[str, ...] = ()  # single ones, where nothing else has a use for them
    lesson_keys: tuple[Keys, ...] = ()  # while a lesson is read, whatever else they are for
    icon: str = ""
    bar: BarPlace | None = None
    possible: Callable[[Desk], bool] = lambda _desk: True
    checked: Callable[[Desk], bool] | None = None  # of what can be on and off
    turned: Face | None = None  # what it is instead, while `is_turned`
    is_turned: Callable[[Desk], bool] = lambda _desk: False
    title: str = ""  # in the dialog of shortcuts, by default the label
    repeats: bool = False  # while the key is held down
    in_popups: bool = False  # its keys also work in frames that pop up
    role: QAction.MenuRole = QAction.MenuRole.TextHeuristicRole

    @property
    def all_keys(self) -> tuple[Keys, ...]:
        """Every key that ever gives it."""
        return (*self.keys, *self.spare_keys, *self.lesson_keys)

    @property
    def face(self) -> Face:
        return Face(self.label, self.hint, self.icon)


@dataclass(frozen=True)
class Choices:
    """A submenu with one entry for each thing to choose."""

    key: str
    label: str
    place: Place
    options: Callable[[Desk], Sequence[tuple[str, str]]]  # keys and how they are shown
    choose: Callable[[Desk, str], object]
    chosen: Callable[[Desk], str] | None = None  # None: nothing stays chosen
    hint: str = ""  # what it says where there is nothing to choose
    also_in_english: bool = False  # for who has come here by mistake
