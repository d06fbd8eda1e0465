"""Input features: what the network is given of x1 and x2. To add one, append a row to FEATURES."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.catalog import catalog
from nnviz.data.points import Array


@dataclass(frozen=True)
class Feature:
    """One function of the inputs: `value(x)` for x of shape (inputs, count) has shape (count,)."""

    key: str
    label: str
    inputs: int  # how many inputs the data must have
    value: Callable[[Array], Array]


FEATURES = catalog(
    Feature("x1", "x₁", 1, lambda x: x[0]),
    Feature("x2", "x₂", 2, lambda x: x[1]),
    Feature("x1_squared", "x₁²", 1, lambda x: x[0] ** 2),
    Feature("x2_squared", "x₂²", 2, lambda x: x[1] ** 2),
    Feature("x1_x2", "x₁x₂", 2, lambda x: x[0] * x[1]),
    Feature("sin_x1", "sin x₁", 1, lambda x: np.sin(x[0])),
    Feature("sin_x2", "sin x₂", 2, lambda x: np.sin(x[1])),
)


def feature_values(keys: Sequence[str], x: Array) -> Array:
    """Return the features of x, of shape (inputs, count), as rows: (len(keys), count)."""
    return np.stack([FEATURES[key].value(x) for key in keys])
