"""What there is to draw of a layer's values: histograms, pictures, and the share that is stuck."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from nnviz.engine.activations import ACTIVATIONS
from nnviz.run_state import Array
from nnviz.selection import NeuronPlace
from nnviz.training.shown_units import SHOWN_UNITS
from nnviz.training.snapshot import Snapshot
from nnviz.views.activations.dead_units import stuck_notes
from nnviz.views.plotting.colors import Colormap, Limits, response_limits, steps_of, to_image
from nnviz.views.plotting.layer_words import activation_name
from nnviz.views.plotting.notation import layer_name, neuron_name
from nnviz.widgets.decimals import three_figures

BINS = 24
MOST_COLUMNS = 1024  # samples of a picture or histogram; of more, evenly chosen ones


@dataclass(frozen=True, eq=False)
class LayerChart:
    """One layer as it is drawn."""

    layer: int
    name: str
    activation: str
    notes: tuple[str, ...]  # about the layer
    unit_names: tuple[str, ...]
    unit_notes: tuple[str, ...]
    omitted: int  # neurons that are not drawn
    counts: NDArray[np.int64]  # (units, BINS) samples, empty in a chart that is a picture
    turning_bin: int  # the first bin of the upper colour
    image: QImage | None  # a row a neuron, a column a sample


def measure_layers(snapshot: Snapshot, as_pictures: bool, colors: Colormap) -> list[LayerChart]:
    """Return the charts of all layers after the inputs."""
    values: tuple[Array, ...] = snapshot.parts["values"]
    order = sample_order(snapshot)
    return [
        _measure(snapshot, layer, values[layer], order, colors if as_pictures else None)
        for layer in range(1, len(values))
    ]


def sample_order(snapshot: Snapshot) -> NDArray[np.int64]:
    """Return the training samples by class or value, at most MOST_COLUMNS of them.

    Of several values the first counts most, and the largest come first.
    """
    data = snapshot.data.train
    order = data.y.argsort(kind="stable") if data.y.ndim == 1 else np.lexsort(-data.y[::-1])
    if len(order) > MOST_COLUMNS:
        order = order[np.linspace(0, len(order) - 1, MOST_COLUMNS).astype(np.int64)]
    return order


def sample_strip(snapshot: Snapshot, colors: Colormap) -> QImage:
    """Return a line of the samples' true classes or values, in the order of the pictures.

    Of several values it tells which is the largest, from the first to the last.
    """
    y = snapshot.data.train.y[..., sample_order(snapshot)]
    if y.ndim > 1:
        largest = y.argmax(axis=0, keepdims=True).astype(float)
        return to_image(colors.signed(largest, (0.0, len(y) - 1.0)))
    if not snapshot.data.classes:
        return to_image(colors.signed(y[np.newaxis], snapshot.data.target_range))
    certain = (np.arange(snapshot.data.classes)[:, np.newaxis] == y).astype(float)
    return to_image(colors.regions(certain[:, np.newaxis], (0.0, 1.0), certain=True))


def _measure(
    snapshot: Snapshot,
    layer: int,
    values: Array,
    order: NDArray[np.int64],
    colors: Colormap | None,
) -> LayerChart:
    activation = ACTIVATIONS[snapshot.layers[layer - 1].activation]
    shown = values[:SHOWN_UNITS]
    limits = response_limits(snapshot, layer, shown)
    span = bin_limits(activation.limits, limits)
    stuck, stuck_units = stuck_notes(values, activation.key, activation.limits)
    numbers = f"{three_figures(span[0])} … {three_figures(span[1])}"
    chosen = shown[:, order]
    image = None if colors is None else to_image(colors.signed(chosen, limits))
    low, high = (end / 2 for end in span)  # the largest numbers have no difference
    middle = (sum(limits) / 4 - low) / ((high - low) or 1.0)
    return LayerChart(
        layer=layer,
        name=layer_name(snapshot, layer),
        activation=activation_name(snapshot.layers[layer - 1]),
        notes=tuple(note for note in (numbers, stuck) if note),
        unit_names=tuple(
            neuron_name(snapshot, NeuronPlace(layer, unit)) for unit in range(len(shown))
        ),
        unit_notes=stuck_units,
        omitted=len(values) - len(shown),
        counts=histograms(chosen if colors is None else chosen[:, :0], span),
        turning_bin=round(middle * BINS),
        image=image,
    )


def bin_limits(activation: Limits, shown: Limits) -> Limits:
    """Return what a histogram spans: the activation's own limits, where it has them."""
    low, high = activation
    return (
        float(low) if isfinite(low) else shown[0],
        float(high) if isfinite(high) else shown[1],
    )


def histograms(values: Array, limits: Limits) -> NDArray[np.int64]:
    """Return how many values of each row are in each of BINS equal bins, the ends' included."""
    units = len(values)
    if not np.isfinite(values).all():
        values = np.nan_to_num(values)
    bins = steps_of(values, limits, BINS).astype(np.int64)
    bins += np.arange(units)[:, np.newaxis] * BINS
    return np.bincount(bins.ravel(), minlength=units * BINS).reshape(units, BINS)
