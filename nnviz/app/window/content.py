"""Content: what is within the window, as it was built for one theme and one language."""

from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.app.docks.workspace import Workspace
from nnviz.app.settings import Settings
from nnviz.app.window.actions import Actions
from nnviz.app.window.banner import Banner
from nnviz.app.window.desk import Desk
from nnviz.app.window.run_bar import RunBar
from nnviz.app.window.status_line import StatusLine
from nnviz.experiment import Experiment
from nnviz.shared_selection import SharedSelection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.widgets.override_guard import guarded


@dataclass(frozen=True)
class Remembered:
    """What content that is built anew takes over from the content before it."""

    docks: QByteArray
    options: dict[str, dict[str, bool]] = field(default_factory=dict)  # by the view's key
    news: str = ""


@guarded
class Content(QWidget):
    """Run bar, banner and workspace, and the status line for the window to place."""

    def __init__(
        self,
        theme: Theme,
        selection: SharedSelection,
        desk: Desk,
        settings: Settings,
        projected: bool = False,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click beside a field ends its editing
        self.theme = theme
        self.commands = Actions(theme, desk, self)
        self.run_bar = RunBar(theme, self.commands, settings)
        self.workspace = Workspace(theme, selection, projected)
        self.status = StatusLine(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.run_bar)
        layout.addWidget(self.workspace, 1)
        self.banner = Banner(theme, self)  # over the workspace, which stays where it is
        self.workspace.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.banner.stand_over(self.workspace.geometry())
        return super().eventFilter(watched, event)

    def remembered(self) -> Remembered:
        """Return what the next content is to take over."""
        options = {dock.key: dict(dock.options()) for dock in self.workspace.view_docks}
        return Remembered(self.workspace.arrangement(), options, self.status.news)

    def restore(self, remembered: Remembered, experiment: Experiment) -> None:
        """Take over what was remembered, and show the experiment's choices."""
        self.workspace.restore_arrangement(remembered.docks)
        for dock in self.workspace.view_docks:
            dock.set_options(remembered.options.get(dock.key, {}))
        self.workspace.show_experiment(experiment)
        self.status.say(remembered.news)

    def show_numbers(self, snapshot: Snapshot, training: bool) -> None:
        """Show this moment's numbers."""
        self.run_bar.show_snapshot(snapshot)
        self.status.show_snapshot(snapshot, training)
