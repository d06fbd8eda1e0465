"""The graph of a dense network, one sample and its loss: every product and sum a gate of its own.

ACTIVATION_FORMS and LOSS_FORMS say, in the language of expressions, what an activation makes of a
sum z, and what one output y adds to the loss for a target t. To let another be drawn, add it there.
The other names in a form are the settings of its row. Slopes on a kink are those of the network:
where max or min would take one side's and the network the mean of both, a form has |z|, whose slope
is 0 there. Only where pieces of a maxout tie does the first take what the network shares out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial, reduce

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.activation import Activation
from nnviz.engine.activations.elu_softplus_silu import SELU_ALPHA, SELU_SCALE
from nnviz.engine.activations.step_linear_relu import UnitStepSettings
from nnviz.engine.graph.builder import GraphBuilder, Operand, Wire
from nnviz.engine.graph.graph import Graph, GraphError
from nnviz.engine.layers.dense import Dense
from nnviz.engine.layers.stages import STAGES, Stage
from nnviz.engine.losses.loss import Loss, LossSettings
from nnviz.engine.network import Network
from nnviz.engine.settings import Settings
from nnviz.language import tr

MAX_PARAMETERS = 200
MOST_DIGITS = 9  # up to so many units a weight is w1_23, beyond w1_2_13

ACTIVATION_FORMS = {
    "linear": "z",
    "sigmoid": "sigmoid(z)",
    "tanh": "tanh(z)",
    "relu": "relu(z)",
    "leaky_relu": "max(slope*z, z)",
    "elu": "m = (z - abs(z))/2; z - m + alpha*(exp(m) - 1)",  # m: the smaller of z and 0
    "selu": f"m = (z - abs(z))/2; {SELU_SCALE}*(z - m + {SELU_ALPHA}*(exp(m) - 1))",
    "softplus": "softplus(z)",
    "silu": "z*sigmoid(z)",
    "gelu": "z*(1 + erf(z/sqrt(2)))/2",
    "sine": "sin(z)",
    "gaussian": "exp(-(z*z))",
    "piecewise_linear": "min(max(0, z + 1/2), 1)",
    "step": "step(z)",
    "sign": "sign(z)",
}
STEP_WITH_VALUE_AT_ZERO = "step(z) + (at_zero - 1/2)*(1 - abs(sign(z)))"


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
    "huber": (Term("r = abs(y - t); c = min(r, delta); c*(r - c/2)"),),
    "hinge": (Term("max(0, 1 - t*y)"),),
    "binary_cross_entropy": (Term("-(t*ln(y))", 0.0), Term("-((1 - t)*ln(1 - y))", 1.0)),
    "categorical_cross_entropy": (Term("-(t*ln(y))", 0.0),),
}


def parameter_names(network: Network) -> tuple[str, ...]:
    """Return what each parameter is called in the graph, in the order of the parameter vector.

    w2_13 is the weight in layer 2 to unit 1 from unit 3; b2_1 is the bias of that unit. Those of a
    maxout's second piece are w2_13_2 and b2_1_2.
    """
    join = "_" if max(network.sizes) > MOST_DIGITS else ""
    return tuple(
        (f"b{number}_{unit}" if given > units_in else f"w{number}_{unit}{join}{given}") + ending
        for number, (units_in, layer) in enumerate(
            zip(network.sizes, network.layers, strict=False), 1
        )
        for ending in _piece_endings(layer)
        for unit in range(1, layer.units + 1)
        for given in range(1, units_in + 2)
    )


def _piece_endings(layer: Dense) -> list[str]:
    return [f"_{piece}" for piece in range(1, layer.pieces + 1)] if layer.pieces > 1 else [""]


def network_graph(
    network: Network,
    sample: Sequence[float],
    targets: Sequence[float],
    loss: Loss,
    settings: LossSettings | None = None,
) -> Graph:
    """Return the graph of the loss for one sample of shape (inputs,) and targets of (outputs,).

    Inputs are x1, x2, …; the sums, hidden values and outputs z1_1, h1_1 and y1; targets t1. The
    sums of a maxout's pieces are z1_1_1, z1_1_2 and so on. Without settings the loss has its
    default ones. GraphError: the network is too large, or a part of it has no form here.
    """
    _check(network, loss)
    builder = GraphBuilder()
    values = [builder.leaf(f"x{i}", float(x)) for i, x in enumerate(sample, 1)]
    names = iter(parameter_names(network))
    last = len(network.layers)
    for number, (layer, weights) in enumerate(zip(network.layers, network.weights, strict=True), 1):
        sums = [_sum(builder, values, names, row.tolist(), layer.bias) for row in weights]
        if layer.pieces > 1:
            sums = _largest(builder, sums, layer, f"z{number}_")
        prefix = "y" if number == last else f"h{number}_"
        values = _activated(builder, sums, layer, f"z{number}_", prefix)
    return builder.finish(_loss(builder, values, targets, loss, settings or loss.settings()))


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
        if layer.batch_norm or layer.dropout:  # they are about many samples, or many steps
            raise _no_form(STAGES["batch_norm" if layer.batch_norm else "dropout"])
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


def _largest(builder: GraphBuilder, sums: Sequence[Operand], layer: Dense, z: str) -> list[Operand]:
    """Name the sums of a maxout's pieces z…_1, z…_2 and add the largest of them for each unit."""
    units, endings = range(layer.units), _piece_endings(layer)
    names = [f"{z}{unit + 1}{ending}" for ending in endings for unit in units]
    pieces: list[Operand] = [
        builder.name(total, name) for total, name in zip(sums, names, strict=True)
    ]
    largest = partial(builder.apply, "max")
    return [reduce(largest, pieces[unit :: layer.units]) for unit in units]


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
        form, numbers = _form(layer), _numbers(layer.activation_settings)
        values = [builder.inline(form, {"z": total, **numbers}) for total in named]
    return [builder.name(value, f"{a}{unit}") for unit, value in enumerate(values, 1)]


def _form(layer: Dense) -> str:
    settings = layer.activation_settings
    if isinstance(settings, UnitStepSettings) and settings.at_zero != UnitStepSettings.at_zero:
        return STEP_WITH_VALUE_AT_ZERO
    return ACTIVATION_FORMS[layer.activation]


def _numbers(settings: Settings) -> dict[str, float]:
    return {name: float(number) for name, number in asdict(settings).items()}


def _softmax(builder: GraphBuilder, sums: Sequence[Wire]) -> list[Operand]:
    powers = [builder.apply("exp", z) for z in sums]
    total = reduce(partial(builder.apply, "add"), powers)
    return [builder.apply("divide", power, total) for power in powers]


def _loss(
    builder: GraphBuilder,
    outputs: Sequence[Wire],
    targets: Sequence[float],
    loss: Loss,
    settings: LossSettings,
) -> Wire:
    """Add what every output adds to the loss, their sum, and its division for one sample."""
    wanted = [builder.leaf(f"t{i}", float(t)) for i, t in enumerate(targets, 1)]
    parts = [
        builder.inline(term.expression, {"y": y, "t": leaf, **_numbers(settings)})
        for y, leaf, t in zip(outputs, wanted, targets, strict=True)
        for term in LOSS_FORMS[loss.key]
        if t != term.absent_at
    ]
    total = reduce(partial(builder.apply, "add"), parts)
    divisor = float(loss.divisor(len(outputs), 1))
    return builder.name(total if divisor == 1 else builder.apply("divide", total, divisor), "loss")
