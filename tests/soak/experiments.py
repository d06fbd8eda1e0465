"""Random choices, sensible and not, and the files that a soak opens."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from nnviz.data.generators import DATASETS
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.losses import LOSSES
from nnviz.engine.schedules import SCHEDULES
from nnviz.experiment import (
    Experiment,
    LayerChoice,
    Stopping,
    with_dataset,
    with_loss,
    with_optimizer,
)
from nnviz.files.model_file import Model, write_model
from nnviz.training.method import METHODS
from nnviz.training.run import TrainingRun

LARGEST = (LayerChoice(512),) * 8
WIDE = (LayerChoice(64, "relu"), LayerChoice(64, "relu"), LayerChoice(32, "sigmoid"))

Change = Callable[[Experiment, Random], Experiment]


def _layers(_experiment: Experiment, rng: Random) -> tuple[LayerChoice, ...]:
    kinds = [key for key in ACTIVATIONS if key != "softmax"]
    return tuple(
        LayerChoice(
            rng.choice([1, 2, 3, 4, 8, 16]),
            rng.choice(kinds),
            bias=rng.random() < 0.8,
            pieces=rng.choice([1, 1, 1, 2]),
            batch_norm=rng.random() < 0.1,
            dropout=rng.choice([0.0, 0.0, 0.5]),
        )
        for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4, 6]))
    )


CHANGES: dict[str, Change] = {
    "dataset": lambda now, rng: with_dataset(now, rng.choice(list(DATASETS))),
    "samples": lambda now, rng: replace(
        now,
        data=replace(now.data, samples=rng.choice([10, 100, 300, 1000]), seed=rng.randint(1, 9)),
    ),
    "noise": lambda now, rng: replace(now, data=replace(now.data, noise=rng.choice([0, 0.2, 1.0]))),
    "layers": lambda now, rng: replace(now, hidden_layers=_layers(now, rng)),
    "output": lambda now, rng: replace(now, output_activation=rng.choice(list(ACTIVATIONS))),
    "loss": lambda now, rng: with_loss(now, rng.choice(list(LOSSES))),
    "method": lambda now, rng: with_optimizer(now, rng.choice(list(METHODS))),
    "rate": lambda now, rng: replace(now, learning_rate=rng.choice([0.001, 0.03, 0.3, 3.0, 900.0])),
    "schedule": lambda now, rng: replace(now, schedule=rng.choice(list(SCHEDULES))),
    "weights": lambda now, rng: replace(
        now, initializer=rng.choice(list(INITIALIZERS)), weights_seed=rng.randint(0, 9)
    ),
    "batch": lambda now, rng: replace(now, batch_size=rng.choice([None, 1, 10, 64])),
    "stopping": lambda now, rng: replace(
        now, stopping=Stopping(rng.choice([None, 1, 20]), rng.choice([None, 0.1]))
    ),
    "l2": lambda now, rng: replace(now, l2=rng.choice([0.0, 0.01, 1.0])),
}


def changed(experiment: Experiment, key: str, seed: int) -> Experiment:
    """Return the experiment with another choice, which may be one that cannot be used."""
    return CHANGES[key](experiment, Random(seed))


def write_files(folder: Path) -> list[Path]:
    """Write files to open, the large ones last, and name two that are none."""
    opening = Experiment()
    trained = TrainingRun(opening)
    trained.advance(40)
    models = {
        "opening": Model(opening),
        "trained": Model(opening, trained.state()),
        "regression": Model(with_dataset(opening, "sine")),
        "wide": Model(replace(opening, hidden_layers=WIDE)),
        "largest": Model(replace(opening, hidden_layers=LARGEST)),
    }
    paths = [folder / f"{name}.nnviz" for name in models]
    for path, model in zip(paths, models.values(), strict=True):
        write_model(path, model)
    largest = replace(opening, hidden_layers=LARGEST)
    write_model(folder / "heavy.nnviz", Model(largest, TrainingRun(largest).state()))
    damaged = folder / "damaged.nnviz"
    damaged.write_bytes(paths[1].read_bytes()[:-100])
    return [*paths[:4], damaged, folder / "missing.nnviz", paths[4], folder / "heavy.nnviz"]
