"""Scaling of input features, fitted on training data only. To add one, append to SCALINGS."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnviz.catalog import catalog
from nnviz.data.points import Array


@dataclass(frozen=True)
class Scaler:
    """(x − offset) / factor, row by row; both of shape (features, 1)."""

    offset: Array
    factor: Array

    def apply(self, x: Array) -> Array:
        """Return x, of shape (features, count), scaled."""
        return (x - self.offset) / self.factor


@dataclass(frozen=True)
class Scaling:
    """One way to scale: `fit(x)` finds offset and factor for x of shape (features, count).

    A feature that never varies keeps the factor 1.
    """

    key: str
    label: str
    formula: str
    fit: Callable[[Array], Scaler]


def _none(x: Array) -> Scaler:
    shape = (x.shape[0], 1)
    return Scaler(np.zeros(shape), np.ones(shape))


def _unless_constant(factor: Array, x: Array) -> Array:
    """Return the factor, 1 for a feature that varies by no more than rounding errors."""
    rounding = np.finfo(float).eps * np.abs(x).max(axis=1, keepdims=True)
    return np.where(factor > rounding, factor, 1.0)


def _min_max(x: Array) -> Scaler:
    low, high = x.min(axis=1, keepdims=True), x.max(axis=1, keepdims=True)
    return Scaler(low, _unless_constant(high - low, x))


def _z_score(x: Array) -> Scaler:
    """With σ over the whole population: divided by n, not n − 1."""
    return Scaler(x.mean(axis=1, keepdims=True), _unless_constant(x.std(axis=1, keepdims=True), x))


SCALINGS = catalog(
    Scaling("none", "None", "x", _none),
    Scaling("min_max", "Min–max", r"\frac{x - \min}{\max - \min}", _min_max),
    Scaling("z_score", "z-score", r"\frac{x - \mu}{\sigma}", _z_score),
)
