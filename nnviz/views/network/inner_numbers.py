"""The numbers behind a neuron or a weight: z, a and δ; w·a, ∂L/∂w and Δw; and whose they are."""

from typing import NamedTuple

from nnviz.engine.analysis.trace import Trace
from nnviz.engine.losses import LOSSES
from nnviz.engine.losses.loss import undivided
from nnviz.experiment import Experiment
from nnviz.language import tr, trn
from nnviz.run_state import Array
from nnviz.selection import Edge, NeuronPlace
from nnviz.training.last_step import LastStep
from nnviz.training.snapshot import Snapshot
from nnviz.views.network.names import is_bias
from nnviz.views.network.sample_values import Walk, target_text
from nnviz.widgets.decimals import decimal_text

NONE_YET = "—"
LAST_STEP = "last_step"  # the part with a batch's numbers


class Row(NamedTuple):
    """A number and what it is called; gradients look different from values everywhere."""

    name: str
    number: str
    gradient: bool = False


def rows_for(
    snapshot: Snapshot, target: NeuronPlace | Edge, walk: Walk | None, decimals: int
) -> tuple[Row, ...]:
    """Return the sample's numbers if one is walked through, else those of the last step's batch."""
    step: LastStep | None = snapshot.parts.get(LAST_STEP)
    trace = walk.trace if walk else step.trace if step else None
    if isinstance(target, Edge):
        used = snapshot.parameters if walk or not step else step.before
        return _rows_of_edge(snapshot, target, trace, used, step, decimals)
    return _rows_of_neuron(snapshot, target, trace, walk, decimals)


def whose(snapshot: Snapshot, target: NeuronPlace | Edge, walk: Walk | None) -> str:
    """Return in a few words what the rows are of."""
    step: LastStep | None = snapshot.parts.get(LAST_STEP)
    if not walk and LAST_STEP not in snapshot.parts:
        return ""  # it is on its way
    chosen = snapshot.experiment
    lines = [_of_sample(chosen) if walk else _of_step(chosen, step)]
    if isinstance(target, Edge) and (chosen.l1 or chosen.l2) and (walk or (step and step.trace)):
        lines.append(tr("L: the loss without L1 and L2"))
    return "\n".join(lines)


def _rows_of_neuron(
    snapshot: Snapshot, place: NeuronPlace, trace: Trace | None, walk: Walk | None, decimals: int
) -> tuple[Row, ...]:
    z = a = delta = None
    layer, unit = place.layer - 1, place.unit
    if trace is not None and place.layer == 0:
        a = float(trace.given[0][unit])
    elif trace is not None:
        z, a = float(trace.sums[layer][unit]), float(trace.values[layer][unit])
        delta = float(trace.deltas[layer][unit])
    value = Row("a", _text(a, decimals))
    if place.layer == 0:
        return (value,)
    answer = _answer(snapshot, place, walk, decimals)
    gradient = Row("δ = ∂L/∂z", _text(delta, decimals), gradient=True)
    return (Row("z", _text(z, decimals)), value, *answer, gradient)


def _rows_of_edge(
    snapshot: Snapshot,
    edge: Edge,
    trace: Trace | None,
    used: Array,
    step: LastStep | None,
    decimals: int,
) -> tuple[Row, ...]:
    product = gradient = change = None
    if trace is not None:
        row = _row(snapshot, edge)
        product = _at(snapshot, edge, used) * float(trace.given[edge.layer - 1][edge.source])
        gradient = float(trace.gradients[edge.layer - 1][row, edge.source])
    if step is not None:
        change = _at(snapshot, edge, step.change)
    letter, given = ("b", "1") if is_bias(snapshot.experiment, edge) else ("w", "a")
    return (
        Row(f"{letter}·{given}", _text(product, decimals)),
        Row(f"∂L/∂{letter}", _text(gradient, decimals), gradient=True),
        Row(tr("last {change}", change=f"Δ{letter}"), _text(change, decimals)),
    )


def _row(snapshot: Snapshot, edge: Edge) -> int:
    return edge.piece * snapshot.layers[edge.layer - 1].units + edge.unit


def _at(snapshot: Snapshot, edge: Edge, vector: Array) -> float:
    """Return what a vector of the parameters' shape has for an edge."""
    weights = snapshot.network.views(vector)[edge.layer - 1].weights
    return float(weights[_row(snapshot, edge), edge.source])


def _text(number: float | None, decimals: int) -> str:
    return NONE_YET if number is None else decimal_text(number, decimals)


def _answer(
    snapshot: Snapshot, place: NeuronPlace, walk: Walk | None, decimals: int
) -> tuple[Row, ...]:
    """Return what an output should have been for the sample."""
    if walk is None or place.layer < len(snapshot.layers):
        return ()
    return (Row("y", target_text(snapshot, float(walk.targets[place.unit]), decimals)),)


def _of_sample(experiment: Experiment) -> str:
    """Say that training may go through a sample in another way, with the rest of its batch."""
    if any(layer.dropout or layer.batch_norm for layer in experiment.layers):
        return tr("this sample alone, as in predicting")
    return tr("this sample alone")


def _of_step(experiment: Experiment, step: LastStep | None) -> str:
    if step is None:
        return tr("known after the next step")
    if step.trace is None:
        return tr("learns without gradients")
    if LOSSES[experiment.loss].divisor is undivided and step.size > 1:
        return tr("last batch, before Δw: values are means, L is the sum over {n}", n=step.size)
    return trn(
        "last batch, before Δw: {n} sample",
        "last batch, before Δw: mean of {n} samples",
        step.size,
    )
