"""Lessons are read from two folders; one that cannot be used says why, and harms no other."""

import os
from pathlib import Path

import pytest

from nnviz.lessons import reading
from nnviz.lessons.given import LessonError
from nnviz.lessons.reading import Shelf, parse_lesson, read_lesson, read_library, shelves
from nnviz.paths import own_folder, resource
from tests.lessons.lesson_files import HEAD, NAMES, PAGE, lesson, said


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Shelf, Shelf]:
    ours, own = (
        Shelf(tmp_path / "ours", "ours", own=False),
        Shelf(tmp_path / "own", "own", own=True),
    )
    for shelf in (ours, own):
        shelf.folder.mkdir()
    return ours, own


def write(shelf: Shelf, name: str, text: str | bytes = HEAD + PAGE) -> Path:
    path = shelf.folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def errors(*folders: Shelf) -> dict[str, str]:
    return {key: str(error) for key, error in read_library(NAMES, folders).errors.items()}


def test_the_folders_are_the_programs_and_ones_own() -> None:
    assert [(shelf.folder, shelf.own) for shelf in shelves()] == [
        (resource("lessons"), False),
        (own_folder("lessons"), True),
    ]


def test_ones_own_stand_in_the_same_list_in_the_order_of_groups(
    folders: tuple[Shelf, Shelf],
) -> None:
    write(folders[0], "b.toml", 'group = "training"\n' + HEAD + PAGE)
    write(folders[1], "a.toml", 'group = "neuron"\nlectures = [1, 3]\n' + HEAD + PAGE)
    write(folders[1], "notes.txt")
    lessons = read_library(NAMES, folders).lessons
    assert [(key, row.own) for key, row in lessons.items()] == [("a", True), ("b", False)]
    assert lessons["a"].lectures == (1, 3)


def test_a_folder_that_is_not_there_has_no_lessons(tmp_path: Path) -> None:
    library = read_library(NAMES, (Shelf(tmp_path / "none", "none", own=True),))
    assert (dict(library.lessons), dict(library.errors)) == ({}, {})


def test_a_folder_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "lessons").write_text("no folder")
    shelf = Shelf(tmp_path / "lessons", "lessons", own=True)
    assert errors(shelf)["lessons"].startswith("lessons cannot be opened: ")


def test_more_lessons_than_are_read_are_told(
    folders: tuple[Shelf, Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_LESSONS", 2)
    for name in ("a.toml", "b.toml", "c.toml"):
        write(folders[1], name)
    assert list(read_library(NAMES, folders).lessons) == ["a", "b"]
    told = f"{folders[1].shown} has 3 lessons, of which the first 2 can be opened."
    assert errors(*folders) == {folders[1].shown: told}


def test_a_broken_one_disturbs_nothing(folders: tuple[Shelf, Shelf]) -> None:
    write(folders[0], "good.toml")
    write(folders[1], "bad.toml", HEAD + PAGE + "colour = 3\n")
    library = read_library(NAMES, folders)
    assert list(library.lessons) == ["good"]
    assert str(library.errors["bad"]).startswith("own/bad.toml, line 6: “colour” is not known here")


def test_a_key_that_is_taken_is_refused(folders: tuple[Shelf, Shelf]) -> None:
    write(folders[0], "a.toml")
    write(folders[1], "a.toml")
    assert errors(*folders) == {"a": "own/a.toml, line 1: There is another lesson called “a”."}
    assert not read_library(NAMES, folders).lessons["a"].own


def test_one_file_can_be_read_alone(folders: tuple[Shelf, Shelf]) -> None:
    found = read_lesson(write(folders[0], "a.toml", b"\xef\xbb\xbf" + (HEAD + PAGE).encode()))
    assert (found.key, found.group, found.own) == ("a", "own", True)


HOSTILE = {
    "too large": (
        b"#" * (reading.MAX_BYTES + 1),
        "ours/a.toml is too large: a lesson has up to 128",
    ),
    "not text": (b"title = 'a'\nsummary = '\xff'", "ours/a.toml, line 2: This is not UTF-8 text."),
    "no value": (b"\n\ntitle =\n", "ours/a.toml, line 3: This is not TOML: Invalid value."),
    "cut off": (
        b"\ntitle = '''\n\nsummary = 3\n",
        "ours/a.toml, line 2: This is not TOML: ",
    ),
    "not closed": (
        b'title = ["b",\n"c"\n\n# so',
        "ours/a.toml, line 2: This is not TOML: Unclosed array.",
    ),
    "empty": (b"", "ours/a.toml, line 1: “title” is missing."),
    "same key twice": (b"title = 'a'\ntitle = 'b'\n", "ours/a.toml, line 2: This is not TOML: "),
    "deep": (b"a = " + b"[" * 50_000, "ours/a.toml is no TOML that can be read."),
    "long key": (b"a." * 50_000 + b"a = 1", "ours/a.toml is no TOML that can be read."),
    "long number": (b"a = " + b"9" * 5000, "ours/a.toml is no TOML that can be read."),
    "zeros": (bytes(100), "ours/a.toml, line 1: This is not TOML: "),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_says_what_is_wrong(folders: tuple[Shelf, Shelf], case: str) -> None:
    content, sentence = HOSTILE[case]
    write(folders[0], "a.toml", content)
    assert errors(*folders)["a"].startswith(sentence)


def test_deep_values_that_toml_allows_are_refused_too() -> None:
    deep = "[" * 300 + "]" * 300
    assert said(f"views = {deep}\n") == "short.toml is no TOML that can be read."
    nested = "{row=[" * 12 + '"loss","output"' + "]}" * 12
    assert "line 6" in said(f"views = {nested}\n")


def test_a_name_that_nobody_could_type_is_refused(folders: tuple[Shelf, Shelf]) -> None:
    write(folders[0], "A b.toml")
    assert errors(*folders) == {
        "A b": "ours/A b.toml: a lesson’s name has small letters, digits and hyphens only."
    }


def test_a_pipe_and_a_folder_are_not_waited_for(folders: tuple[Shelf, Shelf]) -> None:
    os.mkfifo(folders[0].folder / "pipe.toml")
    (folders[0].folder / "folder.toml").mkdir()
    assert errors(*folders) == {
        "folder": "folder.toml cannot be opened: it is a folder.",
        "pipe": "pipe.toml cannot be opened: it is not an ordinary file.",
    }


def test_a_lesson_has_up_to_so_many_steps_and_at_least_one() -> None:
    many = HEAD + PAGE * (reading.MAX_STEPS + 1)
    with pytest.raises(LessonError, match=r"many.toml, line 3: “steps” can have up to 40\."):
        parse_lesson(many, "many", "many.toml", NAMES)
    with pytest.raises(LessonError, match=r"none.toml, line 3: A lesson has at least one step\."):
        parse_lesson(HEAD + "steps = []\n", "none", "none.toml", NAMES)


def test_one_text_stands_for_both_languages() -> None:
    assert (lesson().title.en, lesson().title.ko) == ("A", "A")


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("group = 'cooking'\n", "line 3: There is no “cooking” here, only: neuron, "),
        ("lectures = [0]\n", "line 3: “lectures” must be a whole number from 1 to 20."),
        ("lectures = 1\n", "line 3: “lectures” must be a list."),
    ],
)
def test_what_is_wrong_with_the_lesson_itself_has_its_line(head: str, sentence: str) -> None:
    assert sentence in said(head=head)
