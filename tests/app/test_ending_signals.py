"""Signals that ask the window to end: it closes in good order, and unsaved work is kept."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from nnviz.app.application import Application
from nnviz.app.command.interruption import ENDING_SIGNALS
from nnviz.app.dialogs.file_dialogs import FileDialogs
from nnviz.app.ending_signals import EndingSignals
from nnviz.app.recovery_copy import folder
from nnviz.experiment import Experiment
from nnviz.files.model_file import read_model
from nnviz.work import Work
from tests.translations import ROOT

FASTER = replace(Experiment(), learning_rate=0.3)


class SavesAt(FileDialogs):
    """Answers where to save."""

    def __init__(self, path: Path):
        self._path = path

    def file_to_save(self, *_: object) -> Path:
        return self._path


@pytest.fixture
def signals(qtbot: QtBot) -> Iterator[EndingSignals]:  # noqa: ARG001
    before = [signal.getsignal(number) for number in ENDING_SIGNALS]
    made = EndingSignals()
    made.install()
    yield made
    made.remove()
    assert [signal.getsignal(number) for number in ENDING_SIGNALS] == before


@pytest.mark.parametrize("number", ENDING_SIGNALS)
def test_a_signal_is_heard_in_qt_s_turn(qtbot: QtBot, signals: EndingSignals, number: int) -> None:
    heard: list[int] = []
    signals.heard.connect(heard.append)
    signal.raise_signal(number)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [number])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither nohup nor SIGHUP")
def test_a_signal_that_is_ignored_stays_ignored(qtbot: QtBot) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    signals = EndingSignals()
    signals.install()
    with qtbot.assertNotEmitted(signals.heard, wait=50):
        signal.raise_signal(signal.SIGHUP)
    signals.remove()
    assert signal.signal(signal.SIGHUP, before) is signal.SIG_IGN


def test_another_signal_than_those_ends_nothing(qtbot: QtBot, signals: EndingSignals) -> None:
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    with qtbot.assertNotEmitted(signals.heard, wait=50):
        signal.raise_signal(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)


def test_what_is_not_saved_is_kept_without_a_question(
    running: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    running.session.set_experiment(FASTER)
    running.signals.heard.emit(signal.SIGTERM)
    assert running.window.isHidden()
    (kept,) = folder().iterdir()
    assert read_model(kept).experiment == FASTER
    assert capsys.readouterr().err == f"nnviz: Unsaved work is kept in {kept}.\n"


def test_what_is_saved_is_not_kept(
    running: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    running.signals.heard.emit(signal.SIGTERM)
    assert running.window.isHidden()
    assert not folder().exists()
    assert capsys.readouterr().err == ""


def never_saved(*_wanted: object) -> Work[None]:
    while True:
        Event().wait(0.005)
        yield 0.0


def test_a_saving_under_way_is_given_up_for_a_copy(
    running: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnviz.app.documents.saving", never_saved)
    running.session.set_experiment(FASTER)
    path = tmp_path / "a.nnviz"
    running.window.documents.ask_with(SavesAt(path))
    assert running.window.documents.save()
    running.signals.heard.emit(signal.SIGTERM)
    assert running.window.isHidden()
    assert not path.exists()
    (kept,) = folder().iterdir()
    assert read_model(kept).experiment == FASTER


def test_a_question_that_is_open_does_not_leave_the_window_there(
    running: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running.window.documents, "leave", lambda _later: False)
    running.signals.heard.emit(signal.SIGTERM)
    assert running.window.isHidden()


def test_work_that_cannot_be_kept_is_told_of(
    running: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("in the way")
    running.session.set_experiment(FASTER)
    running.signals.heard.emit(signal.SIGTERM)
    assert running.window.isHidden()
    assert capsys.readouterr().err.startswith("nnviz: Unsaved work could not be kept: ")


# In a process of its own, as the signals come: while it trains and paints.

TRAINING = """
import sys
from PySide6.QtCore import QObject, Slot
from nnviz.app import application

class Starter(QObject):
    frames = 0

    @Slot(object)
    def count(self, _snapshot):
        self.frames += 1
        if self.frames == 10:
            sys.stdout.write("ready\\n")
            sys.stdout.flush()
            {then}

def start(self, *given, begin=application.Application.start):
    begin(self, *given)
    self.starter = Starter(self)
    self.session.frame_ready.connect(self.starter.count)
    self.session.new_weights()
    self.session.train()

application.Application.start = start
from nnviz.app.command.main import main
sys.exit(main())
"""


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("number", ENDING_SIGNALS)
def test_a_training_window_ends_cleanly(number: int, times: int, tmp_path: Path) -> None:
    code, said = ended(TRAINING.format(then="pass"), number, times)
    assert code == 128 + number
    assert said.startswith(f"nnviz: Unsaved work is kept in {tmp_path}")
    assert said.count("\n") == 1


def test_an_open_question_does_not_hold_it_up() -> None:
    code, said = ended(TRAINING.format(then="self.parent().window.close()"), signal.SIGTERM, 1)
    assert code == 143
    assert "nnviz: Unsaved work is kept in " in said


def ended(program: str, number: int, times: int) -> tuple[int, str]:
    """Send the signal when the program says that it is ready; return how it ended."""
    with subprocess.Popen(
        [sys.executable, "-c", program, "--lang", "en"],
        cwd=ROOT,
        env={**os.environ, "PYTHONFAULTHANDLER": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "ready\n"
            for _ in range(times):
                process.send_signal(number)
            said = process.communicate(timeout=60)[1]
        finally:
            process.kill()
    return process.returncode, said
