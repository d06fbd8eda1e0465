"""Whoever ends a run by a signal keeps what it has learnt, and hears nothing of tracebacks."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnviz.app.command import execution
from nnviz.app.command.interruption import ENDING_SIGNALS, Interruption
from nnviz.app.command.main import main
from nnviz.files.model_file import Model, read_model
from nnviz.training.run import TrainingRun
from tests.app.command.command_runs import Capture, in_a_process, words


@pytest.fixture(autouse=True)
def _handlers_put_back() -> Iterator[None]:
    before = [signal.getsignal(number) for number in ENDING_SIGNALS]
    yield
    assert [signal.getsignal(number) for number in ENDING_SIGNALS] == before


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.nnviz"


def pressed(monkeypatch: pytest.MonkeyPatch, number: int, times: int = 1) -> None:
    """Have a signal come in the middle of the second slice of training."""
    advance, calls = TrainingRun.advance, []

    def advance_and_press(run: TrainingRun, steps: int) -> None:
        calls.append(steps)
        if len(calls) == 2:
            for _ in range(times):
                signal.raise_signal(number)
        advance(run, steps)

    monkeypatch.setattr(TrainingRun, "advance", advance_and_press)


@pytest.mark.parametrize("number", ENDING_SIGNALS)
def test_a_wish_to_end_ends_training_and_saves_it(
    number: int, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    pressed(monkeypatch, number)
    assert main(words("run", "--epochs", 10_000, "--out", out)) == 128 + number
    state = read_model(out).state
    assert state is not None
    assert 0 < state.epoch * 15 + state.position == state.iteration < 10_000
    said = capsys.readouterr()
    assert "train loss" in said.out
    assert "Traceback" not in said.err


def test_another_wish_to_end_breaks_off_nothing(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    pressed(monkeypatch, signal.SIGINT, times=2)
    history = out.with_suffix(".csv")
    write = execution.write_model

    def press_and_write(path: Path, model: Model) -> None:
        signal.raise_signal(signal.SIGTERM)
        write(path, model)

    monkeypatch.setattr(execution, "write_model", press_and_write)
    assert main(words("run", "--epochs", 10_000, "--out", out, "--history", history)) == 130
    assert read_model(out).state is not None
    assert history.exists()
    assert "Traceback" not in capsys.readouterr().err


def test_a_wish_to_end_that_comes_when_all_is_trained_changes_nothing(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = execution.write_model

    def press_and_write(path: Path, model: Model) -> None:
        signal.raise_signal(signal.SIGINT)
        write(path, model)

    monkeypatch.setattr(execution, "write_model", press_and_write)
    assert main(words("run", "--epochs", 3, "--out", out)) == 0


def test_a_picture_shows_what_had_been_learnt_until_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed(monkeypatch, signal.SIGTERM)
    drawn: list[int] = []
    monkeypatch.setattr(
        "nnviz.app.command.rendering.save_view",
        lambda _row, snapshot, *_settings: drawn.append(snapshot.iteration),
    )
    picture = words("render", "--view", "loss", "--epochs", 10_000, "--out", tmp_path / "a.png")
    assert main(picture) == 143
    assert 0 < drawn[0] < 10_000


# A signal arrives as the model file is read, with the trained file in its place before.
SIGNAL_WHILE_READING = """
import signal, sys
from nnviz.app.command import headless
from nnviz.app.command.main import main

def press(_path, _step):
    signal.raise_signal(signal.SIGINT)

headless.load = press
sys.exit(main())
"""


def test_before_training_it_ends_at_once_and_the_old_file_stays(out: Path) -> None:
    assert main(words("run", "--epochs", 2, "--out", out)) == 0
    before = out.read_bytes()
    done = in_a_process("-c", SIGNAL_WHILE_READING, "run", out, "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    assert out.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither nohup nor SIGHUP")
def test_a_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    interruption = Interruption()
    try:
        interruption.install()
        signal.raise_signal(signal.SIGHUP)
        assert interruption.signal is None
    finally:
        interruption.remove()
        signal.signal(signal.SIGHUP, before)


def test_the_first_wish_gives_the_exit_code() -> None:
    interruption = Interruption()
    interruption.install()
    with interruption.held():
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGINT)
    interruption.remove()
    assert interruption.exit_code == 143
