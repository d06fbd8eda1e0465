"""Garbage: collected in the GUI's thread only.

Python collects in whichever thread happens to make the next object, and with what it finds there
Qt's objects and pictures would be deleted in the thread that trains, amid their use in Qt's.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_MS = 200
GENERATIONS = range(3)


class Garbage(QObject):
    """Looks from time to time whether Python would collect, and does it in its own turn."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._collect)

    def start(self) -> None:
        """Take the collecting over; what there is now stays."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def _collect(self) -> None:
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [number for number in GENERATIONS if counts[number] > thresholds[number]]
        if due:
            gc.collect(due[-1])
