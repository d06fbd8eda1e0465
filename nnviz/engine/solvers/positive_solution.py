"""Whether linear equations have a solution without negative numbers, decided with certainty.

Two ways lead there. Bounds of all rounding errors are quick: for R ≈ A⁻¹ and any λ̂, where
α = ‖I − RA‖ < 1, A is regular and ‖A⁻¹b − λ̂‖ ≤ ‖R(b − Aλ̂)‖ / (1 − α), in the largest numbers of
rows (Rump 2010, section 10). Where they do not decide, or where there are more equations than
unknowns, whole numbers do: elimination without fractions (Bareiss 1968).
"""

from collections.abc import Generator

import numpy as np

from nnviz.engine.arrays import Array

# A search yields after each piece about how many multiplications it took; it returns its answer.
Pieces = Generator[int, None, bool]
# Multiplications of floats that take the time of a step with whole numbers of so many words.
STEP, STEP_BY_WORDS = 200, 4
WORD = 64  # bits


def has_solution_without_negatives(columns: Array) -> Pieces:
    """Search for λ ≥ 0 with Σ λⱼ·columns[j] exactly (0, …, 0, 1), and none other.

    False where there are several: the columns are to be linearly independent.
    """
    told = np.any(columns != 0, axis=0)
    told[-1] = True
    columns = columns[:, told]  # the other equations say 0 = 0
    yield 6 * len(columns) ** 3
    if is_positive_beyond_doubt(columns):
        return True
    return (yield from has_exact_solution(columns))


def is_positive_beyond_doubt(columns: Array) -> bool:
    """Return whether rounding errors cannot hide that there is one solution and all of it > 0."""
    unknowns = len(columns)
    if columns.shape[1] != unknowns:
        return False
    with np.errstate(all="ignore"):  # what is not finite is beyond no doubt
        _, exponents = np.frexp(np.abs(columns).max(axis=1, keepdims=True))
        scaled = np.ldexp(columns, -exponents)
        if not np.array_equal(np.ldexp(scaled, exponents), columns):
            return False  # some number became too small, and with it inexact
        try:
            inverse = np.linalg.inv(scaled.T)
        except np.linalg.LinAlgError:
            return False
        return _is_enclosed(scaled.T, inverse)


def _is_enclosed(matrix: Array, inverse: Array) -> bool:
    """Return whether matrix·λ = (0, …, 0, 1) has one solution, all > 0, by this near inverse."""
    identity = np.eye(len(matrix))
    target, factors = identity[-1], inverse[:, -1]
    # Twice what sums of so many products can be off by, relative to their absolute values.
    rounding = 2 * (len(matrix) + 4) * np.finfo(float).eps
    doubt = rounding * (np.abs(inverse) @ np.abs(matrix) + identity)
    alpha = (np.abs(identity - inverse @ matrix) + doubt).sum(axis=1).max()
    doubt = rounding * (np.abs(matrix) @ np.abs(factors) + target) + np.finfo(float).tiny
    misses = np.abs(target - matrix @ factors) + doubt
    farthest = (np.abs(inverse) @ misses).max()
    return bool(alpha < 0.5 and factors.min() > 4 * farthest)


def has_exact_solution(columns: Array) -> Pieces:
    """Eliminate as Gauss and Jordan do, in whole numbers that stay as small as they can."""
    unknowns = len(columns)
    rows = [list(row) for row in zip(*map(_whole_numbers, columns), strict=True)]
    rows = [[*row, int(k == len(rows) - 1)] for k, row in enumerate(rows)]
    divisor = 1
    for column in range(unknowns):
        pivot = next((k for k in range(column, len(rows)) if rows[k][column]), None)
        if pivot is None:
            return False
        rows[column], rows[pivot] = rows[pivot], rows[column]
        first = rows[column]
        for k, row in enumerate(rows):
            if k != column:
                rows[k] = _eliminated(row, first, column, divisor)
                words = divisor.bit_length() // WORD
                yield (unknowns - column) * (STEP + STEP_BY_WORDS * words**2)
        divisor = first[column]
    results = [row[-1] * divisor for row in rows]  # the unknowns times divisor², and what is left
    return min(results[:unknowns]) >= 0 and not any(results[unknowns:])


def _whole_numbers(column: Array) -> list[int]:
    """Return the numbers times the least power of 2 that leaves no fraction."""
    ratios = [float(value).as_integer_ratio() for value in column]
    common = max(denominator for _, denominator in ratios)
    return [numerator * (common // denominator) for numerator, denominator in ratios]


def _eliminated(row: list[int], first: list[int], column: int, divisor: int) -> list[int]:
    """Return the row times a number and without its part in the column; all divisions go out."""
    lead, factor = first[column], row[column]
    rest = zip(row[column:], first[column:], strict=True)
    return [*row[:column], *((lead * a - factor * b) // divisor for a, b in rest)]
