"""Predicting a grid of points, as every picture does, against its bare products and activations."""

from collections.abc import Callable

import numpy as np

from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import CHUNK, Network
from tests.benchmarks.growth import repeated
from tests.benchmarks.steps import medians

SIDE = 256
SIZES = (2, 8, 8, 1)


def compare(rounds: int) -> list[tuple[str, ...]]:
    """Return the medians of a prediction and of the bare calls, all points at once and in parts."""
    network = Network(SIZES[0], [Dense(units, "tanh") for units in SIZES[1:]])
    network.parameters[...] = np.random.default_rng(1).normal(size=network.parameters.size)
    axis = np.linspace(-6, 6, SIDE)
    grid = np.stack(np.meshgrid(axis, axis)).reshape(2, -1)
    acts = [
        lambda: network.predict(grid),
        bare(network, grid, CHUNK),
        bare(network, grid, grid.shape[1]),
    ]
    predicted, in_parts, at_once = medians([repeated(act) for act in acts], rounds)
    least = min(in_parts, at_once)
    return [
        ("points", "network", "predict", f"bare, {CHUNK} at a time", "bare, at once", "ratio"),
        (
            f"{SIDE} × {SIDE}",
            "-".join(map(str, SIZES)),
            *(f"{time / 1000:.2f} ms" for time in (predicted, in_parts, at_once)),
            f"{predicted / least:.2f}",
        ),
    ]


def bare(network: Network, grid: np.ndarray, columns: int) -> Callable[[], None]:
    """Return products and activations alone, between arrays that are there already."""
    layers = [np.ones((units + 1, columns)) for units in network.sizes]
    calls = [
        (weights.dot, given, result[:-1])
        for weights, given, result in zip(network.weights, layers, layers[1:], strict=False)
    ]
    parts = range(0, grid.shape[1], columns)

    def act() -> None:
        for start in parts:
            layers[0][:-1] = grid[:, start : start + columns]
            for dot, given, result in calls:
                dot(given, result)
                np.tanh(result, result)

    return act
