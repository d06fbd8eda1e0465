"""Where an experiment's data come from, by the key that it holds."""

from collections.abc import Mapping

from nnviz.data.form import DataForm
from nnviz.data.generators import DATASETS, Dataset

SOURCES: Mapping[str, Dataset] = DATASETS


def form_of(key: str) -> DataForm:
    """Return the form of the data of this key. KeyError: there are none."""
    return SOURCES[key].form
