"""The points and batches at which every derivative is tried: ordinary ones and awkward ones."""

import numpy as np

ORDINARY = [-3.0, -1.7, -0.6, -0.1, 0.1, 0.3, 1.0, 2.5]
AWKWARD = [0.0, 1e-12, -1e-12, 30.0, -30.0, 1000.0, -1000.0]
LOGITS = [*ORDINARY, *AWKWARD, 1e4, -1e4]
BATCHES = {  # of two inputs, as columns
    "ordinary": np.random.default_rng(1).normal(size=(2, 6)),
    "one sample": np.array([[0.3], [-1.2]]),
    "one input constant": np.vstack([np.full(5, 1.5), np.linspace(-1, 1, 5)]),
    "all samples equal": np.tile([[0.7], [-0.4]], 5),
    "all zero": np.zeros((2, 4)),
    "tiny": np.array([[1e-12, -1e-12, 0.0], [-1e-12, 0.0, 1e-12]]),
    "large": np.array([[30.0, -30, 10, -20], [-30.0, 25, 30, -5]]),
    "huge": np.array([[1000.0, -1000, 400], [-1000.0, 300, 1000]]),
}
