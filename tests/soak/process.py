"""One soak, in a process of its own with a home and a screen of its own; `python -m tests.soak`."""

import faulthandler
import json
import os
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    Slot,
    qInstallMessageHandler,
)

from nnviz.app.application import SWITCH_INTERVAL_S, Application, make_application
from nnviz.app.settings import Settings
from tests.soak.action_kinds import ACTION_KINDS, ActionKind
from tests.soak.driver import Driver
from tests.soak.experiments import write_files
from tests.soak.lateness import Lateness

PAUSES_MS = {0: 30, 2: 25, 10: 25, 30: 15, 120: 5}  # and how often
MEMORY_EVERY = 500
PAGE = 4096
# What Qt says of the offscreen screen, and of a window that has shrunk since it was aimed at.
NOISE = ("This plugin does not support ", "Mouse event at ")

Step = tuple[int, str, list[Any]]  # the pause before in ms, a key of ACTION_KINDS, what was chosen


def random_steps(seed: int) -> Iterator[Step]:
    """Return actions without an end, the same ones for a seed."""
    rng = Random(seed)
    kinds = list(ACTION_KINDS.values())
    weights = [kind.weight for kind in kinds]
    while True:
        kind = rng.choices(kinds, weights)[0]
        pause = rng.choices(list(PAUSES_MS), list(PAUSES_MS.values()))[0]
        yield pause, kind.key, kind.choose(rng)


def recorded_steps(path: Path) -> Iterator[Step]:
    """Return the actions of a log."""
    for line in path.read_text("utf-8").splitlines():
        pause, key, chosen = json.loads(line)
        yield pause, key, chosen


class Soak(QObject):
    """Does one action after the other, also while one of them waits for a dialog."""

    def __init__(self, driver: Driver, steps: Iterator[Step], count: int, log: TextIO):
        super().__init__(driver.application)
        self._driver, self._steps, self._left, self._log = driver, steps, count, log
        self._next: Step | None = None
        self._acting = 0  # deeds within each other
        self.done = 0
        self.failures: dict[str, str] = {}
        self.mebibytes: list[float] = []
        self.lateness = Lateness(self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._do)

    def begin(self) -> None:
        """Start, and hear of whatever goes wrong before the program itself does."""
        sys.excepthook = self._hear
        threading.excepthook = self._hear_thread
        sys.unraisablehook = self._hear_unraisable
        warnings.showwarning = self._hear_warning
        qInstallMessageHandler(self._hear_qt)
        self._driver.session.failed.connect(self.note)
        self._driver.window.jobs.failed.connect(self.note)
        self.lateness.begin()
        self._schedule()

    @Slot(object)
    def note(self, what: object) -> None:
        """Keep what went wrong, with the first action it came after."""
        said = (what if isinstance(what, str) else repr(what)).rstrip()
        self.failures.setdefault(said.splitlines()[-1], f"after action {self.done}: {said}")

    def _schedule(self) -> None:
        step = next(self._steps, None) if self._left > 0 else None
        if step is None:
            self._end()
            return
        self._left -= 1
        self._next = step
        self._timer.start(step[0])

    @Slot()
    def _do(self) -> None:
        step = self._next
        if step is None:
            return
        if self._acting and not self._driver.blocked:
            self._timer.start(1)  # Qt looks at its timers amid the deed
            return
        self._log.write(json.dumps(step) + "\n")
        self._log.flush()
        self.done += 1
        if self.done % MEMORY_EVERY == 1:
            self._sample_memory()
        kind = ACTION_KINDS[step[1]]
        self.lateness.note(self.done, kind.key)
        self._schedule()  # before the deed: a dialog's own loop goes on from there
        self._act(kind, step[2])

    def _act(self, kind: ActionKind, chosen: list[Any]) -> None:
        dialog = self._driver.application.crashes.dialog
        if dialog is not None:
            dialog.accept()
        if kind.anywhere or not self._driver.blocked:
            self._acting += 1
            try:
                kind.act(self._driver, *chosen)
            finally:
                self._acting -= 1

    def _end(self) -> None:
        self._sample_memory()
        self.lateness.stop()
        self._driver.let_go()
        os.kill(os.getpid(), signal.SIGTERM)

    def _sample_memory(self) -> None:
        memory = Path("/proc/self/statm")
        if memory.exists():
            self.mebibytes.append(int(memory.read_text().split()[1]) * PAGE / 2**20)

    def _hear(self, kind: type[BaseException], error: BaseException, trace: Any) -> None:
        self.note(_formatted(kind, error, trace))

    def _hear_thread(self, args: threading.ExceptHookArgs) -> None:
        self.note(_formatted(args.exc_type, args.exc_value, args.exc_traceback))

    def _hear_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        self.note(_formatted(args.exc_type, args.exc_value, args.exc_traceback))

    def _hear_warning(self, message: Warning | str, *_where: object, **_more: object) -> None:
        self.note(f"{message}\n{''.join(traceback.format_stack())}")

    def _hear_qt(self, _kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if not message.startswith(NOISE):
            self.note(f"Qt says: {message}")


def _formatted(kind: type[BaseException], error: BaseException | None, trace: Any) -> str:
    return "".join(traceback.format_exception(kind, error, trace))


def soak(folder: Path, steps: Iterator[Step], count: int) -> dict[str, object]:
    """Do so many actions; return what was found."""
    files = write_files(folder)
    app = make_application()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    application = Application(app, Settings())
    application.start(None)
    signal.signal(signal.SIGUSR1, lambda *_: None)
    with (folder / "actions.jsonl").open("w", encoding="utf-8") as log:
        soaking = Soak(Driver(application, files, folder), steps, count, log)
        soaking.begin()
        began = time.perf_counter()
        app.exec()
        took = time.perf_counter() - began
    application.end()
    return {
        "actions": soaking.done,
        "seconds": took,
        "failures": list(soaking.failures.values()),
        "ended by": application.signal,
        "late": [str(delay) for delay in soaking.lateness.worst],
        "worst_ms": soaking.lateness.worst[0].late_ms,
        "places": soaking.lateness.watch.places(),
        "table": soaking.lateness.table(),
        "mebibytes": soaking.mebibytes,
    }


def main(words: Sequence[str]) -> None:
    """Soak in a folder, with a seed, for so many actions, or as in the log that is named last."""
    faulthandler.enable()
    home, seed, actions, replayed = Path(words[0]), int(words[1]), int(words[2]), words[3:]
    steps = recorded_steps(Path(replayed[0])) if replayed else random_steps(seed)
    result = soak(home, steps, actions)
    (home / "result.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
