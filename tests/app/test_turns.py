"""Turns: one piece in each turn of the event loop, and nothing of what is given up."""

from collections.abc import Generator, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.turns import Turns


@pytest.fixture
def turns(qapp: QApplication) -> Iterator[Turns]:
    made = Turns(qapp)
    yield made
    made.give_up()
    made.deleteLater()


def counting(done: list[str], name: str, count: int) -> Generator[None, None, None]:
    try:
        for number in range(count):
            done.append(f"{name}{number}")
            yield
    finally:
        done.append(f"{name} tidied")


def test_pieces_are_carried_out_to_the_end(qtbot: QtBot, turns: Turns) -> None:
    done: list[str] = []
    turns.start(counting(done, "a", 3))
    assert done == []
    assert turns.busy
    qtbot.waitUntil(lambda: not turns.busy)
    assert done == ["a0", "a1", "a2", "a tidied"]


def test_another_start_gives_up_what_is_under_way(qtbot: QtBot, turns: Turns) -> None:
    done: list[str] = []
    turns.start(counting(done, "a", 1000))
    qtbot.waitUntil(lambda: len(done) > 1)
    turns.start(counting(done, "b", 1))
    qtbot.waitUntil(lambda: not turns.busy)
    assert done[-3:] == ["a tidied", "b0", "b tidied"]


def test_a_start_in_the_last_piece_is_not_forgotten(qtbot: QtBot, turns: Turns) -> None:
    done: list[str] = []

    def starting() -> Generator[None, None, None]:
        yield
        qtbot.wait(1)
        done.append("first")

    turns.start(starting())
    qtbot.waitUntil(lambda: done == ["first"])
    turns.start(counting(done, "b", 1))
    qtbot.waitUntil(lambda: not turns.busy)
    assert done[-1] == "b tidied"


def test_what_goes_wrong_in_a_piece_is_heard_and_ends_it(qtbot: QtBot, turns: Turns) -> None:
    def failing() -> Generator[None, None, None]:
        yield
        raise LookupError("half-way")

    with qtbot.captureExceptions() as caught:
        turns.start(failing())
        qtbot.waitUntil(lambda: not turns.busy)
    assert [str(error) for _, error, _ in caught] == ["half-way"]
