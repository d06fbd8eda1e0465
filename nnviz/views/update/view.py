"""Update view: the rule that makes a new parameter of the old one, with this moment's numbers."""

from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from nnviz.language import tr
from nnviz.selection import Selection
from nnviz.theme import Theme
from nnviz.training.chosen_parameter import chosen_number
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.plot import empty_label
from nnviz.views.update.board import Board
from nnviz.views.update.rule import Update, names_of, update_of
from nnviz.views.view import View


class UpdateView(View):
    """One parameter's update: of the step about to come, else of the last one."""

    needs: ClassVar[frozenset[str]] = frozenset({"track", "last_step", "optimizer_memory"})

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, parent)
        self._snapshot: Snapshot | None = None
        self._number = 0  # of the parameter
        self.update_shown: Update | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Parameter"))
        self.choice.activated.connect(self._choose)
        self.board = Board(theme)
        self.empty = empty_label(theme, tr("What a step makes of a weight is shown here."))
        column = QVBoxLayout(self)
        margin = theme.pixels(16)  # as the titles of the docks
        column.setContentsMargins(margin, theme.pixels(4), margin, theme.pixels(8))
        column.addWidget(self.choice, alignment=Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.board, 1)
        column.addWidget(self.empty, 1)
        self._show_parts(False)

    def draw(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        if not self.needs <= snapshot.parts.keys():
            return
        self._offer(names_of(snapshot))
        found = update_of(snapshot, self._shown_number(snapshot))
        self.update_shown = None if isinstance(found, str) else found
        if isinstance(found, str):
            self.empty.setText(found)
        else:
            self.board.show_update(found)
        self._show_parts(self.update_shown is not None)

    def show_selection(self, selection: Selection) -> None:
        before = self.selection.shown.part
        super().show_selection(selection)
        if selection.shown.part != before and self._snapshot is not None:
            self.draw(self._snapshot)

    def _shown_number(self, snapshot: Snapshot) -> int:
        """Return the number of the weight that is selected, else that of the one chosen here."""
        selected = chosen_number(snapshot, self.selection.shown.part)
        if selected is not None:
            self._number = selected
            self.choice.setCurrentIndex(selected)
        if self._number >= snapshot.experiment.parameter_count:
            self._number = 0
        return self._number

    def _offer(self, names: tuple[str, ...]) -> None:
        shown = tuple(self.choice.itemText(at) for at in range(self.choice.count()))
        if names != shown:
            self.choice.clear()
            self.choice.addItems(list(names))
            self._number = 0

    def _show_parts(self, there: bool) -> None:
        self.empty.setVisible(not there)
        self.board.setVisible(there)
        self.choice.setVisible(there and self.choice.count() > 1)

    @Slot(int)
    def _choose(self, number: int) -> None:
        self._number = number
        if self._snapshot is not None:
            self.draw(self._snapshot)
