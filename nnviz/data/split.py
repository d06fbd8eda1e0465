"""The split into training and test data."""

import numpy as np

from nnviz.data.points import Points


def train_count(count: int, train_share: float) -> int:
    """Return how many of `count` points are for training; each part gets at least one."""
    return min(max(round(count * train_share), 1), count - 1)


def split(points: Points, train_share: float, rng: np.random.Generator) -> tuple[Points, Points]:
    """Return shuffled training and test points; each part gets at least one.

    ValueError: fewer than two points.
    """
    if points.count < 2:
        raise ValueError("two points are needed to split them into training and test data")
    order = rng.permutation(points.count)
    train = train_count(points.count, train_share)
    return points.take(order[:train]), points.take(order[train:])
