"""Writing a file so that it is the old one or the new one, whole, whatever happens on the way."""

import errno
import os
import secrets
import stat
from pathlib import Path

from nnviz.files.system_error import NOT_REGULAR


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
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside the file, flush to the disk, rename. OSError: the old file is as it was.

    A file that was there keeps its permissions; a symbolic link stays one, its target is written.
    """
    target = Path(os.path.realpath(path))
    check_writable(target)
    temporary = target.with_name(f".nnviz-{secrets.token_hex(8)}.part")
    try:
        _write_new(temporary, content)
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def _write_new(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
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
