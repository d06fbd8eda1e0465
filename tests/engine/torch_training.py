"""The steps of tests/reference/: batches of 5, the last of an epoch of 3, in one order."""

from collections.abc import Callable, Set
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.losses.loss import Loss, LossSettings
from nnviz.engine.network import Network, Pass

FOLDER = Path(__file__).parent.parent / "reference"
BATCH, STEPS = 5, 100


def reference(name: str) -> dict[str, Any]:
    """Return the arrays of a reference file by their names."""
    with np.load(FOLDER / name, allow_pickle=False) as stored:
        return dict(stored)


def assert_rows(there: Set[str], wanted: Set[str], script: str) -> None:
    """Check that a reference file is about these rows, else say how it comes to be."""
    then = f"tests/reference/{script}, and run it as its first lines say"
    new, old = sorted(wanted - there), sorted(there - wanted)
    assert not new, f"write how PyTorch has {new} into {then}"
    assert not old, f"take {old} out of {then}"


class GivenMasks:
    """Stands for a generator whose draws leave out what the masks of a batch leave out."""

    def __init__(self, masks: list[Array]):
        self.masks = masks
        self.part = slice(None)
        self._turn = 0

    def random(self, _size: None, _dtype: type, out: Array) -> None:
        out[...] = self.masks[self._turn][:, self.part] > 0
        self._turn = (self._turn + 1) % len(self.masks)


def train(
    network: Network,
    x: Array,
    y: Array,
    loss: Loss,
    update: Callable[[], object],
    settings: LossSettings | None = None,
    masks: Any = None,
) -> None:
    """Take the steps; `masks`, a GivenMasks, makes the passes those of training."""
    passes = {size: Pass(network, size, masks) for size in (BATCH, x.shape[1] % BATCH)}
    backward = {size: batch.bind_backward(loss, settings) for size, batch in passes.items()}
    starts = range(0, x.shape[1], BATCH)
    for step in range(STEPS):
        columns = slice(starts[step % len(starts)], starts[step % len(starts)] + BATCH)
        if masks is not None:
            masks.part = columns
        batch = passes[x[:, columns].shape[1]]
        batch.inputs[...] = x[:, columns]
        batch.forward()
        backward[batch.size](y[:, columns])
        update()
