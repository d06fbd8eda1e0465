"""Same seeds, same machine: the same bits, whatever looks on and in whatever process."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz.engine.analysis.curvature import largest_curvature
from nnviz.engine.analysis.landscape import loss_rows, random_plane
from nnviz.engine.losses import LOSSES
from nnviz.engine.objective import Objective
from nnviz.engine.schedules import CosineSettings
from nnviz.experiment import DataChoice, Experiment, LayerChoice, Stopping, with_optimizer
from nnviz.training.run import TrainingRun
from nnviz.training.snapshot_parts import PARTS
from nnviz.training.worker import Worker
from tests.model_files import parts

ROOT = Path(__file__).parent.parent.parent
EPOCHS = 20
# Everything that keeps numbers of its own or draws them, and a smaller last batch.
EXPERIMENT = replace(
    with_optimizer(Experiment(), "adam"),
    data=DataChoice(samples=46, noise=0.1),
    hidden_layers=(LayerChoice(4, "gelu", batch_norm=True, dropout=0.2), LayerChoice(3, "sine")),
    batch_size=5,
    learning_rate=0.02,
    schedule="cosine",
    schedule_settings=CosineSettings(30, 0.1),
    clip_norm=0.5,
    l2=1e-3,
    stopping=Stopping(epochs=EPOCHS),
)
PRINT_PARAMETERS = """
from tests.training.test_same_bits import undisturbed
print(undisturbed().network.parameters.tobytes().hex())
"""


def undisturbed() -> TrainingRun:
    run = TrainingRun(EXPERIMENT)
    while run.finished is None:
        run.advance(run.batches_left)
    return run


@pytest.fixture(scope="module")
def expected() -> dict[str, object]:
    return parts(undisturbed().state())


def objective(run: TrainingRun) -> Objective:
    data = run.data
    return Objective(run.network, LOSSES["half_mse"], data.train_inputs, data.train_targets)


def look_at_curvature(run: TrainingRun) -> None:
    rng = np.random.default_rng(0)
    largest_curvature(objective(run).gradient, run.network.parameters, rng, max_iterations=3)


def look_at_landscape(run: TrainingRun) -> None:
    plane, line = random_plane(run.network, np.random.default_rng(0)), np.linspace(-1, 1, 3)
    list(loss_rows(objective(run).value, plane, line, line))


LOOKS: list[Callable[[TrainingRun], object]] = [
    lambda run: run.snapshot(),
    lambda run: run.snapshot({"responses"}),
    lambda run: run.snapshot({"values"}),
    lambda run: run.snapshot({"responses", "values"}).network.predict(run.data.test_inputs),
    lambda run: run.state(),
    lambda run: run.network.layer_values(run.data.train_inputs[:, :7]),
    lambda run: run.step_sample() if run.sample < 3 else None,
    lambda _run: np.random.default_rng().random(100),
    look_at_curvature,
    look_at_landscape,
]


@pytest.mark.parametrize("seed", range(4))
def test_looks_at_odd_moments_change_no_bit(seed: int, expected: dict[str, object]) -> None:
    run, rng = TrainingRun(EXPERIMENT), np.random.default_rng(seed)
    while run.finished is None:
        for look in rng.choice(len(LOOKS), rng.integers(0, 3)):
            LOOKS[look](run)
        run.advance(int(rng.integers(1, 8)))
    assert parts(run.state()) == expected


@pytest.mark.parametrize("seed", range(4))
def test_frames_asked_for_at_odd_moments_change_no_bit(
    seed: int, expected: dict[str, object]
) -> None:
    worker, rng = Worker(TrainingRun(EXPERIMENT)), np.random.default_rng(seed)
    frames = []

    def ask_again() -> None:
        if not worker.events.empty():
            worker.stop()
            return
        if rng.random() < 0.5:
            frames.append(worker.frame(frozenset(rng.choice(list(PARTS), 2))))
        worker.call(ask_again)

    worker.train()
    worker.call(ask_again)
    worker.work()
    state = worker.state()
    worker.call(worker.stop)
    worker.work()
    assert parts(state.result(0)[1]) == expected
    assert frames


def test_another_process_has_the_same_bits() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINT_PARAMETERS],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert printed == {undisturbed().network.parameters.tobytes().hex()}
