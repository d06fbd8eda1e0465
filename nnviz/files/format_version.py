"""The version of the model file's format. A key that older programs do not know raises it.

A file has the lowest version that can hold it, so that what was possible before can still be
opened by older programs, byte for byte the same.
"""

from nnviz.data.own_points import is_own_key
from nnviz.experiment import Experiment

OWN_POINTS_VERSION = 2
FORMAT_VERSION = 2  # the newest that this program reads and writes


def version_for(experiment: Experiment) -> int:
    """Return the lowest version that can hold the experiment."""
    return OWN_POINTS_VERSION if is_own_key(experiment.data.dataset) else 1
