"""How sharply the loss bends, and the largest step that plain gradient descent survives there.

Near a point the loss is nearly the quadratic whose matrix of second derivatives is the Hessian H.
Along an eigenvector of H with eigenvalue λ a step multiplies the distance to the bottom by
1 − ηλ, which grows as soon as η > 2/λ: the largest eigenvalue sets the limit for all.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf, isfinite

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.work import Work, finish, portion

Gradient = Callable[[Array], Array]
# Balances the error of the difference, ~ step², with that of rounding, ~ 1/step.
DIFFERENCE_STEP = float(np.cbrt(np.finfo(float).eps))


@dataclass(frozen=True, eq=False)
class Curvature:
    """The largest eigenvalue of the Hessian, as far as it was found."""

    value: float
    direction: Array  # the unit eigenvector
    residual: float  # ‖Hv − λv‖: no further from λ than this there is an eigenvalue
    iterations: int
    converged: bool

    @property
    def divergence_rate(self) -> float:
        """The learning rate above which plain gradient descent diverges near here: 2/λ.

        Inf where the loss bends upward in no direction: curvature then sets no limit. NaN where the
        gradient was too large for a number.
        """
        return inf if self.value <= 0 else 2 / self.value


def hessian_product(gradient: Gradient, parameters: Array, vector: Array) -> Array:
    """Return H·v by central differences of the gradient, without ever forming H.

    The error is O(step²), none at all on a quadratic. Where the gradient jumps, as at the kink of
    a ReLU, the difference across the kink is no second derivative.
    """
    length = float(np.linalg.norm(vector))
    step = DIFFERENCE_STEP * max(1.0, float(np.linalg.norm(parameters))) / length
    ahead, behind = gradient(parameters + step * vector), gradient(parameters - step * vector)
    return (ahead - behind) / (2 * step)


def largest_curvature(
    gradient: Gradient,
    parameters: Array,
    rng: np.random.Generator,
    free: Array | None = None,
    tolerance: float = 1e-6,
    max_iterations: int = 1000,
) -> Curvature:
    """Return λmax of the Hessian by power iteration.

    `gradient` returns a new vector each time. `free` is 1 for a parameter that may move and 0 for
    one that is held, such as the bias of a neuron without bias. Found is what
    ‖Hv − λv‖ ≤ tolerance·|λ| says. ValueError: no parameter is free.
    """
    return finish(finding_curvature(gradient, parameters, rng, free, tolerance, max_iterations))


def finding_curvature(
    gradient: Gradient,
    parameters: Array,
    rng: np.random.Generator,
    free: Array | None = None,
    tolerance: float = 1e-6,
    max_iterations: int = 1000,
) -> Work[Curvature]:
    """Find what `largest_curvature` returns, one iteration at a time."""
    mask = np.ones_like(parameters) if free is None else free
    if not mask.any():
        raise ValueError("no parameter is free to move")
    start = rng.standard_normal(parameters.size) * mask

    def product(vector: Array) -> Array:
        return mask * hessian_product(gradient, parameters, vector)

    return _largest(product, start, tolerance, max_iterations)


def _largest(
    product: Callable[[Array], Array], start: Array, tolerance: float, max_iterations: int
) -> Work[Curvature]:
    found = yield from portion(_iterating(product, start, tolerance, max_iterations), 0.0, 0.5)
    if (found.converged and found.value > 0) or not isfinite(found.value):
        return found
    # The eigenvalue of the largest size is negative, or two are nearly as large. H + σI has the
    # same eigenvectors, and with σ that size no negative eigenvalue is left to win.
    with np.errstate(over="ignore", invalid="ignore"):
        shift = float(np.linalg.norm(product(found.direction)))
    again = _iterating(product, start, tolerance, max_iterations, shift)
    shifted = yield from portion(again, 0.5, 1.0)
    # vᵀHv is never above λmax, so the larger of the two is nearer.
    best = max(found, shifted, key=lambda curvature: curvature.value)
    return replace(best, iterations=found.iterations + shifted.iterations)


def _iterating(
    product: Callable[[Array], Array],
    start: Array,
    tolerance: float,
    max_iterations: int,
    shift: float = 0.0,
) -> Work[Curvature]:
    """Multiply a vector by H + σI until only its direction of the largest eigenvalue is left."""
    image, iterations, converged = start, 0, False
    vector, value, residual = start, 0.0, inf
    while not converged and iterations < max_iterations and isfinite(value):
        # Not around the yield: between two shares NumPy is somebody else's.
        with np.errstate(over="ignore", invalid="ignore"):
            vector = image / np.linalg.norm(image)
            image = product(vector) + shift * vector
            total = float(vector @ image)  # the Rayleigh quotient vᵀ(H + σI)v
            value = total - shift
            residual = float(np.linalg.norm(image - total * vector))
        iterations += 1
        converged = residual <= tolerance * max(abs(value), shift)
        yield iterations / max_iterations
    return Curvature(value, vector, residual, iterations, converged)
