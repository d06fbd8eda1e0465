"""What a snapshot says of one neuron and one sample: products, their sum, what becomes of it."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.layers.dense import Dense
from nnviz.run_state import Array
from nnviz.selection import NeuronPlace
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.notation import neuron_name, subscript

LARGEST = 1e12  # of what is drawn
SQUARED = {"mse": 2.0, "half_mse": 1.0}  # losses, and what the slope of a square is times


@dataclass(frozen=True)
class Source:
    """One product of the sum: where its value comes from, and the weight it is multiplied by."""

    name: str  # x₁, h₁,₂, or 1 of a bias
    weight_name: str
    value: float
    weight: float
    place: int  # of the weight in the flat parameter vector
    bias: bool = False

    @property
    def product(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True, eq=False)
class Reading:
    """All numbers of the picture of one neuron."""

    place: NeuronPlace
    name: str
    layer: Dense
    sources: tuple[Source, ...]  # the bias last
    target: float | None  # of the output alone
    class_target: bool  # whether it stands for a class
    right: bool | None  # the prediction, of a classification's output
    pulls: Array | None  # 2·x·error of every training sample, where their mean is the slope
    pull_factor: float
    xs: Array | None  # the inputs of the pulls
    sample: int | None  # None: the input is a person's own

    @property
    def total(self) -> float:
        """z, the sum of the products."""
        return float(sum(source.product for source in self.sources))

    @property
    def value(self) -> float:
        """φ(z)."""
        return float(self.curve(np.array([[self.total]]))[0][0, 0])

    @property
    def slope(self) -> float:
        """φ′(z)."""
        return float(self.curve(np.array([[self.total]]))[1][0, 0])

    @property
    def error(self) -> float | None:
        return None if self.target is None else self.value - self.target

    @property
    def drawable(self) -> bool:
        """Whether all numbers are of a size that a picture can show."""
        numbers = [n for s in self.sources for n in (s.value, s.weight, s.product)]
        numbers += [self.value, self.slope, self.error or 0.0]
        numbers += [] if self.pulls is None else self.pulls.tolist()
        return bool(np.isfinite(numbers).all() and np.abs(numbers).max() < LARGEST)

    def curve(self, z: Array) -> tuple[Array, Array]:
        """Return φ and φ′ at z, both of z's shape."""
        return ACTIVATIONS[self.layer.activation].curve(z, self.layer.activation_settings)


def why_not(snapshot: Snapshot, place: NeuronPlace) -> str:
    """Return what of a neuron is no plain sum and function, as a key of LEFT_OUT; "": nothing."""
    layer = snapshot.layers[place.layer - 1]
    if layer.pieces > 1:
        return "maxout"
    if layer.batch_norm:
        return "batch_norm"
    return "softmax" if layer.activation == "softmax" else ""


def reading_of(
    snapshot: Snapshot, place: NeuronPlace, sample: int, own: tuple[float, ...] | None = None
) -> Reading:
    """Return the numbers of a neuron for a training sample, or for inputs of a person's own.

    Own inputs are those of a neuron of the first layer, as it is given them. The snapshot has the
    part `values`.
    """
    values, network = snapshot.parts["values"], snapshot.network
    layer = snapshot.layers[place.layer - 1]
    given = values[place.layer - 1][:, sample] if own is None else np.array(own)
    row = network.weights[place.layer - 1][place.unit]
    start = network.offsets[place.layer - 1] + place.unit * len(row)
    names = [neuron_name(snapshot, NeuronPlace(place.layer - 1, i)) for i in range(len(given))]
    alone = len(given) == 1 and snapshot.sizes[1:] == (1,)
    sources = [
        Source(
            name=names[i],
            weight_name="w" if alone else f"w{subscript(i + 1)}",
            value=float(given[i]),
            weight=float(row[i]),
            place=start + i,
        )
        for i in range(len(given))
    ]
    if layer.bias:
        sources.append(Source("1", "b", 1.0, float(row[-1]), start + len(given), bias=True))
    last = place.layer == len(snapshot.sizes) - 1 and own is None
    target = float(snapshot.data.train_targets[place.unit, sample]) if last else None
    factor = SQUARED.get(snapshot.experiment.loss, 0.0)
    pulled = last and alone and not layer.bias and layer.activation == "linear" and factor > 0
    xs = values[0][0] if pulled else None
    errors = values[-1][0] - snapshot.data.train_targets[0]
    return Reading(
        place=place,
        name=neuron_name(snapshot, place),
        layer=layer,
        sources=tuple(sources),
        target=target,
        class_target=last and bool(snapshot.data.classes),
        right=_is_right(snapshot, sample) if last else None,
        pulls=factor * xs * errors if xs is not None else None,
        pull_factor=factor,
        xs=xs,
        sample=None if own is not None else sample,
    )


def _is_right(snapshot: Snapshot, sample: int) -> bool | None:
    data = snapshot.data
    if not data.classes:
        return None
    predicted = data.predicted_classes(snapshot.parts["values"][-1][:, sample : sample + 1])
    return bool(predicted[0] == data.train.y[sample])
