"""How late the GUI is: a timer that wants its turn every 5 ms, and what was done meanwhile."""

import faulthandler
import re
import signal
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Slot

TIMER_MS = 5
WORST = 10
LATE_S = 0.1  # from then on it is looked where the GUI is
CALL = re.compile(r'/(?:nnviz|soak)/(?:\S+/)?(\w+)\.py", line (\d+) in (\w+)')
DEEPEST = 4  # functions of the program that are named
PLACES = 15


@dataclass(frozen=True, order=True)
class Delay:
    """One turn that came late, by the clock and by what this thread did itself in that time."""

    late_ms: float
    busy_ms: float
    number: int  # of the latest action
    kind: str  # its kind

    def __str__(self) -> str:
        return (
            f"{self.late_ms:.0f} ms late, {self.busy_ms:.0f} of them at work, "
            f"at action {self.number} ({self.kind})"
        )


class Watch:
    """Has it written down where the GUI's thread is whenever that is late."""

    def __init__(self, path: Path):
        self._path = path
        self._file = path.open("w", encoding="utf-8")

    def start(self) -> None:
        # By a signal that the thread itself answers: to look from another one is not safe.
        faulthandler.register(signal.SIGALRM, file=self._file, all_threads=False)
        self.note_turn()

    def note_turn(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, LATE_S, LATE_S)

    def stop(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        faulthandler.unregister(signal.SIGALRM)
        self._file.close()

    def places(self) -> list[tuple[str, int]]:
        """Return the innermost functions of the program it was in, and how often."""
        found: Counter[str] = Counter()
        for stack in self._path.read_text("utf-8").split("Stack (most recent")[1:]:
            ours = CALL.findall(stack)[:DEEPEST]
            found[" < ".join(f"{file}.{name}:{line}" for file, line, name in ours)] += 1
        return found.most_common(PLACES)


class Lateness(QObject):
    """Measures every turn, for the kind of the action before it."""

    def __init__(self, path: Path, parent: QObject | None = None):
        """`path` is of the file for what the program was doing."""
        super().__init__(parent)
        self._number, self._kind = 0, "start"
        self._delays: list[Delay] = []
        self.watch = Watch(path)
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start(TIMER_MS)
        self.watch.start()

    def stop(self) -> None:
        self._timer.stop()
        self.watch.stop()

    def note(self, number: int, kind: str) -> None:
        """Say which action comes now."""
        self._number, self._kind = number, kind

    @property
    def worst(self) -> list[Delay]:
        """The latest turns, the worst first."""
        return sorted(self._delays, reverse=True)[:WORST]

    def table(self) -> list[str]:
        """Return a line per kind of action: how late its turns were, in milliseconds."""
        by_kind: dict[str, list[Delay]] = defaultdict(list)
        for delay in self._delays:
            by_kind[delay.kind].append(delay)
            by_kind["all"].append(delay)
        lines = [
            f"{'':<10} {'turns':>8} {'p50':>6} {'p99':>6} {'max':>6} {'busy p99':>8} {'max':>6}"
        ]
        for kind, delays in sorted(by_kind.items()):
            late = np.percentile([delay.late_ms for delay in delays], [50, 99, 100])
            busy = np.percentile([delay.busy_ms for delay in delays], [99, 100])
            lines.append(
                f"{kind:<10} {len(delays):>8} {late[0]:>6.1f} {late[1]:>6.1f} {late[2]:>6.1f} "
                f"{busy[0]:>8.1f} {busy[1]:>6.1f}"
            )
        return lines

    @Slot()
    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        late_ms = max(0.0, (now - self._last) * 1000 - TIMER_MS)
        busy_ms = (worked - self._worked) * 1000
        self._delays.append(Delay(late_ms, busy_ms, self._number, self._kind))
        self._last, self._worked = now, worked
        self.watch.note_turn()
