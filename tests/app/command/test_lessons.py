"""Lessons on the command line: their list, and a step of one trained or drawn."""

import csv
from pathlib import Path

import pytest

from nnviz.app import application
from nnviz.app.command.main import main
from nnviz.files.model_file import read_model
from nnviz.lessons.reading import read_library
from nnviz.paths import own_folder
from tests.app.command.command_runs import Capture, in_a_process, words

PAGE = 'title = "A"\nsummary = "B"\n[[steps]]\ntitle = "C"\ntext = "D"\n'


@pytest.fixture(autouse=True)
def _english_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def own() -> Path:
    folder = own_folder("lessons")
    folder.mkdir(parents=True)
    return folder


def test_the_lessons_are_listed_by_key_and_title(capsys: Capture) -> None:
    assert main(["lessons"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(read_library(None).lessons)
    (slope,) = [line for line in lines if line.startswith("slope-by-hand ")]
    assert slope.split(maxsplit=1) == ["slope-by-hand", "Slope by hand"]


def test_the_list_is_in_the_language_asked_for(capsys: Capture) -> None:
    assert main(["lessons", "--lang", "ko"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert ["slope-by-hand", "손으로 구하는 기울기"] in [line.split(maxsplit=1) for line in said]


def test_ones_own_are_listed_and_a_broken_one_says_its_line(own: Path, capsys: Capture) -> None:
    (own / "mine.toml").write_text(PAGE)
    (own / "broken.toml").write_text(PAGE + "colour = 1\n")
    assert main(["lessons"]) == 0
    printed = capsys.readouterr()
    assert ["mine", "A"] in [line.split() for line in printed.out.splitlines()]
    assert printed.err.startswith(f"nnviz: {own}/broken.toml, line 6: “colour” is not known here")
    assert main(["run", "broken"]) == 2
    assert "broken.toml, line 6" in capsys.readouterr().err


def test_the_list_needs_no_qt() -> None:
    program = "import sys; from nnviz.app.command.main import main; main(['lessons']); "
    done = in_a_process("-c", program + "sys.exit('PySide6' in sys.modules)")
    assert (done.returncode, done.stderr) == (0, "")
    assert "slope-by-hand" in done.stdout


def test_a_step_is_trained_on_from_where_it_is_shown(tmp_path: Path, capsys: Capture) -> None:
    out, history = tmp_path / "a.nnviz", tmp_path / "a.csv"
    options = ("--epochs", 10, "--out", out, "--history", history)
    assert main(words("run", "slope-by-hand", "--step", 3, *options)) == 0
    assert "15 epochs, 15 iterations: train loss 0.0240" in capsys.readouterr().out
    with history.open(encoding="ascii") as stream:
        losses = [float(row["train_loss"]) for row in csv.DictReader(stream)]
    assert [f"{losses[step]:.4f}" for step in (0, 5, 10, 15)] == [
        "41.4864",
        "3.4582",
        "0.2883",
        "0.0240",
    ]
    state = read_model(out).state
    assert state is not None
    assert state.parameters[0] == pytest.approx(1.9533, abs=5e-5)


def test_the_history_has_each_parameter_and_its_gradient(tmp_path: Path) -> None:
    """A row's step is the one about to be taken: its gradient, and what w is after its update."""
    history = tmp_path / "h.csv"
    assert main(words("run", "slope-by-hand", "--epochs", 20, "--history", history)) == 0
    with history.open(encoding="ascii") as stream:
        rows = {int(row["iteration"]): row for row in csv.DictReader(stream)}
    names = ("train_loss", "w", "grad_w")
    found = {n: [f"{float(rows[n][name]):.4f}" for name in names] for n in (0, 5, 10, 15)}
    assert found == {
        0: ["41.4864", "0.4852", "-42.7247"],
        5: ["3.4582", "1.5627", "-12.3354"],
        10: ["0.2883", "1.8737", "-3.5614"],
        15: ["0.0240", "1.9635", "-1.0282"],
    }
    assert rows[20]["w"]  # what the next step would make of it


def test_the_history_of_many_parameters_has_no_columns_for_them(tmp_path: Path) -> None:
    history = tmp_path / "h.csv"
    assert main(words("run", "--epochs", 1, "--history", history)) == 0
    assert history.read_text("ascii").splitlines()[0].endswith("test_score")


def test_a_lesson_begins_with_its_first_step(capsys: Capture) -> None:
    assert main(words("run", "slope-by-hand", "--epochs", 0)) == 0
    assert "train loss 41.4864" in capsys.readouterr().out


def test_a_step_is_drawn(tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    options = ("--view", "output", "--out", out, "--size", "320x240")
    assert main(words("render", "perceptron-gates", "--step", 5, *options)) == 0
    assert out.stat().st_size > 1000


def test_a_file_comes_before_a_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("slope-by-hand").write_bytes(b"")
    assert main(["run", "slope-by-hand"]) == 2
    assert "is not a model file" in capsys.readouterr().err


def test_epochs_ahead_are_trained_too(own: Path, capsys: Capture) -> None:
    (own / "mine.toml").write_text(PAGE + "ahead = { epochs = 2, steps = 3 }\n")
    assert main(words("run", "mine", "--epochs", 0)) == 0
    assert "2 epochs, 33 iterations" in capsys.readouterr().out


def test_what_ends_by_itself_ends_ahead_too(own: Path, capsys: Capture) -> None:
    ends = "ahead = { epochs = 5, steps = 3 }\nexperiment.stopping.epochs = 2\n"
    (own / "mine.toml").write_text(PAGE + ends)
    assert main(words("run", "mine", "--epochs", 0)) == 0
    assert "2 epochs, 30 iterations" in capsys.readouterr().out


DIVERGING = """ahead = { steps = 500 }
[steps.experiment]
learning_rate = 1000
output_activation = "linear"
hidden_layers = []
"""
REFUSED = {
    "run nowhere": "There is neither a file nor a lesson “nowhere”; nnviz lessons lists them.",
    "run --step 1": "--step is for lessons; “nnviz lessons” lists them.",
    "run slope-by-hand --step 7": "slope-by-hand has 6 steps; there is no step 7.",
    "run slope-by-hand --step 0": "--step needs a whole number of 1 or more, not “0”.",
    "lessons more": "“more” is not understood; --help says what is.",
    "run diverging": "diverging: ",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_a_refusal_is_one_line(arguments: str, own: Path, capsys: Capture) -> None:
    (own / "diverging.toml").write_text(PAGE + DIVERGING)
    assert main(arguments.split()) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"nnviz: {REFUSED[arguments]}")
    assert (printed.out, printed.err.count("\n")) == ("", 1)


# In the window


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the window was asked to open with; its exit code is 3."""
    requests: list[object] = []
    monkeypatch.setattr(application, "run_window", lambda *request: requests.append(request) or 3)
    return requests


def test_the_window_opens_with_a_lesson(opened: list[object]) -> None:
    assert main(["slope-by-hand", "--step", "3"]) == 3
    assert main(["slope-by-hand"]) == 3
    lessons = [request[-1] for request in opened if isinstance(request, tuple)]
    assert lessons == [("slope-by-hand", 2), ("slope-by-hand", 0)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("no-such-lesson", "neither a file nor a lesson “no-such-lesson”"),
        ("slope-by-hand --step 99", "there is no step 99"),
        ("--step 2", "--step is for lessons"),
        ("a.nnviz --step 2", "--step is for lessons"),
    ],
)
def test_a_lesson_that_is_not_there_opens_no_window(
    arguments: str, said: str, opened: list[object], capsys: Capture
) -> None:
    assert main(arguments.split()) == 2
    assert said in capsys.readouterr().err
    assert opened == []
