"""The gallery in a window: a card for every lesson, search, keys, and the way on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.app.lessons.gallery.card_pictures import pictured_step
from nnviz.app.lessons.gallery.gallery import Gallery
from nnviz.app.window.main_window import MainWindow
from nnviz.paths import own_folder
from tests.app.driving import choose_look, press
from tests.app.lessons.reading import write_lesson
from tests.cut_texts import cut_texts


def opened(window: MainWindow) -> Gallery:
    if window.lessons.gallery is None:
        press(window, "F2")
    gallery = window.lessons.gallery
    assert gallery is not None
    return gallery


def titles(gallery: Gallery) -> list[str]:
    return [card.lesson.key for card in gallery.grid.cards]


@pytest.fixture
def gallery(window: MainWindow) -> Gallery:
    return opened(window)


def test_every_lesson_has_a_card(window: MainWindow, gallery: Gallery) -> None:
    assert titles(gallery) == list(window.reader.shelf.lessons)
    assert gallery.geometry() == gallery.parentWidget().rect()


def test_pictures_are_drawn_of_the_lessons_runs(qtbot: QtBot, gallery: Gallery) -> None:
    cards = gallery.grid.cards
    qtbot.waitUntil(lambda: all(card.has_picture for card in cards), timeout=60_000)
    for card in cards:
        picture = gallery.pictures.picture(card.lesson)
        assert picture is not None
        colors = {picture.pixel(x, y) for x in range(0, 504, 7) for y in range(0, 208, 7)}
        assert len(colors) > 3


def test_a_picture_shows_the_first_step_that_is_trained(window: MainWindow) -> None:
    for lesson in window.reader.shelf.lessons.values():
        step = pictured_step(lesson)
        trained = [one for one in lesson.steps if one.ahead.epochs or one.ahead.steps]
        assert step is (trained or lesson.steps)[0]


def test_typing_searches_titles_in_both_languages_and_keys(
    window: MainWindow, gallery: Gallery
) -> None:
    for letter in "xor":
        QTest.keyClicks(window.focusWidget(), letter)
    assert gallery.rail.search.text() == "xor"
    assert {"perceptron-gates", "multilayer-xor"} <= set(titles(gallery))
    assert "slope-by-hand" not in titles(gallery)
    gallery.rail.search.setText("논리 게이트")
    assert titles(gallery) == ["perceptron-gates"]
    gallery.rail.search.setText("slope-by")
    assert titles(gallery) == ["slope-by-hand"]


def test_a_search_that_finds_nothing_says_so(gallery: Gallery) -> None:
    gallery.rail.search.setText("no such words")
    assert titles(gallery) == []
    assert [note.text() for note in gallery.grid.notes] == [
        "No lesson has “no such words” in its title, summary or key."
    ]


def test_a_lecture_shows_its_lessons(window: MainWindow, gallery: Gallery) -> None:
    for shelf, button in gallery.rail.shelves:
        button.click()
        expected = [one.key for one in window.reader.shelf.lessons.values() if shelf.holds(one)]
        assert titles(gallery) == expected


def test_enter_opens_and_the_lesson_is_offered_to_go_on(window: MainWindow) -> None:
    gallery = opened(window)
    assert not gallery.header.go_on.isVisible()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_End)
    last = gallery.grid.cards[-1]
    assert last.hasFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Home)
    assert gallery.grid.cards[0].hasFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    key = gallery.grid.cards[1].lesson.key
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.lessons.gallery is None
    assert window.reader.lesson is not None
    assert window.reader.lesson.key == key
    window.reader.go_on()
    window.reader.leave()
    again = opened(window)
    assert "step 2 of" in again.header.go_on.text()
    again.header.go_on.click()
    assert window.reader.number == 1


def test_keys_of_the_window_rest_while_it_is_open(window: MainWindow, gallery: Gallery) -> None:
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_S)
    assert gallery.rail.search.text() == "s"
    assert window.snapshot is not None
    assert window.snapshot.iteration == 0


def test_tab_stays_within_it(window: MainWindow, gallery: Gallery) -> None:
    for _ in range(20):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert gallery.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize("keys", ["F2", "Esc"])
def test_it_is_closed_by_a_key(window: MainWindow, keys: str) -> None:
    opened(window)
    QTest.keySequence(window.focusWidget(), keys)
    assert window.lessons.gallery is None


def test_a_broken_lesson_says_what_is_wrong_and_where(window: MainWindow) -> None:
    write_lesson("broken", 'title = "A"\nsummary = 3\nsteps = []\n')
    gallery = opened(window)
    (note,) = [note.text() for note in gallery.grid.notes]
    assert "broken.toml, line 3" in note
    assert len(gallery.grid.cards) == len(window.reader.shelf.lessons)


def test_the_folder_is_made(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", shown.append)
    opened(window).rail.folder.click()
    assert own_folder("lessons").is_dir()
    assert len(shown) == 1


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_no_text_is_cut(qtbot: QtBot, window: MainWindow, width: int) -> None:
    window.resize(width, 768)
    choose_look(qtbot, window, "한국어")
    gallery = opened(window)
    QApplication.processEvents()
    assert cut_texts(gallery) == []


def test_another_look_leaves_it_open(qtbot: QtBot, window: MainWindow) -> None:
    before = opened(window)
    choose_look(qtbot, window, "한국어")
    assert window.lessons.gallery is not None
    assert window.lessons.gallery is not before
