"""Reading lessons: one file each, from the program's folder and from a lecturer's own."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nnviz.catalog import catalog
from nnviz.language import tr
from nnviz.lessons.given import Given, LessonError, Source, at_line, one_line
from nnviz.lessons.given_stage import Names
from nnviz.lessons.given_step import step
from nnviz.lessons.given_text import line_text
from nnviz.lessons.groups import GROUPS
from nnviz.lessons.lesson import Lesson, Step
from nnviz.lessons.toml_lines import NotTomlError, Place, TooDeepError, lines_of
from nnviz.paths import own_folder, resource
from nnviz.regular_file import open_regular
from nnviz.system_error import cannot_read

SUFFIX = ".toml"
MAX_BYTES = 128 * 1024
MAX_STEPS = 40
MAX_LESSONS = 200  # of one folder
MAX_LECTURES = 20
# A key is the file's name and what one types, so it is one word.
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_AT_END = " (at end of document)"
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


@dataclass(frozen=True)
class Shelf:
    """A folder of lessons, and how errors call it."""

    folder: Path
    shown: str
    own: bool


@dataclass(frozen=True)
class Library:
    """All lessons by key; what is wrong with the others, by the key that they would have.

    What is wrong with a whole folder is there by the folder's name.
    """

    lessons: Mapping[str, Lesson]
    errors: Mapping[str, LessonError]


def shelves() -> tuple[Shelf, ...]:
    """Return where lessons are: those of the program, and a lecturer's own."""
    own = own_folder("lessons")
    return (
        Shelf(resource("lessons"), "resources/lessons", own=False),
        Shelf(own, one_line(str(own)), own=True),
    )


def read_library(names: Names | None = None, folders: tuple[Shelf, ...] | None = None) -> Library:
    """Read every lesson there is. Without `names` what views are called is not looked at."""
    lessons: dict[str, Lesson] = {}
    errors: dict[str, LessonError] = {}
    for shelf in shelves() if folders is None else folders:
        try:
            found = _files(shelf.folder)
        except OSError as error:
            errors[shelf.shown] = LessonError(cannot_read(shelf.folder, error))
            continue
        if len(found) > MAX_LESSONS:
            errors[shelf.shown] = LessonError(
                tr(
                    "{folder} has {n} lessons, of which the first {limit} can be opened.",
                    folder=shelf.shown,
                    n=len(found),
                    limit=MAX_LESSONS,
                )
            )
        for path in found[:MAX_LESSONS]:
            try:
                lesson = _read(shelf, path, names)
                if lesson.key in lessons:
                    reason = tr("There is another lesson called “{key}”.", key=lesson.key)
                    raise at_line(_shown(shelf, path), 1, reason)
            except LessonError as error:
                errors.setdefault(path.stem, error)
            else:
                lessons[lesson.key] = lesson
    groups = list(GROUPS)
    ordered = sorted(lessons.values(), key=lambda lesson: groups.index(lesson.group))
    return Library(catalog(*ordered), errors)


def read_lesson(path: Path, names: Names | None = None) -> Lesson:
    """Read one lesson. LessonError: it cannot be used, for the reason given."""
    return _read(Shelf(path.parent, one_line(str(path.parent)), own=True), path, names)


def parse_lesson(text: str, key: str, shown: str, names: Names | None = None) -> Lesson:
    """Return the lesson that a file's text says. LessonError: names the file as it is `shown`."""
    lines: dict[Place, int] = {}
    last = 1
    try:
        lines = lines_of(text)  # first, as it is sure to be quick whatever the text is
    except TooDeepError:
        raise _unreadable(shown) from None
    except NotTomlError as error:  # why is said by who parses it
        last = error.line
    values = _parsed(text, shown, last)
    return _lesson(Given(Source(shown, lines), (), values), key, names)


def _parsed(text: str, shown: str, last: int) -> dict[str, Any]:
    """Return the values; what is wrong at the end of the text begins in the `last` line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(shown, str(error), last) from None
    except ValueError:  # a number of thousands of digits
        raise _unreadable(shown) from None


def _unreadable(shown: str) -> LessonError:
    return LessonError(tr("{file} is no TOML that can be read.", file=shown))


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder in the order of their names; a folder may be absent."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    return [folder / name for name in sorted(names) if name.endswith(SUFFIX)]


def _shown(shelf: Shelf, path: Path) -> str:
    return f"{shelf.shown}/{one_line(path.name)}"


def _read(shelf: Shelf, path: Path, names: Names | None) -> Lesson:
    shown = _shown(shelf, path)
    if not KEY.fullmatch(path.stem):
        raise LessonError(
            tr("{file}: a lesson’s name has small letters, digits and hyphens only.", file=shown)
        )
    try:
        with open_regular(path) as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise LessonError(cannot_read(path, error)) from None
    if len(content) > MAX_BYTES:
        raise LessonError(
            tr(
                "{file} is too large: a lesson has up to {limit} KiB.",
                file=shown,
                limit=MAX_BYTES // 1024,
            )
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise at_line(shown, line, tr("This is not UTF-8 text.")) from None
    return replace(parse_lesson(text, path.stem, shown, names), own=shelf.own)


def _syntax_error(shown: str, said: str, last: int) -> LessonError:
    at = _AT_LINE.search(said)
    line = int(at[1]) if at else last
    said = _AT_LINE.sub("", said.removesuffix(_AT_END))
    return at_line(shown, line, tr("This is not TOML: {said}.", said=one_line(said)))


def _lesson(given: Given, key: str, names: Names | None) -> Lesson:
    table = given.table(
        ("title", "summary", "group", "lectures", "steps"), ("title", "summary", "steps")
    )
    steps: list[Step] = []
    for page in table["steps"].items(MAX_STEPS):
        steps.append(step(page, steps[-1] if steps else None, names))
    if not steps:
        raise table["steps"].error(tr("A lesson has at least one step."))
    lectures = table["lectures"].items(MAX_LECTURES) if "lectures" in table else []
    return Lesson(
        key,
        table["group"].key(tuple(GROUPS)) if "group" in table else "own",
        line_text(table["title"]),
        line_text(table["summary"]),
        tuple(steps),
        tuple(number.whole(1, MAX_LECTURES) for number in lectures),
    )
