"""The history as CSV has the columns and every digit of the run's."""

import csv
from pathlib import Path

import numpy as np
import pytest

from nnviz.experiment import Experiment
from nnviz.files.history_csv import write_history
from nnviz.run_state import HISTORY_COLUMNS
from nnviz.training.run import TrainingRun


@pytest.fixture
def run() -> TrainingRun:
    run = TrainingRun(Experiment())
    run.advance(50)
    return run


def rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


def test_the_columns_are_named(tmp_path: Path, run: TrainingRun) -> None:
    write_history(tmp_path / "run.csv", run.state().history)
    assert rows(tmp_path / "run.csv")[0] == list(HISTORY_COLUMNS)
    assert rows(tmp_path / "run.csv")[0] == [
        "iteration",
        "epoch",
        "train_loss",
        "test_loss",
        "train_score",
        "test_score",
    ]


def test_every_digit_is_kept(tmp_path: Path, run: TrainingRun) -> None:
    history = run.state().history
    write_history(tmp_path / "run.csv", history)
    read = np.array([[float(value) for value in row] for row in rows(tmp_path / "run.csv")[1:]])
    assert read.tobytes() == history.tobytes()


def test_iterations_and_epochs_are_whole(tmp_path: Path, run: TrainingRun) -> None:
    write_history(tmp_path / "run.csv", run.state().history)
    assert [row[:2] for row in rows(tmp_path / "run.csv")[1:3]] == [["0", "0"], ["15", "1"]]


def test_the_lines_end_as_on_unix(tmp_path: Path, run: TrainingRun) -> None:
    write_history(tmp_path / "run.csv", run.state().history)
    content = (tmp_path / "run.csv").read_bytes()
    assert content.endswith(b"\n")
    assert b"\r" not in content


def test_more_columns_are_empty_where_nothing_is_known(tmp_path: Path, run: TrainingRun) -> None:
    columns = {"w": {0: 0.1, 30: 1 / 3}, "grad_w": {15: -2.0}}
    write_history(tmp_path / "run.csv", run.state().history, columns)
    written = rows(tmp_path / "run.csv")
    assert written[0] == [*HISTORY_COLUMNS, "w", "grad_w"]
    assert [row[6:] for row in written[1:]] == [
        ["0.1", ""],
        ["", "-2.0"],
        ["0.3333333333333333", ""],
        ["", ""],
    ]
