"""What a change of the experiment does to training, in words."""

from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.training.transplant import starts_afresh


def change_text(before: Experiment, after: Experiment) -> str:
    """Return the sentence that says what has changed and what became of the weights."""
    if before.data.dataset != after.data.dataset:
        return tr("Another data set: training starts afresh.")
    if starts_afresh(before, after):
        return tr("New weights: training starts afresh.")
    if _network(before) != _network(after):
        return tr("Another network: the weights that still fit are kept.")
    if before.data != after.data or before.scaling != after.scaling:
        return tr("Other data: the weights are kept.")
    return tr("Changed: the weights are kept.")


def _network(experiment: Experiment) -> object:
    """Return what there is of the network."""
    return experiment.features, experiment.layer_sizes, experiment.parameter_count
