"""Where an axis has its numbers, and how they are written."""

import numpy as np
import pytest

from nnviz.views.plotting.axis_ticks import (
    decade_ticks,
    input_ticks,
    nice_above,
    reaching_zero,
    round_ticks,
    whole_ticks,
)


@pytest.mark.parametrize(
    ("value", "above"),
    [(0.0, 1), (-3.0, 1), (1.0, 1), (1.01, 1.5), (7.0, 8), (8.1, 10), (21.0, 25), (0.06, 0.06)],
)
def test_the_least_round_number_that_is_not_below(value: float, above: float) -> None:
    assert nice_above(value) == pytest.approx(above)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0.0, 1.0, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
        (0.0, 4.0, ["0", "1", "2", "3", "4"]),
        (-1.0, 1.0, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
        (0.0, 22.0, ["0", "5", "10", "15", "20"]),
        (0.1, 0.9, ["0.2", "0.4", "0.6", "0.8"]),
        (0.0, 4e6, ["0", "1e6", "2e6", "3e6", "4e6"]),
        (0.0, 4e5, ["0", "100000", "200000", "300000", "400000"]),
        (0.0, 4e-7, ["0", "1e−7", "2e−7", "3e−7", "4e−7"]),
        (0.0, 1e6, ["0", "2.5e5", "5e5", "7.5e5", "1e6"]),
    ],
)
def test_about_as_many_round_numbers_as_wanted(low: float, high: float, texts: list[str]) -> None:
    ticks = round_ticks(low, high)
    assert [text for _, text in ticks] == texts
    assert [number for number, _ in ticks] == pytest.approx(
        [float(text.replace("−", "-")) for text in texts]
    )


def test_more_are_wanted_and_there_are_more() -> None:
    assert [number for number, _ in round_ticks(0.0, 8.0, 8)] == pytest.approx(range(9))


@pytest.mark.parametrize(
    ("high", "texts"),
    [
        (3.0, ["0", "1", "2", "3"]),
        (1.0, ["0", "1"]),
        (4000.0, ["0", "1,000", "2,000", "3,000", "4,000"]),
    ],
)
def test_counts_are_whole_numbers(high: float, texts: list[str]) -> None:
    assert [text for _, text in whole_ticks(high)] == texts


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (-2.0, 0.0, ["10⁻²", "10⁻¹", "10⁰"]),
        (-1.0, 0.5, ["0.1", "0.2", "0.5", "1", "2"]),
        (3.0, 4.0, ["1,000", "2,000", "5,000", "10,000"]),
        (4.4, 5.0, ["50,000", "10⁵"]),
        (4.9, 5.8, ["10⁵", "2·10⁵", "5·10⁵"]),
        (-4.0, -3.0, ["0.0001", "0.0002", "0.0005", "0.001"]),
        (-5.0, -4.0, ["10⁻⁵", "2·10⁻⁵", "5·10⁻⁵", "0.0001"]),
        (-6.0, 0.0, ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]),
        (-5.0, 0.0, ["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"]),
    ],
)
def test_a_logarithmic_axis_has_powers_of_ten(low: float, high: float, texts: list[str]) -> None:
    assert [text for _, text in decade_ticks(low, high)] == texts


@pytest.mark.parametrize("power", range(-5, 4))
@pytest.mark.parametrize(("first", "last"), [(1, 2), (2, 5), (5, 10), (1, 5), (2, 10), (5, 20)])
def test_less_than_a_decade_has_two_or_three_numbers_none_of_them_outside(
    power: int, first: int, last: int
) -> None:
    low, high = np.log10(first * 10.0**power), np.log10(last * 10.0**power)
    ticks = [level for level, _ in decade_ticks(low, high)]
    assert len(ticks) in (2, 3)
    assert (ticks[0], ticks[-1]) == pytest.approx((low, high))
    assert low <= ticks[0]
    assert ticks[-1] <= high


@pytest.mark.parametrize(
    ("limits", "texts"),
    [((-6.0, 6.0), ["−6", "−3", "0", "3", "6"]), ((0.0, 100.0), ["0", "25", "50", "75", "100"])],
)
def test_ticks_of_inputs_are_even_where_they_are_whole(
    limits: tuple[float, float], texts: list[str]
) -> None:
    assert [text for _, text in input_ticks(limits)] == texts


def test_ticks_of_other_inputs_are_round_and_within() -> None:
    ticks = input_ticks((0.13, 0.97))
    assert len(ticks) >= 2
    assert all(0.13 <= value <= 0.97 for value, _ in ticks)


@pytest.mark.parametrize(
    ("numbers", "limits"),
    [
        ((2, 10), (0, 10)),
        ((4, 10), (4, 10)),
        ((-9, -3), (-9, -3)),
        ((-9, -2), (-9, 0)),
        ((-1, 1),) * 2,
    ],
)
def test_an_axis_reaches_zero_where_that_is_near(
    numbers: tuple[float, float], limits: tuple[float, float]
) -> None:
    assert reaching_zero(*numbers) == limits
