"""The weights view in words: a weight that is pointed at, and what a product is or is not."""

from nnviz.language import tr
from nnviz.selection import Edge, NeuronPlace
from nnviz.training.linear_chain import LinearChain, is_linear_chain
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.notation import layer_name, neuron_name
from nnviz.views.weights.panels import product_name
from nnviz.widgets.decimals import decimal_text


def hint() -> str:
    """Return what can be done in the view, and what its colours are."""
    return tr(
        "Orange −1 and below, blue 1 and above; a bar is a minus. Point: weight, gradient, past. "
        "Click: edit."
    )


def weight_words(snapshot: Snapshot, edge: Edge, decimals: int) -> str:
    """Return a weight's name, its number, its gradient in the latest step, and its first number."""
    units = snapshot.layers[edge.layer - 1].units
    width = snapshot.sizes[edge.layer - 1] + 1
    row = edge.piece * units + edge.unit
    index = snapshot.network.offsets[edge.layer - 1] + row * width + edge.source
    name = _name(snapshot, edge)
    words = [f"{name} = {decimal_text(float(snapshot.parameters[index]), decimals)}"]
    step = snapshot.parts.get("last_step")
    if step is not None and step.trace is not None:
        gradient = float(step.trace.gradients[edge.layer - 1][row, edge.source])
        words.append(f"∂L/∂w = {decimal_text(gradient, decimals)}")
    past = snapshot.parts.get("weight_past")
    kept = [] if past is None else (past.places == index).nonzero()[0].tolist()
    if past is not None and kept:
        first = float(past.values[0, kept[0]])
        words.append(tr("at the start {value}", value=decimal_text(first, decimals)))
    return "   ·   ".join(words)


def _name(snapshot: Snapshot, edge: Edge) -> str:
    end = neuron_name(snapshot, NeuronPlace(edge.layer, edge.unit))
    if edge.source == snapshot.sizes[edge.layer - 1]:
        return f"b  {end}"
    return f"w  {neuron_name(snapshot, NeuronPlace(edge.layer - 1, edge.source))} → {end}"


def chain_words(snapshot: Snapshot) -> str:
    """Say what the product is and how near it comes to the network, or why there is none."""
    if not is_linear_chain(snapshot.network):
        return _why_no_product(snapshot)
    chain: LinearChain | None = snapshot.parts.get("linear_chain")
    if chain is None:
        return ""
    size = decimal_text(chain.difference, 4) if chain.difference else "0"
    return tr(
        "{product} is one matrix, biases included, that answers as the whole chain does. Greatest "
        "difference from the network over the training data: {size}",
        product=product_name(len(snapshot.layers)),
        size=size,
    )


def _why_no_product(snapshot: Snapshot) -> str:
    hidden = snapshot.layers[:-1]
    bent = [k for k, layer in enumerate(hidden) if layer.activation != "linear"]
    if not bent:
        return tr("There is no such product: maxout takes the largest of its sums, which bends.")
    return tr(
        "There is no such product: the activation of {layer} bends what goes through it. Choose "
        "Linear for all hidden layers.",
        layer=layer_name(snapshot, bent[0] + 1),
    )
