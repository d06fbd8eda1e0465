"""Unsaved work that a signal ends is kept beside the log, and told of at the next start."""

import os
import time
from pathlib import Path

from nnviz.app.crash import log_path
from nnviz.files.model_file import SUFFIX, Model, ModelFileError, write_model
from nnviz.language import tr
from nnviz.session import Session
from nnviz.system_error import cannot_write

MAX_KEPT = 8  # files; the oldest go first


def folder() -> Path:
    return log_path().parent / "unsaved"


def keep(session: Session) -> str:
    """Write the session's work to a file of its own; return what became of it, a sentence."""
    name = f"{time.strftime('%Y-%m-%d-%H-%M-%S')}-{os.getpid()}{SUFFIX}"  # windows end together
    path = folder() / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_model(path, Model(*session.state()))
    except ModelFileError as error:
        return tr("Unsaved work could not be kept: {reason}", reason=error)
    except OSError as error:
        return tr("Unsaved work could not be kept: {reason}", reason=cannot_write(path, error))
    _remove_oldest()
    return tr("Unsaved work is kept in {path}.", path=path)


def kept_since(moment: float) -> list[Path]:
    """Return what was kept after a moment in seconds since 1970, the latest last."""
    return [path for path in _kept() if _written_at(path) > moment]


def _kept() -> list[Path]:
    return sorted(folder().glob(f"*{SUFFIX}"), key=_written_at)


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another window has just removed it
        return 0.0


def _remove_oldest() -> None:
    for path in _kept()[:-MAX_KEPT]:
        path.unlink(missing_ok=True)
