"""The command render: a picture of any view, on a machine without a screen."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from nnviz.app.command import rendering
from nnviz.app.command.main import main
from nnviz.views import VIEWS
from tests.app.command.command_runs import Capture, in_a_process, words


@pytest.fixture
def _look_put_back(qapp: QApplication) -> Iterator[None]:
    palette, font, sheet = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield
    qapp.setPalette(palette)
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)


@pytest.mark.parametrize("key", VIEWS)
@pytest.mark.usefixtures("_look_put_back")
def test_every_view_is_drawn(tmp_path: Path, key: str, capsys: Capture) -> None:
    path = tmp_path / "a.png"
    assert main(words("render", "--view", key, "--out", path, "--size", "320x240")) == 0
    assert (QImage(str(path)).width(), QImage(str(path)).height()) == (320, 240)
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("_look_put_back")
def test_the_epochs_and_the_theme_are_seen_in_the_picture(tmp_path: Path) -> None:
    pictures = set()
    for settings in ("", "--epochs 20", "--theme dark"):
        path = tmp_path / "a.svg"
        arguments = ["render", "--view", "output", "--out", str(path), *settings.split()]
        assert main(arguments) == 0
        pictures.add(path.read_text("utf-8"))
    assert len(pictures) == 3


def test_a_picture_needs_no_screen(tmp_path: Path) -> None:
    bare = {key: value for key, value in os.environ.items() if not key.startswith("QT_")}
    bare |= {"DISPLAY": ":nowhere", "QT_QPA_PLATFORM": "xcb"}
    path = tmp_path / "a.png"
    done = in_a_process("main.py", "render", "--view", "output", "--out", path, env=bare)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert path.stat().st_size > 1000


def test_a_version_of_qt_that_crashes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(rendering, "refuse_versions", lambda *_versions: "Not with this Qt.")
    assert main(words("render", "--view", "loss", "--out", tmp_path / "a.png")) == 2
    assert capsys.readouterr().err == "nnviz: Not with this Qt.\n"


@pytest.mark.usefixtures("_look_put_back")
def test_a_picture_that_cannot_be_written_says_so_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError("a.png cannot be written: no luck.")

    monkeypatch.setattr(rendering, "save_picture", fail)
    assert main(words("render", "--view", "loss", "--out", tmp_path / "a.png")) == 2
    assert capsys.readouterr().err == "nnviz: a.png cannot be written: no luck.\n"
