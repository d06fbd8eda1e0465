"""The command nnviz: opens the window, or trains or draws without one."""

import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nnviz.app.command.arguments import (
    DEFAULT_EPOCHS,
    OpenWindow,
    RenderPicture,
    RunHeadless,
    Shown,
    UsageError,
    language_of,
    parse,
)
from nnviz.experiment import ExperimentError
from nnviz.files.atomic import check_writable
from nnviz.files.history_csv import write_history
from nnviz.files.model_file import Model, ModelFileError, read_model, write_model
from nnviz.files.system_error import cannot_write
from nnviz.language import set_language, system_language, tr

if TYPE_CHECKING:
    from nnviz.app.command.headless import Outcome

DONE, DIVERGED, REFUSED, INTERRUPTED = 0, 1, 2, 130


class CommandError(Exception):
    """A command that cannot be carried out, with a sentence."""


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line, by default the process's; return the exit code.

    0: done. 1: training diverged, the last finite state is saved. 2: refused. 130: Ctrl-C.
    """
    arguments = sys.argv[1:] if argv is None else argv
    set_language(language_of(arguments) or system_language())
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console that lacks a letter
    try:
        return _carry_out(arguments)
    except (UsageError, CommandError, ModelFileError, ExperimentError) as error:
        _complain(str(error))
        return REFUSED
    except MemoryError:
        _complain(tr("There is not enough memory for this network and its data."))
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has gone
        _discard_output()
        return DONE


def _carry_out(arguments: Sequence[str]) -> int:
    match parse(arguments):
        case Shown(text):
            _say(text)
            return DONE
        case RunHeadless() as request:
            return _run(request)
        case RenderPicture() as request:
            return _render(request)
        case OpenWindow() as request:
            return _open_window(request)


def _open_window(request: OpenWindow) -> int:
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise CommandError(tr("There is no screen here; see nnviz run --help for training."))
    if request.file is not None and not _is_windowed():
        read_model(request.file)  # where a console can say why not
    from nnviz.app.application import run_window  # Qt, for the window only

    return run_window(request.file, request.language, request.shade, request.reset_settings)


def _is_windowed() -> bool:
    """Say whether nobody reads what is written: the window itself then says what is wrong."""
    return sys.stderr is None or Path(sys.argv[0]).stem == "nnviz-gui"


def _run(request: RunHeadless) -> int:
    from nnviz.app.command.headless import (  # tqdm: the window starts without it
        load,
        results,
        train,
    )

    _check_writable(request.out, request.history)
    model = load(request.file)
    epochs = request.epochs
    if epochs is None:
        epochs = model.experiment.stopping.epochs or DEFAULT_EPOCHS
    outcome = train(model, epochs)
    _save(request, Model(model.experiment, outcome.run.state()))
    exit_code = _report(outcome)
    _say(results(outcome.run.snapshot()) + "\n")
    return exit_code


def _save(request: RunHeadless, model: Model) -> None:
    """Write what was asked for; if the one file cannot be written, the other one is."""
    try:
        if request.out is not None:
            write_model(request.out, model)
    finally:
        if request.history is not None and model.state is not None:
            _write(request.history, partial(write_history, request.history, model.state.history))


def _render(request: RenderPicture) -> int:
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
    outcome = train(load(request.file), request.epochs)
    row = VIEWS[request.view]
    snapshot = outcome.run.snapshot(row.factory.needs_responses, row.factory.needs_values)
    save = partial(save_view, row, snapshot, request.shade, request.out, request.size)
    _write(request.out, save)
    return _report(outcome)


def _report(outcome: "Outcome") -> int:
    if outcome.message is not None:
        _complain(outcome.message)
    if outcome.diverged:
        return DIVERGED
    return INTERRUPTED if outcome.interrupted else DONE


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


def _say(text: str) -> None:
    if sys.stdout is not None:  # a windowed launcher has none
        sys.stdout.write(text)
        sys.stdout.flush()


def _complain(sentence: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"nnviz: {sentence}\n")


def _discard_output() -> None:
    """Let the interpreter's last flush go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
