"""The normal equation: the weights of a linear model with the least squared error, at one stroke.

Where the gradient of ‖Xw − y‖² is zero, XᵀXw = Xᵀy, hence w = (XᵀX)⁻¹Xᵀy; here a row of X is a
sample, ending with 1 for the bias. Solving it costs O(n³) in the number n of variables, and XᵀX
has the square of X's condition number. So it is never formed: a singular value decomposition of
X gives the same weights, half the digits more exactly, and still an answer where XᵀX is singular.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.ending import Ending
from nnviz.engine.layers.dense import Dense
from nnviz.engine.optimizers.optimizer import OptimizerSettings, Step
from nnviz.engine.solvers.error import SolverError
from nnviz.engine.solvers.solver import Problem, is_single_layer
from nnviz.language import tr


@dataclass(frozen=True, eq=False)
class LeastSquares:
    """The weights with the least squared error, and how firmly the samples determine them."""

    weights: Array  # (outputs, inputs + 1), the bias last: a layer's weights
    singular_values: Array  # of X, largest first; one for each variable
    rank: int  # how many of them are not zero, rounding errors aside

    @property
    def is_singular(self) -> bool:
        """Whether XᵀX has no inverse."""
        return self.rank < self.singular_values.size

    @property
    def condition(self) -> float:
        """The condition number of the normal matrix XᵀX, Inf where it is singular.

        It is also how many times steeper the squared error is across its valley than along it.
        """
        if self.is_singular:
            return inf
        return float((self.singular_values[0] / self.singular_values[-1]) ** 2)


def normal_equation_misfit(layers: Sequence[Dense], _classes: int) -> str:
    """Return why the equation cannot give these layers' weights, "" if it can."""
    if not is_single_layer(layers) or layers[0].activation != "linear":
        return tr("The normal equation is for a linear model: no hidden layers, linear output.")
    return ""


def solve_normal_equation(x: Array, targets: Array, bias: bool = True) -> LeastSquares:
    """Return the best linear model of targets (outputs, examples) for x (inputs, examples).

    Without bias the last column of its weights is 0. SolverError: Inf or NaN in the data.
    """
    if not (np.isfinite(x).all() and np.isfinite(targets).all()):
        raise SolverError(tr("The normal equation cannot use missing or infinite values."))
    inputs, examples = x.shape
    samples = np.column_stack([x.T, np.ones(examples)]) if bias else x.T
    solution, _, rank, found = np.linalg.lstsq(samples, targets.T, rcond=None)
    weights = np.zeros((targets.shape[0], inputs + 1))
    weights[:, : samples.shape[1]] = solution.T
    # Fewer samples than variables leave the rest of the singular values at 0.
    singular_values = np.zeros(samples.shape[1])
    singular_values[: found.size] = found
    return LeastSquares(weights, singular_values, int(rank))


class NormalEquation:
    """One step sets the weights of a linear layer to the solution, and that is all."""

    def __init__(self, problem: Problem, _settings: OptimizerSettings):
        """SolverError: Inf or NaN in the data."""
        self._weights = problem.network.weights[0]
        # In the order in which the samples were made: another order would round differently.
        bias = problem.network.layers[0].bias
        self._solution = solve_normal_equation(problem.inputs, problem.targets, bias)

    def bind(self, _inputs: Array, _targets: Array) -> Step:
        return self.step

    def step(self) -> None:
        """Set the weights."""
        self._weights[...] = self._solution.weights

    def verdict(self) -> Ending | None:
        solution = self._solution
        if not np.array_equal(self._weights, solution.weights):
            return None
        if not solution.is_singular:
            return Ending("solved")
        variables = solution.singular_values.size
        return Ending("solved_singular", {"rank": solution.rank, "variables": variables})

    def warning(self, _effort: float) -> Ending | None:
        return None
