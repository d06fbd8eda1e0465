"""Freezing: what several draw, none can change."""

from collections import namedtuple
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from nnviz.training.frozen import frozen

Pair = namedtuple("Pair", ["first", "second"])


@dataclass(frozen=True)
class Kept:
    value: Any


@dataclass
class Loose:
    value: int = 1


@dataclass
class Told:
    values: list[int] = field(default_factory=list)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda array: array,
        lambda array: (1, array),
        lambda array: Pair(None, (array,)),
        lambda array: Kept(Kept(array)),
        lambda array: MappingProxyType({"a": array}),
    ],
)
def test_an_array_is_read_only_however_deep(wrap: Any) -> None:
    array = np.zeros(3)
    value = wrap(array)
    assert frozen(value) is value
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


@pytest.mark.parametrize("value", [None, True, 2, 2.5, "x", np.float64(1), frozenset({1}), ()])
def test_what_cannot_change_anyway_is_taken(value: object) -> None:
    assert frozen(value) is value


@pytest.mark.parametrize("value", [[1], {"a": 1}, {1}, Loose(), (1, [2]), Kept({}), Told()])
def test_what_could_be_changed_is_refused_with_what_to_do(value: object) -> None:
    with pytest.raises(TypeError, match=r"can be changed: make it of arrays, tuples, frozen"):
        frozen(value)
