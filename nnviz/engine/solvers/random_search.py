"""Random search: try parameters blindly, keep the best."""

from collections.abc import Sequence
from dataclasses import dataclass

from nnviz.engine.arrays import Array
from nnviz.engine.ending import Ending
from nnviz.engine.layers.dense import Dense
from nnviz.engine.optimizers.optimizer import OptimizerSettings, Step
from nnviz.engine.settings import setting
from nnviz.engine.solvers.solver import Problem


@dataclass(frozen=True)
class RandomSearchSettings(OptimizerSettings):
    reach: float = setting(3.0, "Weights up to ±", 0.001, 1000.0)


def random_search_misfit(_layers: Sequence[Dense], _classes: int) -> str:
    """Return "": every loss can be searched."""
    return ""


class RandomSearch:
    """Each step draws all parameters uniformly from −r to r and keeps them if the loss is lower.

    What it needs no gradient for, it pays with tries: to come within a given distance of the best
    parameters their number grows exponentially with the number of parameters.
    """

    def __init__(self, problem: Problem, settings: RandomSearchSettings):
        self._problem = problem
        self._reach = settings.reach * problem.network.is_learned()

    def bind(self, _inputs: Array, _targets: Array) -> Step:
        return self.step

    def step(self) -> None:
        """Try one more parameter vector, at the price of two evaluations of the loss."""
        parameters, loss = self._problem.network.parameters, self._problem.loss
        present, present_loss = parameters.copy(), loss()
        parameters[...] = self._problem.rng.uniform(-self._reach, self._reach)
        if not loss() < present_loss:
            parameters[...] = present

    def verdict(self) -> Ending | None:
        return None  # who searches blindly never knows

    def warning(self, _effort: float) -> Ending | None:
        return None
