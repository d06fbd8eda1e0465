"""The chosen way to learn, bound to a run's network and data: it makes the steps of the batches."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.engine.network import Network, Pass
from nnviz.engine.optimizers.optimizer import Optimizer, State, Step
from nnviz.engine.program import carry_out
from nnviz.engine.solvers.solver import Learner, Problem, Solver
from nnviz.experiment import Experiment
from nnviz.run_state import Array
from nnviz.training.clipping import with_clipping
from nnviz.training.evaluation import Evaluation
from nnviz.training.prepare import Prepared
from nnviz.training.regularisation import penalty, with_penalty, with_soft_threshold
from nnviz.training.step_log import StepLog

# (pass) gives (inputs, targets) gives the step for them; they have the pass' number of columns.
BindStep = Callable[[Array, Array], Step]
BindPass = Callable[[Pass], BindStep]


@dataclass(frozen=True, eq=False)
class Method:
    """An optimizer or solver at work: what it remembers, its learning rate (0-d), its steps."""

    state: State
    rate: Array
    bind: BindPass
    learner: Learner | None = None  # of a solver


def bind_method(
    experiment: Experiment,
    network: Network,
    data: Prepared,
    evaluation: Evaluation,
    rng: np.random.Generator,
    state: State | None = None,
    log: StepLog | None = None,
) -> Method:
    """Bind the experiment's choice, with this state or the one before the first step.

    The evaluation is of this network and data; solvers measure the loss with it. Steps by gradients
    are recorded in the log, if there is one.
    """
    row, rate = METHODS[experiment.optimizer], np.zeros(())
    state = state or row.new_state(network.parameters.size)
    if isinstance(row, Solver):
        problem = Problem(
            network=network,
            inputs=data.train_inputs,
            targets=data.train_targets,
            answers=data.target_range,
            learning_rate=rate,
            loss=lambda: evaluation.measure().train_loss,
            state=state,
            rng=rng,
        )
        learner = row.bind(problem, experiment.optimizer_settings)
        return Method(state, rate, lambda _batch: learner.bind, learner)
    update = _bind_update(row, experiment, network, rate, state, log)
    if log is None:
        return Method(state, rate, _gradient_steps(experiment, update))
    return Method(state, rate, _recorded_steps(experiment, network, update, log))


def _bind_update(
    optimizer: Optimizer,
    experiment: Experiment,
    network: Network,
    rate: Array,
    state: State,
    log: StepLog | None,
) -> Step:
    l1, settings = experiment.l1, experiment.optimizer_settings
    update = optimizer.bind(network.parameters, network.gradient, rate, state, settings)
    update = with_clipping(network.gradient, experiment.clip_norm, update)
    if log is not None:
        update = partial(carry_out, [(log.gradient_known, (network.gradient,)), (update, ())])
    if optimizer.reach is None:
        return with_penalty(network, l1, experiment.l2, update)
    reach, velocity = optimizer.reach(settings), state.get("velocity")
    update = with_soft_threshold(network, l1, rate, reach, velocity, update)
    return with_penalty(network, 0.0, experiment.l2, update)


def _gradient_steps(experiment: Experiment, update: Step) -> BindPass:
    loss = LOSSES[experiment.loss], experiment.loss_settings

    def bind(batch: Pass) -> BindStep:
        program = batch.bind_program(*loss)
        return lambda x, y: partial(carry_out, [*program(x, y), (update, ())])

    return bind


def _recorded_steps(
    experiment: Experiment, network: Network, update: Step, log: StepLog
) -> BindPass:
    """Return the same steps, with a row in the log for each."""
    loss, settings = LOSSES[experiment.loss], experiment.loss_settings
    form, parameters = loss.form_for(experiment.output_activation), network.parameters

    def bind(batch: Pass) -> BindStep:
        program = batch.bind_program(loss, settings)
        predictions = batch.logits if form.from_logits else batch.values[-1]

        def record(targets: Array) -> None:
            cost = form.value(predictions, targets, settings)
            log.cost_known(cost + penalty(network, experiment.l1, experiment.l2), parameters)

        return lambda x, y: partial(
            carry_out, [*program(x, y), (record, (y,)), (update, ()), (log.taken, (parameters,))]
        )

    return bind
