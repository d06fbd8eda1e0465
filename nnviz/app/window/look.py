"""Look: how the window looks: what a person has chosen of it, the projector, the whole screen."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from nnviz.app.docks.workspace import Workspace
from nnviz.app.settings import Settings
from nnviz.app.shades import SHADES
from nnviz.stage import Arrangement


@dataclass(frozen=True)
class BeforeProjector:
    """How the window was before the projector, to be so again after it."""

    arrangement: Arrangement | None = None
    controls: frozenset[str] | None = None
    size: QSize = field(default_factory=QSize)  # of the workspace
    full_screen: bool = False


class Look(QObject):
    """Keeps what is chosen; `wanted` asks for everything to be built anew in it."""

    wanted = Signal()
    changed = Signal()  # without anything to be built
    arranged = Signal()  # all is to be shown where it is by default

    def __init__(self, settings: Settings, window: QWidget, workspace: Callable[[], Workspace]):
        super().__init__(window)
        self._settings, self._window, self._workspace = settings, window, workspace
        self.projector = False
        self.before_projector = BeforeProjector()

    @property
    def full_screen(self) -> bool:
        return self._window.isFullScreen()

    def set_shade(self, shade: str) -> None:
        self._settings.shade = next(known for known in SHADES if known == shade)
        self.wanted.emit()

    def set_language(self, key: str) -> None:
        self._settings.language = key
        self.wanted.emit()

    def set_decimals(self, decimals: int) -> None:
        self._settings.decimals = decimals
        self.wanted.emit()

    def set_reduced_motion(self, reduced: bool) -> None:
        self._settings.reduced_motion = reduced
        self.wanted.emit()

    def set_type_size(self, key: str) -> None:
        """Choose how large the projector's type is."""
        self._settings.type_size = key
        if self.projector:
            self.wanted.emit()

    def arrange(self) -> None:
        """Bring every view back to its default place, and every control into sight."""
        workspace = self._workspace()
        workspace.show_controls(None)
        workspace.show_arrangement(None)
        self.arranged.emit()

    def open_gallery(self) -> None:
        """Show all views there are, with small pictures, to choose from."""
        self._workspace().open_gallery()

    def open_view(self, key: str) -> None:
        """Bring a view to the front."""
        self._workspace().open_view(key)

    def show_one_or_two(self) -> None:
        """Show one view alone, or two side by side."""
        self._workspace().show_one_or_two()

    def set_projector(self, on: bool) -> None:
        """Show everything bigger on the whole screen, or as it was before."""
        if on == self.projector:
            return
        workspace = self._workspace()
        if on and not workspace.projected:
            self.before_projector = BeforeProjector(
                workspace.shown(), workspace.controls, workspace.size(), self.full_screen
            )
        self.projector = on
        self.set_full_screen(on or self.before_projector.full_screen)
        self.wanted.emit()

    def set_full_screen(self, on: bool) -> None:
        state = self._window.windowState() & ~Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | Qt.WindowState.WindowFullScreen if on else state)
        self.changed.emit()

    def leave_screen(self) -> bool:
        """Leave the projector, else the full screen; False if there was neither to leave."""
        if self.projector:
            self.set_projector(False)
        elif self.full_screen:
            self.set_full_screen(False)
        else:
            return False
        return True
