"""Where the window stands: it comes back to a screen that is there."""

import pytest
from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.window import placement as window_state
from nnviz.app.window.placement import LEAST_SIZE, is_on_a_screen, limit_size, restore_place


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def available() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def test_a_place_on_the_screen_is_restored(qtbot: QtBot, window: QWidget) -> None:
    before = QWidget()
    qtbot.addWidget(before)
    before.setGeometry(20, 30, 400, 300)
    restore_place(window, before.saveGeometry())
    assert window.geometry() == QRect(20, 30, 400, 300)


def test_a_place_on_a_screen_that_is_gone_is_not(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "restoreGeometry", lambda _geometry: False)
    restore_place(window, QByteArray(b"elsewhere"))
    assert window.size() == available().size() * window_state.SHARE_OF_SCREEN
    assert available().contains(window.geometry())


def test_a_place_that_nobody_could_see_is_not(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    def far_away(_geometry: QByteArray) -> bool:
        window.setGeometry(9000, 9000, 400, 300)
        return True

    monkeypatch.setattr(window, "restoreGeometry", far_away)
    restore_place(window, QByteArray(b"elsewhere"))
    assert available().contains(window.geometry())


def test_a_window_that_shows_only_its_edge_counts_as_off_the_screen() -> None:
    right = available().right()
    assert not is_on_a_screen(QRect(right - 50, 10, 400, 300))
    assert is_on_a_screen(QRect(right - 300, 10, 400, 300))


def test_the_first_window_takes_the_whole_of_a_small_screen(window: QWidget) -> None:
    restore_place(window, QByteArray())
    assert window.windowState() & Qt.WindowState.WindowMaximized


def test_the_first_window_leaves_some_of_a_large_screen(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_state, "SMALL_SCREEN", available().size() / 2)
    restore_place(window, QByteArray())
    assert not window.windowState() & Qt.WindowState.WindowMaximized
    assert window.width() < available().width()


def test_a_window_cannot_be_too_small_to_read_nor_too_big_for_the_screen(window: QWidget) -> None:
    limit_size(window)
    assert window.minimumSize() == LEAST_SIZE.boundedTo(window.minimumSize())
    assert available().size() == available().size().expandedTo(window.minimumSize())
    assert window.minimumHeight() > 200
