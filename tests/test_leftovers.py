"""The check behind every test sees what a test leaves behind, and nothing else."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nnviz.language import current_language
from tests import leftovers
from tests.leftovers import Activity, activity


@pytest.fixture
def before(qapp: QApplication) -> Activity:
    qapp.processEvents()
    return activity()


@pytest.fixture
def busy_thread() -> Iterator[threading.Thread]:
    """A thread that runs until the test is over."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait, name="busy", daemon=True)
    thread.start()
    yield thread
    over.set()
    thread.join()


def test_nothing_is_nothing(before: Activity) -> None:
    assert leftovers.leftovers(before, activity()) == []


def test_a_window_is_seen(before: Activity, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert "is still open" in leftovers.leftovers(before, activity())[0]
    window.close()
    assert leftovers.leftovers(before, activity()) == []


def test_a_thread_is_seen(
    before: Activity, busy_thread: threading.Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leftovers, "THREAD_END_S", 0.01)
    quiet = Activity(before.windows, before.threads - {busy_thread}, before.timers, before.jobs)
    found = leftovers.leftovers(quiet, activity())
    assert found == ["thread 'busy' is still running"]


def test_a_thread_that_is_about_to_end_is_waited_for(before: Activity) -> None:
    thread = threading.Thread(target=threading.Event().wait, args=(0.05,))
    thread.start()
    assert leftovers.leftovers(before, activity()) == []


@pytest.mark.parametrize("has_parent", [True, False])
def test_an_active_timer_is_seen(before: Activity, qtbot: QtBot, has_parent: bool) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    timer = QTimer(parent if has_parent else None)
    assert leftovers.leftovers(before, activity()) == []
    timer.start(1000)
    assert "is still active" in leftovers.leftovers(before, activity())[0]
    timer.stop()


def test_running_jobs_are_seen(before: Activity) -> None:
    after = Activity(before.windows, before.threads, before.timers, before.jobs + 1)
    assert leftovers.leftovers(before, after) == ["1 jobs of the thread pool are still running"]


def test_settings_are_kept_in_the_temporary_directory(tmp_path: Path) -> None:
    assert Path(QSettings("nnviz", "nnviz").fileName()).is_relative_to(tmp_path)


def test_tests_speak_english() -> None:
    assert current_language() == "en"
