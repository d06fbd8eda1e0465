"""The window on one screen after another, each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from nnviz.app.settings import Settings
from nnviz.app.window.main_window import MainWindow
from nnviz.app.window.placement import screens_in_words
from tests.translations import ROOT

Screen = tuple[int, int]
LARGE: Screen = (1920, 1080)
SMALL: list[Screen] = [(1024, 768), (1366, 768)]

START_AND_CLOSE = """
import json, sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from nnviz.app.settings import Settings
from nnviz.app.window.placement import limit_size, restore_place, screens_in_words
app, settings, window = QApplication([]), Settings(), QWidget()
limit_size(window)
restore_place(window, settings.geometry(screens_in_words()))
window.show()
app.processEvents()
placed = json.loads(sys.argv[1])
if placed:
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.setGeometry(*placed)
    app.processEvents()
settings.set_geometry(screens_in_words(), window.saveGeometry())
settings.save()
print(json.dumps([window.isMaximized(), *window.geometry().getRect()]))
"""


def start(home: Path, *screens: Screen, placed: QRect | None = None) -> tuple[bool, QRect]:
    """Return whether the window was maximised and where it was, on screens side by side."""
    rows, left = [], 0
    for number, (width, height) in enumerate(screens):
        row = {"name": str(number), "x": left, "y": 0, "width": width, "height": height}
        rows.append(row | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1})
        left += width
    described = home / "screens.json"
    described.write_text(json.dumps({"windowFrameMargins": False, "screens": rows}))
    done = subprocess.run(
        [sys.executable, "-c", START_AND_CLOSE, json.dumps(placed.getRect() if placed else [])],
        cwd=ROOT,
        env={
            **os.environ,
            "XDG_CONFIG_HOME": str(home),
            "QT_QPA_PLATFORM": f"offscreen:configfile={described}",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    maximised, *place = json.loads(done.stdout)
    return maximised, QRect(*place)


@pytest.mark.parametrize("small", SMALL)
def test_maximised_on_a_large_screen_it_fills_a_small_one_and_the_large_one_again(
    tmp_path: Path, small: Screen
) -> None:
    for screen in (LARGE, small, LARGE, small):
        maximised, place = start(tmp_path, screen)
        assert maximised
        assert QRect(0, 0, *screen).contains(place)
        assert place.width() > screen[0] * 0.95


@pytest.mark.parametrize("small", SMALL)
def test_its_place_on_the_large_screen_outlives_a_small_one(tmp_path: Path, small: Screen) -> None:
    wanted = QRect(100, 50, 1700, 950)
    start(tmp_path, LARGE, placed=wanted)
    assert start(tmp_path, small)[0]
    assert start(tmp_path, LARGE) == (False, wanted)


def test_its_place_on_a_second_screen_outlives_a_start_without_it(tmp_path: Path) -> None:
    laptop, projector = SMALL[1], LARGE
    wanted = QRect(1500, 60, 1200, 800)
    start(tmp_path, laptop, projector, placed=wanted)
    maximised, place = start(tmp_path, laptop)
    assert maximised
    assert QRect(0, 0, *laptop).contains(place)
    assert start(tmp_path, laptop, projector) == (False, wanted)


def test_the_window_s_place_is_remembered_for_the_screens_there_are(window: MainWindow) -> None:
    window.close()
    assert not Settings().geometry(screens_in_words()).isEmpty()
    assert Settings().geometry("1x1").isEmpty()
