"""Whether a line or plane separates two classes."""

from collections.abc import Generator
from itertools import permutations, product
from math import inf

import numpy as np
import pytest
from numpy.typing import NDArray

from nnviz.engine.arrays import Array
from nnviz.engine.solvers import separation
from nnviz.engine.solvers.separation import MOST_VARIABLES, SeparationSearch, find_proof

CORNERS = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
XOR = np.array([False, True, True, False])


def is_inseparable(samples: Array, yes: NDArray[np.bool_]) -> bool:
    answer = SeparationSearch(samples, yes).go_on(inf)
    assert answer is not None
    return answer


@pytest.mark.parametrize("bits", list(product([False, True], repeat=4)))
def test_of_the_gates_only_xor_and_its_opposite_are_inseparable(bits: tuple[bool, ...]) -> None:
    xor = bits in ((False, True, True, False), (True, False, False, True))
    assert is_inseparable(CORNERS, np.array(bits)) == xor


@pytest.mark.parametrize("variables", [1, 2, 5, 9])
@pytest.mark.parametrize("seed", range(5))
def test_samples_on_two_sides_of_a_plane_are_separable(variables: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    samples = np.column_stack([rng.standard_normal((200, variables)) * 5, np.ones(200)])
    yes = samples @ rng.standard_normal(variables + 1) > 0
    assert not is_inseparable(samples, yes)
    assert is_inseparable(np.vstack([samples, samples[:1]]), np.append(yes, ~yes[0]))


def test_one_sample_among_the_others_makes_them_inseparable() -> None:
    samples = np.column_stack([np.arange(10.0), np.ones(10)])
    yes = np.arange(10) > 4
    assert not is_inseparable(samples, yes)
    yes[2] = True
    assert is_inseparable(samples, yes)


@pytest.mark.parametrize("distance", [1e-3, 1e-9, 1e-15])
def test_no_gap_is_too_small_to_be_respected(distance: float) -> None:
    samples = np.array([[1.0, 1], [1 + distance, 1], [1 + 2 * distance, 1]])
    assert not is_inseparable(samples, np.array([False, True, True]))
    assert is_inseparable(samples[[0, 0]], np.array([False, True]))  # the same sample twice


@pytest.mark.parametrize(
    ("samples", "yes"),
    [
        ([[0, 1, 1], [1, 1, 1], [1, 0, 1], [-1, 0, 1]], [True, True, False, False]),
        ([[1, 0, 1], [0, -1, 1], [1, 1, 1], [0, 1, 1]], [True, False, True, False]),
    ],
)
def test_a_sample_that_comes_in_with_the_factor_0_is_no_division_by_0(
    samples: list[list[float]], yes: list[bool]
) -> None:
    for order in permutations(range(len(yes))):
        assert not is_inseparable(np.array(samples, float)[[*order]], np.array(yes)[[*order]])


@pytest.mark.parametrize("found", [[], [0], [1, 2], [0, 0, 1, 2, 3]])
def test_what_the_search_in_floating_point_found_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, found: list[int]
) -> None:
    def find(*_: object) -> Generator[int, None, list[int]]:
        yield 1
        return found

    monkeypatch.setattr(separation, "_support", find)
    assert not is_inseparable(CORNERS, XOR)


def test_the_search_gives_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separation, "ROUNDS", 2)
    assert not is_inseparable(CORNERS, XOR)


def test_samples_at_the_origin_can_only_be_answered_no() -> None:
    at_origin = np.zeros((1, 2))
    assert is_inseparable(at_origin, np.array([True]))
    assert not is_inseparable(at_origin, np.array([False]))


# Little by little


def random_classes(variables: int) -> tuple[Array, NDArray[np.bool_]]:
    """Return ten samples a variable, whose classes have nothing to do with them."""
    rng = np.random.default_rng(variables)
    samples = rng.standard_normal((10 * variables, variables))
    return samples, rng.random(len(samples)) < 0.5


def test_a_search_goes_on_where_it_was_left() -> None:
    search, calls = SeparationSearch(*random_classes(20)), 1
    while search.go_on(10_000) is None:
        calls += 1
    assert calls > 10
    assert search.go_on(0) is True


def test_without_an_effort_nothing_is_known() -> None:
    assert SeparationSearch(CORNERS, XOR).go_on(0) is None


def test_no_piece_of_a_large_search_takes_long() -> None:
    samples, yes = random_classes(MOST_VARIABLES)
    longest = max(find_proof(samples, yes, yes))
    assert longest < 20_000_000


def test_of_very_many_variables_nothing_is_known() -> None:
    assert not is_inseparable(*random_classes(MOST_VARIABLES + 1))
