"""Ctrl-C, kill and a terminal that closes, as they reach a window: between two of Qt's events."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

from nnviz.app.command.interruption import ENDING_SIGNALS, Handler, is_ignored


class EndingSignals(QObject):
    """Says which signal asks the program to end.

    Python itself would act on it whenever its code runs next, which may be amid Qt's painting, and
    an exception there ends the process. So a handler does nothing, and the number that Python
    writes to a socket wakes Qt.
    """

    heard = Signal(int)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._ends: tuple[socket.socket, ...] = ()  # the one read from, and the one written to
        self._notifier: QSocketNotifier | None = None
        self._before: dict[int, Handler] = {}
        self._woken_before = -1

    def install(self) -> None:
        """Hear of the signals from now on, but of those that are ignored, as under nohup."""
        self._ends = reading, writing = socket.socketpair()
        for end in self._ends:
            end.setblocking(False)
        self._notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._woken_before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        heard = [number for number in ENDING_SIGNALS if not is_ignored(number)]
        self._before = {number: signal.signal(number, _leave_to_qt) for number in heard}

    def remove(self) -> None:
        """Put back what there was."""
        if self._notifier is None:
            return
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken_before)
        self._notifier.setEnabled(False)
        self._notifier.deleteLater()
        self._notifier = None
        for end in self._ends:
            end.close()

    @Slot()
    def _hear(self) -> None:
        for number in self._ends[0].recv(64):
            if number in self._before:
                self.heard.emit(number)


def _leave_to_qt(_number: int, _frame: FrameType | None) -> None:
    pass
