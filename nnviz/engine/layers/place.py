"""Place: where a stage works."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.layers.dense import Block, Dense, Statistics


@dataclass(frozen=True, eq=False)
class Place:
    """A layer's choices, its parameters and their gradients, and what the pass is for."""

    layer: Dense
    parameters: Block
    gradients: Block
    statistics: Statistics
    output: bool  # the last layer: its sums, the logits, are kept beside its values
    rng: np.random.Generator | None  # in training only
    slopes: Array | None  # h'(z) by the calls of several layers; None: by those of its own

    @property
    def training(self) -> bool:
        return self.rng is not None
