"""RoomKeeper: nothing leaves the window: where there is no room, neighbours become tabs."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow

from nnviz.app.docks.folding import SEPARATOR, folded
from nnviz.app.docks.placing import Docks, shown_arrangement
from nnviz.stage import Arrangement
from nnviz.widgets.override_guard import guarded

BUSY_MS = 50  # a person is dragging something


@dataclass(frozen=True)
class Unfolded:
    """How the docks were when there was room for them, and how they have been since."""

    state: QByteArray
    needed: QSize
    since: tuple[tuple[str, ...], ...]  # the views of each place


@guarded
class RoomKeeper(QObject):
    """Watches a window of docks. What it folds, it unfolds when there is room again."""

    def __init__(
        self,
        area: QMainWindow,
        side: QDockWidget,
        docks: Docks,
        arrange: Callable[[Arrangement], object],
        save: Callable[[], QByteArray],
        restore: Callable[[QByteArray], object],
    ):
        """`arrange` shows an arrangement; `save` and `restore` know all that Qt knows of one."""
        super().__init__(area)
        self._area, self._side, self._docks = area, side, docks
        self._arrange, self._save, self._restore = arrange, save, restore
        self._unfolded: Unfolded | None = None
        self._settling = QTimer(self)  # not while Qt lays the docks out
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._settle)
        area.installEventFilter(self)

    @property
    def state(self) -> QByteArray | None:
        """The arrangement that comes back when there is room for it, None: it is there."""
        if self._unfolded is None or self._unfolded.since != _views(self._shown()):
            return None
        return self._unfolded.state

    def has_room(self, arrangement: Arrangement) -> bool:
        """Say whether there is room for it, with one view behind another only where it says so."""
        return _views(self._folded(arrangement)) == _views(arrangement)

    def forget(self) -> None:
        """Take the arrangement there is now for the one that is wanted."""
        self._unfolded = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Not even measured here: Qt may be in the middle of taking a style sheet over.
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._settling.start(0)
        return super().eventFilter(watched, event)

    @property
    def _lacks_room(self) -> bool:
        least = self._area.minimumSizeHint()
        return least != least.boundedTo(self._area.size())

    @Slot()
    def _settle(self) -> None:
        if not self._area.isVisible():
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._settling.start(BUSY_MS)
        elif self._lacks_room:
            self._fold()
        elif self._unfolded is not None:
            self._unfold(self._unfolded)

    def _fold(self) -> None:
        shown = self._shown()
        fitting = self._folded(shown)
        if _views(fitting) == _views(shown):
            return  # one place is the least there can be
        state, needed = self.state, self._area.minimumSizeHint()
        if state is None or self._unfolded is None:
            state = self._save()
        else:
            needed = self._unfolded.needed
        self._arrange(fitting)
        self._unfolded = Unfolded(state, needed, _views(fitting))

    def _folded(self, arrangement: Arrangement) -> Arrangement:
        sizes = {key: dock.least.toTuple() for key, dock in self._docks.items()}
        taken = 0 if self._side.isHidden() else self._side.minimumSizeHint().width() + SEPARATOR
        room = (self._area.width() - taken, self._area.height())
        return folded(arrangement, room, sizes)

    def _unfold(self, before: Unfolded) -> None:
        if before.since != _views(self._shown()):
            self.forget()  # a person has arranged the views anew
        elif before.needed == before.needed.boundedTo(self._area.size()):
            self.forget()
            self._restore(before.state)

    def _shown(self) -> Arrangement:
        return shown_arrangement(self._area, self._docks)


def _views(arrangement: Arrangement) -> tuple[tuple[str, ...], ...]:
    return tuple(tabs.keys for tabs in arrangement.places)
