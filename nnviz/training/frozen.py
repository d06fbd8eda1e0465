"""Freezing: several views draw the same values, and none may change them for the others."""

from dataclasses import is_dataclass
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

import numpy as np

ValueT = TypeVar("ValueT")
CANNOT_CHANGE = (type(None), bool, int, float, str, bytes, Enum, np.generic, frozenset)


def frozen(value: ValueT) -> ValueT:
    """Return the value itself, with every array in it read-only from now on.

    It is made of numbers, texts, arrays, tuples, read-only mappings and frozen dataclasses.
    TypeError: something else is in it, which whoever draws it could change for the others.
    """
    if isinstance(value, np.ndarray):
        value.flags.writeable = False
    elif isinstance(value, tuple | MappingProxyType):
        for part in value if isinstance(value, tuple) else value.values():
            frozen(part)
    elif _is_frozen_dataclass(value):
        for part in vars(value).values():
            frozen(part)
    elif not isinstance(value, CANNOT_CHANGE):
        kind = type(value).__name__
        raise TypeError(f"a {kind} can be changed: make it of arrays, tuples, frozen dataclasses")
    return value


def _is_frozen_dataclass(value: object) -> bool:
    """Look at how attributes are set, which a frozen dataclass refuses by a method of its own."""
    return is_dataclass(value) and type(value).__setattr__ is not object.__setattr__
