"""The columns of the table of steps: what they are called, and their numbers."""

from typing import Literal, NamedTuple

import numpy as np

from nnviz.language import tr
from nnviz.run_state import Array
from nnviz.training.track import Track

Kind = Literal["step", "cost", "slope", "after"]


class Column(NamedTuple):
    """One column: its head, what it is of, and a number for each row of the track."""

    head: str
    kind: Kind
    values: Array  # (rows,)


def columns_of(track: Track) -> tuple[Column, ...]:
    """Return the step and its cost, then the slope by each parameter and what it becomes."""
    alone = len(track.names) == 1
    columns = [
        Column(tr("step"), "step", track.iterations.astype(float)),
        Column(tr("cost J"), "cost", track.costs),
    ]
    for number, name in enumerate(track.names):
        slope = tr("slope ∂J/∂{name}", name=name) if alone else f"∂J/∂{name}"
        columns.append(Column(slope, "slope", track.gradients[:, number]))
        after = tr("{name} after", name=name)
        columns.append(Column(after, "after", track.after[:, number]))
    return tuple(columns)


def widest(values: Array) -> list[float]:
    """Return the numbers that take most room when they are written: the largest of either sign."""
    finite = values[np.isfinite(values)]
    return [float(finite.min()), float(finite.max())] if finite.size else [0.0]
