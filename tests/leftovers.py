"""What a test has left behind: windows, threads and timers that would disturb the next one."""

import threading
import weakref
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

_timers_made: weakref.WeakSet[QTimer] = weakref.WeakSet()  # Qt cannot list those without a parent
_make_timer = QTimer.__init__


def _make_timer_known(timer: QTimer, *arguments: object, **named: object) -> None:
    _timers_made.add(timer)
    _make_timer(timer, *arguments, **named)


QTimer.__init__ = _make_timer_known

THREAD_END_S = 2.0  # how long a thread that has been asked to stop may take


@dataclass(frozen=True)
class Activity:
    """What is alive at one moment."""

    windows: frozenset[object]
    threads: frozenset[threading.Thread]
    timers: frozenset[QTimer]
    jobs: int


def activity() -> Activity:
    """Return the running threads, visible windows and active timers."""
    if not isinstance(QCoreApplication.instance(), QApplication):
        return Activity(frozenset(), _threads(), frozenset(), 0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = frozenset(window for window in QApplication.topLevelWidgets() if window.isVisible())
    return Activity(
        windows, _threads(), _timers(), QThreadPool.globalInstance().activeThreadCount()
    )


def leftovers(before: Activity, after: Activity) -> list[str]:
    """Return a line for everything that is alive after a test and was not before it."""
    lines = [f"window {window!r} is still open" for window in after.windows - before.windows]
    for thread in after.threads - before.threads:
        thread.join(THREAD_END_S)
        if thread.is_alive():
            lines.append(f"thread {thread.name!r} is still running")
    timers = after.timers - before.timers
    lines += [f"timer {timer!r} of {timer.parent()!r} is still active" for timer in timers]
    if after.jobs > before.jobs:
        lines.append(f"{after.jobs - before.jobs} jobs of the thread pool are still running")
    return lines


def _threads() -> frozenset[threading.Thread]:
    """Return the running threads, without the one by which tqdm watches its bars."""
    return frozenset(
        thread for thread in threading.enumerate() if not type(thread).__module__.startswith("tqdm")
    )


def _timers() -> frozenset[QTimer]:
    """Return the active timers that Python made."""
    return frozenset(
        timer for timer in _timers_made if shiboken6.isValid(timer) and timer.isActive()
    )
