"""What the card says about the thing pointed at."""

from typing import NamedTuple

from nnviz.language import tr
from nnviz.selection import BiasNode, Edge, NeuronPlace, Part
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.inner_numbers import Row, rows_for, whose
from nnviz.views.network.labels import neuron_line
from nnviz.views.network.names import edge_name
from nnviz.views.network.sample_values import Walk
from nnviz.widgets.decimals import decimal_text


class Words(NamedTuple):
    """The card's lines: a name, a number with a remark beside it, what is behind it, and whose."""

    name: str
    number: str
    note: str
    more: str
    rows: tuple[Row, ...] = ()

    @property
    def spoken(self) -> str:
        """What is read out to who cannot see them."""
        rows = ", ".join(f"{row.name} {row.number}" for row in self.rows)
        parts = (self.name, self.number or self.note, rows, self.more)
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
    rows, of = rows_for(snapshot, target, walk, decimals), whose(snapshot, target, walk)
    if isinstance(target, Edge):
        return Words(edge_name(snapshot, target), number, edit, of, rows)
    name, number = neuron_line(snapshot, target), number and "b  " + number
    if target.layer == 0:
        return Words(name, "", tr("input feature"), of, rows)
    scaled = _scale_and_shift(snapshot, target, decimals)
    more = "\n".join(line for line in (of, scaled) if line)
    return Words(name, number, edit if number else _why_no_bias(snapshot, target), more, rows)


def _why_no_bias(snapshot: Snapshot, place: NeuronPlace) -> str:
    layer = snapshot.layers[place.layer - 1]
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
