"""Neurons that hardly learn: dead ones of ReLU, and the share of saturated values of others."""

from math import isfinite

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.analysis.saturation import saturated_shares
from nnviz.language import tr, trn
from nnviz.run_state import Array
from nnviz.training.shown_units import SHOWN_UNITS
from nnviz.views.plotting.colors import Limits
from nnviz.views.plotting.notation import share_text


def stuck_notes(values: Array, key: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """Say how much of a layer hardly learns: dead units of ReLU, else saturated values.

    `values` has the shape (units, samples). Returns a note on the layer and one on each unit that
    is drawn.
    """
    if key == "relu":
        return _dead_notes(values)
    if not all(map(isfinite, limits)) or key == "softmax":
        return "", ("",) * len(values[:SHOWN_UNITS])
    shares = saturated_shares(values, limits)
    notes = [tr("{share} saturated", share=share_text(share)) for share in shares[:SHOWN_UNITS]]
    return tr("{share} saturated", share=share_text(float(shares.mean()))), tuple(notes)


def dead_units(values: Array) -> NDArray[np.bool_]:
    """Return which units are 0 or less for every sample."""
    return np.asarray(values.max(axis=1, initial=-np.inf) <= 0)


def _dead_notes(values: Array) -> tuple[str, tuple[str, ...]]:
    dead = dead_units(values)
    zero = (values <= 0).mean(axis=1)
    notes = [
        tr("dead") if gone else tr("{share} zero", share=share_text(float(share)))
        for gone, share in zip(dead[:SHOWN_UNITS], zero, strict=False)
    ]
    note = trn("{n} dead of {units}", "{n} dead of {units}", int(dead.sum()), units=len(values))
    return note, tuple(notes)
