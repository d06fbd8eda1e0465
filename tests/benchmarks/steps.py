"""A training step through TrainingRun against the yardstick: six shapes, the opening experiment."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from nnviz.data.form import values_over
from nnviz.data.points import Points
from nnviz.data.scaling import SCALINGS
from nnviz.experiment import Experiment, LayerChoice, with_dataset, with_optimizer
from nnviz.training.prepare import Prepared
from nnviz.training.run import TrainingRun
from tests.benchmarks.yardstick import make_step

SHAPES = [
    ((2, 4, 2, 1), 10),
    ((2, 8, 8, 1), 10),
    ((2, 8, 8, 8, 8, 8, 8, 1), 10),
    ((2, 32, 32, 1), 10),
    ((2, 64, 64, 1), 32),
    ((64, 128, 10), 50),
]
LEARNING_RATE = 0.03
BATCHES = 30  # an epoch has so many
TEST_SHARE = 0.1  # test samples for a training sample
INTERVAL = 16  # epochs from one evaluation to the next, as after 65,536 epochs
SLICE_S = 0.02


def compare(rounds: int) -> list[tuple[str, ...]]:
    """Return a table of medians: the yardstick, the run, Adam, and every epoch evaluated."""
    rows: list[tuple[str, ...]] = [
        (
            *("shape", "batch", "yardstick", "SGD, every 16th epoch judged", "ratio"),
            *("every epoch judged", "ratio", "Adam : SGD"),
        )
    ]
    for sizes, batch in SHAPES:
        rows.append(row(sizes, batch, partial(run_of, sizes, batch), rounds))
    start = Experiment()
    rows.append(row(start.layer_sizes, start.batch_size or 0, opening_run, rounds))
    return [*rows[:-1], (f"opening: {rows[-1][0]}", *rows[-1][1:])]


def row(
    sizes: tuple[int, ...], batch: int, make: Callable[[str, int], TrainingRun], rounds: int
) -> tuple[str, ...]:
    """Return the medians for the runs that are made for an optimizer and an interval."""
    plain, early, adam = make("sgd", INTERVAL), make("sgd", 1), make("adam", INTERVAL)
    advances = [yardstick_of(sizes, batch), plain.advance, early.advance, adam.advance]
    yardstick, sgd, judged, adam_time = medians(advances, rounds)
    return (
        "-".join(map(str, sizes)),
        str(batch),
        f"{yardstick:.1f} µs",
        f"{sgd:.1f} µs",
        f"{sgd / yardstick:.2f}",
        f"{judged:.1f} µs",
        f"{judged / yardstick:.2f}",
        f"{adam_time / sgd:.2f}",
    )


def medians(advances: list[Callable[[int], None]], rounds: int) -> list[float]:
    """Return microseconds of processor time a step; slices alternate: noise hits all alike."""
    counts = []
    for advance in advances:
        started = time.thread_time()
        advance(200)
        counts.append(max(10, int(200 * SLICE_S / (time.thread_time() - started))))
    times: list[list[float]] = [[] for _ in advances]
    for _ in range(rounds):
        for advance, count, found in zip(advances, counts, times, strict=True):
            started = time.thread_time()
            advance(count)
            found.append((time.thread_time() - started) / count * 1e6)
    return [float(np.median(found)) for found in times]


def yardstick_of(sizes: tuple[int, ...], batch: int) -> Callable[[int], None]:
    rng = np.random.default_rng(1)
    step = make_step(sizes, batch, LEARNING_RATE)
    x, y = rng.normal(size=(sizes[0], batch)), rng.uniform(-1, 1, (sizes[-1], batch))

    def advance(steps: int) -> None:
        for _ in range(steps):
            step(x, y)

    return advance


def run_of(sizes: tuple[int, ...], batch: int, optimizer: str, interval: int) -> TrainingRun:
    """Return a run on random data of this shape whose history has reached this interval."""
    experiment = replace(
        with_optimizer(with_dataset(Experiment(), "plane"), optimizer),
        hidden_layers=tuple(LayerChoice(units) for units in sizes[1:-1]),
        output_activation="tanh",
        learning_rate=LEARNING_RATE if optimizer == "sgd" else 0.001,
        batch_size=batch,
    )
    return _with_interval(TrainingRun(experiment, random_data(sizes, batch * BATCHES)), interval)


def opening_run(optimizer: str, interval: int) -> TrainingRun:
    """Return a run of the opening experiment, of which half the samples are for the test."""
    return _with_interval(TrainingRun(with_optimizer(Experiment(), optimizer)), interval)


def _with_interval(run: TrainingRun, interval: int) -> TrainingRun:
    run.advance(run.batches_left)  # a state at the very beginning would begin a new history
    run.restore(replace(run.state(), history_interval=interval))
    return run


def random_data(sizes: tuple[int, ...], count: int) -> Prepared:
    rng = np.random.default_rng(2)
    parts = []
    for examples in (count, int(count * TEST_SHARE)):
        x = rng.normal(size=(sizes[0], examples))
        y = rng.uniform(-1, 1, (sizes[-1], examples))
        parts.append((Points(x, y), x, y))
    (train, train_inputs, train_targets), (test, test_inputs, test_targets) = parts
    return Prepared(
        form=values_over(sizes[0], targets=sizes[-1]),
        features=("x1", "x2"),
        scaler=SCALINGS["none"].fit(train_inputs),
        train=train,
        test=test,
        train_inputs=train_inputs,
        test_inputs=test_inputs,
        train_targets=train_targets,
        test_targets=test_targets,
        target_range=(-1.0, 1.0),
        examples=np.arange(0),
    )
