"""Whether a plane through the origin separates two classes of samples, decided with certainty.

None does if positive multiples of "yes" samples add up to the same vector as multiples λ ≥ 0 of
"no" samples: with w·x > 0 for the first and w·x ≤ 0 for the second, w times that vector would be
positive and not positive. There are such multiples wherever there is no such plane (Motzkin 1936).
They are looked for as the solution of a least squares problem with λ ≥ 0 (Lawson & Hanson 1974,
chapter 23), in floating point; what it found is then computed again with fractions, so that no
rounding error can pass for a proof.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.arrays import Array

TOLERANCE = 1e-12
ROUNDS = 1000  # many times what it takes; the search gives up after them


def is_inseparable(samples: Array, yes: NDArray[np.bool_]) -> bool:
    """Return whether it is proven that no w has w·x > 0 for every "yes" and ≤ 0 for the others.

    Samples have the shape (examples, variables); for planes off the origin one variable is 1.
    Classes that overlap by no more than rounding errors may go without a proof.
    """
    signed = np.where(yes[:, np.newaxis], samples, -samples)
    lengths = np.linalg.norm(signed, axis=1, keepdims=True)
    units = signed / np.where(lengths > 0, lengths, 1)
    conditions = np.vstack([units.T, yes])  # Σ λ·(±x) = 0, and Σ λ = 1 over the "yes"
    used = _support(conditions, np.eye(len(conditions))[-1])
    return bool(used) and _has_exact_solution(np.column_stack([signed, yes])[used])


def _support(matrix: Array, target: Array) -> list[int]:
    """Return the columns that the best λ ≥ 0 for matrix·λ ≈ target uses."""
    used: list[int] = []
    factors = np.zeros(0)
    for _ in range(ROUNDS):
        pull = matrix.T @ (target - matrix[:, used] @ factors)
        pull[used] = 0
        entering = int(pull.argmax())
        if pull[entering] <= TOLERANCE:
            break
        used, factors = _settled(matrix, target, [*used, entering], np.append(factors, 0))
    return used


def _settled(
    matrix: Array, target: Array, used: list[int], factors: Array
) -> tuple[list[int], Array]:
    """Return the least squares solution with these columns, without those it would make negative.

    It goes from `factors` towards the solution, dropping a column where its factor becomes 0.
    """
    while True:
        best = np.asarray(np.linalg.lstsq(matrix[:, used], target, rcond=None)[0], np.float64)
        falling = best <= 0
        if not falling.any():
            return used, best
        shares = np.full(len(used), np.inf)
        shares[falling] = factors[falling] / (factors[falling] - best[falling])
        first = int(shares.argmin())
        factors = np.delete(factors + shares[first] * (best - factors), first)
        used = used[:first] + used[first + 1 :]


def _has_exact_solution(columns: Array) -> bool:
    """Return whether λ ≥ 0 make Σ λ·columns exactly (0, …, 0, 1); one column a row of `columns`.

    Gauss–Jordan elimination, which floating-point numbers enter as the fractions they are.
    """
    unknowns = len(columns)
    rows = [[Fraction(float(value)) for value in row] for row in columns.T]
    rows = [[*row, Fraction(k == len(rows) - 1)] for k, row in enumerate(rows)]
    for column in range(unknowns):
        pivot = next((k for k in range(column, len(rows)) if rows[k][column]), None)
        if pivot is None:
            return False
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows = _eliminated(rows, column)
    values = [row[-1] for row in rows]
    return min(values[:unknowns]) >= 0 and not any(values[unknowns:])


def _eliminated(rows: Sequence[list[Fraction]], column: int) -> list[list[Fraction]]:
    """Return the rows with 1 in this column of the row of the same number, 0 in the others."""
    first = [value / rows[column][column] for value in rows[column]]
    return [
        first if k == column else [a - row[column] * b for a, b in zip(row, first, strict=True)]
        for k, row in enumerate(rows)
    ]
