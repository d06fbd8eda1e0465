"""Long work as a generator: it yields the share done and returns its result.

Whoever carries it out decides where: at once, with `finish`, or on a thread of its own, as a Job.
Between two shares it can be given up: the generator is closed, and its `finally` tidies up.
"""

import threading
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

ResultT = TypeVar("ResultT")
Work = Generator[float, None, ResultT]


def finish(work: Work[ResultT]) -> ResultT:
    """Carry it out here and now, and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: ResultT = end.value
            return result


def portion(work: Work[ResultT], begin: float, end: float) -> Work[ResultT]:
    """Carry it out as a part of larger work, which it takes from one share to another."""
    try:
        while True:
            try:
                yield begin + (end - begin) * next(work)
            except StopIteration as stop:
                result: ResultT = stop.value
                return result
    finally:
        work.close()


@dataclass(frozen=True)
class Progress:
    """How far work has come: the share done, from 0 to 1, and the seconds it has taken."""

    share: float
    elapsed: float

    @property
    def remaining(self) -> float | None:
        """The seconds still to come if it goes on as it did; None: nobody can tell yet."""
        return self.elapsed * (1 - self.share) / self.share if self.share > 0 else None


class Job(Generic[ResultT]):
    """Work on a thread of its own. Every method may be called from any thread."""

    def __init__(self, work: Work[ResultT]):
        self._work = work
        self._share, self._began = 0.0, time.perf_counter()
        self._cancelled = threading.Event()
        self._results: list[ResultT] = []  # one, when it is there
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self.carry_out, name="nnviz-job", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._began = time.perf_counter()
        self._thread.start()

    def cancel(self) -> None:
        """Have it given up after the share under way; nothing comes of it from now on."""
        self._cancelled.set()
        self._results.clear()  # they may be large

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds for the thread's end; True when it has ended."""
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def progress(self) -> Progress:
        return Progress(self._share, time.perf_counter() - self._began)

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def error(self) -> Exception | None:
        """What it failed with, None if it has not."""
        return self._error

    def result(self) -> ResultT:
        """Return what it came to. RuntimeError: it has not ended, or failed, or was cancelled."""
        if not self._results:
            raise RuntimeError("this job has no result")
        return self._results[0]

    def carry_out(self) -> None:
        """Go from share to share until the end or the cancelling; the body of the thread."""
        try:
            while not self.cancelled:
                self._share = next(self._work)
        except StopIteration as end:
            self._share = 1.0
            self._results.append(end.value)
        except Exception as error:
            self._error = error
        finally:
            self._work.close()
            if self.cancelled:  # perhaps just before the result was there
                self._results.clear()
