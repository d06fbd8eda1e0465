"""The data that the lectures name, for the tests of more than one module."""

import numpy as np

from nnviz.engine.arrays import Array

# Lesson feature-scaling: height in cm and weight in kg; 1 for M, 0 for F.
BODIES = np.array(
    [[180.0, 170, 175, 170, 163, 154, 165, 160, 173], [83.0, 73, 78, 64, 52, 45, 70, 55, 71]]
)
SEXES = np.array([[1.0, 1, 1, 0, 0, 0, 1, 0, 1]])


def noisy_line() -> tuple[Array, Array]:
    """Lesson noisy-line: y = 2(x + ε) + 3."""
    rng = np.random.default_rng(1)
    x = rng.uniform(-10, 10, (1, 1000))
    return x, 2 * (x + rng.normal(0, 0.2, x.shape)) + 3
