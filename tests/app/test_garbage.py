"""Garbage: what Qt's objects are part of must not be deleted in another thread than Qt's."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from nnviz.app.garbage import Garbage


@pytest.fixture
def collected_in() -> list[int]:
    """The threads in which rings of objects have been deleted."""
    return []


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[Garbage]:  # noqa: ARG001
    made = Garbage()
    yield made
    made.stop()


def throw_away(count: int, collected_in: list[int]) -> None:
    """Make objects that only Python's collecting can delete."""

    class Ring:
        def __init__(self) -> None:
            self.ring = self

        def __del__(self) -> None:
            collected_in.append(threading.get_ident())

    for _ in range(count):
        Ring()


def throw_away_in_a_thread(collected_in: list[int]) -> int:
    thread = threading.Thread(target=throw_away, args=(5000, collected_in))
    thread.start()
    thread.join()
    return thread.ident or 0


def test_by_itself_python_collects_in_any_thread(collected_in: list[int]) -> None:
    assert throw_away_in_a_thread(collected_in) in collected_in


def test_it_is_collected_in_the_gui_s_thread(
    qtbot: QtBot, garbage: Garbage, collected_in: list[int]
) -> None:
    garbage.start()
    throw_away_in_a_thread(collected_in)
    assert collected_in == []
    qtbot.waitUntil(lambda: len(collected_in) >= 5000)
    assert set(collected_in) == {threading.get_ident()}


def test_python_collects_again_afterwards(garbage: Garbage) -> None:
    garbage.start()
    assert not gc.isenabled()
    garbage.stop()
    assert gc.isenabled()
