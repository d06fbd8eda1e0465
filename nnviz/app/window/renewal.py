"""Renewal: another look without a pause: the old content is seen until the new one is drawn."""

import time
from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, Signal, Slot

from nnviz.app.turns import Turns
from nnviz.app.window.content import Content, Remembered
from nnviz.app.window.content_stack import ContentStack
from nnviz.app.window.desk import Desk
from nnviz.shared_selection import SharedSelection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot

FRAME_TIMEOUT_S = 0.5  # for which a frame with all that the views draw is waited for

Pieces = Generator[float | None, None, None]


class Renewal(QObject):
    """Builds content in pieces beneath the one that is seen, has it drawn and brings it up.

    What is there stays alive meanwhile; training goes on.
    """

    came_up = Signal(object)  # the Content that is seen from now on

    def __init__(self, stack: ContentStack, desk: Desk, selection: SharedSelection):
        super().__init__(stack)
        self._stack, self._desk, self._selection = stack, desk, selection
        self._turns = Turns(self)
        self._snapshot: Snapshot | None = None

    @property
    def under_way(self) -> bool:
        """Whether content is being built that has not come up yet."""
        return self._turns.busy

    @Slot(object)
    def take_frame(self, snapshot: Snapshot) -> None:
        """Remember the moment that new content is to show."""
        self._snapshot = snapshot

    def start(
        self, theme: Theme, projected: bool, before: Content, remember: Callable[[], Remembered]
    ) -> None:
        """Have content in this theme come up in the place of another, and take over from it."""
        self._turns.start(self._pieces(theme, projected, before, remember))

    def give_up(self) -> None:
        """Keep what is seen."""
        self._turns.give_up()

    def _pieces(
        self, theme: Theme, projected: bool, before: Content, remember: Callable[[], Remembered]
    ) -> Pieces:
        session, kept = self._desk.session, False
        views = {dock.key for dock in before.workspace.view_docks if dock.seen}
        content = Content(theme, self._desk, self._stack)
        try:
            yield from content.build(self._selection, projected, views)
            yield None
            experiment = session.experiment
            content.restore(remember(), experiment)
            yield None
            self._stack.put_beneath(content)
            yield None
            yield from self._draw(content)
            if session.experiment is not experiment:
                content.workspace.show_experiment(session.experiment)
            kept = True
        finally:
            if not kept:
                self._stack.remove(content)
        self.came_up.emit(content)

    def _draw(self, content: Content) -> Pieces:
        """Draw what will be in sight, one view in a turn, of a frame that has it all."""
        docks = [dock for dock in content.workspace.view_docks if not dock.isHidden()]
        views = [dock.view for dock in docks if dock.view is not None]
        needs = frozenset[str]().union(*(view.needs for view in views))
        self._desk.session.set_needs(needs)
        patience_ends = time.perf_counter() + FRAME_TIMEOUT_S
        while not self._has(needs) and time.perf_counter() < patience_ends:
            yield None
        snapshot = self._snapshot
        if snapshot is None:
            return
        content.show_numbers(snapshot, self._desk.session.training)
        for view in views:
            if view.needs <= snapshot.parts.keys():
                for _ in view.prepared(snapshot):
                    yield None
                view.draw(snapshot)
                yield None
        for dock in content.workspace.docks:
            if not dock.isHidden():
                self._stack.rehearse(content, dock)
                yield None

    def _has(self, needs: frozenset[str]) -> bool:
        return self._snapshot is not None and needs <= self._snapshot.parts.keys()
