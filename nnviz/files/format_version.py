"""The version of the model file's format. A key that older programs do not know raises it.

A file has the lowest version that can hold it, so that what was possible before can still be
opened by older programs, byte for byte the same.
"""

from nnviz.data.own_points import is_own_key
from nnviz.experiment import Experiment
from nnviz.experiment.choice_rows import chosen
from nnviz.experiment.choices import CHOICES, EXPERIMENT_CHOICES

OWN_POINTS_VERSION = 2
# The newest that this program reads and writes.
FORMAT_VERSION = max(OWN_POINTS_VERSION, *(row.since for row in CHOICES.values()))


def version_for(experiment: Experiment) -> int:
    """Return the lowest version that can hold the experiment."""
    rows = chosen(experiment, EXPERIMENT_CHOICES)
    used = (row.since for row, value in rows if not row.is_missing(value))
    return max(OWN_POINTS_VERSION if is_own_key(experiment.data.dataset) else 1, *used)
