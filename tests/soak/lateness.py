"""How late the GUI is: a timer that wants its turn every 5 ms, and what was done meanwhile."""

import signal
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Slot

TIMER_MS = 5
WORST = 10
LATE_S = 0.1  # from then on it is looked where the GUI is
OURS = {"nnviz", "soak"}
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
    """Counts where the GUI's thread is whenever that is late, or where Python is next."""

    def __init__(self) -> None:
        self._places: Counter[str] = Counter()

    def start(self) -> None:
        # By a signal that Python answers between two of its steps: to look amid one is not safe.
        signal.signal(signal.SIGALRM, self._look)
        self.note_turn()

    def note_turn(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, LATE_S, LATE_S)

    def stop(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.0)

    def places(self) -> list[tuple[str, int]]:
        """Return the innermost functions of the program it was in, and how often."""
        return self._places.most_common(PLACES)

    def _look(self, _number: int, frame: FrameType | None) -> None:
        ours: list[str] = []
        while frame is not None and len(ours) < DEEPEST:
            path = Path(frame.f_code.co_filename)
            if OURS & set(path.parts):
                ours.append(f"{path.stem}.{frame.f_code.co_name}:{frame.f_lineno}")
            frame = frame.f_back
        self._places[" < ".join(ours)] += 1


class Lateness(QObject):
    """Measures every turn, for the kind of the action before it."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._number, self._kind = 0, "start"
        self._delays: list[Delay] = []
        self.watch = Watch()
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
