"""Input features: what a network is given of the inputs: they themselves, and FORMULAS of them.

A feature's key is what files store. x1, x2, … are the inputs by their number; to add a formula,
append a row to FORMULAS.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.catalog import catalog
from nnviz.data.points import Array

FORMULA_INPUTS = 2  # data of more inputs have no formulas
_PLAIN_KEY = re.compile("x[1-9][0-9]{0,2}")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Feature:
    """One function of the inputs: `value(x)` for x of shape (inputs, count) has shape (count,)."""

    key: str
    label: str
    value: Callable[[Array], Array]
    plain: bool = False  # an input as it is


@dataclass(frozen=True)
class Formula:
    """A feature that is computed from the first `inputs` inputs; {0} and {1} are their names."""

    key: str
    written: str
    inputs: int
    value: Callable[[Array], Array]


FORMULAS = catalog(
    Formula("x1_squared", "{0}²", 1, lambda x: x[0] ** 2),
    Formula("x2_squared", "{1}²", 2, lambda x: x[1] ** 2),
    Formula("x1_x2", "{0}{1}", 2, lambda x: x[0] * x[1]),
    Formula("sin_x1", "sin {0}", 1, lambda x: np.sin(x[0])),
    Formula("sin_x2", "sin {1}", 2, lambda x: np.sin(x[1])),
)


def offered_features(names: Sequence[str]) -> Mapping[str, Feature]:
    """Return all features of inputs with these names, by key, in the order of their display."""
    inputs = (_input(number, name) for number, name in enumerate(names))
    return catalog(*inputs, *_formulas(names))


def is_feature(key: str) -> bool:
    """Say whether a feature of some data is called so."""
    return key in FORMULAS or _PLAIN_KEY.fullmatch(key) is not None


def usual_label(key: str) -> str:
    """Return how a feature is written where inputs have no names of their own: x₃, x₁²."""
    if key in FORMULAS:
        return FORMULAS[key].written.format(*numbered("x", FORMULA_INPUTS))
    return numbered("x", int(key[1:]))[-1]


def numbered(letter: str, count: int) -> tuple[str, ...]:
    """Return x₁, x₂, … up to the count."""
    return tuple(f"{letter}{str(number + 1).translate(_SUBSCRIPTS)}" for number in range(count))


def _input(number: int, name: str) -> Feature:
    return Feature(f"x{number + 1}", name, lambda x: x[number], plain=True)


def _formulas(names: Sequence[str]) -> list[Feature]:
    if len(names) > FORMULA_INPUTS:
        return []
    written = [name if len(name) <= 2 else f"({name})" for name in names]
    return [
        Feature(row.key, row.written.format(*written), row.value)
        for row in FORMULAS.values()
        if row.inputs <= len(names)
    ]
