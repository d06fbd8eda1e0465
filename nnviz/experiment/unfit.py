"""What cannot be chosen as things are, and why: for lists that offer it all the same."""

from collections.abc import Mapping

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.experiment.changes import with_loss, with_optimizer, with_output_activation
from nnviz.experiment.choice_rows import ExperimentError
from nnviz.experiment.experiment import Experiment


def unfit_losses(experiment: Experiment) -> dict[str, str]:
    """Return the losses that cannot be chosen here, each with the reason."""
    return _refused({key: with_loss(experiment, key) for key in LOSSES})


def unfit_methods(experiment: Experiment) -> dict[str, str]:
    """Return the ways to learn that cannot be chosen here, each with the reason."""
    return _refused({key: with_optimizer(experiment, key) for key in METHODS})


def unfit_output_activations(experiment: Experiment) -> dict[str, str]:
    """Return the output activations that cannot be chosen here, each with the reason."""
    return _refused({key: with_output_activation(experiment, key) for key in ACTIVATIONS})


def _refused(experiments: Mapping[str, Experiment]) -> dict[str, str]:
    """Return why experiments do not fit whose other choices can be used."""
    reasons = {}
    for key, experiment in experiments.items():
        try:
            experiment.check_fit()
        except ExperimentError as error:
            reasons[key] = str(error)
    return reasons
