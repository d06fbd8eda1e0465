"""The memory a run takes, as estimated and as measured, and the memory there is."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nnviz.engine.methods import METHODS
from nnviz.experiment import DataChoice, Experiment, LayerChoice, with_optimizer
from nnviz.files.experiment_json import experiment_to_json
from nnviz.training import memory
from nnviz.training.memory import available_bytes, is_large, needed_bytes, size_text

linux = pytest.mark.skipif(sys.platform != "linux", reason="it is measured as Linux counts it")

PLAIN, MAXOUT = LayerChoice(512), LayerChoice(512, "linear", pieces=2)
NORMED = LayerChoice(512, "relu", batch_norm=True, dropout=0.2)


def network(*layers: LayerChoice, samples: int = 5000) -> Experiment:
    data = DataChoice(samples=samples)
    return replace(Experiment(), hidden_layers=layers, data=data, batch_size=None)


LARGE = {
    "tanh": network(PLAIN, PLAIN),
    "maxout": network(MAXOUT),
    "batch normalisation": network(NORMED),
    "parameters": with_optimizer(network(*[PLAIN] * 6, samples=300), "adam"),
}

# Trains, draws and saves, as the window does, and says how much more that took than a small run.
MEASURE = r"""
import re, sys
from pathlib import Path
from nnviz.files.json_values import parse_object
from nnviz.files.experiment_json import experiment_from_json
from nnviz.experiment import Experiment
from nnviz.training.snapshot_parts import PARTS
from nnviz.training.run import TrainingRun
from nnviz.training.timeline import Timeline

def work(experiment):
    run, timeline = TrainingRun(experiment), Timeline()
    run = TrainingRun.resumed(experiment, run.state())
    frames = [run.snapshot(PARTS)]
    for _ in range(3):
        run.advance(1)
        frames = [frames[-1], run.snapshot(PARTS)]
    kept = -1
    while len(timeline) > kept:  # until the oldest gives way
        kept = len(timeline)
        run.step_sample()
        timeline.record(run)
    return run.state(), timeline, frames

def peak():
    status = Path("/proc/self/status").read_text()  # getrusage counts the parent in
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) * 1024

work(Experiment())
before = peak()
kept = work(experiment_from_json(parse_object(sys.stdin.read()).values))
print(peak() - before)
"""


def measured_bytes(experiment: Experiment) -> int:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=json.dumps(experiment_to_json(experiment)),
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@linux
@pytest.mark.parametrize("experiment", LARGE.values(), ids=LARGE)
def test_the_estimate_is_near_what_is_measured(experiment: Experiment) -> None:
    needed, measured = needed_bytes(experiment), measured_bytes(experiment)
    assert 0.7 < needed / measured < 1.9, (needed, measured)


@pytest.mark.parametrize("method", METHODS)
def test_every_way_to_learn_has_an_estimate(method: str) -> None:
    single_layer = replace(Experiment(), hidden_layers=(), output_activation="linear")
    assert 0 < needed_bytes(with_optimizer(single_layer, method)) < 10**7


def test_a_network_s_size_is_told_without_making_it_work() -> None:
    small, large = (network(*[PLAIN] * count) for count in (2, 8))
    assert needed_bytes(large) > 3 * needed_bytes(small)


def test_what_takes_much_of_the_machine_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sysconf", {"SC_PHYS_PAGES": 1000, "SC_PAGE_SIZE": 4096}.get)
    assert not is_large(512_000)
    assert is_large(512_001)


def no_answer(_name: str) -> int:
    raise ValueError("unrecognized configuration name")


def test_on_an_unknown_machine_a_gibibyte_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sysconf", no_answer)
    assert not is_large(2**30)
    assert is_large(2**30 + 1)


@pytest.mark.parametrize(
    ("text", "available"),
    [
        ("MemTotal:  9 kB\nMemAvailable:    2048 kB\n", 2 * 2**20),
        ("MemTotal:  9 kB\n", 40_960),
        ("nothing of the kind", 40_960),
        (None, 40_960),
    ],
)
def test_what_is_available_is_what_linux_says_or_what_is_free(
    text: str | None, available: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = tmp_path / "meminfo"
    if text is not None:
        status.write_text(text)
    monkeypatch.setattr(memory, "MEMORY_STATUS", status)
    monkeypatch.setattr(os, "sysconf", {"SC_AVPHYS_PAGES": 10, "SC_PAGE_SIZE": 4096}.get)
    assert available_bytes() == available


def test_where_nobody_says_it_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MEMORY_STATUS", tmp_path / "none")
    monkeypatch.setattr(os, "sysconf", no_answer)
    assert available_bytes() is None


@pytest.mark.parametrize(("size", "text"), [(3_490_000_000, "3.5 GB"), (999_000_000, "999 MB")])
def test_sizes_are_told_in_words(size: int, text: str) -> None:
    assert size_text(size) == text
