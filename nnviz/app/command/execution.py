"""Carrying out a command line: opens the window, or trains or draws without one."""

import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nnviz import terminal
from nnviz.app.command.arguments import (
    DEFAULT_EPOCHS,
    ListLessons,
    OpenWindow,
    RenderPicture,
    RunHeadless,
    Shown,
    UsageError,
    language_of,
    opens_window,
    parse,
)
from nnviz.app.command.interruption import Interruption
from nnviz.experiment import ExperimentError
from nnviz.files.atomic import check_writable
from nnviz.files.history_csv import write_history
from nnviz.files.model_file import Model, ModelFileError, read_model, write_model
from nnviz.language import set_language, system_language, tr
from nnviz.lessons.given import LessonError
from nnviz.system_error import cannot_print, cannot_write
from nnviz.terminal import complain, say

if TYPE_CHECKING:
    from nnviz.app.command.headless import Outcome
    from nnviz.training.run import TrainingRun
    from nnviz.training.track import Track

DONE, DIVERGED, REFUSED = 0, 1, 2
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")  # one of them is set where there is one
UNSEEN = ("offscreen", "minimal")  # platforms of Qt


class CommandError(Exception):
    """A command that cannot be carried out, with a sentence."""


REFUSALS = (UsageError, CommandError, ModelFileError, LessonError, ExperimentError)


def execute(argv: Sequence[str] | None, interruption: Interruption) -> int:
    """Carry out a command line, by default the process's; return the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    boxed = opens_window(arguments) and _has_screen() and _nobody_reads()
    set_language(language_of(arguments) or (_window_language() if boxed else system_language()))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console that lacks a letter
    try:
        return _carry_out(arguments, interruption)
    except REFUSALS as error:
        sentence = str(error)
    except MemoryError:
        sentence = tr("There is not enough memory for this network and its data.")
    complain(sentence)
    if boxed:
        from nnviz.app.application import show_refusal

        show_refusal(sentence)
    return REFUSED


def _carry_out(arguments: Sequence[str], interruption: Interruption) -> int:
    match parse(arguments):
        case Shown(text):
            return DONE if _tell(text) else REFUSED
        case ListLessons():
            return _list_lessons()
        case RunHeadless() as request:
            return _run(request, interruption)
        case RenderPicture() as request:
            return _render(request, interruption)
        case OpenWindow() as request:
            return _open_window(request)


def _open_window(request: OpenWindow) -> int:
    if not _has_screen():
        raise CommandError(tr("There is no screen here; see nnviz run --help for training."))
    path, lesson = request.file, _lesson_place(request)
    if lesson is not None:
        path = None
    elif path is not None:
        read_model(path)  # to say why not without a window
    from nnviz.app.application import run_window  # Qt, for the window only

    return run_window(path, request.language, request.shade, request.reset_settings, lesson)


def _lesson_place(request: OpenWindow) -> tuple[str, int] | None:
    """Return the key of the lesson that the window is to open, and its step from 0, if any."""
    if request.file is None and request.step is None:
        return None
    from nnviz.app.command.lesson_start import is_lesson, lesson_step  # the window starts without

    if request.file is None or not is_lesson(request.file):
        if request.step is not None:
            raise UsageError(tr("--step is for lessons; “nnviz lessons” lists them."))
        return None
    key, number = str(request.file), request.step or 1
    lesson_step(key, number)  # to say why not without a window
    return key, number - 1


def _has_screen() -> bool:
    return sys.platform != "linux" or any(os.environ.get(name) for name in SCREENS)


def _nobody_reads() -> bool:
    """Say whether what is written goes unread, and a box would be seen."""
    seen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] not in UNSEEN
    return seen and (Path(sys.argv[0]).stem == "nnviz-gui" or not terminal.is_there())


def _window_language() -> str:
    from nnviz.app.settings import Settings  # Qt, for the box only

    return Settings().language


def _list_lessons() -> int:
    from nnviz.lessons.reading import read_library  # the window starts without it

    library = read_library()
    width = max(map(len, library.lessons), default=0)
    rows = [f"{key:<{width}}  {row.title.shown}\n" for key, row in library.lessons.items()]
    for error in library.errors.values():
        complain(str(error))
    return DONE if _tell("".join(rows)) else REFUSED


def _run(request: RunHeadless, interruption: Interruption) -> int:
    from nnviz.app.command.headless import (  # tqdm: the window starts without it
        load,
        results,
        train,
    )

    _check_writable(request.out, request.history)
    model = load(request.file, request.step)
    epochs = request.epochs
    if epochs is None:
        epochs = model.experiment.stopping.epochs or DEFAULT_EPOCHS
    with interruption.held():
        outcome = train(model, epochs, interruption)
        _save(request, Model(model.experiment, outcome.run.state()), outcome.run)
        ending = _report(outcome, interruption)
        _tell(results(outcome.run.snapshot()) + "\n")
    return ending


def _save(request: RunHeadless, model: Model, run: "TrainingRun") -> None:
    """Write what was asked for; if the one file cannot be written, the other one is."""
    try:
        if request.out is not None:
            write_model(request.out, model)
    finally:
        if request.history is not None and model.state is not None:
            track: Track | None = run.snapshot(("track",)).parts["track"]
            columns = None if track is None else track.columns()
            write = partial(write_history, request.history, model.state.history, columns)
            _write(request.history, write)


def _render(request: RenderPicture, interruption: Interruption) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
    from nnviz.app.command.headless import load, train
    from nnviz.app.command.rendering import refusal, save_view
    from nnviz.views import VIEWS

    if sentence := refusal():
        raise CommandError(sentence)
    if request.view not in VIEWS:
        keys = ", ".join(VIEWS)
        raise CommandError(
            tr("There is no view “{key}”, only: {keys}.", key=request.view, keys=keys)
        )
    _check_writable(request.out)
    model, row = load(request.file, request.step), VIEWS[request.view]
    with interruption.held():
        outcome = train(model, request.epochs, interruption)
        run = outcome.run.changed_to(model.experiment)  # with its own end of training
        snapshot = run.snapshot(row.factory.needs)
        save = partial(save_view, row, snapshot, request.shade, request.out, request.size)
        _write(request.out, save)
        return _report(outcome, interruption)


def _report(outcome: "Outcome", interruption: Interruption) -> int:
    if outcome.message is not None:
        complain(outcome.message)
    if outcome.diverged:
        return DIVERGED
    return interruption.exit_code if outcome.interrupted else DONE


def _check_writable(*paths: Path | None) -> None:
    """Refuse before training what could not be written after it."""
    for path in paths:
        if path is not None:
            _write(path, partial(check_writable, path))


def _write(path: Path, write: Callable[[], None]) -> None:
    try:
        write()
    except OSError as error:
        raise CommandError(cannot_write(path, error)) from None


def _tell(text: str) -> bool:
    """Write to standard output; say why not, and return False, where that is impossible."""
    try:
        say(text)
    except OSError as error:
        complain(cannot_print(error))
        return False
    return True
