"""What a change of the experiment does to training, in words."""

from nnviz.experiment import Experiment
from nnviz.experiment.changes import changed_labels
from nnviz.kept import kept
from nnviz.language import tr


def change_text(before: Experiment, after: Experiment) -> str:
    """Return the sentence that says what has changed and what became of the weights."""
    stays = kept(before, after)
    if not stays.dataset:
        return tr("Another data set: training starts afresh.")
    if not stays.weights:
        return tr("New weights: training starts afresh.")
    if not stays.places:
        return tr("Another network: the weights that still fit are kept.")
    if not stays.inputs:
        return tr("Other data: the weights are kept.")
    labels = changed_labels(before, after)
    if len(labels) == 1:
        return tr("{choice} changed: the weights are kept.", choice=labels[0])
    return tr("Changed: the weights are kept.")
