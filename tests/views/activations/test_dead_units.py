"""Notes on neurons that hardly learn."""

import numpy as np

from nnviz.views.activations.dead_units import stuck_notes


def test_only_values_of_0_count_as_zero() -> None:
    values = np.array([[0.0, 0.5, 1.0, 2.0], [0.0, 0.0, 0.0, 0.0]])
    assert stuck_notes(values, "relu", (0.0, np.inf)) == ("1 dead of 2", ("25 % zero", "dead"))
