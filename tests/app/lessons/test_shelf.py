"""The shelf: lessons are read when first asked for, and again when the folder has changed."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nnviz.app.lessons.shelf import LessonShelf, names
from nnviz.app.settings import Settings
from nnviz.language import set_language
from nnviz.lessons.given import LessonError
from nnviz.paths import own_folder
from tests.lessons.test_lessons import NAMES

SMALL = """
title = "A small one"
summary = "Of one step"
[[steps]]
title = "First"
text = "Look."
"""


@pytest.fixture
def shelf(qtbot: QtBot) -> LessonShelf:  # noqa: ARG001
    return LessonShelf(Settings())


def write(name: str, text: str = SMALL) -> Path:
    path = own_folder("lessons", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_programs_lessons_stand_on_it(shelf: LessonShelf) -> None:
    assert {"slope-by-hand", "perceptron-gates"} <= shelf.lessons.keys()
    assert not shelf.errors
    assert shelf.lesson("slope-by-hand").key == "slope-by-hand"


def test_a_lesson_may_name_what_the_window_has() -> None:
    known = names()
    assert set(known.bar) == set(NAMES.bar)
    assert set(known.views) == set(NAMES.views)


def test_a_lesson_that_is_not_there_is_refused(shelf: LessonShelf) -> None:
    with pytest.raises(LessonError, match="“nothing”"):
        shelf.lesson("nothing")


def test_a_broken_lesson_says_why(shelf: LessonShelf) -> None:
    write("broken.toml", "title = [")
    assert "broken" in shelf.errors
    with pytest.raises(LessonError, match=r"broken\.toml"):
        shelf.lesson("broken")


def test_own_lessons_are_read_anew_when_the_folder_has_changed(
    qtbot: QtBot, shelf: LessonShelf
) -> None:
    assert "mine" not in shelf.lessons
    path = write("mine.toml")
    with qtbot.waitSignal(shelf.changed):
        shelf.look_again()
    assert shelf.lessons["mine"].own
    write("mine.toml", SMALL.replace("A small one", "Another"))
    os.utime(path, ns=(1, 1))  # however coarse the clock of the disk is
    shelf.look_again()
    assert shelf.lessons["mine"].title.en == "Another"


def test_nothing_is_read_anew_without_a_change(qtbot: QtBot, shelf: LessonShelf) -> None:
    before = shelf.lessons
    with qtbot.assertNotEmitted(shelf.changed):
        shelf.look_again()
    assert shelf.lessons is before


def test_nothing_is_read_before_it_is_asked_for(
    shelf: LessonShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnviz.lessons.reading.read_library", None)
    shelf.look_again()
    with pytest.raises(TypeError):
        _ = shelf.lessons


def test_what_is_wrong_is_said_in_the_language_in_use(shelf: LessonShelf) -> None:
    write("Broken.toml", SMALL)
    assert "small letters" in str(shelf.errors["Broken"])
    set_language("ko")
    shelf.look_again()
    assert "small letters" not in str(shelf.errors["Broken"])


def test_the_step_where_one_left_off_is_remembered(qtbot: QtBot, shelf: LessonShelf) -> None:
    assert shelf.left_at("slope-by-hand") is None
    assert shelf.last == ""
    with qtbot.waitSignal(shelf.changed):
        shelf.remember("slope-by-hand", 0)
    shelf.remember("perceptron-gates", 2)
    later = LessonShelf(Settings())
    assert later.last == "perceptron-gates"
    assert later.left_at("slope-by-hand") == 0
    assert later.left_at("perceptron-gates") == 2


def test_a_lesson_that_has_gone_or_become_shorter_does_no_harm(shelf: LessonShelf) -> None:
    shelf.remember("gone", 3)
    assert shelf.last == ""
    assert shelf.left_at("gone") is None
    shelf.remember("slope-by-hand", 99)
    assert shelf.left_at("slope-by-hand") == len(shelf.lessons["slope-by-hand"].steps) - 1
