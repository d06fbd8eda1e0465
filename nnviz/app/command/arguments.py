"""What the command line asks for. To add a command, append a row to COMMANDS."""

import itertools
import re
from argparse import ArgumentError, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from nnviz import __version__
from nnviz.app.shades import SHADES
from nnviz.catalog import catalog
from nnviz.experiment import MAX_EPOCHS
from nnviz.files.model_file import SUFFIX
from nnviz.files.picture_limits import MAX_SIDE, MIN_SIDE
from nnviz.language import LANGUAGES, tr

DEFAULT_EPOCHS = 100
DEFAULT_SIZE = (1920, 1080)
GLOBAL_OPTIONS = ("--lang", "--theme")  # those with a value that may stand before a command


class UsageError(Exception):
    """A command line that means nothing, with a sentence.

    No ValueError: argparse takes that for its own and says it in its own words.
    """


@dataclass(frozen=True)
class Shown:
    """Text to show, and that is all."""

    text: str


@dataclass(frozen=True)
class ListLessons:
    """Say which lessons there are."""


@dataclass(frozen=True)
class OpenWindow:
    """Open the window; None: as it was the last time."""

    file: Path | None  # or the key of a lesson
    step: int | None  # of a lesson, from 1
    language: str | None
    shade: str | None
    reset_settings: bool


@dataclass(frozen=True)
class RunHeadless:
    """Train without a window; `epochs` None: as many as the experiment says."""

    file: Path | None  # or the key of a lesson
    step: int | None  # of a lesson, from 1
    epochs: int | None
    out: Path | None
    history: Path | None


@dataclass(frozen=True)
class RenderPicture:
    """Make a picture of one view after so many epochs more."""

    file: Path | None  # or the key of a lesson
    step: int | None
    view: str
    out: Path
    epochs: int
    size: tuple[int, int]
    shade: Literal["light", "dark"]


Option = tuple[str, str, dict[str, Any]]  # its name, its help, argparse's settings
Request = Shown | ListLessons | OpenWindow | RunHeadless | RenderPicture


@dataclass(frozen=True)
class Command:
    """A word after nnviz, "" for none: what it does, its options and what they ask for."""

    key: str
    description: str
    hint: str  # below the options
    options: Callable[[], Sequence[Option]]
    request: Callable[[Namespace], Request]
    takes_file: bool = True  # or a lesson


def parse(arguments: Sequence[str]) -> Request:
    """Return what the arguments, without the program's name, ask for. UsageError: nothing."""
    command, rest = _split_command(list(arguments))
    parser = _parser(command)
    try:
        options, unknown = parser.parse_known_args(rest)
    except ArgumentError as error:
        raise UsageError(
            tr("{option} cannot be used like that; --help says how.", option=error.argument_name)
        ) from None
    if options.help:
        return Shown(parser.format_help())
    if options.version:
        return Shown(f"nnviz {__version__}\n")
    if unknown:
        raise UsageError(
            tr("“{argument}” is not understood; --help says what is.", argument=unknown[0])
        )
    return command.request(options)


def language_of(arguments: Sequence[str]) -> str | None:
    """Return the language the arguments ask for, if there is such a one, before they are parsed."""
    words = list(arguments)
    values = [after for word, after in itertools.pairwise(words) if word == "--lang"]
    values += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    return next((value for value in values if value in LANGUAGES), None)


def opens_window(arguments: Sequence[str]) -> bool:
    """Say whether the arguments are about the window, whether they mean anything or not."""
    return not _split_command(list(arguments))[0].key


def _split_command(arguments: list[str]) -> tuple[Command, list[str]]:
    """Find the command: the first word that is neither an option nor an option's value."""
    skipping = False
    for place, word in enumerate(arguments):
        if not skipping and not word.startswith("-"):
            if word in COMMANDS:
                return COMMANDS[word], arguments[:place] + arguments[place + 1 :]
            break
        skipping = not skipping and word in GLOBAL_OPTIONS
    return COMMANDS[""], arguments


class _Formatter(RawDescriptionHelpFormatter):
    """argparse's help in our language."""

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or tr("Usage: "))


