"""The key to the output's picture."""

import pytest

from nnviz.views.output.legend import limit_texts
from nnviz.views.plotting.colors import Limits


@pytest.mark.parametrize(
    ("limits", "texts"),
    [
        ((-1.0, 1.0), ("−1", "+1")),
        ((0.0, 1.0), ("0", "1")),
        ((-1.12345, 1.2399), ("−1.12", "+1.24")),
        ((-0.87, 1.0), ("−0.87", "+1.00")),
        ((-1.5, 1.61), ("−1.50", "+1.61")),
        ((-3.0, -1.0), ("−3", "−1")),
        ((-1.7e308, 1.7e308), ("−1.7e+308", "+1.7e+308")),
        ((-0.0004, 12.0), ("0", "12")),
        ((-5000.0, 1234.0), ("−5000", "+1234")),
        ((99999.5, 99999.7), ("99999.5", "99999.7")),
        ((-1e-9, 2e-9), ("−1.0e-09", "+2.0e-09")),
    ],
)
def test_the_bar_s_ends_have_as_many_decimals(limits: Limits, texts: tuple[str, str]) -> None:
    assert limit_texts(limits) == texts
