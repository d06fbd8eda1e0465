"""DataForm: what can be known of data before they are looked at. Nothing else is asked about them.

How the columns are called, what the answers are, how far they reach, how an example is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from nnviz.data.features import Feature, numbered, offered_features
from nnviz.data.points import Array

Task = Literal["classification", "regression"]
ColumnKind = Literal["number", "flag", "pixel"]  # a flag is 0 or 1, a pixel how bright it is
Drawing = Literal["curve", "plane", "row", "picture"]
Limits = tuple[float, float]

LIMIT = 6.0  # inputs lie in [−LIMIT, LIMIT] if it is not said otherwise
MAX_INPUTS = 784  # a picture of 28 × 28 pixels
MAX_CLASSES = 100


@dataclass(frozen=True)
class Column:
    """One input: its name as it is written, what its numbers mean, and where they lie."""

    name: str
    kind: ColumnKind = "number"
    limits: Limits = (-LIMIT, LIMIT)


@dataclass(frozen=True)
class DataForm:
    """The columns of data and what is asked of them: classes with names, or values with names.

    A class whose name is "" is called by its number.
    """

    inputs: tuple[Column, ...]
    class_names: tuple[str, ...] = ()  # of a classification, as numbered from 0
    target_names: tuple[str, ...] = ()  # of a regression, one for each value of an example
    picture_shape: tuple[int, int] | None = None  # rows and columns of pixels, row by row

    @property
    def task(self) -> Task:
        return "classification" if self.class_names else "regression"

    @property
    def classes(self) -> int:
        """How many classes there are, 0 for a regression."""
        return len(self.class_names)

    @property
    def targets(self) -> int:
        """How many values an example has as its answer: of a classification the class alone."""
        return len(self.target_names) or 1

    @property
    def drawing(self) -> Drawing:
        """How examples are drawn: over one input or two, as a picture, or as a row of numbers."""
        if self.picture_shape is not None:
            return "picture"
        if len(self.inputs) == 1:
            return "curve"
        return "plane" if len(self.inputs) == 2 else "row"

    @property
    def spans(self) -> tuple[Limits, ...]:
        """The limits of the one or two inputs that examples are drawn over, else nothing."""
        over = {"curve": 1, "plane": 2}.get(self.drawing, 0)
        return tuple(column.limits for column in self.inputs[:over])

    @property
    def input_features(self) -> tuple[str, ...]:
        """The keys of the features that are the inputs themselves."""
        return tuple(key for key, feature in self.features.items() if feature.plain)

    @cached_property
    def features(self) -> Mapping[str, Feature]:
        """What a network can be given of these data, by key."""
        return offered_features([column.name for column in self.inputs])

    def feature_values(self, keys: Sequence[str], x: Array) -> Array:
        """Return the features of x, of shape (inputs, count), as rows: (len(keys), count)."""
        return np.stack([self.features[key].value(x) for key in keys])


def classes_over(inputs: int, *, classes: int, limit: float = LIMIT) -> DataForm:
    """Return the form of so many nameless classes over inputs in [−limit, limit]."""
    return DataForm(_nameless(inputs, limit), class_names=("",) * classes)


def values_over(inputs: int, *, targets: int = 1, limit: float = LIMIT) -> DataForm:
    """Return the form of values over inputs in [−limit, limit]."""
    names = ("y",) if targets == 1 else numbered("y", targets)
    return DataForm(_nameless(inputs, limit), target_names=names)


def _nameless(count: int, limit: float) -> tuple[Column, ...]:
    return tuple(Column(name, limits=(-limit, limit)) for name in numbered("x", count))
