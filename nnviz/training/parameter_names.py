"""What the learned parameters of a small network are called, on the screen and in files."""

from collections.abc import Iterator

from nnviz.engine.layers.dense import Dense
from nnviz.experiment import Experiment

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_PLAIN = str.maketrans(
    {**dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)), ",": "_", "γ": "gamma", "β": "beta"}
)


def parameter_names(experiment: Experiment) -> tuple[str, ...]:
    """Return the names of the learned parameters, in the order of the flat parameter vector.

    For one neuron `w`, or `w₁`, `w₂` where it has several inputs, and `b`. Else the layer comes
    first: `w₂,₁₃` is the weight in layer 2 to unit 1 from unit 3, `b₂,₁` the bias of that unit,
    `w₂,₁₃,₂` one of a maxout's second piece; γ₁,₂ and β₁,₂ are those of batch normalisation. Where
    a layer has ten units or more it is `w₂,₁,₁₃`.
    """
    sizes, layers = experiment.layer_sizes, experiment.layers
    if sizes[1:] == (1,) and layers[0].pieces == 1 and not layers[0].batch_norm:
        names = [f"w{_low(i)}" if sizes[0] > 1 else "w" for i in range(1, sizes[0] + 1)] + ["b"]
    else:
        names = [
            name
            for number, (units_in, layer) in enumerate(zip(sizes, layers, strict=False), 1)
            for name in _layer_names(number, units_in, layer, "," if max(sizes) > 9 else "")
        ]
    return tuple(name for place, name in enumerate(names) if experiment.is_learned(place))


def plain_name(name: str) -> str:
    """Return a name in ASCII: w1 for w₁, w2_13 for w₂,₁₃, gamma1_2 for γ₁,₂."""
    return name.translate(_PLAIN)


def _layer_names(number: int, units_in: int, layer: Dense, join: str) -> Iterator[str]:
    """Yield the names of all places of a layer's part of the vector, in their order."""
    start = _low(number) + ","
    for piece in range(1, layer.pieces + 1):
        end = f",{_low(piece)}" if layer.pieces > 1 else ""
        for unit in range(1, layer.units + 1):
            for given in range(1, units_in + 1):
                yield f"w{start}{_low(unit)}{join}{_low(given)}{end}"
            yield f"b{start}{_low(unit)}{end}"
    for letter in "γβ" if layer.batch_norm else "":
        for unit in range(1, layer.units + 1):
            yield f"{letter}{start}{_low(unit)}"


def _low(number: int) -> str:
    return str(number).translate(_SUBSCRIPTS)
