"""The loss around a moment of training, as long work: a slice of its landscape, its curvature.

It is the loss that training makes small there, on all training data, with the penalty of L1 and L2;
no values are left out by dropout, and batch normalisation uses what it remembers.
"""

import numpy as np

from nnviz.engine.analysis.curvature import Curvature, finding_curvature
from nnviz.engine.analysis.landscape import Plane, measuring_losses
from nnviz.engine.losses import LOSSES
from nnviz.engine.objective import Objective
from nnviz.run_state import Array
from nnviz.training.snapshot import Snapshot
from nnviz.work import Work

SEED = 0  # of the direction that the search for the largest curvature begins with


class Surface:
    """L(w) and ∇L(w) for parameter vectors w, of the snapshot's parameters' shape."""

    def __init__(self, snapshot: Snapshot):
        experiment, data, network = snapshot.experiment, snapshot.data, snapshot.network
        self._objective = Objective(
            network,
            LOSSES[experiment.loss],
            data.train_inputs,
            data.train_targets,
            experiment.loss_settings,
        )
        self._pull, self._decay = (network.is_weight() * s for s in (experiment.l1, experiment.l2))

    def value(self, parameters: Array) -> float:
        """Return L; where numbers grow beyond all bounds it is Inf or NaN."""
        with np.errstate(over="ignore", invalid="ignore"):
            pull = self._pull @ np.abs(parameters)
            decay = self._decay @ np.square(parameters)
            return self._objective.value(parameters) + float(pull + decay / 2)

    def gradient(self, parameters: Array) -> Array:
        """Return ∇L as a new vector; the derivative of |w| at 0 is taken as 0."""
        with np.errstate(over="ignore", invalid="ignore"):
            penalty = self._pull * np.sign(parameters) + self._decay * parameters
            return self._objective.gradient(parameters) + penalty


def loss_slice(snapshot: Snapshot, plane: Plane, across: Array, up: Array) -> Work[Array]:
    """Measure the losses over a plane, at all pairs of these places; (up.size, across.size)."""
    return measuring_losses(Surface(snapshot).value, plane, across, up)


def curvature_at(snapshot: Snapshot) -> Work[Curvature]:
    """Find how sharply the loss bends where training stands, by power iteration."""
    return finding_curvature(
        Surface(snapshot).gradient,
        snapshot.parameters,
        np.random.default_rng(SEED),
        snapshot.network.is_learned(),
    )


def loss_curve(snapshot: Snapshot, place: int, numbers: Array) -> Work[Array]:
    """Measure the losses for these numbers of one parameter; the others are as they are now."""
    surface, moved, losses = Surface(snapshot), snapshot.parameters.copy(), np.empty(numbers.size)
    for n, moved[place] in enumerate(numbers):
        losses[n] = surface.value(moved)
        yield (n + 1) / numbers.size
    return losses
