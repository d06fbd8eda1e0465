"""What a soak does. To add a kind, append a row to ACTION_KINDS.

A row chooses what to do as values that can be written down, and does what was chosen: so a list of
what was done can be done again.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from math import inf, nan
from random import Random
from typing import Any

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog

from nnviz.catalog import catalog
from tests.soak.driver import Driver
from tests.soak.experiments import CHANGES, changed
from tests.soak.hands import move_mouse, press_keys, turn_wheel

KEYS = (
    *("Space", "F10", "S", "Shift+F10", ".", "Ctrl+R", "Ctrl+Shift+R", "Ctrl+N", "Ctrl+Z"),
    *("Ctrl+Shift+Z", "Ctrl+S", "Ctrl+O", "F5", "F11", "F1", "Ctrl+E", "PgDown", "PgUp"),
    *("Left", "Right", "Up", "Down", "E", "Return", "Escape", "Tab", "Shift+Tab", "Home", "End"),
    *("1", "0", "9", "-", ",", "Backspace", "Delete", "Alt+F", "Alt+V", "Menu", "+"),
)
EDITING = (
    ("Right", "E", "1", "Return"),
    ("Down", "Down", "E", "9", "9", "Return"),
    ("Left", "E", "-", "Return"),
    ("Up", "Return", "0", "Ctrl+N"),
    ("Right", "E", "Ctrl+Z"),
    ("Tab", "Right", "E", "5"),
)
AREAS = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.TopDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)
DOCK_DEEDS = ("toggle", "float", "raise", "tab", "move", "close", "place", "picture")
STATES = ("normal", "maximized", "minimized", "full")
PRESS, MOVE, RELEASE, AGAIN = "press", "move", "release", "again"
MOUSE_DEEDS = {  # each with the share of the way it is done at
    "click": ((PRESS, 0.0), (RELEASE, 0.0)),
    "right": ((PRESS, 0.0), (RELEASE, 0.0)),
    "double": ((PRESS, 0.0), (RELEASE, 0.0), (AGAIN, 0.0), (RELEASE, 0.0)),
    "drag": ((PRESS, 0.0), (MOVE, 0.1), (MOVE, 0.5), (MOVE, 1.0), (RELEASE, 1.0)),
    "move": ((MOVE, 0.0),),
}
SESSION_DEEDS = ("train", "pause", "toggle", "back", "replay", "new_weights", "undo", "redo")
VALUES = (0.0, 0.5, -3.0, 1e6, -1e154, 1e308, inf, nan)


@dataclass(frozen=True)
class ActionKind:
    """A kind of action: how often it is done, what is chosen, and how it is done."""

    key: str
    weight: int
    choose: Callable[[Random], list[Any]]
    act: Callable[..., None]
    anywhere: bool = False  # also while a dialog or a menu is open


def _choose_click(rng: Random) -> list[Any]:
    how = rng.choice(["click"] * 6 + ["double", "right", "drag", "drag", "move", "wheel"])
    return [how, rng.random() ** 3, rng.random(), rng.random(), rng.random(), rng.random()]


def _click(driver: Driver, how: str, which: float, *places: float) -> None:
    windows = driver.windows()
    if isinstance(driver.topmost, QFileDialog) or not windows:
        return _press(driver, "Escape")  # a click there could reach a person's own files
    window = windows[-1 - int(which * len(windows))]
    first, second = (
        QPointF(int(x * window.width()), int(y * window.height()))
        for x, y in (places[:2], places[2:])
    )
    if how == "wheel":
        return turn_wheel(window, first, 120 if places[2] > 0.5 else -120)
    for deed, place in MOUSE_DEEDS[how]:
        move_mouse(window, deed, first + (second - first) * place, right=how == "right")
    return None


def _press(driver: Driver, *keys: str) -> None:
    for key in keys:
        for window in driver.windows()[-1:]:
            press_keys(window, QKeySequence(key), alone=window.type() != Qt.WindowType.Window)


def _choose_command(rng: Random) -> list[Any]:
    return [rng.random()]


def _command(driver: Driver, which: float) -> None:
    commands = driver.commands()
    commands[int(which * len(commands))].trigger()


def _look(driver: Driver, which: float) -> None:
    switches = driver.commands(switches=True)
    switches[int(which * len(switches))].trigger()


def _choose_dock(rng: Random) -> list[Any]:
    return [rng.choice(DOCK_DEEDS), rng.random(), rng.random(), rng.randrange(len(AREAS))]


def _dock(driver: Driver, deed: str, which: float, other: float, area: int) -> None:
    docks = driver.workspace.docks
    dock, beside = docks[int(which * len(docks))], docks[int(other * len(docks))]
    deeds: dict[str, Callable[[], object]] = {
        "toggle": dock.toggleViewAction().trigger,
        "float": lambda: dock.setFloating(not dock.isFloating()),
        "raise": dock.raise_,
        "tab": lambda: dock is beside or driver.workspace.tabifyDockWidget(beside, dock),
        "move": lambda: driver.workspace.addDockWidget(AREAS[area], dock),
        "close": dock.close,
        "place": lambda: dock.isFloating() and dock.move(int(other * 1500), int(which * 800)),
        "picture": dock.grab,
    }
    deeds[deed]()


def _choose_size(rng: Random) -> list[Any]:
    return [rng.choice(STATES + ("normal",) * 8), rng.randint(300, 2500), rng.randint(200, 1500)]


def _resize(driver: Driver, state: str, width: int, height: int) -> None:
    window = driver.window
    if state == "normal":
        window.showNormal()
        window.resize(QSize(width, height))
    elif state == "maximized":
        window.showMaximized()
    elif state == "minimized":
        window.showMinimized()
        window.showNormal()
    else:
        window.showFullScreen()


def _choose_file(rng: Random) -> list[Any]:
    deed = rng.choice(["open", "open", "save", "save_as", "copy", "new", "cancel"])
    return [deed, min(rng.random(), rng.random()), rng.choice(["discard", "save", "cancel"])]


def _use_file(driver: Driver, deed: str, which: float, answer: str) -> None:
    documents, answers = driver.window.documents, driver.answers
    answers.answer = answer
    if deed == "open":
        answers.path = driver.files[int(which * len(driver.files))]
        documents.open()
    elif deed == "cancel":
        documents.cancel()
    else:
        answers.path = driver.folder / f"saved-{int(which * 4)}.nnviz"
        deeds = {
            "save": documents.save,
            "save_as": documents.save_as,
            "copy": documents.save_copy,
            "new": documents.new,
        }
        deeds[deed]()


def _choose_edit(rng: Random) -> list[Any]:
    return [rng.choice(list(CHANGES)), rng.randrange(2**31)]


def _edit(driver: Driver, key: str, seed: int) -> None:
    driver.session.set_experiment(changed(driver.session.experiment, key, seed))


def _choose_weight(rng: Random) -> list[Any]:
    return [rng.choice([rng.randrange(12), rng.randrange(300), 10**7]), rng.randrange(len(VALUES))]


def _weigh(driver: Driver, index: int, value: int) -> None:
    driver.session.set_parameter(index, VALUES[value])


def _choose_training(rng: Random) -> list[Any]:
    return [rng.choice([*SESSION_DEEDS, "sample", "batch", "epoch", "speed"]), rng.random()]


def _train(driver: Driver, deed: str, speed: float) -> None:
    session = driver.session
    if deed in SESSION_DEEDS:
        getattr(session, deed)()
    elif deed == "speed":
        session.set_speed(None if speed > 0.7 else 1 + speed * 2000)
    else:
        session.step(deed)


def _ask(driver: Driver, asking: bool) -> None:
    driver.answers.asking = asking


def _leave(driver: Driver) -> None:
    if QApplication.activePopupWidget() or QApplication.activeModalWidget():
        _press(driver, "Escape")


def _signal(_driver: Driver, name: str) -> None:
    os.kill(os.getpid(), getattr(signal, name))


ACTION_KINDS = catalog(
    ActionKind("click", 25, _choose_click, _click, anywhere=True),
    ActionKind("key", 15, lambda rng: [rng.choice(KEYS)], _press, anywhere=True),
    ActionKind("weight", 6, lambda rng: list(rng.choice(EDITING)), _press),
    ActionKind("command", 5, _choose_command, _command),
    ActionKind("look", 4, _choose_command, _look),
    ActionKind("dock", 10, _choose_dock, _dock),
    ActionKind("size", 3, _choose_size, _resize),
    ActionKind("file", 4, _choose_file, _use_file),
    ActionKind("edit", 8, _choose_edit, _edit),
    ActionKind("parameter", 3, _choose_weight, _weigh),
    ActionKind("training", 10, _choose_training, _train),
    ActionKind("asking", 1, lambda rng: [rng.random() < 0.3], _ask),
    ActionKind("leave", 6, lambda _rng: [], _leave, anywhere=True),
    ActionKind(
        "signal", 1, lambda rng: [rng.choice(["SIGUSR1", "SIGCHLD"])], _signal, anywhere=True
    ),
)
