"""Files, closing, pictures and starting: the window's ways in and out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from nnviz.app import application
from nnviz.app.application import Application, refuse_versions
from nnviz.app.dialogs.file_dialogs import Answer
from nnviz.app.settings import Settings
from nnviz.app.window.dropping import dropped_file
from nnviz.app.window.main_window import MainWindow
from nnviz.app.window.placement import screen_in_words
from nnviz.experiment import Experiment
from nnviz.files.model_file import Model, read_model, write_model
from nnviz.session import Session
from nnviz.training.worker import Worker
from tests.app.driving import action
from tests.app.file_answers import Answers, rest

FASTER = replace(Experiment(), learning_rate=0.3)


def drop(*paths: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.data = data  # type: ignore[attr-defined]  # which the event does not keep alive
    return event


def test_a_model_file_dropped_on_the_window_is_opened(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "a.nnviz"
    write_model(path, Model(FASTER))
    window.dropEvent(drop(path))
    rest(qtbot, window.documents)
    assert session.experiment == FASTER
    assert window.windowTitle() == "a.nnviz[*] — nnviz"
    assert not window.isWindowModified()


def test_other_files_cannot_be_dropped(tmp_path: Path) -> None:
    assert dropped_file(drop(tmp_path / "a.png")) is None
    assert dropped_file(drop(tmp_path / "a.nnviz", tmp_path / "b.nnviz")) is None


def test_a_chart_lets_a_dropped_file_through(window: MainWindow) -> None:
    for dock in window.content.workspace.view_docks:
        if dock.view is None:
            continue
        centre = dock.view.mapTo(window, dock.view.rect().center())
        target = window.childAt(centre)
        while target is not None and target is not dock:
            assert not target.acceptDrops() or isinstance(target, QLineEdit)
            target = target.parentWidget()


def test_a_damaged_file_is_explained(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "bad.nnviz"
    path.write_bytes(b"nothing")
    window.dropEvent(drop(path))
    rest(qtbot, window.documents)
    assert "bad.nnviz" in window.content.banner.text
    assert session.experiment == Experiment()


def test_recent_files_are_in_the_menu(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    menu = next(m for m in window.menuBar().findChildren(QMenu) if m.title() == "Open recent")
    menu.aboutToShow.emit()
    assert [item.text() for item in menu.actions()] == ["No files yet"]
    path = tmp_path / "a.nnviz"
    write_model(path, Model(FASTER))
    window.documents.read(path)
    rest(qtbot, window.documents)
    menu.aboutToShow.emit()
    assert "a.nnviz" in menu.actions()[0].text()


@pytest.mark.parametrize(("answer", "closes"), [("cancel", False), ("discard", True)])
def test_closing_asks_before_work_is_lost(
    window: MainWindow, session: Session, answer: Answer, closes: bool
) -> None:
    session.set_experiment(FASTER)
    window.documents.ask_with(Answers(answer))
    assert window.close() is closes


def test_closing_waits_for_what_is_to_be_saved(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    answers = Answers("save")
    answers.path = tmp_path / "a.nnviz"
    window.documents.ask_with(answers)
    session.set_experiment(FASTER)
    with qtbot.waitSignal(window.closed):
        assert not window.close()
    assert read_model(answers.path).experiment == FASTER
    assert not window.isVisible()


def test_a_save_that_fails_keeps_the_window_open(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    answers = Answers("save")
    answers.path = tmp_path / "no such folder" / "a.nnviz"
    window.documents.ask_with(answers)
    session.set_experiment(FASTER)
    window.close()
    rest(qtbot, window.documents)
    assert window.isVisible()
    assert "a.nnviz" in window.content.banner.text


def test_what_nobody_planned_for_while_saving_is_a_crash_that_is_told(
    qtbot: QtBot, running: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise LookupError("no way out")

    monkeypatch.setattr("nnviz.app.file_work.writing_model", fail)
    answers = Answers()
    answers.path = tmp_path / "a.nnviz"
    running.window.documents.ask_with(answers)
    running.window.documents.save()
    qtbot.waitUntil(lambda: running.crashes.dialog is not None)
    assert running.crashes.dialog is not None
    assert "no way out" in running.crashes.dialog.details
    monkeypatch.undo()
    running.crashes.dialog.save_copy()
    rest(qtbot, running.window.documents)
    assert read_model(answers.path).experiment == running.session.experiment
    running.crashes.dialog.accept()


def test_closing_gives_up_a_file_on_its_way(
    window: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied: list[str] = []

    def endless(_path: Path) -> Iterator[float]:
        try:
            while True:
                yield 0.5
        finally:
            tidied.append("tidied")

    monkeypatch.setattr("nnviz.app.documents.opening", endless)
    window.documents.read(tmp_path / "slow.nnviz")
    assert window.close()
    assert window.jobs.close()
    assert tidied == ["tidied"]
    assert session.experiment == Experiment()


def test_closing_does_not_wait_for_a_step_under_way(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Worker, "stop", lambda _worker: pytest.fail("it waits"))
    session.train()
    assert window.close()
    monkeypatch.undo()


def test_closing_amid_training_ends_cleanly(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.train()
    qtbot.waitUntil(lambda: "Training: " in window.content.status.state)
    assert window.close()
    assert not session.training


def test_the_arrangement_is_there_at_the_next_start(
    window: MainWindow, start: Callable[[int, int], Application]
) -> None:
    docks = window.content.workspace.view_docks
    docks[2].close()
    hidden = [dock.isHidden() for dock in docks]
    window.close()
    docks = start(1600, 1000).window.content.workspace.view_docks
    assert [dock.isHidden() for dock in docks] == hidden
    assert hidden[2]


def test_an_arrangement_that_cannot_be_read_gives_the_default(
    start: Callable[[int, int], Application],
) -> None:
    Settings().set_docks(screen_in_words(), QByteArray(b"nonsense"))
    docks = start(1600, 1000).window.content.workspace.view_docks
    assert not any(dock.isHidden() for dock in docks if dock.row.shown)


def dialog(window: MainWindow) -> QDialog:
    return next(found for found in window.findChildren(QDialog) if found.isVisible())


@pytest.mark.parametrize("text", ["Keyboard shortcuts", "About nnviz", "Export picture…"])
def test_dialogs_open_and_close(window: MainWindow, text: str) -> None:
    action(window, text).trigger()
    dialog(window).reject()


def test_a_view_can_be_copied(window: MainWindow) -> None:
    window.content.workspace.view_docks[0].copy_picture()
    assert not QApplication.clipboard().pixmap().isNull()


def test_the_menus_reach_everything_by_keyboard(window: MainWindow) -> None:
    letters = [menu.text()[menu.text().index("&") + 1] for menu in window.menuBar().actions()]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize(
    ("python", "qt", "works"),
    [
        ((3, 11), (6, 12, 0), False),
        ((3, 11), (6, 11, 3), True),
        ((3, 12), (6, 12, 0), True),
    ],
)
def test_versions_that_crash_together_are_refused(
    python: tuple[int, int], qt: tuple[int, int, int], works: bool
) -> None:
    assert (refuse_versions(python, qt) == "") is works


def test_refused_versions_open_no_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(application, "refuse_versions", lambda *_: "Not these.")
    assert application.run_window(None, None, None, reset_settings=False) == 2
    assert capsys.readouterr().err == "nnviz: Not these.\n"


@pytest.mark.usefixtures("app")
def test_run_window_returns_when_the_window_is_closed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "a.nnviz"
    write_model(path, Model(FASTER))
    Settings().decimals = 6
    opened: list[MainWindow] = []

    def loop() -> int:
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        window = next(found for found in windows if found.isVisible())
        opened.append(window)
        rest(qtbot, window.documents)
        assert window.windowTitle().startswith("a.nnviz")
        assert window.content.workspace.view_docks[0].view.theme.dark
        window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", lambda *_: loop())
    assert application.run_window(path, "en", "dark", reset_settings=True) == 0
    assert Settings().decimals == 4
    opened.pop().deleteLater()  # a window ends with its process, and this one's goes on


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768)])
def test_the_window_fits_small_screens(
    start: Callable[[int, int], Application], size: tuple[int, int]
) -> None:
    window = start(*size).window
    assert (window.width(), window.height()) == size
    least = window.minimumSizeHint()
    assert least.width() <= size[0]
    assert least.height() <= size[1]
    for dock in window.content.workspace.view_docks:
        if dock.seen:
            least, view = dock.view.minimumSize(), dock.view.size()
            assert view.expandedTo(least) == view


class Broken(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        raise LookupError("no paint")


def test_a_widget_that_cannot_paint_ends_in_the_dialog(qtbot: QtBot, running: Application) -> None:
    with qtbot.captureExceptions() as caught:
        running.crashes.install()  # in the place of pytest-qt's own
        broken = Broken(running.window)
        broken.setGeometry(0, 0, 50, 50)
        broken.show()
        qtbot.waitUntil(lambda: running.crashes.dialog is not None)
    broken.hide()
    assert caught == []
    assert running.crashes.dialog is not None
    running.crashes.dialog.accept()
