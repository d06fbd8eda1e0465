"""The log of crashes: it takes every text, stays small, and never fails itself."""

import os
from pathlib import Path

import pytest

from nnviz.app.crash_log import KEPT, CrashLog

posix = pytest.mark.skipif(os.name == "nt", reason="no such thing on Windows")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "nnviz.log"


def test_texts_are_added(path: Path) -> None:
    for text in ("first", "second"):
        assert CrashLog(path).add(text) == f"It is written down in {path}"
    assert [line.split()[-1] for line in path.read_text().splitlines()] == ["first", "second"]


def test_letters_that_are_none_are_written_as_their_numbers(path: Path) -> None:
    CrashLog(path).add("half a letter \ud83d")
    assert r"\ud83d" in path.read_text("utf-8")


def test_it_stays_small_and_keeps_the_latest(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnviz.app.crash_log.MAX_BYTES", 10)
    for number in range(10):
        CrashLog(path).add(f"number {number}")
    files = sorted(path.parent.iterdir())
    assert len(files) == 1 + KEPT
    assert [file.read_text().split()[-1] for file in files] == ["9", "8", "7", "6"]


def test_a_place_that_is_none_is_told(path: Path) -> None:
    path.parent.write_text("in the way")
    assert CrashLog(path).add("text").startswith("nnviz.log cannot be saved: ")


@posix
@pytest.mark.timeout(10)
def test_a_pipe_keeps_nobody_waiting(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    assert CrashLog(path).add("text").startswith("nnviz.log cannot be saved: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_disk_that_is_full_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to("/dev/full")
    assert CrashLog(path).add("text") == "nnviz.log cannot be saved: the disk is full."
