"""The terminal the program was started from: full, closed or gone, it ends no work."""

import os
import sys
from functools import cache
from typing import TextIO

STANDARD_DESCRIPTORS = (0, 1, 2)


class LastingStream:
    """Takes what is written even when nobody can read it any more."""

    def __init__(self, stream: TextIO):
        self._stream = stream

    @property
    def encoding(self) -> str:
        return self._stream.encoding

    def fileno(self) -> int:
        return self._stream.fileno()

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except (OSError, ValueError):  # ValueError: it has been closed
            discard(self._stream)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except (OSError, ValueError):
            discard(self._stream)


def is_there() -> bool:
    """Say whether the program was started from a terminal, at which somebody reads."""
    return any(
        stream is not None and not stream.closed and stream.isatty()
        for stream in (sys.stdin, sys.stderr)
    )


def say(text: str) -> None:
    """Write to standard output, unless its reader has gone. OSError: it cannot be written."""
    if sys.stdout is None:  # a windowed launcher has none
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        discard(sys.stdout)
    except OSError:
        discard(sys.stdout)
        raise


def complain(sentence: str) -> None:
    """Write one line to standard error, if there is one that takes it."""
    if sys.stderr is not None:
        stream = LastingStream(sys.stderr)
        stream.write(f"nnviz: {sentence}\n")
        stream.flush()


@cache
def complain_once(sentence: str) -> None:
    """Write the line to standard error for the first time only."""
    complain(sentence)


def discard(stream: TextIO) -> None:
    """Let all that is written from now on, and the interpreter's last flush, go nowhere."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):  # not a file of the system's
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def fill_standard_descriptors() -> None:
    """Put nothing in the place of what was closed at the start.

    Else the next file to be opened gets that number, and a library's warnings are written into it.
    """
    for descriptor in STANDARD_DESCRIPTORS:
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
