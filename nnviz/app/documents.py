"""Documents: new, open, save, and asking before work is lost.

Files are read and written beside the window, which stays usable. What is there stays as it is until
a file has been read; what was done by hand meanwhile is asked about before the file takes its
place. What is saved is what was there when saving began. Whatever replaces or closes what is there
waits for a saving that has begun.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from nnviz.app.dialogs.file_dialogs import FileDialogs
from nnviz.app.file_work import Found, building, opening, saving
from nnviz.app.settings import Settings
from nnviz.experiment import Experiment
from nnviz.files.atomic import Stamp
from nnviz.files.model_file import SUFFIX, FileChangedError, ModelFileError
from nnviz.jobs import Jobs
from nnviz.language import tr
from nnviz.session import Session
from nnviz.training.memory import is_large
from nnviz.training.run import TrainingRun
from nnviz.unsaved import SavePoint
from nnviz.work import Progress

Go = Callable[[], object]
PLANNED = (ValueError, MemoryError)  # each with a sentence, or worded here


@dataclass(frozen=True)
class Opening:
    """A file on its way in."""

    path: Path
    begun_at: SavePoint
    stamp: Stamp | None = None  # when it has been read
    example: str = ""  # its name: it begins something new, with no file yet


@dataclass(frozen=True)
class Saving:
    """A file on its way out."""

    path: Path
    known: Stamp | None  # the file that may be replaced unasked; None: whatever is there
    moment: SavePoint
    copy: bool = False  # the experiment stays with the file it has


class Documents(QObject):
    """Which file the session's experiment is in, and the ways in and out of files."""

    path_changed = Signal()
    done = Signal(str)  # what has been done, a sentence
    failed = Signal(str)  # why it could not be done, a sentence; nothing has changed
    progressed = Signal(str, object)  # a file on its way, in words, and its Progress
    rested = Signal()  # no file is on its way any more
    leaving = Signal()  # something else is about to take the place of what there is

    def __init__(
        self,
        session: Session,
        settings: Settings,
        jobs: Jobs,
        dialogs: FileDialogs | None = None,
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._dialogs = dialogs or FileDialogs()
        self._path: Path | None = None
        self._stamp: Stamp | None = None  # of the file as it was read or written last
        self._in, self._out = jobs.lane(PLANNED), jobs.lane(PLANNED)
        self._opening: Opening | None = None
        self._asking = False  # in a dialog, whose answer is about what is there now
        self._held: Found | TrainingRun | None = None  # it came while a question was open
        self._saving: Saving | None = None
        self._waiting: deque[Saving] = deque()
        self._go_on: Go | None = None  # when what is being saved is safe
        self._lesson = ""  # the key of the one that covers what there is
        self._granted = False  # to leave what there is, by an answer given before it was saved
        self._in.progressed.connect(self._tell_opening)
        self._in.finished.connect(self._take)
        self._in.refused.connect(self._refuse_to_open)
        self._in.ended.connect(self._rest)
        self._out.progressed.connect(self._tell_saving)
        self._out.finished.connect(self._note_saved)
        self._out.refused.connect(self._refuse_to_save)
        self._out.failed.connect(self._forget_going_on)
        self._out.ended.connect(self._save_next)

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def name(self) -> str:
        """The file's name, or what stands for it before there is one."""
        return self._path.name if self._path else tr("Untitled") + SUFFIX

    @property
    def busy(self) -> bool:
        """Whether a file is on its way in or out."""
        return self._in.busy or self._out.busy

    def ask_with(self, dialogs: FileDialogs) -> None:
        """Ask in these dialogs from now on."""
        self._dialogs = dialogs

    def cover(self, lesson: str) -> None:
        """Save to files of a lesson's own while it covers what there is, "": it does no more."""
        self._lesson = lesson

    # In

    def new(self) -> None:
        """Start from the experiment the program opens with."""
        self._leave_for(self._begin_anew)

    def open(self) -> None:
        """Ask for a file and open it."""
        self._leave_for(self._ask_and_read)

    def open_path(self, path: Path) -> None:
        """Open a file that was dropped or is among the recent ones."""
        self._leave_for(partial(self.read, path))

    def read(self, path: Path) -> None:
        """Replace what is there by a file's content as soon as it is there."""
        self._start_reading(path)

    def _start_reading(self, path: Path, example: str = "") -> None:
        self._held = None
        self._opening = Opening(path.absolute(), self._session.save_point, example=example)
        self._in.start(opening(self._opening.path))

    def open_example(self, path: Path, name: str) -> None:
        """Begin something new with what is in a file of the program's own."""
        self._leave_for(partial(self._start_reading, path, name))

    def _begin_anew(self) -> None:
        self._held = None
        self._in.cancel()
        self.leaving.emit()
        self._session.use(TrainingRun(Experiment()), has_file=False)
        self._set_file(None, None)
        self.done.emit(tr("A new network."))

    def _ask_and_read(self) -> None:
        path = self._dialogs.file_to_open(self._window(), self._folder())
        if path is not None:
            self.read(path)

    @Slot(object)
    def _take(self, found: Found | TrainingRun) -> None:
        """Take what has been read, to build its run, or the run, to go on with it."""
        opened = self._opening
        if opened is None:
            return
        if self._asking:
            self._held = found
        elif isinstance(found, Found):
            self._consider(found, replace(opened, stamp=found.stamp))
        elif self._session.is_as_at(opened.begun_at) and not self._out.busy:
            self._use(found, opened)
        elif self._go_on is None:
            self._leave_for(partial(self._use, found, opened))
        else:  # something newer is to take the place of what is being saved
            self.done.emit(tr("Not opened: {name}", name=opened.path.name))

    @contextmanager
    def _question(self) -> Iterator[None]:
        """Have what is there stay as it is until a question about it has been answered."""
        self._asking = True
        try:
            yield
        finally:
            self._asking = False
            QTimer.singleShot(0, self._take_held)

    @Slot()
    def _take_held(self) -> None:
        found, self._held = self._held, None
        if found is not None:
            self._take(found)

    def _consider(self, found: Found, opened: Opening) -> None:
        """Build the run of what was found, unless it takes more memory than a person wants."""
        name, large = opened.path.name, is_large(found.needed)
        if large and not self._dialogs.open_large(self._window(), name, found.needed):
            self.done.emit(tr("Not opened: {name}", name=name))
            return
        self._opening = opened
        self._in.start(building(found.model))

    def _use(self, run: TrainingRun, opened: Opening) -> None:
        self.leaving.emit()
        self._session.use(run, has_file=not opened.example)
        if opened.example:
            self._set_file(None, None)
            self.done.emit(tr("Example opened: {name}", name=opened.example))
            return
        self._set_file(opened.path, opened.stamp)
        self._settings.add_recent(opened.path)
        self.done.emit(tr("Opened: {name}", name=opened.path.name))

    @Slot(object)
    def _refuse_to_open(self, error: Exception) -> None:
        if self._opening is None:
            return
        path, reason = self._opening.path, str(error)
        if not path.exists():
            self._settings.drop_recent(path)
        if isinstance(error, MemoryError):
            reason = tr("There is not enough memory for this network and its data.")
        if not isinstance(error, ModelFileError):
            reason = tr("{name} cannot be used: {reason}", name=path.name, reason=reason)
        self.failed.emit(reason)

    # Out

    def save(self) -> bool:
        """Save to the file there is, else ask for one; True when saving has begun."""
        if self._path is None or self._lesson:
            return self.save_as()
        self._save(Saving(self._path, self._stamp, self._session.save_point))
        return True

    def save_as(self) -> bool:
        """Ask for a file and save to it; True when saving has begun."""
        if self._lesson:
            return self.save_copy()
        path = self._dialogs.file_to_save(self._window(), str(Path(self._folder()) / self.name))
        if path is not None:
            self._save(Saving(path.absolute(), None, self._session.save_point))
        return path is not None

    def save_copy(self) -> bool:
        """Ask for a file and save there too; True when saving has begun."""
        name = tr("Copy of {name}", name=self.name)
        if self._lesson:
            name = self._lesson + SUFFIX
        path = self._dialogs.file_to_save(self._window(), str(Path(self._folder()) / name))
        if path is not None and self._lesson and path.absolute() == self._path:
            self.failed.emit(
                tr("{name} is the file of your own network: choose another.", name=path.name)
            )
            return False
        if path is not None:
            self._save(Saving(path.absolute(), None, self._session.save_point, copy=True))
        return path is not None

    def _save(self, wanted: Saving) -> None:
        if self._out.busy:
            self._waiting.append(wanted)
            return
        self._saving = replace(wanted, moment=self._session.save_point)
        self._out.start(saving(self._session.ask_state(), wanted.path, wanted.known))

    @Slot(object)
    def _note_saved(self, stamp: Stamp) -> None:
        saved = self._saving
        if saved is None:
            return
        if not saved.copy:
            self._session.mark_saved(saved.moment)
            self._set_file(saved.path, stamp)
            self._settings.add_recent(saved.path)
        elif saved.path == self._path:
            self._stamp = stamp
        self.done.emit(tr("Saved: {name}", name=saved.path.name))

    @Slot(object)
    def _refuse_to_save(self, error: Exception) -> None:
        refused = self._saving
        if isinstance(error, FileChangedError) and refused is not None:
            with self._question():
                answer = self._dialogs.file_changed(self._window(), str(error))
            if answer == "overwrite":
                self._save(replace(refused, known=None))
                return
            if answer == "save_as" and self.save_as():
                return
        else:
            self.failed.emit(str(error))
        self._forget_going_on()

    @Slot()
    def _save_next(self) -> None:
        if self._waiting:
            wanted = self._waiting.popleft()
            own = wanted.path == self._path and wanted.known is not None
            self._save(replace(wanted, known=self._stamp) if own else wanted)
            return
        self._rest()
        go_on, self._go_on = self._go_on, None
        if go_on is not None:
            go_on()

    # Leaving what there is

    def leave(self, later: Go) -> bool:
        """Ask what is to become of unsaved work; True when it may be replaced now.

        If it is to be saved, or is being saved already, `later` is called when it is safe.
        """
        if self._out.busy:
            self._go_on = partial(self._leave_for, later)
            return False
        if self._granted or not self._session.modified:
            return True
        self.leaving.emit()
        with self._question():
            answer = self._dialogs.save_first(self._window(), self.name)
        if answer == "save" and self.save():
            self._go_on = partial(self._leave_saved, later)
        return answer == "discard"

    def _leave_for(self, go: Go) -> None:
        if self.leave(go):
            go()

    def _leave_saved(self, go: Go) -> None:
        saved = self._saving
        if saved is not None and self._session.is_as_at(saved.moment):
            self._granted = True  # training may have gone on meanwhile
            go()
            self._granted = False
        else:
            self._leave_for(go)

    @Slot()
    def _forget_going_on(self) -> None:
        self._go_on = None

    # On the way

    @Slot()
    def cancel(self) -> None:
        """Give up the file on its way; what is there, and what the file was, stays."""
        if self._out.busy and self._saving is not None:
            self._forget_going_on()
            self.done.emit(tr("Not saved: {name}", name=self._saving.path.name))
            self._out.cancel()
        elif self._in.busy and self._opening is not None:
            self.done.emit(tr("Not opened: {name}", name=self._opening.path.name))
            self._in.cancel()

    @Slot(object)
    def _tell_opening(self, progress: Progress) -> None:
        if self._opening is not None and not self._out.busy:
            self.progressed.emit(tr("Opening {name}", name=self._opening.path.name), progress)

    @Slot(object)
    def _tell_saving(self, progress: Progress) -> None:
        if self._saving is not None:
            self.progressed.emit(tr("Saving {name}", name=self._saving.path.name), progress)

    @Slot()
    def _rest(self) -> None:
        if not self.busy:
            self.rested.emit()

    def _set_file(self, path: Path | None, stamp: Stamp | None) -> None:
        self._path, self._stamp = path, stamp
        self.path_changed.emit()

    def _folder(self) -> str:
        recent = self._settings.recent
        known = self._path or (recent[0] if recent else None)
        return str(known.parent if known else Path.home())

    def _window(self) -> QWidget | None:
        parent = self.parent()
        return parent if isinstance(parent, QWidget) else None
