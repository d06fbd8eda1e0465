"""The split into training and test data."""

import numpy as np

from nnviz.data.points import Points


def split(points: Points, train_share: float, rng: np.random.Generator) -> tuple[Points, Points]:
    """Return shuffled training and test points; each part gets at least one.

    ValueError: fewer than two points.
    """
    if points.count < 2:
        raise ValueError("two points are needed to split them into training and test data")
    order = rng.permutation(points.count)
    train = min(max(round(points.count * train_share), 1), points.count - 1)
    return points.take(order[:train]), points.take(order[train:])
