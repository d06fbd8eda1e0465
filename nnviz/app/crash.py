"""When something fails that nobody planned for: a log, one dialog, training stopped first."""

import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot

from nnviz.app.crash_log import CrashLog

if TYPE_CHECKING:
    from nnviz.app.dialogs.crash_dialog import CrashDialog
    from nnviz.app.documents import Documents
    from nnviz.session import Session


def log_path() -> Path:
    """Return the file that crashes are written to."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.StateLocation)
    return Path(folder) / "nnviz.log"


class CrashReporter(QObject):
    """Hears of uncaught exceptions in any thread; acts on them in the GUI's."""

    _queued = Signal()

    def __init__(self, session: "Session", documents: "Documents", parent: QObject | None = None):
        super().__init__(parent)
        self._session, self._documents = session, documents
        self._texts: SimpleQueue[str] = SimpleQueue()
        self._dialog: CrashDialog | None = None
        self._log = CrashLog(log_path())
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._queued.connect(self._report, Qt.ConnectionType.QueuedConnection)
        session.failed.connect(self.add)

    def install(self) -> None:
        """Hear of all exceptions from now on."""
        sys.excepthook = self._hear
        threading.excepthook = self._hear_thread
        sys.unraisablehook = self._hear_unraisable

    def remove(self) -> None:
        """Put back the hooks there were."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks

    @property
    def dialog(self) -> "CrashDialog | None":
        """The dialog that is open."""
        return self._dialog

    @Slot(object)
    def add(self, error: BaseException) -> None:
        """Report an exception that somebody has caught."""
        self._queue(_formatted(type(error), error, error.__traceback__))

    def _hear(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._hooks[0](kind, error, trace)
        else:
            self._queue(_formatted(kind, error, trace))

    def _hear_thread(self, args: threading.ExceptHookArgs) -> None:
        name = args.thread.name if args.thread else "?"
        text = _formatted(args.exc_type, args.exc_value, args.exc_traceback)
        self._queue(f"[{name}] {text}")

    def _hear_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        text = _formatted(args.exc_type, args.exc_value, args.exc_traceback)
        self._queue(f"{args.err_msg or 'Ignored'}: {args.object!r}\n{text}")

    def _queue(self, text: str) -> None:
        """Hand the text over: this may be any thread, and no place for a dialog."""
        self._texts.put(text)
        self._queued.emit()

    @Slot()
    def _report(self) -> None:
        try:
            text = self._texts.get_nowait()
        except Empty:
            return
        if self._session.training:
            self._session.pause()
        written = self._log.add(text)
        if self._dialog is not None:
            self._dialog.count_another()
            return
        self._open_dialog(text, written)

    def _open_dialog(self, text: str, written: str) -> None:
        from nnviz.app.dialogs.crash_dialog import CrashDialog

        window = self.parent()
        self._dialog = CrashDialog(text, written, self._documents.save_copy, window)
        self._dialog.finished.connect(self._forget_dialog)
        self._dialog.open()

    @Slot()
    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _formatted(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> str:
    import traceback  # not for the first paint

    return "".join(traceback.format_exception(kind, error, trace))
