"""Saturation of bounded activations."""

import numpy as np

from nnviz.engine.analysis.saturation import saturated_shares


def test_saturated_is_close_to_a_limit() -> None:
    values = np.array([[0.98, -0.99, 0.96, 0.0], [0.0, 0.1, 0.2, 0.3]])
    assert list(saturated_shares(values, (-1.0, 1.0))) == [0.5, 0.0]
    assert list(saturated_shares((values + 1) / 2, (0.0, 1.0))) == [0.5, 0.0]
