"""Part files: what is being written beside a file until it takes its place, and those left behind.

Whoever writes one holds a lock on it. So what a process left that was ended amid its work can be
told from what is still being written.
"""

import os
import re
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

NAME = re.compile(r"\.nnviz-[0-9a-f]{16}\.part")
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

if sys.platform == "win32":

    def _lock(_descriptor: int) -> None:
        """Do nothing: what is open cannot be removed there."""

    def _remove_if_dead(path: Path) -> None:
        path.unlink()

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        """Lock a file for as long as it is open. OSError: there are no locks on this disk."""
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _remove_if_dead(path: Path) -> None:
        """Remove a part file unless it is locked. OSError: it is, or cannot be opened."""
        # Only what is open for writing can be locked on every disk.
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(descriptor)


def new_part(folder: Path, mode: int) -> tuple[Path, BinaryIO]:
    """Make a part file with these permissions, less those the process never gives, and lock it."""
    while True:
        path = folder / f".nnviz-{secrets.token_hex(8)}.part"
        stream = os.fdopen(os.open(path, NEW, mode), "wb")
        with suppress(OSError):  # on a disk without locks nobody removes another's either
            _lock(stream.fileno())
        if path.exists():
            return path, stream
        stream.close()  # somebody took it for one left behind before it was locked


def remove_dead(folder: Path) -> None:
    """Remove the part files in a folder that nobody is writing, as far as one may."""
    with suppress(OSError):
        found = [path for path in folder.iterdir() if NAME.fullmatch(path.name)]
        for path in found:
            with suppress(OSError):
                _remove_if_dead(path)
