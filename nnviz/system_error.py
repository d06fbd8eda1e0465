"""Why a file cannot be read or written: the system's error in a sentence that names the file."""

import errno
from pathlib import Path

from nnviz.language import tr

NOT_REGULAR = errno.EINVAL  # what this package reports for a device or a pipe


def shown_name(path: Path) -> str:
    """Return the file's name on one line."""
    name = path.name or str(path)
    return "".join(letter if letter.isprintable() else "�" for letter in name)


def cannot_read(path: Path, error: OSError) -> str:
    """Return the sentence for a file that cannot be read."""
    name, reason = shown_name(path), _reason(error)
    return _own_sentence(error) or tr(
        "{name} cannot be opened: {reason}.", name=name, reason=reason
    )


def cannot_write(path: Path, error: OSError) -> str:
    """Return the sentence for a file that cannot be written."""
    name, reason = shown_name(path), _reason(error)
    return _own_sentence(error) or tr("{name} cannot be saved: {reason}.", name=name, reason=reason)


def cannot_print(error: OSError) -> str:
    """Return the sentence for a standard output that takes nothing."""
    return tr("The output cannot be written: {reason}.", reason=_reason(error))


def _own_sentence(error: OSError) -> str:
    """Return what an OSError without a number says: those are raised by us, with a sentence."""
    return "" if error.errno else str(error)


def _reason(error: OSError) -> str:
    reasons = {
        errno.ENOENT: tr("there is no such file or folder"),
        errno.ENOTDIR: tr("there is no such file or folder"),
        errno.EISDIR: tr("it is a folder"),
        errno.EACCES: tr("permission is missing"),
        errno.EPERM: tr("permission is missing"),
        errno.EROFS: tr("the disk is read-only"),
        errno.ENOSPC: tr("the disk is full"),
        errno.EDQUOT: tr("the disk is full"),
        errno.ENAMETOOLONG: tr("its name is too long"),
        NOT_REGULAR: tr("it is not an ordinary file"),
    }
    return reasons.get(error.errno or 0) or error.strerror or type(error).__name__