def _parser(command: Command) -> ArgumentParser:
    parser = ArgumentParser(
        prog=f"nnviz {command.key}".rstrip(),
        description=tr(command.description),
        epilog=_epilog(command),
        formatter_class=_Formatter,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    if command.takes_file:
        description = tr(
            "a model file (.nnviz) or a lesson's key; "
            "without one, the experiment the program opens with"
        )
        files = parser.add_argument_group(tr("File"))
        files.add_argument("file", nargs="?", metavar="FILE|LESSON", type=Path, help=description)
    options = parser.add_argument_group(tr("Options"))
    for name, description, settings in (*command.options(), _language_option(command)):
        options.add_argument(name, help=description, **settings)
    options.add_argument("--version", help=tr("show the version"), action="store_true")
    options.add_argument("-h", "--help", help=tr("show this text"), action="store_true")
    return parser


def _epilog(command: Command) -> str:
    if command.key:
        return tr(command.hint)
    lines = [f"  nnviz {row.key:<8} {tr(row.description)}" for row in COMMANDS.values() if row.key]
    return "\n".join([tr(command.hint), *lines])


def _language_option(command: Command) -> Option:
    """Return the option every command has; only the window remembers settings."""
    if command.key:
        description = tr("language of every text; by default the system's")
    else:
        description = tr("language of every text; by default as the last time, else the system's")
    settings = {
        "metavar": "|".join(LANGUAGES),
        "type": partial(_one_of, "--lang", tuple(LANGUAGES)),
    }
    return "--lang", description, settings


def _window_options() -> Sequence[Option]:
    return (
        _step_option(),
        (
            "--theme",
            tr("light or dark; by default as it was the last time"),
            {"metavar": "|".join(SHADES), "type": partial(_one_of, "--theme", SHADES)},
        ),
        (
            "--reset-settings",
            tr("forget every setting and the window's arrangement first"),
            {"action": "store_true"},
        ),
    )


def _run_options() -> Sequence[Option]:
    help_epochs = tr(
        "train so many epochs, further ones for a saved model; "
        "by default as many as the experiment says, else {count}",
        count=DEFAULT_EPOCHS,
    )
    return (
        _step_option(),
        ("--epochs", help_epochs, {"metavar": "N", "type": _epochs}),
        ("--out", tr("save the model here"), {"metavar": "F.nnviz", "type": Path}),
        ("--history", tr("save the history here"), {"metavar": "F.csv", "type": Path}),
    )


def _step_option() -> Option:
    description = tr("the step of a lesson to begin with; by default the first")
    return "--step", description, {"metavar": "N", "type": _step}


def _render_options() -> Sequence[Option]:
    width, height = DEFAULT_SIZE
    help_size = tr("pixels of the picture; by default {width}x{height}", width=width, height=height)
    shades = ("light", "dark")
    return (
        ("--view", tr("what to draw"), {"metavar": "KEY"}),
        ("--out", tr("the picture's file"), {"metavar": "F.png|F.svg", "type": Path}),
        _step_option(),
        (
            "--epochs",
            tr("train so many epochs first; by default none"),
            {"metavar": "N", "type": _epochs, "default": 0},
        ),
        ("--size", help_size, {"metavar": "WxH", "type": _size, "default": DEFAULT_SIZE}),
        (
            "--theme",
            tr("light or dark; by default light"),
            {
                "metavar": "|".join(shades),
                "type": partial(_one_of, "--theme", shades),
                "default": "light",
            },
        ),
    )


def _window_request(options: Namespace) -> OpenWindow:
    return OpenWindow(
        options.file, options.step, options.lang, options.theme, options.reset_settings
    )


def _run_request(options: Namespace) -> RunHeadless:
    _expect_suffix("--out", options.out, (SUFFIX,))
    _expect_suffix("--history", options.history, (".csv",))
    return RunHeadless(options.file, options.step, options.epochs, options.out, options.history)


def _render_request(options: Namespace) -> RenderPicture:
    for name, value in (("--view", options.view), ("--out", options.out)):
        if value is None:
            raise UsageError(tr("{option} is missing; --help says how it is used.", option=name))
    _expect_suffix("--out", options.out, (".png", ".svg"))
    return RenderPicture(
        options.file,
        options.step,
        options.view,
        options.out,
        options.epochs,
        options.size,
        options.theme,
    )


def _expect_suffix(option: str, path: Path | None, suffixes: tuple[str, ...]) -> None:
    if path is not None and path.suffix.lower() not in suffixes:
        raise _wrong(option, str(path), tr("a name ending in {ends}", ends=", ".join(suffixes)))


def _one_of(option: str, keys: tuple[str, ...], text: str) -> str:
    if text not in keys:
        raise _wrong(option, text, tr("one of {keys}", keys=", ".join(keys)))
    return text


def _epochs(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and int(text) <= MAX_EPOCHS):
        raise _wrong("--epochs", text, tr("a whole number of 0 or more"))
    return int(text)


def _step(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text)):
        raise _wrong("--step", text, tr("a whole number of 1 or more"))
    return int(text)


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,5})[xX×](\d{1,5})", text, re.ASCII)
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(MIN_SIDE <= pixels <= MAX_SIDE for pixels in size):
        raise _wrong(
            "--size",
            text,
            tr("pixels like 1920x1080, each from {low} to {high}", low=MIN_SIDE, high=MAX_SIDE),
        )
    return size


def _wrong(option: str, given: str, wanted: str) -> UsageError:
    return UsageError(
        tr("{option} needs {wanted}, not “{given}”.", option=option, wanted=wanted, given=given)
    )


COMMANDS = catalog(
    Command(
        "",
        "Opens the window: build a neural network, watch it learn, take any number apart.",
        "Without a window (each says more with --help):",
        _window_options,
        _window_request,
    ),
    Command(
        "lessons",
        "Lists the lessons: each one's key, by which run and render know it, and its title.",
        "A lesson that cannot be used says why on the standard error output.",
        tuple,
        lambda _options: ListLessons(),
        takes_file=False,
    ),
    Command(
        "run",
        "Trains without a window.",
        "The exit code is 0, 1 if training diverged, 2 if refused,\n"
        "130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP.\n"
        "Once training has begun, what was asked for is saved in all cases but 2.\n\n"
        "The history has a row for each epoch: its losses after so many iterations. With up to\n"
        "20 parameters learnt by gradients it has columns for them too, such as w and grad_w: of\n"
        "the step that follows, on the next batch, its gradient and what w is after its update.\n"
        "They are empty in rows of more than 10,000 steps ago.",
        _run_options,
        _run_request,
    ),
    Command(
        "render",
        "Makes a picture for slides.",
        "The exit code is 0, 1 if training diverged, 2 if refused,\n"
        "130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP.\n"
        "Once training has begun, the picture is made in all cases but 2.",
        _render_options,
        _render_request,
    ),
)
