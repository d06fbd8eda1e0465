"""Foreign words wherever they can stand in the window: as they are, never as HTML."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from nnviz.app.dialogs.crash_dialog import CrashDialog
from nnviz.app.dialogs.file_dialogs import FileDialogs
from nnviz.app.settings import Settings
from nnviz.app.window.main_window import MainWindow
from nnviz.experiment import Experiment
from nnviz.files.model_file import Model, write_model

NAMES = (
    "<h1>big<br>.nnviz",
    "<img src=zero>.nnviz",
    "R&D [*].nnviz",
    "two\nlines.nnviz",
    "\u202ezivnn.nnviz",
)
SHOWN = (
    "<h1>big<br>.nnviz",
    "<img src=zero>.nnviz",
    "R&D [*].nnviz",
    "two\\nlines.nnviz",
    "\\u202ezivnn.nnviz",
)
BOTH = list(zip(NAMES, SHOWN, strict=True))


def assert_plain(labels: list[QLabel], shown: str) -> None:
    """Check that one of the labels shows the words, and that it does so as plain text."""
    found = [label for label in labels if shown in label.text()]
    assert found
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in found)


@pytest.fixture(params=BOTH, ids=lambda both: repr(both[1]))
def named(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A file with such a name, and how the name is to be shown."""
    name, shown = request.param
    path = tmp_path / name
    write_model(path, Model(Experiment()))
    return path, shown


def test_the_title_the_news_and_the_recent_files_show_a_name_as_it_is(
    qtbot: QtBot, window: MainWindow, named: tuple[Path, str]
) -> None:
    path, shown = named
    with qtbot.waitSignal(window.documents.done):
        window.documents.read(path)
    assert window.windowTitle().replace("[*][*]", "[*]").startswith(f"{shown}[*]")
    news = [label for label in window.content.status.findChildren(QLabel) if label.text()]
    assert_plain(news, shown)
    tips = [label.toolTip() for label in news if shown in label.text()]
    assert not any(Text.mightBeRichText(tip) and "&lt;" not in tip for tip in tips)
    menu = next(m for m in window.menuBar().findChildren(QMenu) if m.title() == "Open recent")
    menu.aboutToShow.emit()
    assert menu.actions()[0].text().replace("&&", "&").startswith(shown)


@pytest.mark.parametrize(("words", "shown"), BOTH)
def test_the_banner_shows_foreign_words_as_they_are(
    window: MainWindow, words: str, shown: str
) -> None:
    window.documents.failed.emit(f"{words} cannot be read.")
    assert_plain(window.content.banner.findChildren(QLabel), shown)


@pytest.mark.parametrize(("words", "shown"), BOTH)
def test_work_under_way_shows_a_name_as_it_is(window: MainWindow, words: str, shown: str) -> None:
    from nnviz.work import Progress

    window.content.status.show_work(f"Opening {words}", Progress(0.5, 9.0))
    assert_plain(window.content.status.findChildren(QLabel), shown)


@pytest.mark.parametrize(("words", "shown"), BOTH)
@pytest.mark.parametrize("ask", [FileDialogs.save_first, FileDialogs.file_changed])
def test_questions_show_a_name_as_it_is(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[[FileDialogs, QWidget, str], object],
    words: str,
    shown: str,
) -> None:
    def answer(box: QMessageBox) -> int:
        boxes.append((box.text(), box.textFormat()))
        return 0

    boxes: list[tuple[str, Qt.TextFormat]] = []
    monkeypatch.setattr(QMessageBox, "exec", answer)
    parent = QWidget()
    qtbot.addWidget(parent)
    ask(FileDialogs(), parent, words)
    ((text, kind),) = boxes
    assert shown in text
    assert kind == Qt.TextFormat.PlainText


@pytest.mark.parametrize(("words", "shown"), BOTH)
def test_the_crash_dialog_shows_a_name_as_it_is(qtbot: QtBot, words: str, shown: str) -> None:
    dialog = CrashDialog("what happened", f"It is written down in {words}", lambda: True)
    qtbot.addWidget(dialog)
    assert_plain(dialog.findChildren(QLabel), shown)


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A pipe that nobody writes to, as a picture in HTML: to show that would take for ever."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.png")
    return "<img src=pipe.png>"


def test_no_picture_is_read_that_a_file_speaks_of(window: MainWindow, pipe: str) -> None:
    window.documents.failed.emit(f"{pipe} is no loss function.")
    window.documents.done.emit(f"Opened: {pipe}")
    QApplication.processEvents()
    assert pipe in window.content.banner.text
    assert pipe in window.content.status.news


def test_a_recent_file_s_folder_is_shown_as_it_is(window: MainWindow) -> None:
    Settings().add_recent(Path("/a&b/c\u202e/d.nnviz"))
    menu = next(m for m in window.menuBar().findChildren(QMenu) if m.title() == "Open recent")
    menu.aboutToShow.emit()
    assert "/a&&b/c\\u202e" in menu.actions()[0].text()
