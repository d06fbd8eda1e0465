"""Derivatives by differences, to hold against those that the engine works out.

The formulas are of order four, so that steps can be large enough for rounding to leave the seven
digits that are asked for. How much it leaves uncertain is told with every derivative.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.losses.loss import Loss
from nnviz.engine.network import Network, Pass

STEP = 2.0**-10  # powers of two: adding them to numbers of their size rounds nothing
NETWORK_STEP = 2.0**-13  # in a network derivatives of higher order can be large
RELATIVE = 1e-7
TINY = 1e-300  # what is left where an exponent is cut off before e^z underflows
ROUNDINGS = 32  # of half a unit in the last place that values may be wrong by
CENTRAL = {-2: 1, -1: -8, 1: 8, 2: -1}  # in twelfths, at so many steps from the point
ONE_SIDED = {0: -25, 1: 48, 2: -36, 3: 16, 4: -3}


class Estimate(NamedTuple):
    """A derivative, and what rounding may have added to it or taken away."""

    value: float
    error: float


def derivative(
    function: Callable[[float], float],
    at: float,
    step: float = STEP,
    kinks: Sequence[float] = (),
    value_error: float = 0.0,
) -> Estimate:
    """Return the function's derivative; beside a kink, by looking away from it.

    `value_error` is what its values may be wrong by, beyond some units in the last place.
    """
    near = [kink for kink in kinks if abs(at - kink) < 2.5 * step]
    assert at not in near, "there is no derivative on a kink"
    weights = ONE_SIDED if near else CENTRAL
    if near and at < near[0]:
        step = -step
    values = {steps: function(at + steps * step) for steps in weights}
    total = sum(weights[steps] * value for steps, value in values.items())
    wrong = ROUNDINGS / 2 * np.finfo(float).eps * max(map(abs, values.values())) + value_error
    scale = sum(map(abs, weights.values())) / 12 / abs(step)
    return Estimate(total / 12 / step, float(wrong * scale))


def assert_derivative(
    found: float, estimate: Estimate, resolution: float = TINY, advice: str = ""
) -> None:
    """Check seven digits, or as many as rounding leaves.

    `resolution` is the least difference that what was found can tell, such as the distance from 1
    to the next number for what comes from 1 − a. `advice` says what can be done where it fails.
    """
    allowed = RELATIVE * abs(estimate.value) + estimate.error + resolution
    assert abs(found - estimate.value) <= allowed, f"{found} is not {estimate}. {advice}"


def assert_gradient(
    found: Array,
    function: Callable[[Array], float],
    point: Array,
    step: float | Array = STEP,
    resolution: float = TINY,
    magnified: float = 1.0,
) -> None:
    """Check every component of a gradient; each may have a step of its own."""
    steps = np.broadcast_to(step, point.shape)
    for index in np.ndindex(point.shape):

        def along(number: float, index: tuple[int, ...] = index) -> float:
            moved = point.copy()
            moved[index] = number
            return function(moved)

        value, error = derivative(along, point[index], steps[index])
        assert_derivative(found[index], Estimate(value, error * magnified), resolution)


def assert_network_gradient(
    network: Network,
    batch: Pass,
    x: Array,
    targets: Array,
    loss: Loss,
    prepare: Callable[[], object] = lambda: None,
    magnified: float = 1.0,
) -> None:
    """Check what a pass writes as the gradient; `prepare` is called before every way forward.

    `magnified` is how many times larger the network makes what rounding leaves.
    """
    batch.inputs[...] = x
    form = loss.form_for(network.layers[-1].activation)
    predictions = batch.logits if form.from_logits else batch.values[-1]

    def value(parameters: Array) -> float:
        network.parameters[...] = parameters
        prepare()
        batch.forward()
        return form.value(predictions, targets, loss.settings())

    point = network.parameters.copy()
    steps = np.full_like(point, NETWORK_STEP)
    for part, given in zip(network.parts(steps), network.layer_values(x), strict=False):
        # A weight moves its sum by so much more.
        part /= 2.0 ** np.ceil(np.log2(max(1.0, np.abs(given).max())))
    value(point)
    batch.bind_backward(loss)(targets)
    analytic = network.gradient.copy()
    assert_gradient(analytic, value, point, steps, np.finfo(float).eps, magnified)
