"""What a snapshot says of a fit: the curve, the next one, each point's error, the formula."""

from dataclasses import dataclass

import numpy as np

from nnviz.run_state import Array
from nnviz.training.prepare import build_network
from nnviz.training.response_grid import grid_points
from nnviz.training.snapshot import Responses, Snapshot
from nnviz.training.track import Track
from nnviz.views.plotting.axes import Limits, rounded_limits
from nnviz.views.plotting.axis_ticks import reaching_zero
from nnviz.widgets.decimals import decimal_text

ROUNDING = 1e-12  # of the answers: a rise below it is none
SPARE = 1.08  # of the data's range is shown
SLOW = 12.0  # steps a second up to which the next line is drawn too


@dataclass(frozen=True, eq=False)
class Fit:
    """All numbers of one picture, in the data's own units."""

    span: Limits  # of x
    range: Limits  # of y
    x: Array  # (places,)
    answers: Array  # (places,)
    next_answers: Array | None  # after the step about to be taken
    points: tuple[Array, Array]  # x and y of the training data
    tests: tuple[Array, Array]
    predicted: Array  # ŷ of the training data
    formula: str  # of a straight line, else ""
    scale: tuple[float, float]  # offset and factor by which the input is scaled
    source: object  # the data: another one for other points

    @property
    def errors(self) -> Array:
        """ŷ − y of the training data."""
        return self.predicted - self.points[1]


def can_fit(snapshot: Snapshot) -> bool:
    """Say whether the data have one input and one value."""
    form = snapshot.data.form
    return form.drawing == "curve" and form.task == "regression" and form.targets == 1


def fit_of(snapshot: Snapshot, decimals: int) -> Fit:
    """Return the numbers of a snapshot that has the parts `responses` and `values`."""
    data, responses = snapshot.data, snapshot.parts["responses"]
    answers = responses.layers[-1][0]
    span = data.form.spans[0]
    x = np.linspace(*span, len(answers))
    low, high = reaching_zero(*data.target_range)
    tests = (data.test.x[0], data.test_targets[0])
    points = (data.train.x[0], data.train_targets[0])
    same = all(np.array_equal(np.sort(a), np.sort(b)) for a, b in zip(tests, points, strict=True))
    nothing = np.empty(0)
    return Fit(
        span=span,
        range=rounded_limits(low * SPARE, high * SPARE),
        x=x,
        answers=answers,
        next_answers=_next(snapshot, len(answers)),
        points=points,
        tests=(nothing, nothing) if same else tests,
        predicted=snapshot.parts["values"][-1][0],
        formula=_formula(snapshot, x, responses, decimals),
        scale=(float(data.scaler.offset[0, 0]), float(data.scaler.factor[0, 0])),
        source=data,
    )


def _next(snapshot: Snapshot, places: int) -> Array | None:
    """Return the answers after the step that is about to be taken, if its track is known."""
    track: Track | None = snapshot.parts.get("track")
    if track is None or track.now is None or snapshot.steps_per_second > SLOW:
        return None
    vector = snapshot.parameters.copy()
    vector[list(track.places)] = track.after[track.now]
    network = build_network(snapshot.experiment, snapshot.data, vector, snapshot.statistics)
    inputs = snapshot.data.inputs(grid_points(snapshot.data.form.spans, places))
    return np.asarray(network.predict(inputs)[0])


def _formula(snapshot: Snapshot, x: Array, responses: Responses, decimals: int) -> str:
    linear = all(layer.activation == "linear" for layer in snapshot.layers)
    plain = snapshot.data.features == snapshot.data.form.input_features
    if not (linear and plain):
        return ""
    answers = responses.layers[-1][0]
    slope = float((answers[-1] - answers[0]) / (x[-1] - x[0]))
    reach = max(abs(float(answers[0])), abs(float(answers[-1])), 1e-12)
    if abs(slope) * (x[-1] - x[0]) < ROUNDING * reach:
        slope = 0.0
    name = snapshot.data.form.inputs[0].name
    formula = f"ŷ = {decimal_text(slope, decimals)} · {name}"
    if not any(layer.bias for layer in snapshot.layers):
        return formula
    at_zero = float(answers[0] - slope * x[0])
    sign = "−" if at_zero < 0 else "+"
    return f"{formula} {sign} {decimal_text(abs(at_zero), decimals)}"
