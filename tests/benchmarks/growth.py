"""How a step's cost grows with the width, depth and batch, and what share of it are products.

The speed is that of all matrix products of a step, of 2·m·n·k operations each, and its share that
of the fastest product the machine was seen to do in the same run.
"""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np

from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.program import carry_out
from tests.benchmarks.steps import medians

WIDTHS = (8, 16, 32, 64, 128, 256, 512)
DEPTHS = (1, 2, 3, 4, 6, 8, 12)
BATCH_SIZES = (1, 3, 10, 30, 100, 256, 1000)
LARGE = 512, 256  # units and columns of the product that is the machine's speed
CASES = [
    *(("width", width, (2, width, width, 1), 32) for width in WIDTHS),
    *(("depth", depth, (2, *[16] * depth, 1), 32) for depth in DEPTHS),
    *(("batch", batch, (2, 64, 64, 1), batch) for batch in BATCH_SIZES),
    ("512 × 512", 256, (512, 512, 512), 256),
]


def compare(rounds: int) -> list[tuple[str, ...]]:
    """Return a table of medians, each with the share of the machine's speed."""
    rows: list[tuple[str, ...]] = [
        ("grows", "to", "network", "batch", "a step", "products' speed", "share")
    ]
    for name, value, sizes, batch in CASES:
        products, step = medians([product(), step_of(sizes, batch)], rounds)
        fastest = 2 * LARGE[0] ** 2 * LARGE[1] / products
        speed = operations(sizes, batch) / step
        rows.append(
            (
                name,
                str(value),
                "-".join(map(str, sizes)) if len(sizes) < 6 else f"2-{len(sizes) - 2}×16-1",
                str(batch),
                f"{step:,.1f} µs",
                f"{speed / 1000:.2f} GFLOP/s",
                f"{speed / fastest:.0%}",
            )
        )
    return rows


def operations(sizes: tuple[int, ...], batch: int) -> int:
    """Return the operations of a step's products: forward, ∂W and, but for the first layer, ∂x."""
    layers = [2 * (given + 1) * units * batch for given, units in pairwise(sizes)]
    return 3 * sum(layers) - layers[0]


def product() -> Callable[[int], None]:
    units, columns = LARGE
    rng = np.random.default_rng(1)
    weights, x = rng.normal(size=(units, units)), rng.normal(size=(units, columns))
    return repeated(partial(weights.dot, x, np.empty((units, columns))))


def step_of(sizes: tuple[int, ...], batch: int) -> Callable[[int], None]:
    """Return the step of a tanh network by SGD as a training run has it, on one batch."""
    rng = np.random.default_rng(2)
    network = Network(sizes[0], [Dense(units, "tanh") for units in sizes[1:]])
    xavier = INITIALIZERS["xavier_normal"]
    network.initialize(xavier.with_settings(xavier.settings()), rng)
    sgd = OPTIMIZERS["sgd"]
    vectors = network.parameters, network.gradient
    update = sgd.bind(*vectors, np.array(1e-4), {}, sgd.settings())
    calls = Pass(network, batch, rng).bind_program(LOSSES["half_mse"])
    x, y = rng.normal(size=(sizes[0], batch)), rng.uniform(-1, 1, (sizes[-1], batch))
    return repeated(partial(carry_out, [*calls(x, y), (update, ())]))


def repeated(act: Callable[[], object]) -> Callable[[int], None]:
    def advance(times: int) -> None:
        for _ in range(times):
            act()

    return advance
