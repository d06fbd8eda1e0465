"""The same training step in PyTorch (eager, one thread) and scikit-learn, where they are installed.

All three train tanh layers by plain SGD on half the mean squared error, batch after batch of the
same data. PyTorch gets its batches ready made, scikit-learn an epoch at a time, so that the checks
of its partial_fit are shared by 30 steps; its output layer is linear, which is less to do.
"""

import warnings
from collections.abc import Callable
from importlib.util import find_spec
from itertools import pairwise

import numpy as np

from tests.benchmarks.steps import (
    BATCHES,
    INTERVAL,
    LEARNING_RATE,
    SHAPES,
    medians,
    random_data,
    run_of,
)

Advance = Callable[[int], None]


def compare(rounds: int) -> list[tuple[str, ...]]:
    """Return a table of medians, of the libraries as multiples of TrainingRun's."""
    others = {
        "PyTorch float64": ("torch", lambda sizes, batch: pytorch(sizes, batch, "float64")),
        "PyTorch float32": ("torch", lambda sizes, batch: pytorch(sizes, batch, "float32")),
        "scikit-learn": ("sklearn", scikit_learn),
    }
    rows: list[tuple[str, ...]] = [("shape", "batch", "TrainingRun", *others)]
    for sizes, batch in SHAPES:
        made = [
            make(sizes, batch) if find_spec(package) else None for package, make in others.values()
        ]
        found = [advance for advance in made if advance is not None]
        ours, *theirs = medians([run_of(sizes, batch, "sgd", INTERVAL).advance, *found], rounds)
        times = iter(theirs)
        cells = [
            "not installed" if made_ is None else f"{next(times) / ours:.1f}" for made_ in made
        ]
        rows.append(("-".join(map(str, sizes)), str(batch), f"{ours:.1f} µs", *cells))
    return rows


def pytorch(sizes: tuple[int, ...], batch: int, precision: str) -> Advance:
    import torch  # an optional library, not needed by anything else

    torch.set_num_threads(1)
    dtype = getattr(torch, precision)
    data = random_data(sizes, batch * BATCHES)
    x = torch.tensor(data.train_inputs.T, dtype=dtype).split(batch)
    y = torch.tensor(data.train_targets.T, dtype=dtype).split(batch)
    layers = [
        layer
        for given, units in pairwise(sizes)
        for layer in (torch.nn.Linear(given, units, dtype=dtype), torch.nn.Tanh())
    ]
    model, measure = torch.nn.Sequential(*layers), torch.nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)

    def advance(steps: int) -> None:
        for step in range(steps):
            optimizer.zero_grad()
            loss = measure(model(x[step % BATCHES]), y[step % BATCHES]) / 2
            loss.backward()
            optimizer.step()

    return advance


def scikit_learn(sizes: tuple[int, ...], batch: int) -> Advance:
    from sklearn.neural_network import MLPRegressor  # optional, too

    data = random_data(sizes, batch * BATCHES)
    x, y = data.train_inputs.T, np.squeeze(data.train_targets.T)
    model = MLPRegressor(
        hidden_layer_sizes=sizes[1:-1],
        activation="tanh",
        solver="sgd",
        alpha=0.0,
        batch_size=batch,
        learning_rate_init=LEARNING_RATE,
        momentum=0.0,
        random_state=1,
    )

    owed = 0

    def advance(steps: int) -> None:
        nonlocal owed
        owed += steps
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of every epoch that is not the last
            while owed >= BATCHES:
                model.partial_fit(x, y)
                owed -= BATCHES

    return advance
