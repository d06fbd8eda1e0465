"""Writing a file so that it is the old one or the new one, whole, whatever happens on the way."""

import errno
import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from nnviz.files.leftover_parts import new_part, remove_dead
from nnviz.system_error import NOT_REGULAR
from nnviz.work import Work, finish

CHUNK_BYTES = 4 * 2**20  # from one share of the work to the next
ANY_NEW_FILE = 0o666  # of which the process takes what it never gives


@dataclass(frozen=True)
class Stamp:
    """By what a file is known to be the one it was, and not another or changed."""

    device: int
    inode: int
    size: int
    modified_ns: int


def stamp_of(place: Path | int) -> Stamp:
    """Return the stamp of a path or of an open file. OSError: there is none."""
    found = os.stat(place)
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def check_writable(path: Path) -> None:
    """Raise the OSError that writing the file would end in, as far as one can tell before."""
    path = Path(os.path.realpath(path))
    folder = path.parent
    if not folder.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(NOT_REGULAR, os.strerror(NOT_REGULAR), str(path))
    for place in (path, folder):
        if place.exists() and not os.access(place, os.W_OK):
            reason = errno.EROFS if _is_on_read_only_disk(place) else errno.EACCES
            raise OSError(reason, os.strerror(reason), str(place))


def _is_on_read_only_disk(place: Path) -> bool:
    if sys.platform == "win32":
        return False
    return bool(os.statvfs(place).f_flag & os.ST_RDONLY)


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside the file, flush to the disk, rename. OSError: the old file is as it was.

    A file that was there keeps its permissions; a symbolic link stays one, its target is written.
    """
    finish(writing(path, [memoryview(content)]))


def writing(path: Path, parts: Sequence[memoryview]) -> Work[Stamp]:
    """Write parts of bytes one after another, as `write_atomically` does; return the file's stamp.

    Given up before its end, it leaves the old file as it was.
    """
    target = Path(os.path.realpath(path))
    check_writable(target)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    temporary, stream = new_part(target.parent, ANY_NEW_FILE if mode is None else mode)
    try:
        with stream:
            if mode is not None:
                temporary.chmod(mode)
            yield from _write_all(stream, parts)
            stamp = stamp_of(stream.fileno())
            if sys.platform != "win32":
                temporary.replace(target)  # before the lock is gone
        if sys.platform == "win32":
            temporary.replace(target)  # what is open there cannot be renamed
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)
    remove_dead(target.parent)
    return stamp


def _write_all(stream: BinaryIO, parts: Sequence[memoryview]) -> Work[None]:
    total, written = max(sum(part.nbytes for part in parts), 1), 0
    for part in parts:
        for begin in range(0, part.nbytes, CHUNK_BYTES):
            yield written / total
            written += stream.write(part[begin : begin + CHUNK_BYTES])
    stream.flush()
    os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    """Have the new name reach the disk too, where the system lets a folder be opened."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(descriptor)
    except OSError:  # some network file systems cannot; the file itself is safe by now
        pass
    finally:
        os.close(descriptor)
