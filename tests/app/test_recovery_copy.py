"""Unsaved work that has been kept: told of once, and not kept for ever."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.application import Application
from nnviz.app.recovery_copy import MAX_KEPT, folder, keep, kept_since
from nnviz.app.settings import Settings
from nnviz.session import Session

Start = Callable[[int, int], Application]


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:  # noqa: ARG001
    made = Session()
    made.start()
    yield made
    assert made.close()


@pytest.fixture
def kept(app: QApplication, session: Session) -> Path:  # noqa: ARG001
    """What was kept when the program was ended the last time."""
    keep(session)
    (path,) = folder().iterdir()
    return path


def test_the_next_start_tells_of_it(kept: Path, start: Start) -> None:
    window = start(1600, 1000).window
    assert "has been kept" in window.content.banner.text
    assert Settings().recent[0] == kept


def test_it_is_told_of_once(kept: Path, start: Start) -> None:  # noqa: ARG001
    start(1600, 1000).window.close()
    assert start(1600, 1000).window.content.banner.text == ""


def test_where_nothing_was_kept_nothing_is_told(start: Start) -> None:
    assert start(1600, 1000).window.content.banner.text == ""


def test_only_what_was_kept_since_then_is_new(kept: Path) -> None:
    written_at = kept.stat().st_mtime
    assert kept_since(written_at - 1) == [kept]
    assert kept_since(written_at) == []


def test_the_oldest_are_removed(session: Session) -> None:
    folder().mkdir(parents=True)
    for age in range(MAX_KEPT + 2):
        path = folder() / f"old-{age}.nnviz"
        path.touch()
        os.utime(path, (1000 - age, 1000 - age))
    keep(session)
    left = {path.name for path in folder().iterdir()}
    assert len(left) == MAX_KEPT
    assert "old-0.nnviz" in left
    assert f"old-{MAX_KEPT - 1}.nnviz" not in left
