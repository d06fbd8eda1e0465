"""Whether a plane through the origin separates two classes of samples, decided with certainty.

None does if positive multiples of "yes" samples add up to the same vector as multiples λ ≥ 0 of
"no" samples: with w·x > 0 for the first and w·x ≤ 0 for the second, w times that vector would be
positive and not positive. There are such multiples wherever there is no such plane (Motzkin 1936).
They are looked for as the solution of a least squares problem with λ ≥ 0 (Lawson & Hanson 1974,
chapter 23), in floating point; of what it found only a proof is believed.
"""

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.arrays import Array
from nnviz.engine.solvers.positive_solution import Pieces, has_solution_without_negatives

TOLERANCE = 1e-12
ROUNDS = 1000  # many times what it takes; the search gives up after them
MOST_VARIABLES = 128  # of more, a single piece of the search takes too long: nothing is known
LEAST_SQUARES = 4  # multiplications for each of the smallest possible number


class SeparationSearch:
    """Looks for the proof that nothing separates the classes, for as long as there is time."""

    def __init__(
        self,
        samples: Array,
        yes: NDArray[np.bool_],
        off_plane: NDArray[np.bool_] | None = None,
    ):
        """Samples have the shape (examples, variables), `yes` says which are of that class.

        For planes off the origin one variable is 1. The samples `off_plane` may not lie on the
        plane itself; unless it is given they are those of "yes".
        """
        self._pieces = find_proof(samples, yes, yes if off_plane is None else off_plane)
        self._answer: bool | None = None

    def go_on(self, effort: float) -> bool | None:
        """Look for about so many multiplications more; None: it is not known yet.

        True: no w has w·x ≥ 0 for every "yes" and ≤ 0 for the others, and is not 0 for those off
        the plane. False: there is one, or
        classes that overlap by no more than rounding errors go without a proof.
        """
        while self._answer is None and effort > 0:
            try:
                effort -= next(self._pieces)
            except StopIteration as end:
                self._answer = end.value
        return self._answer


def find_proof(samples: Array, yes: NDArray[np.bool_], off_plane: NDArray[np.bool_]) -> Pieces:
    """Search for the proof that nothing separates the classes; yields after every piece of it."""
    if samples.shape[1] > MOST_VARIABLES:
        return False
    signed = np.where(yes[:, np.newaxis], samples, -samples)
    lengths = np.linalg.norm(signed, axis=1, keepdims=True)
    units = signed / np.where(lengths > 0, lengths, 1)
    conditions = np.vstack([units.T, off_plane])  # Σ λ·(±x) = 0, Σ λ = 1 over those off it
    used = yield from _support(conditions, np.eye(len(conditions))[-1])
    if not used:
        return False
    return (yield from has_solution_without_negatives(np.column_stack([signed, off_plane])[used]))


def _support(matrix: Array, target: Array) -> Generator[int, None, list[int]]:
    """Return the columns that the best λ ≥ 0 for matrix·λ ≈ target uses."""
    used: list[int] = []
    factors = np.zeros(0)
    for _ in range(ROUNDS):
        pull = matrix.T @ (target - matrix[:, used] @ factors)
        yield matrix.size
        pull[used] = 0
        entering = int(pull.argmax())
        if pull[entering] <= TOLERANCE:
            break
        start = np.append(factors, 0)
        used, factors = yield from _settled(matrix, target, [*used, entering], start)
    return used


def _settled(
    matrix: Array, target: Array, used: list[int], factors: Array
) -> Generator[int, None, tuple[list[int], Array]]:
    """Return the least squares solution with these columns, without those it would make negative.

    It goes from `factors` towards the solution, dropping a column where its factor becomes 0.
    """
    while True:
        best = np.asarray(np.linalg.lstsq(matrix[:, used], target, rcond=None)[0], np.float64)
        yield LEAST_SQUARES * len(target) * len(used) ** 2
        falling = best < 0  # a factor of 0 may stay; between 0 and 0 there is no way to share
        if not falling.any():
            return used, best
        shares = np.full(len(used), np.inf)
        shares[falling] = factors[falling] / (factors[falling] - best[falling])
        first = int(shares.argmin())
        factors = np.delete(factors + shares[first] * (best - factors), first)
        used = used[:first] + used[first + 1 :]
