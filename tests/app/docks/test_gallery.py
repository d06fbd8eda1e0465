"""The gallery: every view a click away, by group, with a small picture."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.docks.gallery import Gallery
from nnviz.app.docks.title_buttons import TitleButtons
from nnviz.app.docks.view_card import ViewCard
from nnviz.app.docks.workspace import Workspace
from nnviz.theme import Theme
from nnviz.views.view import VIEW_GROUPS
from tests.app.docks.conftest import Open
from tests.app.docks.dummies import sixteen_views

pytestmark = pytest.mark.usefixtures("sixteen")


@pytest.fixture
def gallery(workspace: Workspace) -> Iterator[Gallery]:
    workspace.open_gallery()
    made = workspace.findChildren(Gallery)[-1]
    yield made
    for left in workspace.findChildren(Gallery):
        left.close()


def choose(workspace: Workspace, key: str) -> None:
    gallery = workspace.findChildren(Gallery)[-1]
    next(card for card in gallery.cards if card.row.key == key).click()
    QApplication.processEvents()


def place_of(workspace: Workspace, key: str) -> tuple[str, ...]:
    return next(place.keys for place in workspace.shown().places if key in place.keys)


def test_every_view_is_in_it_by_group(gallery: Gallery) -> None:
    groups = list(VIEW_GROUPS)
    assert {card.row.key for card in gallery.cards} == set(sixteen_views())
    places = [groups.index(card.row.group) for card in gallery.cards]
    assert places == sorted(places)


def test_views_that_are_shown_are_marked(gallery: Gallery, workspace: Workspace) -> None:
    marked = {card.row.key for card in gallery.cards if card.isChecked()}
    assert marked == set(workspace.shown().keys)


@pytest.mark.usefixtures("sixteen", "gallery")
def test_a_view_that_is_chosen_is_seen_and_the_gallery_goes(
    qtbot: QtBot, workspace: Workspace
) -> None:
    choose(workspace, "dummy-7")
    assert next(dock for dock in workspace.view_docks if dock.key == "dummy-7").seen
    qtbot.waitUntil(lambda: workspace.findChildren(Gallery) == [])


@pytest.mark.parametrize("key", ["dummy-7", "loss"])
def test_from_a_view_s_plus_another_comes_to_its_place(workspace: Workspace, key: str) -> None:
    output = next(dock for dock in workspace.view_docks if dock.key == "output")
    plus = output.titleBarWidget().findChild(TitleButtons).plus
    assert plus is not None
    plus.click()
    choose(workspace, key)
    assert place_of(workspace, key) == ("output", key)
    assert next(dock for dock in workspace.view_docks if dock.key == key).seen


def test_arrows_and_enter_choose(gallery: Gallery, workspace: Workspace) -> None:
    first = gallery.focusWidget()
    assert first is next(card for card in gallery.cards if not card.isChecked())
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    chosen = gallery.focusWidget()
    assert chosen is gallery.cards[gallery.cards.index(first) + 1]
    QTest.keyClick(gallery, Qt.Key.Key_Down)
    below = gallery.focusWidget()
    QTest.keyClick(gallery, Qt.Key.Key_Up)
    assert below is not chosen
    chosen = gallery.focusWidget()  # another one of its row, where the row below is shorter
    assert isinstance(chosen, ViewCard)
    QTest.keyClick(gallery, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert chosen.row.key in workspace.shown().keys


def test_the_edges_hold_the_arrows(gallery: Gallery) -> None:
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
        for _ in range(9):
            QTest.keyClick(gallery, key)
        assert gallery.focusWidget() in gallery.cards


@pytest.mark.parametrize("screen", [QRect(0, 0, 1024, 768), QRect(0, 0, 640, 300)])
@pytest.mark.parametrize("corner", [QPoint(0, 0), QPoint(5000, 5000)])
def test_all_of_it_is_on_the_screen(gallery: Gallery, screen: QRect, corner: QPoint) -> None:
    gallery.open_at(corner, screen)
    assert screen.adjusted(0, 0, 200, 0).contains(gallery.geometry())
    assert screen.top() <= gallery.y()


def test_without_further_views_there_is_no_plus(
    open_workspace: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {key: replace(row, shown=True) for key, row in sixteen_views().items()}
    monkeypatch.setattr("nnviz.app.docks.workspace.VIEWS", shown)
    buttons = open_workspace().findChildren(TitleButtons)
    assert buttons
    assert all(one.plus is None for one in buttons)


def test_the_menu_has_a_list_for_each_group(workspace: Workspace) -> None:
    settings, *groups = workspace.menu_actions
    assert settings.text() == "Settings"
    names = [action.text() for group in groups for action in group.menu().actions()]
    assert sorted(names) == sorted(row.label for row in sixteen_views().values())


def test_a_picture_that_cannot_be_read_is_an_initial(gallery: Gallery) -> None:
    card = next(card for card in gallery.cards if card.row.key == "dummy-0")
    image = card.grab().toImage()
    colors = {image.pixelColor(x, 30).name() for x in range(image.width())}
    assert Theme().color("muted").name() in colors
