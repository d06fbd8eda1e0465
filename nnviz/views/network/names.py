"""Names of neurons, weights and biases, as they are written on a board."""

from nnviz.experiment import Experiment
from nnviz.language import tr, trn
from nnviz.selection import Edge, NeuronPlace
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.notation import class_names, neuron_name


def class_name(experiment: Experiment, unit: int) -> str:
    """Return what an output neuron stands for where there are several, else nothing."""
    names = class_names(experiment.form)
    return names[unit] if names and experiment.outputs > 1 else ""


def is_bias(experiment: Experiment, edge: Edge) -> bool:
    """Say whether the edge comes from the node that is always 1."""
    return edge.source == experiment.layer_sizes[edge.layer - 1]


def edge_name(snapshot: Snapshot, edge: Edge) -> str:
    """Return `w x₁ → h₁,₂`, or `b h₁,₂` for a bias; in a maxout also which piece's it is."""
    end = neuron_name(snapshot, NeuronPlace(edge.layer, edge.unit))
    if snapshot.layers[edge.layer - 1].pieces > 1:
        end += "  ·  " + tr("piece {number}", number=edge.piece + 1)
    if is_bias(snapshot.experiment, edge):
        return f"b  {end}"
    start = neuron_name(snapshot, NeuronPlace(edge.layer - 1, edge.source))
    return f"w  {start} → {end}"


def summary(experiment: Experiment) -> str:
    """Return the network in words: 2–4–3–1 · 3 dense layers, 2 hidden: deep · 31 parameters."""
    sizes, hidden = experiment.layer_sizes, len(experiment.hidden_layers)
    dense = trn("{n} dense layer", "{n} dense layers", len(sizes) - 1)
    if hidden >= 2:
        depth = tr("{count} hidden: deep", count=hidden)
    elif hidden == 1:
        depth = tr("1 hidden: shallow")
    else:
        depth = tr("none hidden")
    count = trn("{n} parameter", "{n} parameters", experiment.parameter_count)
    return f"{'–'.join(map(str, sizes))} · {dense}, {depth} · {count}"
