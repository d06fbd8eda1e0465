"""The log of what failed that nobody planned for. It never fails itself."""

import os
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from nnviz.language import tr
from nnviz.system_error import cannot_write

MAX_BYTES = 500_000
KEPT = 3  # older ones, beside the one that is written


class CrashLog:
    """A file that texts are added to; when it is full it becomes an older one."""

    def __init__(self, path: Path):
        self._path = path

    def add(self, text: str) -> str:
        """Write a text down; return where it is, or why it could not be, in a sentence."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > MAX_BYTES:
                self._make_room()
            line = f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {text}\n"
            with open(
                self._path, "a", encoding="utf-8", errors="backslashreplace", opener=_open_at_once
            ) as stream:
                stream.write(line)
        except OSError as error:
            return cannot_write(self._path, error)
        return tr("It is written down in {path}", path=self._path)

    def _make_room(self) -> None:
        """Rename every file to that of an older one; the oldest is lost."""
        files = [self._path, *(Path(f"{self._path}.{age}") for age in range(1, KEPT + 1))]
        for younger, older in reversed(list(pairwise(files))):
            if younger.exists():
                younger.replace(older)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting for a reader, should it be a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
