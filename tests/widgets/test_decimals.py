"""How computed numbers are written."""

import pytest

from nnviz.widgets.decimals import decimal_text, three_figures


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0.0000"),
        (0.12345, "0.1235"),
        (0.00005, "0.0001"),
        (0.00004, "4.0e-05"),
        (1234.5, "1234.5000"),
        (2.5e6, "2.5e+06"),
        (-0.0, "0.0000"),
        (-0.12345, "−0.1235"),
        (-0.00004, "−4.0e-05"),
        (float("inf"), "∞"),
        (float("-inf"), "−∞"),
        (float("nan"), "–"),
    ],
)
def test_numbers_keep_their_meaning_in_four_decimals(number: float, text: str) -> None:
    assert decimal_text(number, 4) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(-0.0, "0"), (0.12345, "0.123"), (-1234.5, "−1.23e+03"), (-2e-6, "−2e−06"), (5.0, "5")],
)
def test_beside_pictures_numbers_have_three_figures(number: float, text: str) -> None:
    assert three_figures(number) == text
