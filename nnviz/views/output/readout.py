"""What is read off at a place that is pointed at: where it is, and the answer there."""

import numpy as np

from nnviz.selection import NeuronPlace
from nnviz.training.snapshot import Snapshot
from nnviz.views.plotting.notation import neuron_name
from nnviz.widgets.decimals import decimal_text

Numbers = list[tuple[str, float]]  # each with its name


def numbers_at(
    snapshot: Snapshot, at: tuple[float, float], place: NeuronPlace | None
) -> list[Numbers]:
    """Return the place and the answer in full and, for several outputs, the winner only.

    With one input, only the first number of `at` is of it; `place` is the neuron that answers, None
    the outputs.
    """
    inputs = snapshot.data.form.inputs
    x = np.array(at[: len(inputs)])[:, np.newaxis]
    layers = [values[:, 0] for values in snapshot.network.layer_values(snapshot.data.inputs(x))]
    if place is None:
        places = [NeuronPlace(len(layers) - 1, unit) for unit in range(len(layers[-1]))]
    else:
        places = [place]
    where = [(column.name, value) for column, value in zip(inputs, at, strict=False)]
    answers = [
        (neuron_name(snapshot, found), float(layers[found.layer][found.unit])) for found in places
    ]
    winner = [max(answers, key=lambda answer: answer[1])]
    return [where + answers, where + winner, winner]


def numbers_text(numbers: Numbers, decimals: int) -> str:
    """Return numbers in a line, each behind its name."""
    return "   ".join(f"{name} {decimal_text(value, decimals)}" for name, value in numbers)
