"""Where the window stands: remembered, and brought back to a screen that is there."""

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

SHARE_OF_SCREEN = 0.8
SMALL_SCREEN = QSize(1920, 1200)  # up to this, the first window takes the whole screen
LEAST_SIZE = QSize(960, 640)  # below it, texts of the views meet
LEAST_VISIBLE = QSize(200, 100)


def restore_place(window: QWidget, geometry: QByteArray) -> None:
    """Put the window where it was; where that is no longer on a screen, on the primary one."""
    if geometry.isEmpty():
        _place_first_time(window)
    elif not window.restoreGeometry(geometry) or not is_on_a_screen(window.frameGeometry()):
        _place_on_primary(window)


def screens_in_words() -> str:
    """Return what screens there are: the size of each, the primary one's first."""
    primary = QGuiApplication.primaryScreen()
    screens = sorted(QGuiApplication.screens(), key=lambda screen: screen is not primary)
    sizes = [screen.size() for screen in screens]
    return "+".join(f"{size.width()}x{size.height()}" for size in sizes)


def screen_in_words() -> str:
    """Return the size of the primary screen, whatever else is plugged in."""
    size = QGuiApplication.primaryScreen().size()
    return f"{size.width()}x{size.height()}"


def limit_size(window: QWidget) -> None:
    """Have the window stay large enough to read, where the screen is so large itself."""
    available = QGuiApplication.primaryScreen().availableGeometry().size()
    window.setMinimumSize(LEAST_SIZE.boundedTo(available * SHARE_OF_SCREEN))


def is_on_a_screen(place: QRect) -> bool:
    """Say whether enough of it lies on some screen to see it and to take hold of it."""
    seen = [place.intersected(screen.availableGeometry()) for screen in QGuiApplication.screens()]
    return any(
        part.width() >= LEAST_VISIBLE.width() and part.height() >= LEAST_VISIBLE.height()
        for part in seen
    )


def _place_first_time(window: QWidget) -> None:
    available = QGuiApplication.primaryScreen().availableGeometry()
    if available.width() <= SMALL_SCREEN.width() or available.height() <= SMALL_SCREEN.height():
        window.setGeometry(available)
        window.setWindowState(Qt.WindowState.WindowMaximized)
    else:
        _place_on_primary(window)


def _place_on_primary(window: QWidget) -> None:
    available = QGuiApplication.primaryScreen().availableGeometry()
    size = available.size() * SHARE_OF_SCREEN
    place = QRect(available.topLeft(), size.boundedTo(available.size()))
    place.moveCenter(available.center())
    window.setGeometry(place)
