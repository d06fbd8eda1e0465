"""The main window: run bar, banner, workspace and status line over one session."""

from dataclasses import replace

from PySide6.QtCore import QChildEvent, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QMainWindow

from nnviz.app.documents import Documents
from nnviz.app.lessons.host import LessonHost
from nnviz.app.lessons.reader import Reader
from nnviz.app.lessons.shelf import LessonShelf
from nnviz.app.settings import STEP_UNITS, Settings
from nnviz.app.staging import Staging, saved_stage
from nnviz.app.window.change_words import change_text
from nnviz.app.window.content import Content, Remembered
from nnviz.app.window.content_stack import ContentStack
from nnviz.app.window.desk import Desk
from nnviz.app.window.dropping import dropped_file
from nnviz.app.window.look import Look
from nnviz.app.window.menus import fill_menu_bar
from nnviz.app.window.notices import Notices
from nnviz.app.window.opened_dialogs import OpenedDialogs
from nnviz.app.window.placement import limit_size, restore_place, screen_in_words, screens_in_words
from nnviz.app.window.pressing_keys import PressingKeys
from nnviz.app.window.renewal import Renewal
from nnviz.experiment import Experiment
from nnviz.jobs import Jobs
from nnviz.language import tr
from nnviz.session import Session
from nnviz.shared_selection import SharedSelection
from nnviz.theme import Theme
from nnviz.training.snapshot import Snapshot
from nnviz.widgets.foreign_text import title_part
from nnviz.widgets.override_guard import guarded
from nnviz.widgets.style_sheet import wear
from nnviz.work import finish


