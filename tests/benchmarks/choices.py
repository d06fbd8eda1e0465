"""One training step with every hidden activation and optimizer, against tanh and SGD."""

from dataclasses import replace

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import Experiment, LayerChoice, with_dataset, with_loss, with_optimizer
from nnviz.training.run import TrainingRun
from tests.benchmarks.steps import SHAPES, medians, random_data

BATCHES = 30
RATE = 1e-4  # nothing saturates or diverges


def compare_activations(rounds: int) -> list[tuple[str, ...]]:
    """Return the medians with each hidden activation (softmax: the output), as shares of tanh."""
    keys = ["tanh", *(key for key, row in ACTIVATIONS.items() if row.trainable and key != "tanh")]
    runs = [[_with_activation(sizes, batch, key) for key in keys] for sizes, batch in SHAPES]
    return _shares("activation", keys, runs, rounds)


def compare_optimizers(rounds: int) -> list[tuple[str, ...]]:
    """Return the medians with each optimizer, as shares of SGD."""
    keys = [key for key, row in OPTIMIZERS.items() if not row.all_samples]  # SGD is the first
    runs = [
        [_run(with_optimizer(_experiment(sizes, batch), key), sizes, batch) for key in keys]
        for sizes, batch in SHAPES
    ]
    return _shares("optimizer", keys, runs, rounds)


def _shares(
    name: str, keys: list[str], runs: list[list[TrainingRun]], rounds: int
) -> list[tuple[str, ...]]:
    columns = []
    for of_shape in runs:
        times = medians([run.advance for run in of_shape], rounds)
        columns.append([f"{times[0]:.1f} µs", *(f"{each / times[0]:.2f}" for each in times[1:])])
    header = (name, *("-".join(map(str, sizes)) for sizes, _ in SHAPES))
    rows = [(key, *cells) for key, *cells in zip(keys, *columns, strict=True)]
    return [header, *rows]


def _experiment(sizes: tuple[int, ...], batch: int, activation: str = "tanh") -> Experiment:
    return replace(
        with_dataset(Experiment(), "plane"),
        hidden_layers=tuple(LayerChoice(units, activation) for units in sizes[1:-1]),
        output_activation="tanh",
        learning_rate=RATE,
        batch_size=batch,
    )


def _with_activation(sizes: tuple[int, ...], batch: int, key: str) -> TrainingRun:
    if ACTIVATIONS[key].elementwise:
        return _run(_experiment(sizes, batch, key), sizes, batch)
    experiment = replace(_experiment(sizes, batch), data=Experiment().data)
    return _run(with_loss(experiment, "categorical_cross_entropy"), sizes, batch)


def _run(experiment: Experiment, sizes: tuple[int, ...], batch: int) -> TrainingRun:
    """Return a run whose history has reached a long interval, so that steps are what is timed."""
    run = TrainingRun(experiment, random_data(sizes, batch * BATCHES))
    run.advance(run.batches_left)
    run.restore(replace(run.state(), history_interval=16))
    return run
