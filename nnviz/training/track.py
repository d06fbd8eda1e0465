"""The track of a run: what its steps were, are and will be, for networks of few parameters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.training.ending_text import ending_text
from nnviz.training.objection import training_objection
from nnviz.training.parameter_names import parameter_names, plain_name

MOST_TRACKED = 20  # parameters


@dataclass(frozen=True, eq=False)
class Track:
    """Consecutive steps of a run, a row each: those taken, the one about to be taken, those ahead.

    The cost is what the step's update makes small: the mean loss of the step's own batch with the
    parameters before the step, as the network was then in training (dropout and the batch's own
    mean included), with the penalty of L1 and L2. The gradient is that of the cost, before it is
    clipped, with a slope of 0 for |w| at 0; with gradient descent, momentum and Nesterov, where L1
    is a soft threshold after the step, it is without L1.

    What is ahead is a forecast by a copy of the run: the same to the bit as the steps will be,
    unless something is changed. Where a weight was set by hand, `before` differs from `after` of
    the row above.
    """

    names: tuple[str, ...]  # of the parameters, as on the screen: w, b, w₁, w₂,₁₃
    places: tuple[int, ...]  # of them in the flat parameter vector
    iterations: NDArray[np.int64]  # (rows,), each one more than the one before
    costs: Array  # (rows,)
    gradients: Array  # (rows, parameters)
    before: Array  # (rows, parameters)
    after: Array  # (rows, parameters)
    present: int  # the row of the step about to be taken; past the end where that step diverges
    ends: bool = False  # whether nothing follows the last row: training ends, or diverges

    def columns(self) -> dict[str, dict[int, float]]:
        """Return for files, by name in ASCII and iteration, w after the step and its gradient."""
        names = [plain_name(name) for name in self.names]
        steps = self.iterations.tolist()
        after = {name: self.after[:, n] for n, name in enumerate(names)}
        slopes = {f"grad_{name}": self.gradients[:, n] for n, name in enumerate(names)}
        return {
            name: dict(zip(steps, values.tolist(), strict=True))
            for name, values in (after | slopes).items()
        }

    @property
    def now(self) -> int | None:
        """The row of the step about to be taken, None where that step diverges."""
        return self.present if self.present < len(self.iterations) else None


def is_tracked(experiment: Experiment) -> bool:
    """Say whether runs of this experiment have a track."""
    return (
        experiment.parameter_count <= MOST_TRACKED
        and experiment.optimizer in OPTIMIZERS
        and training_objection(experiment) is None
    )


def why_untracked(experiment: Experiment) -> str:
    """Return why there is no track, a sentence; "" where there is one."""
    if experiment.parameter_count > MOST_TRACKED:
        return tr(
            "The steps of up to {limit} parameters can be listed; this network has {count}.",
            limit=MOST_TRACKED,
            count=experiment.parameter_count,
        )
    if experiment.optimizer not in OPTIMIZERS:
        return tr("This way to learn takes no gradient: there is no slope to list.")
    objection = training_objection(experiment)
    return "" if objection is None else ending_text(objection)


def make_track(experiment: Experiment, rows: Array, first: int, present: int, ends: bool) -> Track:
    """Return the track of a StepLog's rows, the first of which is of the iteration `first`."""
    names = parameter_names(experiment)
    costs, *parts = np.split(rows, [1, *(1 + k * len(names) for k in (1, 2))], axis=1)
    gradients, before, after = parts
    return Track(
        names=names,
        places=learned_places(experiment),
        iterations=np.arange(first, first + len(rows)),
        costs=costs[:, 0],
        gradients=gradients,
        before=before,
        after=after,
        present=present - first,
        ends=ends,
    )


def learned_places(experiment: Experiment) -> tuple[int, ...]:
    """Return the places of what is learned in the flat parameter vector, in their order."""
    return tuple(place for place in range(experiment.vector_size) if experiment.is_learned(place))
