"""Surroundings: what changes around the views while a lesson is read, and what it points out."""

from typing import TYPE_CHECKING

from nnviz.app.docks.workspace import Workspace
from nnviz.app.lessons.ring import Rings
from nnviz.app.window.run_bar import RunBar
from nnviz.app.window.status_line import StatusLine
from nnviz.language import tr
from nnviz.theme import Theme

if TYPE_CHECKING:
    from nnviz.lessons.lesson import Step


class Surroundings:
    """Run bar, views and status line of one content.

    Next is a lesson's one filled button, so Train has an outline only. For the projector there is
    the lesson alone: neither a run bar nor the views' titles.
    """

    def __init__(self, theme: Theme, bar: RunBar, workspace: Workspace, status: StatusLine):
        self._theme, self._bar, self._workspace, self._status = theme, bar, workspace, status
        self.rings = Rings(theme)

    def show(self, step: "Step | None") -> None:
        """Be as a step wants it, None: as without a lesson."""
        reading = step is not None
        alone = reading and self._theme.projected
        self._bar.show_quiet(reading)
        self._bar.put_away(alone)
        self._workspace.show_bare(alone)
        self._status.show_keys(
            tr("Page Down: next · Page Up: back · Esc: leave the lesson") if reading else ""
        )
        keys = step.highlights if step is not None else frozenset()
        views = [dock for dock in self._workspace.view_docks if dock.key in keys]
        parts = [widgets for key, widgets in self._bar.parts.items() if key in keys and widgets]
        self.rings.show_around(views, self._bar, parts)
