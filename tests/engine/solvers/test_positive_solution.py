"""Whether equations have a solution without negative numbers: certain whatever the numbers are."""

from fractions import Fraction

import numpy as np
import pytest

from nnviz.engine.arrays import Array
from nnviz.engine.solvers import positive_solution
from nnviz.engine.solvers.positive_solution import (
    Pieces,
    has_exact_solution,
    has_solution_without_negatives,
    is_positive_beyond_doubt,
)


def answer(pieces: Pieces) -> bool:
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return bool(end.value)


@pytest.fixture
def exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave all to whole numbers."""
    monkeypatch.setattr(positive_solution, "is_positive_beyond_doubt", lambda _: False)


def columns_for(solution: Array, seed: int) -> Array:
    """Return independent columns of small whole numbers with Σ solution·columns = (0, …, 0, 1)."""
    rng, size = np.random.default_rng(seed), solution.size
    columns = rng.integers(-9, 10, (size, size)).astype(float)
    target = np.zeros(size)
    target[-1] = 1
    columns[0] = (target - solution[1:] @ columns[1:]) / solution[0]
    return columns


SOLUTIONS = {
    "all positive": ([0.5, 2, 0.25, 4], True),
    "one negative": ([0.5, 2, -0.25, 4], False),
    "one 0": ([0.5, 2, 0, 4], True),
    "one hardly positive": ([0.5, 2, 2.0**-30, 4], True),
    "one hardly negative": ([0.5, 2, -(2.0**-30), 4], False),
}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("solution", "expected"), SOLUTIONS.values(), ids=SOLUTIONS)
def test_a_known_solution_is_judged(solution: list[float], expected: bool, seed: int) -> None:
    columns = columns_for(np.array(solution), seed)
    assert answer(has_solution_without_negatives(columns)) is expected


@pytest.mark.usefixtures("exactly")
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("solution", "expected"), SOLUTIONS.values(), ids=SOLUTIONS)
def test_whole_numbers_alone_judge_the_same(
    solution: list[float], expected: bool, seed: int
) -> None:
    columns = columns_for(np.array(solution), seed)
    assert answer(has_solution_without_negatives(columns)) is expected


@pytest.mark.parametrize("size", [1, 2, 5, 20])
@pytest.mark.parametrize("seed", range(5))
def test_what_is_beyond_doubt_is_so_in_whole_numbers(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = columns_for(rng.uniform(0.1, 1, size), seed)  # rounded, so solved by others nearby
    if is_positive_beyond_doubt(columns):
        exact = has_exact_solution(columns)
        assert answer(exact)


def test_ordinary_numbers_are_beyond_doubt() -> None:
    assert is_positive_beyond_doubt(columns_for(np.array([0.3, 0.7, 1.1]), 1))


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param([[1.0, 1], [1, 1]], id="dependent"),
        pytest.param([[1.0, 1], [1, 1 + 2.0**-50]], id="all but dependent"),
        pytest.param([[1.0, 0, 1], [-1, 0, 1]], id="more equations than unknowns"),
        pytest.param([[np.nan, 1], [1, 1]], id="not a number"),
        pytest.param([[1e-300, 1], [-1e300, 1]], id="too far apart to be scaled"),
        pytest.param([[1.0, 1], [-(2.0**-60), 1]], id="a number all but 0"),
    ],
)
def test_what_rounding_could_hide_is_in_doubt(columns: list[list[float]]) -> None:
    assert not is_positive_beyond_doubt(np.array(columns))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([[1.0, 0, 1], [-1, 0, 1]], True),  # of three equations one says 0 = 0
        ([[1.0, 2, 1], [-1, -2, 1]], True),
        ([[1.0, 2, 1], [-1, -2.000000001, 1]], False),
        ([[1e-300, 1], [-1e300, 1]], True),
        ([[5e-324, 0], [-1.7e308, 1]], True),
        ([[1.0, 0], [-1, 0]], False),  # 0 = 1
        ([[1.0, 1], [1, 1]], False),
    ],
)
def test_what_is_in_doubt_is_judged_exactly(columns: list[list[float]], expected: bool) -> None:
    assert answer(has_solution_without_negatives(np.array(columns))) is expected


@pytest.mark.parametrize("seed", range(3))
def test_elimination_is_that_of_fractions(seed: int) -> None:
    columns = np.random.default_rng(seed).standard_normal((6, 6))
    rows = [[Fraction(float(value)) for value in row] for row in columns.T]
    rows = [[*row, Fraction(k == 5)] for k, row in enumerate(rows)]
    for column in range(6):
        first = [value / rows[column][column] for value in rows[column]]
        rows = [
            first if k == column else [a - row[column] * b for a, b in zip(row, first, strict=True)]
            for k, row in enumerate(rows)
        ]
    expected = min(row[-1] for row in rows) >= 0
    assert answer(has_exact_solution(columns)) is expected


def test_a_piece_with_larger_numbers_is_said_to_take_longer() -> None:
    pieces = list(has_exact_solution(np.random.default_rng(1).normal(size=(20, 20))))
    first, last = pieces[0] / 20, pieces[-1]  # for a single number
    assert last > 2 * first
