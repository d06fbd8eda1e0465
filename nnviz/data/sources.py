"""Where an experiment's data come from, by the key that it holds: generated, or a person's own.

Own points lie here and not in the experiment, which is compared whenever something may have
changed. They stay until the program ends: any experiment, also one that Undo brings back, may
name them.
"""

from collections import ChainMap
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

import numpy as np

from nnviz.data.form import DataForm
from nnviz.data.generators import DATASETS, Dataset, Rng
from nnviz.data.own_points import check_form, check_points, own_key
from nnviz.data.points import Points

_kept: dict[str, Dataset] = {}
SOURCES: Mapping[str, Dataset] = MappingProxyType(ChainMap(_kept, dict(DATASETS)))


def form_of(key: str) -> DataForm:
    """Return the form of the data of this key. KeyError: there are none."""
    return SOURCES[key].form


def keep_points(points: Points, form: DataForm) -> str:
    """Keep a person's own points, copied, and return the key by which SOURCES has them.

    OwnPointsError: they cannot be used. May be called from any thread.
    """
    check_form(form)
    check_points(points, form)
    kept = Points(*(np.array(array, np.float64, order="C") for array in (points.x, points.y)))
    for array in (kept.x, kept.y):
        array.flags.writeable = False
    key = own_key(kept, form)
    _kept.setdefault(key, Dataset(key, "Own points", form, partial(_drawn, kept), kept))
    return key


def _drawn(points: Points, count: int, _noise: float, rng: Rng) -> Points:
    """Return so many of the points in an order of chance; noise is of generated points only."""
    return points.take(rng.permutation(points.count)[:count])
