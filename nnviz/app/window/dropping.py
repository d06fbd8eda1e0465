"""Files dropped on the window."""

from pathlib import Path

from PySide6.QtGui import QDropEvent

from nnviz.files.model_file import SUFFIX


def dropped_file(event: QDropEvent) -> Path | None:
    """Return the one model file that is being dropped, None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix == SUFFIX else None
