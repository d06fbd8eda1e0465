"""What a person drags in a fit: a term of the sum, or a line for the data to follow."""

from dataclasses import dataclass

import numpy as np

from nnviz.data.form import Column, DataForm
from nnviz.experiment import Experiment
from nnviz.experiment.small_table import with_rows
from nnviz.views.fit.components import Components
from nnviz.views.fit.reading import Fit

LEAST_VALUE = 0.02  # of φ, at which a term can be taken to stretch it
STEEPEST = 1e3  # of w
DRAWN_POINTS = 60
LEAST_STROKE = 2  # places of the mouse


@dataclass(frozen=True)
class Grip:
    """Where a term was taken: what is changed by it, and the numbers it had."""

    neuron: int
    kind: str  # "v", "b" or "w"
    x: float
    parts: Components
    fit: Fit

    def moved_to(self, x: float, y: float) -> tuple[tuple[int, float], ...]:
        """Return the parameters to set, by their place, for the term to follow the mouse."""
        w_at, b_at, v_at = self.parts.places[self.neuron]
        if self.kind == "v":
            value = float(np.interp(self.x, self.fit.x, self.parts.values[self.neuron]))
            return ((v_at, y / value),) if abs(value) > LEAST_VALUE else ()
        slope, centre = self.parts.slopes[self.neuron], self.parts.centres[self.neuron]
        if centre is None:
            return ()
        b = -slope * centre  # of x as it is in the data
        if self.kind == "b":
            return ((b_at, self._bias(slope, b - slope * (x - self.x))),)
        reach = x - centre
        w = float(np.clip(1 / reach, -STEEPEST, STEEPEST)) if reach else STEEPEST
        return ((w_at, w * self._factor), (b_at, self._bias(w, -w * centre)))

    @property
    def _factor(self) -> float:
        return self.fit.scale[1]

    def _bias(self, slope: float, at_zero: float) -> float:
        """Return b for scaled inputs where w·x + b has this slope and is this at x = 0."""
        return at_zero + slope * self.fit.scale[0]


def drawn_experiment(
    experiment: Experiment, stroke: list[tuple[float, float]], fit: Fit, names: tuple[str, str]
) -> Experiment | None:
    """Return the experiment on points along a stroke of the mouse, None where it is too short."""
    by_x: dict[float, list[float]] = {}
    for x, y in stroke:
        if fit.span[0] <= x <= fit.span[1]:
            by_x.setdefault(x, []).append(min(max(y, fit.range[0]), fit.range[1]))
    if len(by_x) < LEAST_STROKE:
        return None
    xs = np.array(sorted(by_x))
    ys = np.array([np.mean(by_x[x]) for x in xs.tolist()])
    even = np.linspace(xs[0], xs[-1], DRAWN_POINTS)
    rows = np.stack([even, np.interp(even, xs, ys)], axis=1)
    form = DataForm((Column(names[0], limits=fit.span),), target_names=(names[1],))
    return with_rows(experiment, rows, form)
