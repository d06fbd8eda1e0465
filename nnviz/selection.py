"""Selection: what a person points at and has chosen, as one frozen value that all views share."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from nnviz.experiment import Experiment
from nnviz.kept import kept


class NeuronPlace(NamedTuple):
    """One neuron; layer 0 is the inputs."""

    layer: int
    unit: int


class Edge(NamedTuple):
    """One weight, by where it leads to and comes from; the source after the last unit: the bias."""

    layer: int
    unit: int
    source: int
    piece: int = 0  # of a maxout, each of which has weights of its own


class BiasNode(NamedTuple):
    """The input of a layer's successor that is always 1, by the layer it stands below."""

    layer: int


class Moment(NamedTuple):
    """Where a run stands: between two steps or, of the step under way, between two samples."""

    iteration: int
    sample: int = 0


Part = NeuronPlace | Edge | BiasNode


@dataclass(frozen=True)
class Picked:
    """One thing of each kind, None: nothing of that kind."""

    part: Part | None = None  # of the network
    sample: int | None = None  # a column of the training data
    operation: str | None = None  # a node of the computation graph, by its name
    moment: Moment | None = None

    @property
    def neuron(self) -> NeuronPlace | None:
        return self.part if isinstance(self.part, NeuronPlace) else None

    def before(self, other: "Picked") -> "Picked":
        """Return this and, of the kinds of which nothing is picked, the other's."""
        return Picked(
            other.part if self.part is None else self.part,
            other.sample if self.sample is None else self.sample,
            other.operation if self.operation is None else self.operation,
            other.moment if self.moment is None else self.moment,
        )

    def kept(self, before: Experiment, after: Experiment) -> "Picked":
        """Return what is still there, and still the same, with other choices."""
        stays = kept(before, after)
        same_formula = stays.places and stays.layers and before.loss == after.loss
        return Picked(
            self.part if self._part_stays(after, stays.places) else None,
            self.sample if stays.samples else None,
            self.operation if same_formula else None,
            self.moment if stays.places and stays.samples and stays.weights else None,
        )

    def _part_stays(self, after: Experiment, places: bool) -> bool:
        """Say whether the part is in a network, whose weights have kept their `places` or not."""
        if not isinstance(self.part, NeuronPlace):
            return places  # of edges that have moved, another one would be the same by its number
        sizes = after.layer_sizes
        return self.part.layer < len(sizes) and self.part.unit < sizes[self.part.layer]


@dataclass(frozen=True)
class Selection:
    """What is pointed at for as long as somebody does, and what is chosen until something else is.

    A view shows both: what is pointed at and, where it shows one thing only, that rather than what
    is chosen.
    """

    pointed: Picked = field(default_factory=Picked)
    chosen: Picked = field(default_factory=Picked)

    @property
    def shown(self) -> Picked:
        """What a view that shows one thing of a kind shows."""
        return self.pointed.before(self.chosen)

    def kept(self, before: Experiment, after: Experiment) -> "Selection":
        """Return what is still there, and still the same, with other choices."""
        return Selection(self.pointed.kept(before, after), self.chosen.kept(before, after))

    def pointing_at(self, part: Part | None) -> "Selection":
        """Return the selection with this part of the network pointed at, None: with none."""
        return replace(self, pointed=replace(self.pointed, part=part))

    def choosing(self, part: Part | None) -> "Selection":
        """Return the selection with this part of the network chosen, None: with none."""
        return replace(self, chosen=replace(self.chosen, part=part))

    def clicked(self, part: Part | None) -> "Selection":
        """Return what a click selects: a neuron is chosen; one that was, or None, is let go of."""
        if isinstance(part, Edge | BiasNode):
            return self
        return self.choosing(None if part == self.chosen.part else part)
