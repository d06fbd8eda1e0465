"""The command line does what it is asked: the window, training, and all that surrounds it."""

import csv
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nnviz import __version__
from nnviz.app import application
from nnviz.app.command import execution, headless
from nnviz.app.command.arguments import COMMANDS, OpenWindow, UsageError, parse
from nnviz.app.command.main import main
from nnviz.app.settings import Settings
from nnviz.experiment import Experiment, Stopping, with_dataset, with_optimizer
from nnviz.files.model_file import Model, ModelFileError, read_model
from nnviz.language import current_language
from nnviz.training.run import TrainingRun
from tests.app.command.command_runs import Capture, in_a_process, saved, state_in, words


@pytest.fixture(autouse=True)
def _english_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.nnviz"


# What there is


def test_the_version_is_told(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"nnviz {__version__}\n"


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, option: str, capsys: Capture) -> None:
    assert main([command, option] if command else [option]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"Usage: nnviz {command}".rstrip())
    assert said.err == ""


def test_the_help_lists_the_commands(capsys: Capture) -> None:
    main(["--help"])
    said = capsys.readouterr().out
    assert all(f"nnviz {key} " in said for key in COMMANDS if key)


@pytest.mark.parametrize(
    "arguments", [["--lang", "ko"], ["--lang=ko"], ["run", "--lang", "ko", "--epochs", "0"]]
)
def test_the_language_is_chosen(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(application, "run_window", lambda *_request: 0)
    assert main(arguments) == 0
    assert current_language() == "ko"
    assert capsys.readouterr().err == ""


def test_without_a_choice_it_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert main(["--version"]) == 0
    assert current_language() == "ko"


# The window


@pytest.mark.parametrize(
    ("arguments", "request_made"),
    [
        ("", OpenWindow(None, None, None, None, False)),
        ("a.nnviz", OpenWindow(Path("a.nnviz"), None, None, None, False)),
        ("./run", OpenWindow(Path("./run"), None, None, None, False)),
        ("a.nnviz run", None),
        ("--theme dark --lang ko a", OpenWindow(Path("a"), None, "ko", "dark", False)),
        ("--theme=system --reset-settings", OpenWindow(None, None, None, "system", True)),
        ("slope-by-hand --step 3", OpenWindow(Path("slope-by-hand"), 3, None, None, False)),
        ("--step 0", None),
        ("--lang run", None),
    ],
)
def test_the_window_is_asked_for(arguments: str, request_made: OpenWindow | None) -> None:
    if request_made is None:
        with pytest.raises(UsageError):
            parse(arguments.split())
    else:
        assert parse(arguments.split()) == request_made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the window was asked to open with; its exit code is 3."""
    requests: list[object] = []
    monkeypatch.setattr(application, "run_window", lambda *request: requests.append(request) or 3)
    return requests


def test_the_window_opens_with_what_was_asked(out: Path, opened: list[object]) -> None:
    saved(out, Experiment())
    assert main(words(out, "--theme", "dark")) == 3
    assert opened == [(out, None, "dark", False, None)]


def test_a_file_that_is_not_there_opens_no_window_from_a_console(
    opened: list[object], capsys: Capture
) -> None:
    assert main(["none.nnviz"]) == 2
    assert capsys.readouterr().err.startswith("nnviz: none.nnviz cannot be opened")
    assert opened == []


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said in boxes, on a screen that somebody sees."""
    sentences: list[str] = []
    monkeypatch.setattr(application, "show_refusal", sentences.append)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    return sentences


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *streams: str) -> None:
    for name in ("stdin", "stderr"):
        monkeypatch.setattr(getattr(sys, name), "isatty", lambda name=name: name in streams)


