"""The application: what has to stand before a window can, and the window itself.

What the window is made of is imported late: `run_window` prepares the process for it first.
"""

import builtins
import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from nnviz.experiment import Experiment

# isort: split
# PySide6 reads the source of every module that is imported after it, so NumPy's come before.
import PySide6
from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from nnviz.app.command.interruption import exit_code
from nnviz.app.ending_signals import EndingSignals
from nnviz.app.garbage import Garbage
from nnviz.app.projector_size import projector_factor
from nnviz.language import set_language, tr
from nnviz.terminal import complain

if TYPE_CHECKING:
    from nnviz.app.settings import Settings
    from nnviz.app.shades import ShadeChoice
    from nnviz.theme import Shade, Theme

SWITCH_INTERVAL_S = 0.001  # so that the training thread leaves the window its turn
REFUSED = 2  # the exit code
LessonPlace = tuple[str, int]  # a lesson's key, and the number of its step from 0


class Application(QObject):
    """Holds the session, the settings and the one window, and gives the window its look."""

    def __init__(self, app: QApplication, settings: "Settings", views_later: bool = False):
        """`views_later`: the window is painted before the views in it are built."""
        from nnviz.app.crash import CrashReporter
        from nnviz.app.window.main_window import MainWindow
        from nnviz.session import Session

        super().__init__(app)
        self._app, self.settings = app, settings
        self._translator: QTranslator | None = None
        self.session = Session(Experiment(), parent=self)
        theme = self._prepare_look(projector=False)
        self.window = MainWindow(self.session, settings, theme, views_later)
        self.crashes = CrashReporter(self.session, self.window.documents, self.window)
        self.window.jobs.failed.connect(self.crashes.add)
        self._garbage = Garbage(self)
        self.signals = EndingSignals(self)
        self.signals.heard.connect(self._end_by_signal)
        self.signal: int | None = None  # which has ended it
        self.window.look.wanted.connect(self._renew_look)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def start(self, path: Path | None, lesson: LessonPlace | None = None) -> None:
        """Show the window, with a file's content or a lesson if one is named."""
        self.crashes.install()
        self.signals.install()
        self.window.show()
        self.session.start()
        self._garbage.start()
        if path is not None:
            self.window.documents.read(path)
        elif lesson is not None:
            self.window.reader.open(*lesson)
        else:
            self._tell_of_unsaved_work()

    def end(self) -> None:
        """Undo what `start` did to the process."""
        self.window.jobs.close()
        self.session.close()
        self._garbage.stop()
        self.signals.remove()
        self.crashes.remove()

    @Slot(int)
    def _end_by_signal(self, number: int) -> None:
        """Close without a question, which nobody may be there to answer; no work is lost by it."""
        self.signal = self.signal or number
        try:
            self._keep_unsaved_work()
        finally:
            self.window.close()
            self.window.hide()  # also where a question is open: what is seen is not to be deleted
            self._app.quit()  # also where a dialog is open, which has a loop of its own

    def _keep_unsaved_work(self) -> None:
        from nnviz.app.recovery_copy import keep

        session, documents = self.session, self.window.documents
        session.pause()
        self.window.reader.leave()
        unsaved = session.modified or documents.busy
        while documents.busy:
            documents.cancel()
        if unsaved:
            complain(keep(session))
            session.mark_saved(session.save_point)

    def _tell_of_unsaved_work(self) -> None:
        from nnviz.app.recovery_copy import kept_since

        kept = kept_since(self.settings.told_of_unsaved)
        self.settings.told_of_unsaved = time.time()
        for path in kept:
            self.settings.add_recent(path)
        if kept:
            sentence = tr(
                "Work that was not saved when the program was ended has been kept: "
                "it is the first in File, Open recent."
            )
            self.window.content.banner.say(sentence, warning=False)

    @Slot()
    def _renew_look(self) -> None:
        theme = self._prepare_look(self.window.look.projector)
        self.window.renew(theme)

    @Slot()
    def _follow_system(self) -> None:
        if self.settings.shade == "system":
            self._renew_look()

    def _prepare_look(self, projector: bool) -> "Theme":
        from nnviz.theme import Theme

        set_language(self.settings.language)
        self._translate_qt()
        theme = Theme(
            shade_in_use(self._app, self.settings.shade),
            self._projector_factor() if projector else 1.0,
            self.settings.decimals,
            self.settings.reduced_motion,
            projector,
        )
        apply_colors(self._app, theme)
        return theme

    def _projector_factor(self) -> float:
        return projector_factor(self.window.screen().size(), self.settings.type_size)

    def _translate_qt(self) -> None:
        """Have Qt's own dialogs speak the language too."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{self.settings.language}", folder):
            self._app.installTranslator(translator)
            self._translator = translator


def apply_colors(app: QApplication, theme: "Theme") -> None:
    """Give what is built from now on the theme's colours and typeface.

    What wears a look of its own keeps it.
    """
    app.setPalette(theme.palette())
    app.setFont(theme.font())


def shade_in_use(app: QApplication, choice: "ShadeChoice") -> "Shade":
    """Return the shade that was chosen, or the system's."""
    if choice != "system":
        return choice
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def make_application() -> QApplication:
    """Return the process's QApplication, with the style and the typeface set."""
    gc.disable()  # until the start: for imports alone it runs a hundred times, and finds nothing
    forgo_features()
    from nnviz.theme import load_fonts

    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("nnviz")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("nnviz")
    app.setStyle("Fusion")
    load_fonts()
    return app


def forgo_features() -> None:
    """Give up `from __feature__ import …`, for which PySide6 reads the source of every module.

    It may go when PySide6 leaves modules alone that ask for no feature (6.11 does not).
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def refuse_versions(python: tuple[int, ...], qt: tuple[int, ...]) -> str:
    """Return why this Python and this PySide6 cannot be used together, "" if they can.

    PySide6 6.12 loses references to None, which ends a Python before 3.12 within seconds.
    """
    if python >= (3, 12) or qt < (6, 12):
        return ""
    return tr(
        "PySide6 {qt} crashes with Python {python}: "
        "install PySide6-Essentials below 6.12, or Python 3.12 or newer.",
        qt=".".join(str(number) for number in qt),
        python=".".join(str(number) for number in python),
    )


def show_refusal(sentence: str) -> None:
    """Say in a box why no window opens, and wait until it is closed."""
    from nnviz.app.dialogs.refusal_box import refusal_box
    from nnviz.app.settings import Settings
    from nnviz.theme import Theme

    app = make_application()
    theme = Theme(shade_in_use(app, Settings().shade))
    apply_colors(app, theme)
    refusal_box(sentence, theme).exec()


def run_window(
    path: Path | None,
    language: str | None,
    shade: str | None,
    reset_settings: bool,
    lesson: LessonPlace | None = None,
) -> int:
    """Open the window and return the exit code when it has been closed."""
    sentence = refuse_versions(sys.version_info[:2], PySide6.__version_info__[:2])
    if sentence:
        complain(sentence)
        return REFUSED
    app = make_application()
    from nnviz.app.settings import Settings

    settings = Settings()
    if reset_settings:
        settings.reset()
    settings.override(language, shade)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    application = Application(app, settings, views_later=True)
    application.start(path, lesson)
    try:
        code = app.exec()
        return code if application.signal is None else exit_code(application.signal)
    finally:
        application.end()
        sys.setswitchinterval(interval)
