"""What is measured of a run for its pictures. To add a part, append a row to PARTS.

A view names in `needs` the keys of what it draws, and finds the values in `Snapshot.parts`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.catalog import catalog
from nnviz.engine.ending import Ending
from nnviz.engine.network import Network
from nnviz.engine.solvers.solver import Learner
from nnviz.experiment import Experiment
from nnviz.run_state import Array
from nnviz.training.evaluation import Evaluation
from nnviz.training.frozen import frozen
from nnviz.training.gradient_levels import GradientLevels, gradient_levels
from nnviz.training.last_step import LastStep, StepMemory
from nnviz.training.linear_chain import LinearChain, linear_chain
from nnviz.training.method import Method
from nnviz.training.past import Past
from nnviz.training.prepare import Prepared
from nnviz.training.response_grid import compute_responses
from nnviz.training.snapshot import Moment, Responses
from nnviz.training.track import Track
from nnviz.training.weight_past import WeightPast, weight_past

WARNING_EFFORT = 2_000_000  # multiplications for a frame: about 2 ms


class Cost(Enum):
    """How often a part is measured while training goes on; at rest it is of the moment shown."""

    FRAME = "little, whatever the network: anew for every frame"
    PACED = "more with the network and its data: as often as its share of the time allows"


@dataclass(frozen=True, eq=False)
class Subject:
    """A run as it stands, for what measures it; what is found must hold no array of it."""

    experiment: Experiment
    network: Network
    data: Prepared
    evaluation: Evaluation
    method: Method
    moment: Moment
    epoch: int
    finished: bool
    generation: object  # another one as soon as anything but a step has changed the run
    latest: StepMemory
    track: Callable[[], Track | None]
    past: Past
    initial: Array  # the parameters Replay starts from

    @property
    def learner(self) -> Learner | None:
        """What a solver has learnt by, None: it is an optimizer."""
        return self.method.learner

    @cached_property
    def evaluated(self) -> Evaluation:
        """The evaluation after one pass through all data, however many parts look at it."""
        self.evaluation.forward()
        return self.evaluation


@dataclass(frozen=True)
class Part:
    """One row of PARTS: a value for `Snapshot.parts`, made of frozen things and arrays."""

    key: str
    compute: Callable[[Subject], Any]
    cost: Cost


def _warning(run: Subject) -> Ending | None:
    if run.learner is None or run.epoch == 0 or run.finished:
        return None
    return run.learner.warning(WARNING_EFFORT)


def _responses(run: Subject) -> Responses:
    return compute_responses(run.network, run.data)


def _last_step(run: Subject) -> LastStep | None:
    return run.latest.last_step(by_gradient=run.learner is None)


def _gradients(run: Subject) -> GradientLevels | None:
    if run.learner is not None:
        return None
    values = run.evaluated.train_values()
    return gradient_levels(run.past, run.latest, values, run.moment.epochs)


def _weight_past(run: Subject) -> WeightPast:
    return weight_past(run.past, run.network, run.initial)


def _linear_chain(run: Subject) -> LinearChain | None:
    inputs, *_hidden, outputs = run.evaluated.train_values()
    return linear_chain(run.network, inputs, outputs)


def _optimizer_memory(run: Subject) -> Mapping[str, Array]:
    return MappingProxyType({name: array.copy() for name, array in run.method.state.items()})


PARTS = catalog(
    # Metrics: losses and scores over all training and test data.
    Part("metrics", lambda run: run.evaluated.metrics(), Cost.PACED),
    # Ending | None: what speaks against the training ever coming to an end.
    Part("warning", _warning, Cost.FRAME),
    # Responses: every shown neuron's value over the input plane, or line.
    Part("responses", _responses, Cost.PACED),
    # tuple[Array, ...]: what each layer gives for the training data, inputs first.
    Part("values", lambda run: run.evaluated.train_values(), Cost.PACED),
    # LastStep | None: what the latest update made of every neuron and weight.
    Part("last_step", _last_step, Cost.PACED),
    # Mapping[str, Array]: the vectors that the optimizer remembers, by their names in its row.
    Part("optimizer_memory", _optimizer_memory, Cost.PACED),
    # Track | None: the steps taken, the next one and those ahead, of up to MOST_TRACKED parameters;
    # `why_untracked` says why there is none.
    Part("track", lambda run: run.track(), Cost.FRAME),
    # GradientLevels | None: each layer's mean |∂L/∂w| over epochs; None: no step by gradients yet.
    Part("gradients", _gradients, Cost.PACED),
    # WeightPast: weights at moments since the beginning, and how far each layer's have moved.
    Part("weight_past", _weight_past, Cost.PACED),
    # LinearChain | None: a chain of linear layers as one matrix; None: it is no such chain.
    Part("linear_chain", _linear_chain, Cost.PACED),
)
# What the window shows itself, whatever its views: every snapshot has it.
ALWAYS = frozenset({"metrics", "warning"})


@dataclass(frozen=True)
class Measured:
    """A part's value, read-only, and the moment of the run that it is of."""

    value: Any
    moment: Moment


# Measures the parts with these keys.
Measure = Callable[[Subject, Iterable[str]], dict[str, Measured]]


def measure(key: str, subject: Subject) -> Measured:
    """Measure the part with this key; TypeError: its row makes something that can be changed."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        return Measured(frozen(PARTS[key].compute(subject)), subject.moment)


def measure_all(subject: Subject, keys: Iterable[str]) -> dict[str, Measured]:
    """Measure all these parts as they are now."""
    return {key: measure(key, subject) for key in keys}
