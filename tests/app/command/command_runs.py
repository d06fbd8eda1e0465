"""The command line in tests: its words, files for it, and the same in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from nnviz.experiment import Experiment
from nnviz.files.model_file import Model, read_model, write_model
from nnviz.training.run import TrainingRun
from tests.model_files import parts
from tests.translations import ROOT

Capture = pytest.CaptureFixture[str]


def saved(path: Path, experiment: Experiment, steps: int = 0) -> Path:
    run = TrainingRun(experiment)
    run.advance(steps)
    write_model(path, Model(experiment, run.state()))
    return path


def words(*arguments: object) -> list[str]:
    return [str(argument) for argument in arguments]


def state_in(path: Path) -> dict[str, object]:
    state = read_model(path).state
    assert state is not None
    return parts(state)


def in_a_process(*arguments: object, **settings: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, *words(*arguments)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, **settings
    )
