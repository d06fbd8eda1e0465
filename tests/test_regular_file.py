"""Only ordinary files are opened, whatever becomes of the path meanwhile."""

import os
from pathlib import Path

import pytest

from nnviz.regular_file import open_regular

posix = pytest.mark.skipif(os.name == "nt", reason="no such thing on Windows")


def test_an_ordinary_file_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    with open_regular(tmp_path / "a") as stream:
        assert stream.read() == b"content"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        open_regular(tmp_path)


@posix
@pytest.mark.timeout(10)
def test_a_path_that_becomes_a_pipe_after_a_look_at_it_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").touch()
    os.mkfifo(tmp_path / "pipe")
    look = os.stat
    monkeypatch.setattr(os, "stat", lambda _path: look(tmp_path / "a"))
    open_before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    with pytest.raises(OSError, match="argument"):
        open_regular(tmp_path / "pipe")
    if open_before:
        assert set(os.listdir("/proc/self/fd")) == open_before


def test_a_name_that_no_file_can_have_is_refused_in_a_sentence() -> None:
    with pytest.raises(OSError, match="no name that a file can have"):
        open_regular(Path("a\0b"))
