"""Another look: the old one is seen until the new one is drawn, whatever happens meanwhile."""

import random
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from nnviz.app.dialogs.crash_dialog import CrashDialog
from nnviz.app.window.content import Content
from nnviz.app.window.main_window import MainWindow
from nnviz.app.window.opened_dialogs import OpenedDialogs
from nnviz.session import Session
from nnviz.theme import Theme
from nnviz.views import VIEWS
from nnviz.work import Work
from tests.app.driving import choose_look, next_frame


@pytest.fixture
def drawn(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The views of new content in the order in which they are drawn, first a frame of the old."""
    next_frame(qtbot, session)
    views: list[object] = []
    for kind in (row.factory for row in VIEWS.values()):
        draw = kind.draw
        monkeypatch.setattr(
            kind, "draw", lambda view, shot, draw=draw: (views.append(view), draw(view, shot))
        )
    return views


def test_what_was_there_is_seen_until_all_that_comes_is_drawn(
    qtbot: QtBot, window: MainWindow, drawn: list[object]
) -> None:
    before, seen = window.content, []
    window.renewed.connect(lambda: seen.extend(drawn))
    window.look.set_shade("dark")
    assert window.content is before
    assert before.isVisible()
    qtbot.waitUntil(lambda: window.content is not before)
    assert before.isHidden()
    docks = [dock for dock in window.content.workspace.view_docks if dock.seen]
    assert docks
    assert all(dock.view in seen for dock in docks)


def test_what_is_being_built_takes_no_words_to_what_is_seen(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    next_frame(qtbot, session)
    before = window.content
    words = before.status.state
    window.look.set_language("ko")
    with qtbot.waitSignal(window.renewed):
        session.step("batch")
    assert before.status.state == words
    assert window.content.status.state != words


def test_training_goes_on_meanwhile(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.train()
    before = next_frame(qtbot, session).iteration
    choose_look(qtbot, window, "Dark")
    assert session.training
    assert next_frame(qtbot, session).iteration > before


def test_of_two_looks_in_a_hurry_the_later_one_comes(qtbot: QtBot, window: MainWindow) -> None:
    first = window.content
    window.look.set_shade("dark")
    qtbot.waitUntil(lambda: len(window.findChildren(Content)) > 1)
    with qtbot.waitSignal(window.renewed):
        window.look.set_decimals(6)
    assert (window.content.theme.shade, window.content.theme.decimals) == ("dark", 6)
    qtbot.waitUntil(lambda: window.findChildren(Content) == [window.content])
    assert window.content is not first


def test_a_change_meanwhile_is_in_what_comes(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.look.set_shade("dark")
    with qtbot.waitSignal(window.renewed):
        session.refused.emit("Not this.")
        window.content.status.say("News.")
    assert window.content.banner.text == "Not this."
    assert window.content.status.news == "News."


def test_closing_meanwhile_ends_cleanly(window: MainWindow) -> None:
    window.look.set_shade("dark")
    assert window.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("name", ["show_shortcuts", "show_about", "export_picture"])
def test_dialogs_wear_the_window_s_look_and_change_it(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    def surface(dialog: QDialog) -> QColor:
        return dialog.grab().toImage().pixelColor(2, 2)

    getattr(OpenedDialogs, name)(window.dialogs)
    dialog = next(found for found in window.findChildren(QDialog) if found.isVisible())
    assert surface(dialog) == Theme("light").color("surface")
    choose_look(qtbot, window, "Dark")
    assert surface(dialog) == Theme("dark").color("surface")
    dialog.reject()


@pytest.fixture
def looks(window: MainWindow) -> list[object]:
    look = window.look
    return [
        lambda: look.set_language("ko"),
        lambda: look.set_language("en"),
        lambda: look.set_shade("dark"),
        lambda: look.set_shade("light"),
        lambda: look.set_decimals(3),
        lambda: look.set_projector(not look.projector),
        look.arrange,
    ]


@pytest.mark.parametrize("seed", range(2))
def test_looks_may_come_as_views_are_hidden_and_float(
    qtbot: QtBot, window: MainWindow, session: Session, looks: list[object], seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        dock = chance.choice(window.content.workspace.view_docks)
        deed = chance.choice(("hide", "show", "float", "train"))
        if deed == "hide":
            dock.hide()
        elif deed == "show":
            dock.show()
        elif deed == "float":
            dock.setFloating(not dock.isFloating())
        else:
            session.toggle()
        qtbot.wait(chance.choice((0, 1, 5, 15)))
        look = chance.choice(looks)
        assert callable(look)
        look()
        qtbot.wait(chance.choice((0, 1, 20, 60)))
    with qtbot.waitSignal(window.renewed):
        window.look.set_shade("light")
    assert window.content.theme.shade == "light"


def test_pictures_of_the_window_may_be_taken_meanwhile(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = Content.build

    def build_with_pictures(content: Content, *args: Any) -> Work[None]:
        for share in build(content, *args):
            content.resize(content.size() + QSize(30, 30))
            window.grab()  # with which Qt lays out what is hidden, too
            yield share

    monkeypatch.setattr(Content, "build", build_with_pictures)
    choose_look(qtbot, window, "Dark")
    assert window.findChildren(CrashDialog) == []
