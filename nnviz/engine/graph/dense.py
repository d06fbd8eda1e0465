"""The graph of a dense network, one sample and its loss: every product and sum a gate of its own.

ACTIVATION_FORMS and LOSS_FORMS say, in the language of expressions, what an activation makes of a
sum z, and what one output y adds to the loss for a target t. To let another be drawn, add it there.
A name in braces is a number of the activation's settings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial, reduce

from nnviz.engine.activation import Activation
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.graph.builder import GraphBuilder, Operand, Wire
from nnviz.engine.graph.graph import Graph, GraphError
from nnviz.engine.layers.dense import Dense
from nnviz.engine.layers.stages import STAGES, Stage
from nnviz.engine.loss import Loss
from nnviz.engine.network import Network
from nnviz.language import tr

MAX_PARAMETERS = 200
MOST_DIGITS = 9  # up to so many units a weight is w1_23, beyond w1_2_13

ACTIVATION_FORMS = {
    "linear": "z",
    "sigmoid": "sigmoid(z)",
    "tanh": "tanh(z)",
    "relu": "relu(z)",
    "leaky_relu": "max({slope}*z, z)",
    "softplus": "softplus(z)",
    "silu": "z*sigmoid(z)",
    "gelu": "z*(1 + erf(z/sqrt(2)))/2",
    "sine": "sin(z)",
    "gaussian": "exp(-(z*z))",
}


@dataclass(frozen=True)
class Term:
    """A part of a loss, as an expression in y and t; a target equal to `absent_at` makes it 0."""

    expression: str
    absent_at: float | None = None


LOSS_FORMS = {
    "half_mse": (Term("(y - t)**2/2"),),
    "mse": (Term("(y - t)**2"),),
    "sse": (Term("(y - t)**2"),),
    "mae": (Term("abs(y - t)"),),
    "sae": (Term("abs(y - t)"),),
    "hinge": (Term("max(0, 1 - t*y)"),),
    "binary_cross_entropy": (Term("-(t*ln(y))", 0.0), Term("-((1 - t)*ln(1 - y))", 1.0)),
    "categorical_cross_entropy": (Term("-(t*ln(y))", 0.0),),
}


def parameter_names(network: Network) -> tuple[str, ...]:
    """Return what each parameter is called in the graph, in the order of the parameter vector.

    w2_13 is the weight in layer 2 to unit 1 from unit 3; b2_1 is the bias of that unit.
    """
    join = "_" if max(network.sizes) > MOST_DIGITS else ""
    return tuple(
        f"b{layer}_{unit}" if given > units_in else f"w{layer}_{unit}{join}{given}"
        for layer, (units_in, units_out) in enumerate(
            zip(network.sizes[:-1], network.sizes[1:], strict=True), 1
        )
        for unit in range(1, units_out + 1)
        for given in range(1, units_in + 2)
    )


def network_graph(
    network: Network, sample: Sequence[float], targets: Sequence[float], loss: Loss
) -> Graph:
    """Return the graph of the loss for one sample of shape (inputs,) and targets of (outputs,).

    Inputs are x1, x2, …; the sums, hidden values and outputs z1_1, h1_1 and y1; targets t1.
    GraphError: the network is too large, or its activation or loss has no form here.
    """
    _check(network, loss)
    builder = GraphBuilder()
    values = [builder.leaf(f"x{i}", float(x)) for i, x in enumerate(sample, 1)]
    names = iter(parameter_names(network))
    last = len(network.layers)
    for number, (layer, weights) in enumerate(zip(network.layers, network.weights, strict=True), 1):
        sums = [_sum(builder, values, names, unit.tolist(), layer.bias) for unit in weights]
        prefix = "y" if number == last else f"h{number}_"
        values = _activated(builder, sums, layer, f"z{number}_", prefix)
    return builder.finish(_loss(builder, values, targets, loss))


def _check(network: Network, loss: Loss) -> None:
    count = network.parameters.size
    if count > MAX_PARAMETERS:
        raise GraphError(
            tr(
                "A network of {count} parameters is too large to be drawn operation by operation; "
                "up to {limit} can be.",
                count=count,
                limit=MAX_PARAMETERS,
            )
        )
    for layer in network.layers:
        if layer.activation not in {*ACTIVATION_FORMS, "softmax"}:
            raise _no_form(ACTIVATIONS[layer.activation])
        if layer.pieces > 1 or layer.batch_norm:
            raise _no_form(STAGES["maxout" if layer.pieces > 1 else "batch_norm"])
    if loss.key not in LOSS_FORMS:
        raise _no_form(loss)


def _no_form(row: Activation | Loss | Stage) -> GraphError:
    name = tr(row.label)
    return GraphError(tr("{name} cannot be drawn operation by operation.", name=name))


def _sum(
    builder: GraphBuilder,
    values: Sequence[Wire],
    names: Iterator[str],
    weights: Sequence[float],
    with_bias: bool,
) -> Operand:
    """Add one unit's sum: every product, one after another, then the bias if there is one."""
    named = [(next(names), weight) for weight in weights]
    leaves = [builder.leaf(*leaf) for leaf in (named if with_bias else named[:-1])]
    products = [builder.apply("multiply", w, x) for w, x in zip(leaves, values, strict=False)]
    return reduce(partial(builder.apply, "add"), [*products, *leaves[len(values) :]])


def _activated(
    builder: GraphBuilder, sums: Sequence[Operand], layer: Dense, z: str, a: str
) -> list[Wire]:
    """Name the sums z…, add the activation's gates and name their values a…."""
    if layer.activation == "linear":  # the sum is the value
        return [builder.name(total, f"{a}{unit}") for unit, total in enumerate(sums, 1)]
    named = [builder.name(total, f"{z}{unit}") for unit, total in enumerate(sums, 1)]
    if layer.activation == "softmax":
        values = _softmax(builder, named)
    else:
        form = ACTIVATION_FORMS[layer.activation].format(**asdict(layer.activation_settings))
        values = [builder.inline(form, z=total) for total in named]
    return [builder.name(value, f"{a}{unit}") for unit, value in enumerate(values, 1)]


def _softmax(builder: GraphBuilder, sums: Sequence[Wire]) -> list[Operand]:
    powers = [builder.apply("exp", z) for z in sums]
    total = reduce(partial(builder.apply, "add"), powers)
    return [builder.apply("divide", power, total) for power in powers]


def _loss(
    builder: GraphBuilder,
    outputs: Sequence[Wire],
    targets: Sequence[float],
    loss: Loss,
) -> Wire:
    """Add what every output adds to the loss, their sum, and its division for one sample."""
    wanted = [builder.leaf(f"t{i}", float(t)) for i, t in enumerate(targets, 1)]
    parts = [
        builder.inline(term.expression, y=y, t=leaf)
        for y, leaf, t in zip(outputs, wanted, targets, strict=True)
        for term in LOSS_FORMS[loss.key]
        if t != term.absent_at
    ]
    total = reduce(partial(builder.apply, "add"), parts)
    divisor = float(loss.divisor(len(outputs), 1))
    return builder.name(total if divisor == 1 else builder.apply("divide", total, divisor), "loss")