@pytest.mark.parametrize("arguments", ["none.nnviz", "--bogus"])
@pytest.mark.parametrize("launcher", ["nnviz", "nnviz-gui"])
def test_without_a_terminal_a_box_says_what_is_wrong(
    launcher: str,
    arguments: str,
    boxes: list[str],
    opened: list[object],
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    at_a_terminal(monkeypatch)
    monkeypatch.setattr(sys, "argv", [f"/usr/bin/{launcher}"])
    assert main([arguments]) == 2
    assert [f"nnviz: {sentence}\n" for sentence in boxes] == [capsys.readouterr().err]
    assert opened == []


def test_a_windowed_launcher_has_no_terminal(
    boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch, "stdin", "stderr")
    monkeypatch.setattr(sys, "argv", ["/usr/bin/nnviz-gui"])
    assert main(["none.nnviz"]) == 2
    assert len(boxes) == 1


def test_without_any_streams_the_box_is_there_too(
    boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["none.nnviz"]) == 2
    assert boxes == ["none.nnviz cannot be opened: there is no such file or folder."]


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_at_a_terminal_there_is_no_box(
    stream: str, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch, stream)
    assert main(["none.nnviz"]) == 2
    assert boxes == []


@pytest.mark.parametrize("arguments", ["run none.nnviz", "render --bogus"])
def test_without_a_window_there_is_no_box(
    arguments: str, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch)
    assert main(arguments.split()) == 2
    assert boxes == []


def test_where_nobody_would_see_it_there_is_no_box(
    boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen:configfile=a.json")
    assert main(["none.nnviz"]) == 2
    assert boxes == []


def test_the_box_speaks_the_window_s_language(
    boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch)
    Settings().language = "ko"
    assert main(["none.nnviz"]) == 2
    assert boxes == ["none.nnviz 파일을 열 수 없습니다: 그런 파일이나 폴더가 없습니다."]


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", None])
def test_without_a_screen_it_says_so(
    screen: str | None, opened: list[object], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    if screen:
        monkeypatch.setenv(screen, "some")
    assert main([]) == (3 if screen else 2)
    assert bool(opened) == bool(screen)
    assert ("no screen" in capsys.readouterr().err) == (not screen)


# Training


def test_training_ends_with_a_line_of_results(capsys: Capture) -> None:
    assert main(["run", "--epochs", "80"]) == 0
    said = capsys.readouterr()
    number = r"\d+\.\d{4}"
    assert re.fullmatch(
        rf"80 epochs, 1,200 iterations: train loss {number}, test loss {number}, "
        r"test accuracy \d+\.\d %\n",
        said.out,
    )
    assert re.search(r"100%.*80/80 .*<.* epochs/s", said.err)


def test_a_regression_ends_with_r_squared(out: Path, capsys: Capture) -> None:
    saved(out, with_dataset(Experiment(), "sine"))
    assert main(words("run", out, "--epochs", 1)) == 0
    assert "test R² " in capsys.readouterr().out


@pytest.mark.parametrize(("epochs", "trained"), [(None, 100), (7, 7)])
def test_without_a_number_the_experiments_own_is_taken(
    out: Path, capsys: Capture, epochs: int | None, trained: int
) -> None:
    saved(out, replace(Experiment(), stopping=Stopping(epochs=epochs)))
    assert main(words("run", out)) == 0
    assert capsys.readouterr().out.startswith(f"{trained} epochs, ")


def test_training_on_from_a_file_is_training_at_once(tmp_path: Path) -> None:
    first, on, at_once = (tmp_path / f"{name}.nnviz" for name in ("first", "on", "once"))
    assert main(words("run", "--epochs", 5, "--out", first)) == 0
    assert main(words("run", first, "--epochs", 7, "--out", on)) == 0
    assert main(words("run", "--epochs", 12, "--out", at_once)) == 0
    assert state_in(on) == state_in(at_once)


def test_a_file_saved_within_an_epoch_is_trained_to_the_end_of_one(out: Path) -> None:
    saved(out, Experiment(), steps=20)
    assert main(words("run", out, "--epochs", 2, "--out", out)) == 0
    assert state_in(out)["iteration"] == 45


def test_the_experiment_stays_as_it_was(out: Path) -> None:
    experiment = replace(Experiment(), stopping=Stopping(epochs=3))
    saved(out, experiment, steps=30)
    assert main(words("run", out, "--epochs", 10, "--out", out)) == 0
    assert read_model(out).experiment == experiment
    assert state_in(out)["epoch"] == 12


def test_no_epochs_at_all_change_nothing(out: Path, capsys: Capture) -> None:
    saved(out, Experiment(), steps=20)
    before = state_in(out)
    assert main(words("run", out, "--epochs", 0, "--out", out)) == 0
    assert state_in(out) == before
    assert capsys.readouterr().err == ""


def test_the_history_is_written(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    assert main(words("run", "--epochs", 3, "--history", path)) == 0
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["epoch"] for row in rows] == ["0", "1", "2", "3"]
    assert {"iteration", "epoch", "train_loss", "test_loss"} <= rows[0].keys()


def test_a_model_that_cannot_be_written_does_not_cost_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(_path: Path, _model: Model) -> None:
        raise ModelFileError("the disk is full")

    monkeypatch.setattr(execution, "write_model", fail)
    files = words("--out", tmp_path / "a.nnviz", "--history", tmp_path / "a.csv")
    assert main(["run", "--epochs", "2", *files]) == 2
    assert capsys.readouterr().err.endswith("nnviz: the disk is full\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("command", COMMANDS)
def test_only_the_window_speaks_as_the_last_time(command: str, capsys: Capture) -> None:
    main([command, "--help"] if command else ["--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert ("as the last time, else the system's" in said) is (command == "")


def test_an_early_end_says_why(out: Path, capsys: Capture) -> None:
    saved(out, replace(Experiment(), stopping=Stopping(target_loss=10.0)))
    assert main(words("run", out, "--epochs", 50)) == 0
    said = capsys.readouterr()
    assert "nnviz: Finished: the test loss reached 10." in said.err
    assert said.out.startswith("1 epoch, ")


NEURON = replace(Experiment(), hidden_layers=(), output_activation="linear")


@pytest.mark.parametrize(
    ("dataset", "method", "epochs", "sentence"),
    [
        ("two_gaussians", "perceptron", "", "Every training sample is right"),
        ("xor", "perceptron", "20 epochs", "not linearly separable"),
        ("line", "normal_equation", "1 epoch,", "Solved in one step"),
        ("line", "random_search", "20 epochs", ""),
    ],
)
def test_a_run_without_gradients_says_how_it_ended(
    out: Path, capsys: Capture, dataset: str, method: str, epochs: str, sentence: str
) -> None:
    saved(out, with_optimizer(with_dataset(NEURON, dataset), method))
    assert main(words("run", out, "--epochs", 20, "--out", out)) == 0
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out.startswith(epochs)
    assert read_model(out).experiment.optimizer == method


def test_a_diverged_run_is_saved_as_it_was_last_finite(out: Path, capsys: Capture) -> None:
    experiment = replace(with_dataset(Experiment(), "parabola"), learning_rate=900.0)
    saved(out, experiment)
    assert main(words("run", out, "--epochs", 5000, "--out", out)) == 1
    said = capsys.readouterr()
    assert "The usual cause is a learning rate too large" in said.err
    assert "train loss" in said.out
    assert read_model(out).state is not None


WITHOUT_QT = """
import sys
from nnviz.app.command.main import main
assert main(sys.argv[1:]) == 0
assert not [name for name in sys.modules if name.startswith(("PySide6", "pyqtgraph"))]
"""


def test_training_imports_no_qt(out: Path) -> None:
    done = in_a_process("-c", WITHOUT_QT, "run", "--epochs", 2, "--out", out)
    assert done.returncode == 0, done.stderr
    assert out.exists()


# Where it runs


def test_a_launcher_without_a_console_is_no_failure(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(words("run", "--epochs", 1, "--out", out)) == 0
    assert main(["--bogus"]) == 2
    assert out.exists()


def test_a_long_run_looks_for_ctrl_c_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter(float(k) for k in range(10_000))  # every slice takes one, which is too long
    monkeypatch.setattr(headless.time, "perf_counter", lambda: next(seconds))
    slices: list[int] = []
    advance = TrainingRun.advance

    def count_and_advance(run: TrainingRun, steps: int) -> None:
        slices.append(steps)
        advance(run, steps)

    monkeypatch.setattr(TrainingRun, "advance", count_and_advance)
    assert main(["run", "--epochs", "2"]) == 0
    assert slices == [1] * 30
