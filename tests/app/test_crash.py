"""Crashes: logged, shown once, with training stopped first."""

import errno
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from nnviz.app.crash import CrashReporter, log_path
from nnviz.app.dialogs.crash_dialog import CrashDialog
from nnviz.app.documents import Documents
from nnviz.app.settings import Settings
from nnviz.jobs import Jobs
from nnviz.session import Session


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:  # noqa: ARG001
    made = Session()
    made.start()
    yield made
    assert made.close()


@pytest.fixture
def reporter(session: Session) -> Iterator[CrashReporter]:
    made = CrashReporter(session, Documents(session, Settings(), Jobs()))
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    made.install()
    yield made
    made.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == hooks
    if made.dialog is not None:
        made.dialog.accept()


def shown(qtbot: QtBot, reporter: CrashReporter) -> CrashDialog:
    """Wait for the dialog and return it."""
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert reporter.dialog is not None
    return reporter.dialog


def crash(text: str = "a pen without ink") -> None:
    """Have Python report an exception nobody caught."""
    try:
        raise LookupError(text)
    except LookupError as error:
        sys.excepthook(LookupError, error, error.__traceback__)


def test_an_uncaught_exception_opens_the_dialog(qtbot: QtBot, reporter: CrashReporter) -> None:
    crash()
    assert "a pen without ink" in shown(qtbot, reporter).details


def test_it_is_written_to_the_log(qtbot: QtBot, reporter: CrashReporter) -> None:
    crash()
    shown(qtbot, reporter)
    assert "a pen without ink" in log_path().read_text("utf-8")


def test_the_log_is_in_a_place_of_the_test_s_own(tmp_path: Path) -> None:
    assert log_path().is_relative_to(tmp_path)


def test_an_exception_of_a_thread_is_heard(qtbot: QtBot, reporter: CrashReporter) -> None:
    thread = threading.Thread(target=crash_in_thread, name="stranger")
    thread.start()
    thread.join()
    assert "stranger" in shown(qtbot, reporter).details


def crash_in_thread() -> None:
    raise LookupError("far away")


def test_an_exception_that_cannot_be_raised_is_heard(qtbot: QtBot, reporter: CrashReporter) -> None:
    class Stubborn:
        def __del__(self) -> None:
            raise LookupError("to the end")

    stubborn = Stubborn()
    del stubborn
    assert "to the end" in shown(qtbot, reporter).details


def test_an_exception_the_session_caught_is_shown(
    qtbot: QtBot, reporter: CrashReporter, session: Session
) -> None:
    session.failed.emit(ZeroDivisionError("in the worker"))
    assert "in the worker" in shown(qtbot, reporter).details


def test_training_has_stopped_when_the_dialog_opens(
    qtbot: QtBot, reporter: CrashReporter, session: Session
) -> None:
    session.train()
    crash()
    shown(qtbot, reporter)
    assert not session.training


def test_further_exceptions_are_counted_in_the_one_dialog(
    qtbot: QtBot, reporter: CrashReporter
) -> None:
    for number in range(3):
        crash(f"number {number}")
    dialog = shown(qtbot, reporter)
    qtbot.waitUntil(lambda: dialog.others == 2)
    assert "number 0" in dialog.details
    assert "number 2" in log_path().read_text("utf-8")


def test_the_next_exception_after_closing_opens_it_again(
    qtbot: QtBot, reporter: CrashReporter
) -> None:
    crash("first")
    shown(qtbot, reporter).accept()
    qtbot.waitUntil(lambda: reporter.dialog is None)
    crash("second")
    assert "second" in shown(qtbot, reporter).details


def test_ctrl_c_is_left_to_the_hook_there_was(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *args: heard.append(args[0]))
    reporter = CrashReporter(session, Documents(session, Settings(), Jobs()))
    reporter.install()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    reporter.remove()
    assert heard == [KeyboardInterrupt]


def test_details_can_be_copied(qtbot: QtBot) -> None:
    dialog = CrashDialog("what happened", "It is written down.", lambda: True)
    qtbot.addWidget(dialog)
    dialog.copy_details()
    assert "what happened" in QGuiApplication.clipboard().text()
    assert "NumPy" in QGuiApplication.clipboard().text()


def test_a_copy_of_the_work_can_be_saved(qtbot: QtBot) -> None:
    saved: list[str] = []
    dialog = CrashDialog("what happened", "It is written down.", lambda: bool(saved.append("copy")))
    qtbot.addWidget(dialog)
    button = next(b for b in dialog.findChildren(QPushButton) if b.text().startswith("Save"))
    button.click()
    assert saved == ["copy"]


def test_a_log_that_cannot_be_opened_does_not_hide_the_crash(
    qtbot: QtBot, reporter: CrashReporter
) -> None:
    log_path().parent.parent.mkdir(parents=True, exist_ok=True)
    log_path().parent.write_text("in the way")
    crash()
    assert "a pen without ink" in shown(qtbot, reporter).details


def test_a_disk_that_is_full_is_told_in_the_dialog(
    qtbot: QtBot,
    reporter: CrashReporter,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("nnviz.app.crash_log.os.open", fail)
    crash()
    crash("another")
    dialog = shown(qtbot, reporter)
    qtbot.waitUntil(lambda: dialog.others == 1)
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert told.count("nnviz.log cannot be saved: the disk is full.") == 1
    assert capsys.readouterr().err == ""
