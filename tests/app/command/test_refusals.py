"""What the command line cannot do it says in one line, before any training, changing nothing."""

import os
from pathlib import Path

import pytest

from nnviz.app.command.main import main
from nnviz.experiment import Experiment
from nnviz.files.model_file import Model, write_model
from nnviz.training.run import TrainingRun
from nnviz.views import VIEWS
from tests.app.command.command_runs import Capture, saved, words


@pytest.fixture(autouse=True)
def _english_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.nnviz"


REFUSED = {
    "--lang xx": "--lang needs one of en, ko, not “xx”.",
    "--lang": "--lang cannot be used like that; --help says how.",
    "--theme pink": "--theme needs one of system, light, dark, not “pink”.",
    "--reset-settings=1": "--reset-settings cannot be used like that; --help says how.",
    "--bogus": "“--bogus” is not understood; --help says what is.",
    "a.nnviz b.nnviz": "“b.nnviz” is not understood; --help says what is.",
    "--ver": "“--ver” is not understood; --help says what is.",
    "run --theme dark": "“--theme” is not understood; --help says what is.",
    "run --epochs": "--epochs cannot be used like that; --help says how.",
    "run --epochs -3": "--epochs needs a whole number of 0 or more, not “-3”.",
    "run --epochs 1e3": "--epochs needs a whole number of 0 or more, not “1e3”.",
    "run --epochs 2000000000": "--epochs needs a whole number of 0 or more, not “2000000000”.",
    "run none.nnviz": "none.nnviz cannot be opened: there is no such file or folder.",
    "run --out a.txt": "--out needs a name ending in .nnviz, not “a.txt”.",
    "run --history a.nnviz": "--history needs a name ending in .csv, not “a.nnviz”.",
    "run --out no/a.nnviz": "a.nnviz cannot be saved: there is no such file or folder.",
    "run --history no/a.csv": "a.csv cannot be saved: there is no such file or folder.",
    "run broken.nnviz": "broken.nnviz is not a model file of nnviz, or it is damaged.",
    "render --out a.png": "--view is missing; --help says how it is used.",
    "render --view loss": "--out is missing; --help says how it is used.",
    "render --view loss --out a.gif": "--out needs a name ending in .png, .svg, not “a.gif”.",
    "render --view loss --out no/a.png": "a.png cannot be saved: there is no such file or folder.",
    "render --view x --out a.png": (f"There is no view “x”, only: {', '.join(VIEWS)}."),
    "render --view loss --out a.png --size 5x5": (
        "--size needs pixels like 1920x1080, each from 64 to 8192, not “5x5”."
    ),
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.items(), ids=REFUSED)
def test_a_refusal_is_one_line_and_comes_before_any_training(
    arguments: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    monkeypatch.setattr(TrainingRun, "advance", lambda *_arguments: pytest.fail("it trains"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.nnviz").write_bytes(b"broken")
    assert main(arguments.split()) == 2
    assert capsys.readouterr() == ("", f"nnviz: {sentence}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["broken.nnviz"]


def test_a_disk_that_fills_up_leaves_the_old_file(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    saved(out, Experiment())
    before = out.read_bytes()

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    assert main(words("run", out, "--epochs", 1, "--out", out)) == 2
    assert "nnviz: out.nnviz cannot be saved: the disk is full.\n" in capsys.readouterr().err
    assert out.read_bytes() == before


def test_more_epochs_than_there_can_be_are_refused(out: Path, capsys: Capture) -> None:
    saved(out, Experiment(), steps=15)
    assert main(words("run", out, "--epochs", 10**9)) == 2
    assert "Epochs must be from 1" in capsys.readouterr().err


def test_a_network_too_large_for_the_memory_is_refused(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(*_choices: object) -> None:
        raise MemoryError

    monkeypatch.setattr("nnviz.app.command.headless.TrainingRun.resumed", fail)
    assert main(words("run", "--epochs", 1, "--out", out)) == 2
    assert not out.exists()
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "nnviz: There is not enough memory for this network and its data.\n"


@pytest.mark.parametrize("command", ["run", "render --view loss --out a.png"])
def test_a_network_that_takes_more_memory_than_there_is_is_refused(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write_model(tmp_path / "large.nnviz", Model(Experiment()))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("nnviz.app.command.headless.needed_bytes", lambda _: 3_500_000_000)
    monkeypatch.setattr("nnviz.app.command.headless.available_bytes", lambda: 2_000_000_000)
    name, *options = command.split()
    assert main([name, "large.nnviz", *options]) == 2
    assert capsys.readouterr().err == (
        "nnviz: large.nnviz needs about 3.5 GB of memory; 2.0 GB are available.\n"
    )
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["large.nnviz"]
