"""Lessons in tests: a short one as text, to put things into, and what is said of it."""

import pytest

from nnviz.lessons.given import LessonError
from nnviz.lessons.given_stage import Names
from nnviz.lessons.lesson import Lesson
from nnviz.lessons.reading import parse_lesson

HEAD = 'title = "A"\nsummary = "B"\n'
PAGE = '[[steps]]\ntitle = "C"\ntext = "D"\n'
NAMES = Names(views=("network", "output", "loss"), panels=("data",), bar=("train", "step"))


def lesson(steps: str = "", *, head: str = "") -> Lesson:
    """Return a lesson with one step to which lines are added."""
    return parse_lesson(HEAD + head + PAGE + steps, "short", "short.toml", NAMES)


def said(steps: str = "", *, head: str = "") -> str:
    """Return why such a lesson is refused, with the line counted from that of `[[steps]]`."""
    with pytest.raises(LessonError) as refusal:
        lesson(steps, head=head)
    return str(refusal.value)
