"""Opening ordinary files only, though what a path names may change while one looks at it."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from nnviz.language import tr
from nnviz.system_error import NOT_REGULAR, shown_name

READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
# A pipe that nobody writes to would have its reader wait for ever.
AT_ONCE = getattr(os, "O_NONBLOCK", 0)


def open_regular(path: Path) -> BufferedReader:
    """Open an ordinary file for reading, without ever waiting for another process.

    OSError: it is something else, or cannot be opened.
    """
    if "\0" in str(path):
        raise OSError(tr("{name} is no name that a file can have.", name=shown_name(path)))
    _check(os.stat(path).st_mode, path)  # some devices do something when they are opened
    descriptor = os.open(path, READ | AT_ONCE)
    try:
        _check(os.fstat(descriptor).st_mode, path)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _check(mode: int, path: Path) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(NOT_REGULAR, os.strerror(NOT_REGULAR), str(path))
