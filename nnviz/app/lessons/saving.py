"""Saving what is before a person as a lesson in the folder of their own ones."""

import re
import unicodedata
from collections.abc import Container

from nnviz.app.lessons.shelf import names
from nnviz.files.atomic import write_atomically
from nnviz.lessons.given import LessonError
from nnviz.lessons.reading import KEY, SUFFIX, parse_lesson
from nnviz.lessons.writing import stage_text
from nnviz.paths import own_folder
from nnviz.stage import Stage
from nnviz.system_error import cannot_write

WITHOUT_LETTERS = "lesson"  # what a title becomes that has no letters for a file's name
LONGEST = 60  # letters of a key


def is_key(text: str) -> bool:
    """Say whether a lesson's file may be called so."""
    return KEY.fullmatch(text) is not None


def free_key(title: str, taken: Container[str]) -> str:
    """Return a key made of a title, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain)[: LONGEST - 4].strip("-") or WITHOUT_LETTERS
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def save_lesson(stage: Stage, title: str, key: str) -> None:
    """Write the lesson. LessonError: it cannot be written, or would not open again."""
    path = own_folder("lessons", f"{key}{SUFFIX}")
    text = stage_text(stage, title)
    parse_lesson(text, key, path.name, names())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
    except OSError as error:
        raise LessonError(cannot_write(path, error)) from None
