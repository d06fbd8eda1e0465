"""The split into training and test data."""

import numpy as np
import pytest

from nnviz.data.points import Points
from nnviz.data.split import split


def numbered(count: int) -> Points:
    return Points(np.stack([np.arange(count), -np.arange(count)]).astype(float), np.arange(count))


@pytest.mark.parametrize(
    ("count", "share", "train"), [(300, 0.5, 150), (10, 0.1, 1), (10, 0.9, 9), (7, 0.5, 4)]
)
def test_every_point_lands_in_one_part(count: int, share: float, train: int) -> None:
    parts = split(numbered(count), share, np.random.default_rng(1))
    assert [part.count for part in parts] == [train, count - train]
    together = np.concatenate([part.y for part in parts])
    np.testing.assert_array_equal(np.sort(together), np.arange(count))


def test_inputs_stay_with_their_answers() -> None:
    for part in split(numbered(50), 0.5, np.random.default_rng(1)):
        np.testing.assert_array_equal(part.x[0], part.y)
        np.testing.assert_array_equal(part.x[1], -part.y)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_each_part_gets_at_least_one_point(share: float) -> None:
    assert min(part.count for part in split(numbered(2), share, np.random.default_rng(1))) == 1


def test_the_order_is_shuffled_by_the_generator_given() -> None:
    first, again, other = (
        split(numbered(100), 0.5, np.random.default_rng(seed))[0].y for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    assert not np.array_equal(first, np.arange(50))


def test_one_point_cannot_be_split() -> None:
    with pytest.raises(ValueError, match="two points"):
        split(numbered(1), 0.5, np.random.default_rng(1))
