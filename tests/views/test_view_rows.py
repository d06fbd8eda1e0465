"""Rows of VIEWS: what is forgotten in one is told in a sentence."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.docks.view_card import PICTURE_SIZE, picture_path
from nnviz.theme import Theme
from nnviz.views import VIEWS
from nnviz.views.view import VIEW_GROUPS, View, ViewRow

GIVEN: dict[str, Any] = {
    "key": "steps",
    "label": "Steps",
    "view": View,
    "group": "training",
    "least": (200, 100),
    "best": (400, 300),
}


def without_picture(paths: dict[str, Path]) -> list[str]:
    """Return what is to be done for each view that has no picture of the right form."""
    found = []
    for key, path in paths.items():
        drawing = QSvgRenderer(str(path)) if path.is_file() else QSvgRenderer()
        if drawing.viewBox().size().toTuple() != PICTURE_SIZE:
            width, height = PICTURE_SIZE
            found.append(f"view {key!r}: draw {path}, with a viewBox of 0 0 {width} {height}")
    return found


def test_every_view_has_a_small_picture() -> None:
    assert without_picture({key: picture_path(row.factory) for key, row in VIEWS.items()}) == []


def test_a_picture_that_is_missing_or_has_another_form_is_told(tmp_path: Path) -> None:
    path = tmp_path / "picture.svg"
    assert "draw " in without_picture({"steps": path})[0]
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    assert "viewBox of 0 0 96 60" in without_picture({"steps": path})[0]


@pytest.mark.parametrize("field", GIVEN)
def test_a_row_without_one_of_these_is_refused_by_its_name(field: str) -> None:
    given = {name: value for name, value in GIVEN.items() if name != field}
    with pytest.raises(TypeError, match=field):
        ViewRow(**given)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("group", "stuff", "its group is one of network, answers, training"),
        ("best", (100, 300), "its best size is smaller than its least one"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(field: str, value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ViewRow(**GIVEN | {field: value})


def test_every_group_has_a_view() -> None:
    assert {row.group for row in VIEWS.values()} == set(VIEW_GROUPS)


class Windows(QObject):
    """Takes note of the windows that come up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(repr(watched))
        return False


@pytest.mark.parametrize("key", VIEWS)
def test_no_part_of_a_view_comes_up_as_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, key: str
) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    qtbot.addWidget(VIEWS[key].factory(Theme()))
    qapp.removeEventFilter(windows)
    assert windows.shown == []
