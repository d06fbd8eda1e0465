"""Programs: the NumPy calls of a stage, written down once and then done at every step.

A stage is bound to its arrays when a pass is made. From then on it is a list of calls and costs no
line of Python of its own, and a stage that is not used costs nothing at all.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nnviz.engine.arrays import Array

Instruction = tuple[Callable[..., object], tuple[Any, ...]]
Program = list[Instruction]


def carry_out(program: Program) -> None:
    """Do all calls of a program."""
    for call, arguments in program:
        call(*arguments)


class Flow(NamedTuple):
    """Numbers on their way forward and the derivative of the loss by them on its way back."""

    values: Array  # (units, size)
    errors: Array  # ∂L/∂values, of the same shape

    @classmethod
    def room(cls, units: int, size: int) -> "Flow":
        """Return new arrays, not filled."""
        return cls(np.empty((units, size)), np.empty((units, size)))


def sum_rows(values: Array, out: Array) -> Instruction:
    """Return the call that adds up each row of values, (units, size), into out, (units, 1)."""
    return np.add.reduce, (values, 1, None, out, True)


def with_column(
    ufunc: Callable[..., object], values: Array, column: Array, out: Array, room: Array
) -> Program:
    """Return the calls for ufunc(values, column) with a column, (units, 1), for every example.

    The column is copied into the room first: left to broadcast, NumPy would allocate it.
    """
    return [(np.copyto, (room, column)), (ufunc, (values, room, out))]