@guarded
class MainWindow(QMainWindow):
    """Connects what a person does to the session, and what the session says to what they see.

    For another language, theme or size of type all within is built anew; training goes on.
    """

    closed = Signal()
    renewed = Signal()  # another look is in sight

    def __init__(
        self, session: Session, settings: Settings, theme: Theme, views_later: bool = False
    ):
        """`views_later`: it is painted before the views in it are built."""
        super().__init__()
        self._session, self._settings = session, settings
        self.jobs = Jobs(self)
        self.documents = Documents(session, settings, self.jobs, parent=self)
        self.selection = SharedSelection(session.experiment, parent=self)
        self.look = Look(settings, self, lambda: self._content.workspace)
        self._experiment = session.experiment
        self._view_needs = frozenset[str]()
        self._snapshot: Snapshot | None = None
        self.notices = Notices(session, self)
        self.dialogs = OpenedDialogs(settings, self, lambda: self._content)
        self.reader = Reader(
            LessonShelf(settings, self),
            session,
            settings,
            self.look,
            self.jobs,
            lambda: self.staging,
            self,
        )
        self._desk = Desk(
            session,
            settings,
            self.documents,
            self.look,
            self.notices,
            self.dialogs,
            self,
            self.reader,
        )
        self.setAcceptDrops(True)
        PressingKeys(self)
        limit_size(self)
        restore_place(self, settings.geometry(screens_in_words()))
        self._stack = ContentStack(self)
        self.setCentralWidget(self._stack)
        self._renewal = Renewal(self._stack, self._desk, self.selection)
        self._content = Content(theme, self._desk, self._stack)
        finish(self._content.build(self.selection))
        if views_later:
            self._content.workspace.build_views_later()
        stage = saved_stage(settings.docks(screen_in_words()))
        self._content.restore(Remembered(stage), self._experiment)
        self._stack.put_beneath(self._content)
        self.notices.show_in(self._content.banner)
        self._show_content()
        self._listen()

    @property
    def content(self) -> Content:
        """What is within the window now."""
        return self._content

    @property
    def snapshot(self) -> Snapshot | None:
        """The moment shown."""
        return self._snapshot

    @property
    def staging(self) -> Staging:
        """What sets a stage in this window and reads it."""
        content = self._content
        return Staging(self._session, self.selection, content.workspace, content.run_bar)

    # Building

    def renew(self, theme: Theme) -> None:
        """Build everything within anew, for another theme or language; `renewed` says when."""
        self._renewal.start(theme, self.look.projector, self._content, self._remembered)

    def _remembered(self) -> Remembered:
        """Return what new content takes over: with the projector, and after it, other docks."""
        stage = self.staging.stage(self.reader.speed)
        if self.look.projector == self._content.workspace.projected:
            return self._content.remembered(stage)
        if self.reader.reading:
            return self._content.remembered(self.reader.carried(stage))
        if self.look.projector:
            return self._content.remembered(stage.with_default_arrangement())
        before = self.look.before_projector
        stage = replace(stage, arrangement=before.arrangement, controls=before.controls)
        return replace(self._content.remembered(stage), size=before.size)

    @Slot(object)
    def _change_content(self, content: Content) -> None:
        self._content.commands.give_keys_up(self)
        self._content = content
        self.selection.end_pointing()
        self.notices.move_to(content.banner)
        self._show_content()
        for dialog in self.findChildren(QDialog):
            wear(dialog, content.theme)
        self.renewed.emit()

    def _show_content(self) -> None:
        content = self._content
        docks = content.workspace.menu_actions
        self._stack.bring_up(content)  # first, lest what was there is laid out around other menus
        fill_menu_bar(self.menuBar(), content.commands, self._desk, docks)
        wear(self.menuBar(), content.theme)
        self.menuBar().setVisible(not content.theme.projected)
        content.run_bar.offer_menus(self.menuBar().actions())
        self._connect_content()
        content.commands.take_keys(self)
        content.commands.refresh()
        self._show_title()
        content.setFocus()
        self._session.ask_frame()

    def _connect_content(self) -> None:
        workspace, bar = self._content.workspace, self._content.run_bar
        status = self._content.status
        workspace.edited.connect(self._session.set_experiment)
        workspace.parameter_edited.connect(self._set_parameter)
        workspace.parameters_edited.connect(self._set_parameters)
        workspace.moment_wanted.connect(self._session.go_to)
        workspace.needs_changed.connect(self._take_needs)
        bar.needs_changed.connect(self._set_needs)
        workspace.frame_wanted.connect(self._session.ask_frame)
        workspace.picture_wanted.connect(self.dialogs.save_picture)
        status.cancel_wanted.connect(self.documents.cancel)
        self.documents.progressed.connect(status.show_work)
        self.documents.rested.connect(status.end_work)
        self.look.arranged.connect(bar.show_all)
        bar.speed_changed.connect(self.reader.set_speed)
        bar.unit_changed.connect(self._set_unit)

    def _listen(self) -> None:
        session, documents = self._session, self.documents
        session.frame_ready.connect(self._draw_frame)
        session.experiment_changed.connect(self.selection.follow)
        session.experiment_changed.connect(self._show_experiment)
        session.training_changed.connect(self._show_commands)
        session.undo_changed.connect(self._show_commands)
        session.told.connect(self._say)
        session.modified_changed.connect(self.setWindowModified)
        documents.path_changed.connect(self._show_title)
        documents.path_changed.connect(self.notices.close)
        documents.done.connect(self._say)
        documents.failed.connect(self.notices.warn)
        self.dialogs.done.connect(self._say)
        self.dialogs.failed.connect(self.notices.warn)
        self.look.changed.connect(self._show_commands)
        self._renewal.came_up.connect(self._change_content)
        self.lessons = LessonHost(
            self.reader,
            session,
            documents,
            self.notices,
            self.jobs,
            lambda: self._content,
            self,
        )
        self.renewed.connect(self.lessons.renew_gallery)
        self.reader.changed.connect(self._show_title)
        self.reader.weight_edited.connect(self._set_parameter)
        session.set_speed(self._settings.speed)

    # What the session says

    @Slot(object)
    def _draw_frame(self, snapshot: Snapshot) -> None:
        self._snapshot = self.dialogs.snapshot = snapshot
        self._renewal.take_frame(snapshot)
        if self._renewal.under_way:
            return  # the language in use may be another than the one of what is seen
        self._content.show_numbers(snapshot, self._session.training)
        self._content.workspace.draw(snapshot)
        self.notices.hold(snapshot.parts["warning"])

    @Slot(object)
    def _show_experiment(self, experiment: Experiment) -> None:
        session = self._session
        edited = session.can_undo or session.can_redo  # neither of an experiment just loaded
        if edited and experiment != self._experiment:
            self._say(change_text(self._experiment, experiment))
        self._experiment = experiment
        self._content.show_experiment(experiment)

    @Slot()
    def _show_commands(self) -> None:
        self._content.commands.refresh()

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self._content.status.say(sentence)

    @Slot()
    def _show_title(self) -> None:
        name = self.reader.title or self.documents.name
        self.setWindowTitle(f"{title_part(name)}[*] — nnviz")
        self.setWindowModified(self._session.modified)

    # What a person wants

    @Slot(object)
    def _take_needs(self, needs: frozenset[str]) -> None:
        self._view_needs = needs
        self._set_needs()

    @Slot()
    def _set_needs(self) -> None:
        self._session.set_needs(self._view_needs | self._content.run_bar.needs)

    @Slot(object)
    def _set_parameters(self, numbers: tuple[tuple[int, float], ...]) -> None:
        (index, value), *more = numbers
        self._session.set_parameter(index, value, *more)

    @Slot(int, float)
    def _set_parameter(self, index: int, value: float) -> None:
        self._session.set_parameter(index, value)
        shown = self._snapshot
        if shown is None or shown.network.is_weight()[index]:
            self._say(tr("One weight was set by hand."))
        else:
            self._say(tr("One bias was set by hand."))

    @Slot(str)
    def _set_unit(self, unit: str) -> None:
        self._settings.step_unit = next(known for known in STEP_UNITS if known == unit)

    # Qt

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        # Before it is seen it has no dialogs, and to ask for any child takes 20 ms the first time.
        if event.polished() and self.isVisible():
            dialog = event.child()
            if isinstance(dialog, QDialog):
                wear(dialog, self._content.theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._content.commands.take_spare(event):
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
        self.reader.leave()
        if not self.documents.leave(self.close):
            event.ignore()
            return
        if not self.look.projector:
            self._settings.set_geometry(screens_in_words(), self.saveGeometry())
            self._settings.set_docks(screen_in_words(), self._content.workspace.arrangement())
        self._settings.save()
        self._renewal.give_up()
        self.jobs.cancel()
        self._session.retire()
        self.closed.emit()
        event.accept()
