"""Jobs: long work of the window on threads of its own; what comes of it arrives in Qt's thread."""

import time
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from nnviz.work import Job, Work

POLL_MS = 15


class Lane(QObject):
    """Carries one piece of work at a time: a newer one takes the older one's place.

    What was cancelled or replaced is never heard of again. An error that `planned` names arrives as
    its sentence, any other as the exception.
    """

    progressed = Signal(object)  # Progress
    finished = Signal(object)  # the work's result
    refused = Signal(object)  # a planned error, which carries a sentence
    failed = Signal(object)  # an exception nobody planned for
    ended = Signal()  # in whatever way, after what the others say: nothing is under way now

    def __init__(self, planned: tuple[type[Exception], ...] = (), parent: QObject | None = None):
        super().__init__(parent)
        self._planned = planned
        self._job: Job[Any] | None = None
        self._left: list[Job[Any]] = []  # cancelled, and still in a step of theirs
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def busy(self) -> bool:
        return self._job is not None

    def start(self, work: Work[Any]) -> None:
        """Carry this out instead of what is under way."""
        self._leave()
        self._job = Job(work)
        self._job.start()
        self._timer.start()

    def cancel(self) -> None:
        """Give up what is under way."""
        if self.busy:
            self._leave()
            self.ended.emit()

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds for the threads of what was cancelled; True when all have ended."""
        until = time.perf_counter() + timeout
        self._left = [job for job in self._left if not job.wait(_left_of(until))]
        return not self._left

    def _leave(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._left = [job for job in (*self._left, self._job) if job.running]
            self._job = None

    @Slot()
    def _poll(self) -> None:
        job = self._job
        if job is None:
            return
        self.progressed.emit(job.progress)
        if job is self._job and not job.running:
            self._timer.stop()
            self._job = None
            self._deliver(job)
            if not self.busy:  # what hears of a result may start something new
                self.ended.emit()

    def _deliver(self, job: Job[Any]) -> None:
        if job.error is None:
            self.finished.emit(job.result())
        elif isinstance(job.error, self._planned):
            self.refused.emit(job.error)
        else:
            self.failed.emit(job.error)


class Jobs(QObject):
    """All lanes of a window: it closes them together, and hears what nobody planned for."""

    failed = Signal(object)  # an exception nobody planned for

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._lanes: list[Lane] = []

    def lane(self, planned: tuple[type[Exception], ...] = ()) -> Lane:
        """Return a new lane, for work of one kind."""
        lane = Lane(planned, self)
        lane.failed.connect(self.failed)
        self._lanes.append(lane)
        return lane

    def cancel(self) -> None:
        """Give up all that is under way."""
        for lane in self._lanes:
            lane.cancel()

    def close(self, timeout: float = 5.0) -> bool:
        """Give all up and wait for their threads, so many seconds at the most; True: all ended."""
        self.cancel()
        until = time.perf_counter() + timeout
        ended = [lane.wait(_left_of(until)) for lane in self._lanes]
        return all(ended)


def _left_of(until: float) -> float:
    return max(until - time.perf_counter(), 0.0)
