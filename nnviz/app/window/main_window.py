"""The main window: run bar, banner, workspace and status line over one session."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QMenuBar

from nnviz.app.documents import Documents
from nnviz.app.settings import STEP_UNITS, Settings
from nnviz.app.shades import SHADES
from nnviz.app.window.actions import Actions, Commands
from nnviz.app.window.change_words import change_text
from nnviz.app.window.content import Arrangement, Content, Remembered
from nnviz.app.window.menus import Menus
from nnviz.app.window.placement import limit_size, restore_place
from nnviz.app.window.pressing_keys import PressingKeys
from nnviz.app.window.remedies import FindWay, past
from nnviz.engine.ending import Ending
from nnviz.experiment import Experiment
from nnviz.files.model_file import SUFFIX
from nnviz.jobs import Jobs
from nnviz.language import tr
from nnviz.session import Session
from nnviz.shared_selection import SharedSelection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.widgets.override_guard import guarded


@guarded
class MainWindow(QMainWindow):
    """Connects what a person does to the session, and what the session says to what they see.

    For another language, theme or size of type all within is built anew; training goes on.
    """

    look_wanted = Signal()  # settings or projector have changed: build anew
    closed = Signal()

    def __init__(self, session: Session, settings: Settings, theme: Theme):
        super().__init__()
        self.projector = False
        self._session, self._settings = session, settings
        self.jobs = Jobs(self)
        self.documents = Documents(session, settings, self.jobs, parent=self)
        self.selection = SharedSelection(session.experiment, parent=self)
        self._experiment = session.experiment
        self._snapshot: Snapshot | None = None
        self._warning: Ending | None = None  # the latest of training that was shown
        self._before_projector = Arrangement()
        self.setAcceptDrops(True)
        PressingKeys(self)
        limit_size(self)
        restore_place(self, settings.geometry)
        self._build(theme, Remembered(settings.docks))
        self._listen()

    @property
    def content(self) -> Content:
        """What is within the window now."""
        return self._content

    @property
    def snapshot(self) -> Snapshot | None:
        """The moment shown."""
        return self._snapshot

    # Building

    def rebuild(self, theme: Theme) -> None:
        """Build everything within anew, for another theme or language."""
        self._theme = theme
        remembered = self._content.remembered()
        if self.projector != self._content.workspace.projected:
            docks = QByteArray() if self.projector else self._before_projector.docks
            remembered = replace(remembered, docks=docks)
        self._renew(remembered)

    def _renew(self, remembered: Remembered) -> None:
        offered = self._content.banner.offered
        self._actions.forget()
        self._build(self._theme, remembered)
        if offered:
            self._offer(self._find_way, self._take_way)

    def _build(self, theme: Theme, remembered: Remembered) -> None:
        self._theme = theme
        self.selection.end_pointing()
        self._actions = Actions(theme, self._commands(), self)
        self._content = Content(
            theme, self.selection, self._actions, self._settings, self.projector
        )
        self._connect_content()
        self.setStatusBar(self._content.status)
        self.setCentralWidget(self._content)
        self._fill_menus()
        self._content.restore(remembered, self._experiment)
        if self._snapshot is not None:
            self._content.show_numbers(self._snapshot, self._session.training)
        self._show_training(self._session.training)
        self._show_undo()
        self._show_title()
        if self.isVisible():
            self._content.show()  # else it could not take the focus yet
        self._content.setFocus()
        self._session.ask_frame()

    def _fill_menus(self) -> None:
        bar = QMenuBar()  # clear() would leave the menus of the one before alive
        self.setMenuBar(bar)
        menus = Menus(bar, self._actions, self._settings)
        menus.add_file(self.documents.open_path)
        menus.add_edit()
        docks = [dock.toggleViewAction() for dock in self._content.workspace.docks]
        menus.add_view(docks, self._set_shade, self._set_language, self._set_decimals)
        menus.add_train()
        menus.add_help()
        self._actions.projector.setChecked(self.projector)
        self._actions.full_screen.setChecked(self.isFullScreen())
        self._actions.reduced_motion.setChecked(self._settings.reduced_motion)

    def _connect_content(self) -> None:
        workspace, bar = self._content.workspace, self._content.run_bar
        status = self._content.status
        workspace.edited.connect(self._session.set_experiment)
        workspace.parameter_edited.connect(self._set_parameter)
        workspace.needs_changed.connect(self._session.set_needs)
        workspace.frame_wanted.connect(self._session.ask_frame)
        workspace.picture_wanted.connect(self._save_picture)
        status.cancel_wanted.connect(self.documents.cancel)
        self.documents.progressed.connect(status.show_work)
        self.documents.rested.connect(status.end_work)
        bar.speed_changed.connect(self._set_speed)
        bar.unit_changed.connect(self._set_unit)

    def _listen(self) -> None:
        session = self._session
        session.frame_ready.connect(self._draw_frame)
        session.experiment_changed.connect(self.selection.follow)
        session.experiment_changed.connect(self._show_experiment)
        session.training_changed.connect(self._show_training)
        session.stopped.connect(self._explain_stop)
        session.told.connect(self._say)
        session.refused.connect(self._warn)
        session.undo_changed.connect(self._show_undo)
        session.modified_changed.connect(self.setWindowModified)
        self.documents.path_changed.connect(self._show_title)
        self.documents.path_changed.connect(self._close_banner)
        self.documents.done.connect(self._say)
        self.documents.failed.connect(self._warn)
        session.set_speed(self._settings.speed)

    def _commands(self) -> Commands:
        session, documents = self._session, self.documents
        return Commands(
            new=documents.new,
            open=documents.open,
            save=documents.save,
            save_as=documents.save_as,
            export_picture=self._save_first_picture,
            quit=self.close,
            undo=session.undo,
            redo=session.redo,
            toggle_training=session.toggle,
            pause=session.pause,
            step=self._step,
            back=partial(self._leave, session.back),
            replay=partial(self._leave, session.replay),
            new_weights=partial(self._leave, session.new_weights),
            arrange=self._arrange,
            set_projector=self.set_projector,
            set_full_screen=self._set_full_screen,
            set_reduced_motion=self._set_reduced_motion,
            show_shortcuts=self._show_shortcuts,
            show_about=self._show_about,
        )

    # What the session says

    @Slot(object)
    def _draw_frame(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._content.show_numbers(snapshot, self._session.training)
        self._content.workspace.draw(snapshot)
        if snapshot.parts["warning"] != self._warning:
            self._show_warning(snapshot.parts["warning"])

    def _show_warning(self, warning: Ending | None) -> None:
        if self._warning and self._content.banner.told == self._warning:
            self._close_banner()  # it holds no longer
        self._warning = warning
        if warning is not None:
            self._content.banner.say(warning, warning=False)

    @Slot(object)
    def _show_experiment(self, experiment: Experiment) -> None:
        session = self._session
        edited = session.can_undo or session.can_redo  # neither of an experiment just loaded
        if edited and experiment != self._experiment:
            self._say(change_text(self._experiment, experiment))
        self._experiment = experiment
        self._content.workspace.show_experiment(experiment)
        if self._content.banner.offered:
            self._offer(self._find_way, self._take_way)
        elif self._tells_an_end:
            self._close_banner()  # it was the end of another training

    @Slot(bool)
    def _show_training(self, training: bool) -> None:
        self._actions.show_training(training)
        if training:
            self._close_past()

    @Slot(object)
    def _explain_stop(self, ending: Ending) -> None:
        diverged = ending.kind == "diverged"
        self._content.banner.say(ending, warning=diverged)
        self._offer(past(ending), self._session.recover if diverged else self._session.train_with)

    @property
    def _tells_an_end(self) -> bool:
        banner = self._content.banner
        return bool(banner.told) and not banner.warning and banner.told != self._warning

    def _offer(self, find_way: FindWay, take: Callable[[Experiment], object]) -> None:
        """Offer a way on, and again for every experiment that comes while it is offered."""
        self._find_way, self._take_way = find_way, take
        way = find_way(self._session.experiment)
        if way is not None:
            self._content.banner.offer(way.label, partial(take, way.experiment))
        elif self._content.banner.offered:
            self._close_banner()

    @Slot()
    def _close_banner(self) -> None:
        self._content.banner.close_sentence()

    def _close_past(self) -> None:
        """Close the banner, unless it is a warning that still holds."""
        if self._content.banner.told != self._warning:
            self._close_banner()

    def _leave(self, go: Callable[[], object]) -> None:
        """Go to another moment, of which the banner's sentence does not speak."""
        self._close_past()
        go()

    @Slot(str)
    def _warn(self, sentence: str) -> None:
        self._content.banner.say(sentence, warning=True)

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self._content.status.say(sentence)

    @Slot()
    def _show_undo(self) -> None:
        self._actions.undo.setEnabled(self._session.can_undo)
        self._actions.redo.setEnabled(self._session.can_redo)

    @Slot()
    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.documents.name}[*] — nnviz")
        self.setWindowModified(self._session.modified)

    # What a person wants

    def _step(self) -> None:
        self._session.step(self._settings.step_unit)

    def _arrange(self) -> None:
        """Bring every view back to its default place."""
        remembered = self._content.remembered()
        self._renew(replace(remembered, docks=QByteArray()))

    @Slot(int, float)
    def _set_parameter(self, index: int, value: float) -> None:
        self._session.set_parameter(index, value)
        self._say(tr("One weight was set by hand."))

    @Slot(object)
    def _set_speed(self, steps_per_second: float | None) -> None:
        self._settings.speed = steps_per_second
        self._session.set_speed(steps_per_second)

    @Slot(str)
    def _set_unit(self, unit: str) -> None:
        self._settings.step_unit = next(known for known in STEP_UNITS if known == unit)

    def _set_shade(self, shade: str) -> None:
        self._settings.shade = next(known for known in SHADES if known == shade)
        self.look_wanted.emit()

    def _set_language(self, key: str) -> None:
        self._settings.language = key
        self.look_wanted.emit()

    def _set_decimals(self, decimals: str) -> None:
        self._settings.decimals = int(decimals)
        self.look_wanted.emit()

    def _set_reduced_motion(self, reduced: bool) -> None:
        self._settings.reduced_motion = reduced
        self.look_wanted.emit()

    def set_projector(self, on: bool) -> None:
        """Show everything bigger on the whole screen, or as it was before."""
        if on == self.projector:
            return
        if on:
            workspace = self._content.workspace
            self._before_projector = Arrangement(
                workspace.arrangement(), workspace.size(), self.isFullScreen()
            )
        before = self._before_projector
        self.projector = on
        self._set_full_screen(on or before.full_screen)
        self.look_wanted.emit()
        if not on:
            self._content.workspace.restore_exactly(before.docks, before.size)

    def _set_full_screen(self, on: bool) -> None:
        state = self.windowState() & ~Qt.WindowState.WindowFullScreen
        self.setWindowState(state | Qt.WindowState.WindowFullScreen if on else state)
        self._actions.full_screen.setChecked(on)

    def _save_first_picture(self) -> None:
        seen = [dock.key for dock in self._content.workspace.view_docks if dock.seen]
        if seen:
            self._save_picture(seen[0])

    @Slot(str)
    def _save_picture(self, key: str) -> None:
        from nnviz.app.dialogs.picture_dialog import PictureDialog  # not for the first paint

        if self._snapshot is not None:
            options = self._content.remembered().options
            dialog = PictureDialog(self._theme, self._settings, key, self._snapshot, options, self)
            dialog.done_saying.connect(self._say)
            dialog.failed.connect(self._warn)
            self._open_dialog(dialog)

    def _open_dialog(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_shortcuts(self) -> None:
        from nnviz.app.dialogs.help_dialogs import ShortcutsDialog

        self._open_dialog(ShortcutsDialog(self._theme, self._actions, self))

    def _show_about(self) -> None:
        from nnviz.app.dialogs.help_dialogs import AboutDialog

        self._open_dialog(AboutDialog(self._theme, self))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.projector:
            self.set_projector(False)
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._set_full_screen(False)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.documents.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.documents.leave(self.close):
            event.ignore()
            return
        if not self.projector:
            self._settings.geometry = self.saveGeometry()
            self._settings.docks = self._content.workspace.arrangement()
        self._settings.save()
        self.jobs.cancel()
        self._session.retire()
        self.closed.emit()
        event.accept()


def dropped_file(event: QDropEvent) -> Path | None:
    """Return the one model file that is being dropped, None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix == SUFFIX else None
