"""Part files: those left behind are removed, those being written never."""

import os
from pathlib import Path

import pytest

from nnviz.files.atomic import write_atomically, writing
from nnviz.files.leftover_parts import remove_dead
from nnviz.work import finish

LEFT = ".nnviz-0123456789abcdef.part"
posix = pytest.mark.skipif(os.name == "nt", reason="no such thing on Windows")


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A part file that nobody is writing."""
    path = tmp_path / LEFT
    path.write_bytes(b"half of it")
    return path


def test_the_next_save_in_a_folder_removes_what_was_left_behind(left: Path) -> None:
    write_atomically(left.with_name("new.nnviz"), b"new")
    assert [path.name for path in left.parent.iterdir()] == ["new.nnviz"]


@posix
def test_what_is_being_written_stays(tmp_path: Path) -> None:
    work = writing(tmp_path / "slow.nnviz", [memoryview(b"slow")])
    next(work)
    write_atomically(tmp_path / "fast.nnviz", b"fast")
    finish(work)
    assert (tmp_path / "slow.nnviz").read_bytes() == b"slow"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["nnviz.part", ".nnviz-1.part", f"{LEFT}.nnviz", f"a{LEFT}"])
def test_other_files_stay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"somebody's")
    remove_dead(tmp_path)
    assert (tmp_path / name).exists()


@posix
def test_a_pipe_of_such_a_name_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / LEFT)
    remove_dead(tmp_path)


def test_what_cannot_be_removed_is_let_be(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    remove_dead(left.parent)
    assert left.exists()


def test_a_folder_that_cannot_be_listed_is_let_be(tmp_path: Path) -> None:
    remove_dead(tmp_path / "none")


@posix
def test_one_removed_before_it_was_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    lock, locked = fcntl.flock, []

    def come_too_late(descriptor: int, how: int) -> None:
        if not locked:
            remove_dead_ones(tmp_path)
        locked.append(descriptor)
        lock(descriptor, how)

    def remove_dead_ones(folder: Path) -> None:
        for path in folder.iterdir():
            path.unlink()

    monkeypatch.setattr(fcntl, "flock", come_too_late)
    write_atomically(tmp_path / "new.nnviz", b"new")
    assert len(locked) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["new.nnviz"]


@posix
def test_a_disk_without_locks_is_written_to_and_nothing_removed(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError

    monkeypatch.setattr("fcntl.flock", refuse)
    write_atomically(left.with_name("new.nnviz"), b"new")
    assert left.exists()
    assert left.with_name("new.nnviz").read_bytes() == b"new"
