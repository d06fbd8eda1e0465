"""Content: what is within the window, as it was built for one theme and one language."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QVBoxLayout, QWidget

from nnviz.app.docks.workspace import Workspace
from nnviz.app.staging import show_stage
from nnviz.app.window.banner import Banner
from nnviz.app.window.command_actions import Actions
from nnviz.app.window.desk import Desk
from nnviz.app.window.run_bar import RunBar
from nnviz.app.window.status_line import StatusLine
from nnviz.experiment import Experiment
from nnviz.shared_selection import SharedSelection
from nnviz.stage import Stage
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.style_sheet import wear, wear_colors
from nnviz.work import Work

if TYPE_CHECKING:
    from nnviz.app.lessons.column import LessonColumn
    from nnviz.app.lessons.surroundings import Surroundings


@dataclass(frozen=True)
class Remembered:
    """What content that is built anew takes over from the content before it."""

    stage: Stage
    size: QSize | None = None  # of the workspace, where the docks are to be just as they were
    options: dict[str, dict[str, bool]] = field(default_factory=dict)  # by the view's key
    news: str = ""


@guarded
class Content(QWidget):
    """Run bar, banner, workspace and status line, all in the theme's look.

    It is built in pieces, by `build`; from the first on it has a parent, lest Python deletes what
    is given up half-way in the thread it happens to collect garbage in.
    """

    run_bar: RunBar
    workspace: Workspace
    status: StatusLine
    banner: Banner

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget):
        super().__init__(parent)
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click beside a field ends its editing
        self.theme, self._desk, self._settings = theme, desk, desk.settings
        self.lesson: LessonColumn | None = None  # beside the views, while one is read
        self._surroundings: Surroundings | None = None
        self.commands = Actions(theme, desk, self)

    def build(
        self, selection: SharedSelection, projected: bool = False, views: Collection[str] = ()
    ) -> Work[None]:
        """Build all there is, and these views; the others come when they are first seen."""
        wear_colors(self, self.theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.run_bar = RunBar(self.theme, self.commands, self._settings, self)
        layout.addWidget(self.run_bar)
        yield 0.2
        self.workspace = Workspace(self.theme, selection, projected, self)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._stage = QVBoxLayout()
        self._stage.setSpacing(0)
        self._stage.addWidget(self.workspace, 1)
        self._middle.addLayout(self._stage, 1)
        layout.addLayout(self._middle, 1)
        yield 0.4
        for _ in self.workspace.build(views):
            yield 0.6
        layout.addLayout(self._last_row())
        yield 0.8
        # Last, for with it Qt looks for a widget's rules anew with every parent that it gets.
        wear(self, self.theme)

    def _last_row(self) -> QHBoxLayout:
        """Return the line that the banner shares with the status line, and opens without a move."""
        self.banner = Banner(self.theme, self)
        self.status = StatusLine(self.theme)
        self.status.setMinimumHeight(self.banner.height())
        self.banner.opened.connect(self.status.make_way)
        self.banner.closed.connect(self.status.take_room)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.banner, 1)
        row.addWidget(self.status)
        return row

    def options(self) -> dict[str, dict[str, bool]]:
        """Return how the switches of every view stand, by its key."""
        return {dock.key: dict(dock.options()) for dock in self.workspace.view_docks}

    def remembered(self, stage: Stage) -> Remembered:
        """Return what the next content is to take over, with the stage as it is here."""
        return Remembered(stage, None, self.options(), self.status.news)

    def restore(self, remembered: Remembered, experiment: Experiment) -> None:
        """Take over what was remembered, and show the experiment's choices."""
        show_stage(self.workspace, self.run_bar, remembered.stage)
        if remembered.size is not None:
            self.workspace.restore_exactly(remembered.stage.arrangement, remembered.size)
        for dock in self.workspace.view_docks:
            dock.set_options(remembered.options.get(dock.key, {}))
        self.workspace.show_experiment(experiment)
        self.status.say(remembered.news)
        self.show_lesson()

    def show_lesson(self) -> None:
        """Have the lesson that is read beside the views, and around them what goes with it."""
        reader, before = self._desk.reader, self.lesson
        if reader.reading and before is None:
            from nnviz.app.lessons.column import LessonColumn  # the window starts without it

            self.lesson = LessonColumn(self.theme, reader)
            self._middle.insertWidget(0, self.lesson)
            self._stage.addWidget(self.lesson.strip)
        elif before is not None and not reader.reading:
            for part in (before, before.strip):
                part.hide()
                part.deleteLater()
            self.lesson = None
        self.show_step()

    def show_step(self) -> None:
        """Have around the views what the lesson's step wants there."""
        reader = self._desk.reader
        if self.lesson is not None:
            self.lesson.fit(self.width())
        if self._surroundings is None and reader.reading:
            from nnviz.app.lessons.surroundings import Surroundings

            self._surroundings = Surroundings(self.theme, self.run_bar, self.workspace, self.status)
        if self._surroundings is not None:
            self._surroundings.show(reader.step if reader.reading else None)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show these choices."""
        self.workspace.show_experiment(experiment)
        if self.lesson is not None:
            self.lesson.show_experiment(experiment)

    def put_away(self) -> None:
        """Hide it, with the views that are windows of their own."""
        self.hide()
        for dock in self.findChildren(QDockWidget):
            if dock.isFloating():
                dock.hide()

    def show_numbers(self, snapshot: Snapshot, training: bool) -> None:
        """Show this moment's numbers."""
        self.run_bar.show_snapshot(snapshot)
        self.status.show_snapshot(snapshot, training)
        if self.lesson is not None:
            self.lesson.show_snapshot(snapshot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.lesson is not None:
            self.lesson.fit(self.width())
