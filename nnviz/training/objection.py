"""What speaks against training a network by gradients: an activation without a slope."""

from dataclasses import replace

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.ending import Ending
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import Experiment, ExperimentError, with_optimizer


def training_objection(experiment: Experiment) -> Ending | None:
    """Return why gradients cannot train this network and what to do, None if they can.

    None also where the way to learn that is chosen needs no gradient.
    """
    layers = experiment.layers if experiment.optimizer in OPTIMIZERS else ()
    flat = (key for key in (layer.activation for layer in layers) if not ACTIVATIONS[key].trainable)
    key = next(flat, None)
    if key is None:
        return None
    return Ending("no_slope", {"activation": key, "way": _way_on(experiment)})


def _way_on(experiment: Experiment) -> str:
    """Return what leads on beside another activation, "" if nothing does."""
    if with_perceptron_rule(experiment) is not None:
        return "perceptron"
    if with_perceptron_rule(replace(experiment, hidden_layers=())) is not None:
        return "remove_hidden"
    return ""


def with_perceptron_rule(experiment: Experiment) -> Experiment | None:
    """Return the experiment with the perceptron rule, None where that does not fit."""
    changed = with_optimizer(experiment, "perceptron")
    try:
        changed.check()
    except ExperimentError:
        return None
    return changed
