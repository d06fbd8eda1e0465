"""What the gradients view draws of a run, and the logarithmic axis that all of it shares."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnviz.engine.analysis.slope_ceiling import slope_ceilings
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.run_state import Array
from nnviz.training.gradient_levels import GradientLevels
from nnviz.training.snapshot import Snapshot
from nnviz.views.gradients.words import caption, headline, powers
from nnviz.views.plotting.axis_ticks import nice_above
from nnviz.views.plotting.notation import layer_name

ROWS_AT_ONCE = 8  # come into the picture of what stays
HEADROOM = 0.15  # decades above the largest number
MOST_DECADES = 16  # of the axis; what is smaller lies at its foot


@dataclass(frozen=True, eq=False)
class Levels:
    """Everything that is drawn, with its words."""

    names: tuple[str, ...]  # Hidden 1, …, Output
    short: tuple[str, ...]  # 1, …, ŷ
    sizes: Array  # the latest means |∂L/∂w|, (layers,)
    headline: str
    number: str  # of the headline
    caption: str
    epochs: Array  # (rows,)
    means: Array  # (rows, layers)
    epoch: float  # that the latest sizes are of
    last_epoch: float  # of the lines' axis
    ceilings: Array | None  # (layers,)
    ceiling_texts: tuple[str, ...]
    ratios: Array | None  # (layers,)
    saturated: Array  # (layers,), NaN: no limits
    axis: tuple[float, float]  # powers of ten

    @property
    def settled(self) -> int:
        """How many rows of the lines stay in a picture that is not painted anew at every frame."""
        return len(self.epochs) // ROWS_AT_ONCE * ROWS_AT_ONCE


def levels_of(snapshot: Snapshot, found: GradientLevels) -> Levels:
    """Return what there is to draw of these gradients."""
    count = len(snapshot.layers)
    names = tuple(layer_name(snapshot, layer) for layer in range(1, count + 1))
    ceilings = _ceilings(snapshot.layers, snapshot.experiment.loss)
    sentence, number = headline(names, found.latest)
    return Levels(
        names=names,
        short=(*(str(layer) for layer in range(1, count)), "ŷ"),
        sizes=found.latest,
        headline=sentence,
        number=number,
        caption=caption(snapshot.experiment, ceilings),
        epochs=found.epochs,
        means=found.means,
        epoch=found.epoch,
        last_epoch=nice_above(max(found.epoch, *found.epochs[-1:].tolist(), 1.0)),
        ceilings=ceilings,
        ceiling_texts=() if ceilings is None else tuple(powers(ceilings)),
        ratios=found.ratios,
        saturated=found.saturated,
        axis=axis_limits([found.latest, found.means.ravel()], ceilings),
    )


@lru_cache(maxsize=8)
def _ceilings(layers: tuple[Dense, ...], loss: str) -> Array | None:
    return slope_ceilings(layers, LOSSES[loss])


def axis_limits(sizes: list[Array], ceilings: Array | None) -> tuple[float, float]:
    """Return whole powers of ten around all positive numbers, from the largest down."""
    given = np.concatenate([*sizes, [] if ceilings is None else ceilings])
    logs = np.log10(given[np.isfinite(given) & (given > 0)])
    if not logs.size:
        return (-3.0, 0.0)
    high = float(np.floor(logs.max() + HEADROOM) + 1)
    low = float(np.ceil(logs.min()) - 1)
    return max(min(low, high - 2), high - MOST_DECADES), high


def on_axis(sizes: Array, axis: tuple[float, float]) -> Array:
    """Return where sizes are on the axis, from 0 at its foot to 1; what is 0 or no number: 0."""
    low, high = axis
    there = np.isfinite(sizes) & (sizes > 0)
    logs = np.log10(sizes, out=np.full(np.shape(sizes), low), where=there)
    return np.clip((logs - low) / (high - low), 0.0, 1.0)
