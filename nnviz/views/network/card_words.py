"""What the card says about the thing pointed at."""

from typing import NamedTuple

from nnviz.language import tr
from nnviz.selection import BiasNode, Edge, NeuronPlace, Part
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.labels import neuron_line
from nnviz.views.network.names import edge_name
from nnviz.views.network.sample_values import Walk, target_text
from nnviz.widgets.decimals import decimal_text


class Words(NamedTuple):
    """The card's lines: a name, a number with a remark beside it, the value for a sample."""

    name: str
    number: str
    note: str
    sample: str

    @property
    def spoken(self) -> str:
        """What is read out to who cannot see them."""
        parts = (self.name, self.number or self.note, self.sample)
        return " ".join(part for part in parts if part)


def words_for(
    snapshot: Snapshot,
    target: Part,
    parameter: float | None,
    walk: Walk | None,
    *,
    decimals: int,
    edit: str,
) -> Words:
    """Return the words; `parameter` is the weight or bias there, None where there is none.

    `edit` says how it is edited.
    """
    if isinstance(target, BiasNode):
        note = tr("each line from here is a neuron's bias b")
        return Words(tr("bias input, fixed at 1"), "", note, "")
    number = "" if parameter is None else decimal_text(parameter, decimals)
    if isinstance(target, Edge):
        return Words(edge_name(snapshot, target), number, edit, "")
    sample = "" if walk is None else _sample_line(snapshot, target, walk, decimals)
    name, number = neuron_line(snapshot, target), number and "b  " + number
    if target.layer == 0:
        return Words(name, "", tr("input feature"), sample)
    scaled = _scale_and_shift(snapshot, target, decimals)
    more = "\n".join(line for line in (scaled, sample) if line)
    return Words(name, number, edit if number else _why_no_bias(snapshot, target), more)


def _why_no_bias(snapshot: Snapshot, place: NeuronPlace) -> str:
    layer = snapshot.network.layers[place.layer - 1]
    if layer.pieces > 1:
        return tr("the largest of {count} sums", count=layer.pieces)
    return tr("no bias")


def _scale_and_shift(snapshot: Snapshot, place: NeuronPlace, decimals: int) -> str:
    """Return what batch normalisation has learned for a neuron, where there is any."""
    block = snapshot.network.blocks[place.layer - 1]
    if not block.scale.size:
        return ""
    scale, shift = (decimal_text(float(part[place.unit, 0]), decimals) for part in block[1:])
    return tr("batch normalisation: γ = {scale}, β = {shift}", scale=scale, shift=shift)


def _sample_line(snapshot: Snapshot, place: NeuronPlace, walk: Walk, decimals: int) -> str:
    value = decimal_text(float(walk.values[place.layer][place.unit]), decimals)
    if place.layer < len(walk.values) - 1:
        return tr("this sample: {value}", value=value)
    target = target_text(snapshot, float(walk.targets[place.unit]), decimals)
    return tr("this sample: {value}, y = {target}", value=value, target=target)
