"""Problems for solvers, and solvers at work on them."""

import numpy as np

from nnviz.engine.activations.step_linear_relu import UnitStepSettings
from nnviz.engine.arrays import Array
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network
from nnviz.engine.optimizers.optimizer import Step
from nnviz.engine.solvers import SOLVERS
from nnviz.engine.solvers.solver import Learner, Problem


def problem_of(
    x: Array,
    targets: Array,
    network: Network | None = None,
    key: str = "perceptron",
    rate: float = 1.0,
    answers: tuple[float, float] = (0.0, 1.0),
    loss: str = "mse",
) -> Problem:
    """Return the problem of learning targets (examples,) for x (inputs, examples)."""
    network = network or Network(len(x), [Dense(1, "step", UnitStepSettings(0.0))])
    form = LOSSES[loss].form
    settings = LOSSES[loss].settings()
    return Problem(
        network=network,
        inputs=x,
        targets=targets[np.newaxis],
        answers=answers,
        learning_rate=np.array(rate),
        loss=lambda: form.value(network.predict(x), targets[np.newaxis], settings),
        state=SOLVERS[key].new_state(network.parameters.size),
        rng=np.random.default_rng(1),
    )


def at_work(problem: Problem, key: str = "perceptron") -> tuple[Learner, Step]:
    """Return a solver and its step for all the samples."""
    learner = SOLVERS[key].bind(problem, SOLVERS[key].settings())
    return learner, learner.bind(problem.inputs, problem.targets)
