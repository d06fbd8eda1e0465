"""Turns: work of the GUI's thread in pieces, between which the window stays alive."""

from collections.abc import Generator

from PySide6.QtCore import QObject, QTimer, Slot

BREATH_MS = 1  # between two pieces, for whatever else is waiting
NEXT_TURN_MS = 0  # after it, that what took longer than a breath is not in one turn with a piece


class Turns(QObject):
    """Carries out a generator, one piece in each turn of the event loop."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._pieces: Generator[object, None, object] | None = None
        self._breath = QTimer(self, interval=BREATH_MS, singleShot=True)
        self._turn = QTimer(self, interval=NEXT_TURN_MS, singleShot=True)
        self._breath.timeout.connect(self._turn.start)
        self._turn.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        return self._pieces is not None

    def start(self, pieces: Generator[object, None, object]) -> None:
        """Carry this out from now on; what is under way is given up."""
        self.give_up()
        self._pieces = pieces
        self._breath.start()

    def give_up(self) -> None:
        """Close the generator under way: its `finally` tidies up."""
        self._breath.stop()
        self._turn.stop()
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
        else:
            if pieces is self._pieces:
                self._breath.start()

    def _end(self, pieces: object) -> None:
        if pieces is self._pieces:  # and not of a start within the last piece
            self._pieces = None
