"""Documents: new, open, save, and asking before work is lost."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nnviz.app.dialogs.file_dialogs import FileDialogs
from nnviz.app.settings import Settings
from nnviz.experiment import Experiment
from nnviz.files.model_file import SUFFIX, Model, ModelFileError, read_model, write_model
from nnviz.language import tr
from nnviz.session import Session


class Documents(QObject):
    """Which file the session's experiment is in, and the ways in and out of files."""

    path_changed = Signal()
    done = Signal(str)  # what has been done, a sentence
    failed = Signal(str)  # why it could not be done, a sentence; nothing has changed

    def __init__(
        self,
        session: Session,
        settings: Settings,
        dialogs: FileDialogs | None = None,
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._dialogs = dialogs or FileDialogs()
        self._path: Path | None = None

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def name(self) -> str:
        """The file's name, or what stands for it before there is one."""
        return self._path.name if self._path else tr("Untitled") + SUFFIX

    def ask_with(self, dialogs: FileDialogs) -> None:
        """Ask in these dialogs from now on."""
        self._dialogs = dialogs

    def new(self) -> None:
        """Start from the experiment the program opens with."""
        if self.may_leave():
            self._session.load(Experiment(), None, has_file=False)
            self._set_path(None)
            self.done.emit(tr("A new network."))

    def open(self) -> None:
        """Ask for a file and open it."""
        if not self.may_leave():
            return
        path = self._dialogs.file_to_open(self._window(), self._folder())
        if path is not None:
            self.read(path)

    def open_path(self, path: Path) -> None:
        """Open a file that was dropped or is among the recent ones."""
        if self.may_leave():
            self.read(path)

    def read(self, path: Path) -> bool:
        """Replace what is there by a file's content; True when that was possible."""
        path = path.absolute()
        try:
            model = read_model(path)
            self._session.load(model.experiment, model.state, has_file=True)
        except ModelFileError as error:
            return self._refuse_to_open(path, str(error))
        except ValueError as error:
            sentence = tr("{name} cannot be used: {reason}", name=path.name, reason=error)
            return self._refuse_to_open(path, sentence)
        except MemoryError:
            reason = tr("There is not enough memory for this network and its data.")
            sentence = tr("{name} cannot be used: {reason}", name=path.name, reason=reason)
            return self._refuse_to_open(path, sentence)
        self._set_path(path)
        self._settings.add_recent(path)
        self.done.emit(tr("Opened: {name}", name=path.name))
        return True

    def save(self) -> bool:
        """Save to the file there is, else ask for one; True when it is saved."""
        return self.save_as() if self._path is None else self._save_to(self._path)

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        path = self._dialogs.file_to_save(self._window(), str(Path(self._folder()) / self.name))
        return path is not None and self._save_to(path)

    def save_copy(self) -> bool:
        """Ask for a file and save there too; the experiment stays with the file it has."""
        proposal = Path(self._folder()) / tr("Copy of {name}", name=self.name)
        path = self._dialogs.file_to_save(self._window(), str(proposal))
        return path is not None and self._write(path)

    def may_leave(self) -> bool:
        """Ask what is to become of unsaved work; True when it may be replaced."""
        if not self._session.modified:
            return True
        answer = self._dialogs.save_first(self._window(), self.name)
        return answer == "discard" or (answer == "save" and self.save())

    def _save_to(self, path: Path) -> bool:
        if not self._write(path):
            return False
        self._session.mark_saved(self._session.moment)
        self._set_path(path.absolute())
        self._settings.add_recent(path.absolute())
        return True

    def _write(self, path: Path) -> bool:
        experiment, state = self._session.state()
        try:
            write_model(path, Model(experiment, state))
        except ModelFileError as error:
            self.failed.emit(str(error))
            return False
        self.done.emit(tr("Saved: {name}", name=path.name))
        return True

    def _refuse_to_open(self, path: Path, sentence: str) -> bool:
        if not path.exists():
            self._settings.drop_recent(path)
        self.failed.emit(sentence)
        return False

    def _set_path(self, path: Path | None) -> None:
        self._path = path
        self.path_changed.emit()

    def _folder(self) -> str:
        recent = self._settings.recent
        known = self._path or (recent[0] if recent else None)
        return str(known.parent if known else Path.home())

    def _window(self) -> QWidget | None:
        parent = self.parent()
        return parent if isinstance(parent, QWidget) else None
