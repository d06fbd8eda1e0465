"""A terminal that is full, closed or gone ends no run and costs no file."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from nnviz.files.model_file import read_model
from nnviz.terminal import LastingStream, complain, fill_standard_descriptors, say
from tests.app.command.command_runs import words
from tests.translations import ROOT

FULL = Path("/dev/full")
full = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def gone() -> Iterator[int]:
    """The writing end of a pipe that nobody reads any more."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


def run(*arguments: object, **streams: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "main.py", *words(*arguments)]
    settings: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run(command, cwd=ROOT, text=True, check=False, **settings)


def trained(path: Path) -> bool:
    state = read_model(path).state
    return state is not None and state.epoch == 30


def test_a_run_whose_reader_has_gone_is_saved(tmp_path: Path, gone: int) -> None:
    out = tmp_path / "a.nnviz"
    assert run("run", "--epochs", 30, "--out", out, stdout=gone, stderr=gone).returncode == 0
    assert trained(out)


@full
def test_a_run_on_a_full_terminal_is_saved(tmp_path: Path) -> None:
    out = tmp_path / "a.nnviz"
    with FULL.open("w") as stream:
        done = run("run", "--epochs", 30, "--out", out, stdout=stream, stderr=stream)
    assert done.returncode == 0
    assert trained(out)


CLOSED: dict[str, tuple[int, ...]] = {"output": (1,), "errors": (2,), "all": (0, 1, 2)}


def close_all(descriptors: tuple[int, ...]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes no streams before the start")
@pytest.mark.parametrize("closed", CLOSED)
def test_a_run_without_a_terminal_is_saved(tmp_path: Path, closed: str) -> None:
    out, history = tmp_path / "a.nnviz", tmp_path / "a.csv"
    files = ("--out", out, "--history", history)
    done = run("run", "--epochs", 30, *files, preexec_fn=partial(close_all, CLOSED[closed]))
    assert done.returncode == 0
    assert trained(out)
    assert history.read_text("ascii").startswith("iteration,")


def test_a_reader_that_has_gone_is_no_failure(gone: int) -> None:
    done = run("--help", stdout=gone)
    assert (done.returncode, done.stderr) == (0, "")


@full
@pytest.mark.parametrize("option", ["--version", "--help"])
def test_output_that_cannot_be_written_is_one_line_and_an_exit_code(option: str) -> None:
    with FULL.open("w") as stream:
        done = run("--lang", "en", option, stdout=stream)
    assert done.returncode == 2
    assert done.stderr == "nnviz: The output cannot be written: the disk is full.\n"


@full
def test_results_that_cannot_be_shown_do_not_change_how_training_ended(tmp_path: Path) -> None:
    out = tmp_path / "a.nnviz"
    with FULL.open("w") as stream:
        done = run("run", "--lang", "en", "--epochs", 30, "--out", out, stdout=stream)
    assert done.returncode == 0
    assert done.stderr.endswith("nnviz: The output cannot be written: the disk is full.\n")
    assert trained(out)


@full
@pytest.mark.parametrize("arguments", ["--bogus", "run none.nnviz", "render --view loss"])
def test_a_refusal_that_nobody_can_read_is_one_still(arguments: str) -> None:
    with FULL.open("w") as stream:
        done = run(*arguments.split(), stdout=stream, stderr=stream)
    assert done.returncode == 2


# In this process


class Broken(io.StringIO):
    """A stream that takes nothing."""

    def write(self, _text: str) -> int:
        raise OSError(5, "Input/output error")

    def flush(self) -> None:
        raise OSError(5, "Input/output error")


def test_a_stream_that_lasts_takes_everything() -> None:
    stream = LastingStream(Broken())
    assert stream.write("some") == 4
    stream.flush()


def test_a_stream_that_works_gets_what_is_written() -> None:
    inner = io.StringIO()
    LastingStream(inner).write("some")
    assert inner.getvalue() == "some"


def test_a_complaint_is_one_line(capsys: Capture) -> None:
    complain("No luck.")
    assert capsys.readouterr() == ("", "nnviz: No luck.\n")


def test_without_streams_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    say("some")
    complain("No luck.")


def test_output_that_cannot_be_written_is_told_to_whoever_says_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", Broken())
    with pytest.raises(OSError, match="Input/output"):
        say("some")


def test_standard_descriptors_that_are_open_stay_as_they_are() -> None:
    before = [os.fstat(descriptor) for descriptor in (0, 1, 2)]
    fill_standard_descriptors()
    assert [os.fstat(descriptor) for descriptor in (0, 1, 2)] == before
