"""Files in memory: Qt reads them as if they were on the disk, where nothing is."""

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, QIODevice
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from nnviz.theme import Theme
from nnviz.widgets.memory_file import memory_file
from nnviz.widgets.style_sheet import style_sheet

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9" fill="#ff0000"/></svg>'


def content(path: str) -> bytes:
    file = QFile(path)
    assert file.open(QIODevice.OpenModeFlag.ReadOnly)
    return file.readAll().data()


def test_qt_reads_what_was_given() -> None:
    paths = {memory_file(f"{n}-é한.bin", bytes([n] * n)): bytes([n] * n) for n in range(1, 50)}
    assert len(paths) == 49
    assert {path: content(path) for path in paths} == paths


def test_asking_again_gives_the_same_file() -> None:
    assert memory_file("same.bin", b"same") == memory_file("same.bin", b"same")
    assert content(":/same.bin") == b"same"


def test_it_is_drawn(qtbot: QtBot) -> None:  # noqa: ARG001
    image = QIcon(memory_file("red.svg", SVG)).pixmap(9).toImage()
    assert image.pixelColor(4, 4).name() == "#ff0000"


def test_a_style_sheet_leaves_nothing_on_the_disk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = list(tmp_path.iterdir())
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setStyleSheet(style_sheet(Theme("light")))
    box.setChecked(True)
    box.grab()
    assert list(tmp_path.iterdir()) == before


def test_the_tick_of_a_checked_box_is_drawn(qtbot: QtBot) -> None:
    theme = Theme("light")
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setStyleSheet(style_sheet(theme))
    box.setChecked(True)
    image = box.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(20) for y in range(image.height())}
    assert theme.color("accent_text").name() in colors
