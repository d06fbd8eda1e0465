"""Ctrl-C, kill and a terminal that closes: what the wish to end the program does."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

Handler = Callable[[int, FrameType | None], object] | int | None

# Windows has no SIGHUP.
ENDING_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Interruption:
    """Ends the process at once, as long as nothing is lost by it; the wish is kept while held.

    Nothing is raised in either case, so there is neither a traceback nor half of a file.
    """

    def __init__(self) -> None:
        self.signal: int | None = None  # the first that came while held
        self._holding = False
        self._before: dict[int, Handler] = {}

    @property
    def exit_code(self) -> int:
        return exit_code(self.signal or signal.SIGINT)

    def install(self) -> None:
        """Hear of the signals from now on, but of those that are ignored, as under nohup."""
        heard = [number for number in ENDING_SIGNALS if not is_ignored(number)]
        self._before = {number: signal.signal(number, self._hear) for number in heard}

    def remove(self) -> None:
        """Put back what there was."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the wish until the work within has been done."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if not self._holding:
            os._exit(exit_code(number))
        self.signal = self.signal or number


def exit_code(number: int) -> int:
    """Return the exit code that shells give to a process which a signal has ended."""
    return 128 + number


def is_ignored(number: int) -> bool:
    """Say whether the signal is not to be heard, which whoever started the program has decided."""
    return signal.getsignal(number) is signal.SIG_IGN
