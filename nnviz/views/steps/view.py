"""Steps view: every step of the run in a row, those taken and those ahead; a click goes there."""

from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.training.track import Track, why_untracked
from nnviz.views.plotting.plot import empty_label
from nnviz.views.steps.step_table import StepTable
from nnviz.views.view import View


class StepsView(View):
    """The table, or why there is none."""

    needs: ClassVar[frozenset[str]] = frozenset({"track"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._track: Track | None = None
        self.table = StepTable(theme)
        self.table.wanted.connect(self._go_to)
        self.table.hide()
        self.empty = empty_label(theme, tr("The steps of training are listed here."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def draw(self, snapshot: Snapshot) -> None:
        track: Track | None = snapshot.parts.get("track")
        there = track is not None and len(track.iterations) > 0
        if track is not None and there and track is not self._track:
            self.table.show_track(track)
        if not there and "track" in snapshot.parts:
            self._say_why(snapshot)
        self._track = track
        if there is self.table.isHidden():
            self.table.setVisible(there)
            self.empty.setHidden(there)

    def hide_controls(self) -> None:
        for turn in (
            self.table.setVerticalScrollBarPolicy,
            self.table.setHorizontalScrollBarPolicy,
        ):
            turn(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _say_why(self, snapshot: Snapshot) -> None:
        why = why_untracked(snapshot.experiment)
        self.empty.setText(why or tr("The next step diverges: its numbers are too large."))

    @Slot(int)
    def _go_to(self, iteration: int) -> None:
        self.moment_wanted.emit(iteration)
