"""What to do when training has ended by itself: other choices to go on with, in one click."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from nnviz.engine.ending import Ending
from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.training.objection import training_objection, with_perceptron_rule
from nnviz.training.stopping import CONDITIONS


@dataclass(frozen=True)
class WayOn:
    """What a button says, and the experiment that it goes on with."""

    label: str
    experiment: Experiment


FindWay = Callable[[Experiment], WayOn | None]  # None: there is no obvious way


def past(ending: Ending) -> FindWay:
    """Return what finds the way on after training has ended so."""
    if ending.kind == "diverged":
        return with_lower_rate
    return without_condition(ending.kind) if ending.kind in CONDITIONS else without_slope


def with_lower_rate(experiment: Experiment) -> WayOn:
    """Return the way on after divergence: a learning rate always below the present one."""
    rate = float(f"{experiment.learning_rate / 10:.1g}")
    label = tr("Lower the learning rate to {rate:g} and go back", rate=rate)
    return WayOn(label, replace(experiment, learning_rate=rate))


def without_slope(experiment: Experiment) -> WayOn | None:
    """Return the way on where gradients cannot train but the perceptron rule can."""
    if not training_objection(experiment):
        return None
    changed = with_perceptron_rule(experiment)
    if changed is not None:
        return WayOn(tr("Train with the perceptron rule"), changed)
    changed = with_perceptron_rule(replace(experiment, hidden_layers=()))
    return None if changed is None else WayOn(tr("Remove the hidden layers and train"), changed)


def without_condition(condition: str) -> FindWay:
    """Return the way on where this stopping condition, a name in Stopping, has ended training."""

    def find(experiment: Experiment) -> WayOn | None:
        stopping = experiment.stopping
        if getattr(stopping, condition) is None:
            return None
        changed = replace(experiment, stopping=replace(stopping, **{condition: None}))
        return WayOn(tr("Train on without this condition"), changed)

    return find
