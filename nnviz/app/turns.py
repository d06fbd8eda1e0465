"""Turns: work of the GUI's thread in pieces, between which the window stays alive."""

from collections.abc import Generator

from PySide6.QtCore import QObject, QTimer, Slot

BREATH_MS = 1  # between two pieces, for whatever else is waiting


class Turns(QObject):
    """Carries out a generator, one piece in each turn of the event loop."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._pieces: Generator[object, None, object] | None = None
        self._timer = QTimer(self, interval=BREATH_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        return self._pieces is not None

    def start(self, pieces: Generator[object, None, object]) -> None:
        """Carry this out from now on; what is under way is given up."""
        self.give_up()
        self._pieces = pieces
        self._timer.start()

    def give_up(self) -> None:
        """Close the generator under way: its `finally` tidies up."""
        self._timer.stop()
        pieces, self._pieces = self._pieces, None
        if pieces is not None:
            pieces.close()

    @Slot()
    def _go_on(self) -> None:
        pieces = self._pieces
        if pieces is None:
            return
        try:
            next(pieces)
        except StopIteration:
            self._end(pieces)
        except Exception:
            self._end(pieces)
            raise

    def _end(self, pieces: object) -> None:
        if pieces is self._pieces:  # and not of a start within the last piece
            self._timer.stop()
            self._pieces = None
