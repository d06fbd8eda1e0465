"""Input features: what the network is given of the inputs. To add one, append a row to FEATURES."""

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
    plain: bool = False  # an input as it is


FEATURES = catalog(
    Feature("x1", "x₁", 1, lambda x: x[0], plain=True),
    Feature("x2", "x₂", 2, lambda x: x[1], plain=True),
    Feature("x1_squared", "x₁²", 1, lambda x: x[0] ** 2),
    Feature("x2_squared", "x₂²", 2, lambda x: x[1] ** 2),
    Feature("x1_x2", "x₁x₂", 2, lambda x: x[0] * x[1]),
    Feature("sin_x1", "sin x₁", 1, lambda x: np.sin(x[0])),
    Feature("sin_x2", "sin x₂", 2, lambda x: np.sin(x[1])),
    Feature("x3", "x₃", 3, lambda x: x[2], plain=True),
    Feature("x4", "x₄", 4, lambda x: x[3], plain=True),
    Feature("x5", "x₅", 5, lambda x: x[4], plain=True),
    Feature("x6", "x₆", 6, lambda x: x[5], plain=True),
    Feature("x7", "x₇", 7, lambda x: x[6], plain=True),
    Feature("x8", "x₈", 8, lambda x: x[7], plain=True),
)


def input_features(inputs: int) -> tuple[str, ...]:
    """Return the keys of the features that are the inputs themselves."""
    return tuple(key for key, row in FEATURES.items() if row.plain and row.inputs <= inputs)


def features_for(inputs: int) -> tuple[str, ...]:
    """Return the keys on offer for data with so many inputs: of more than two, only themselves."""
    if inputs > 2:
        return input_features(inputs)
    return tuple(key for key, row in FEATURES.items() if row.inputs <= inputs)


def feature_values(keys: Sequence[str], x: Array) -> Array:
    """Return the features of x, of shape (inputs, count), as rows: (len(keys), count)."""
    return np.stack([FEATURES[key].value(x) for key in keys])
