"""What stands on a screen, stands there as a whole."""

import pytest
from PySide6.QtCore import QRect

from nnviz.app.docks.on_screen import moved_within

AREA = QRect(100, 50, 800, 600)


@pytest.mark.parametrize(
    ("place", "moved"),
    [
        ((200, 100, 300, 200), (200, 100, 300, 200)),
        ((0, 0, 300, 200), (100, 50, 300, 200)),
        ((800, 600, 300, 200), (600, 450, 300, 200)),
        ((200, 100, 900, 700), (100, 50, 900, 700)),
    ],
    ids=["within", "left and above", "right and below", "larger"],
)
def test_a_place_is_moved_no_farther_than_needed(
    place: tuple[int, int, int, int], moved: tuple[int, int, int, int]
) -> None:
    assert moved_within(QRect(*place), AREA) == QRect(*moved)
