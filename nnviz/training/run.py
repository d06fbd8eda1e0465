"""TrainingRun: an experiment in training, one step at a time. It knows no thread and no screen."""

from collections.abc import Callable
from dataclasses import astuple

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.experiment import Experiment
from nnviz.run_state import HISTORY_COLUMNS, Array, RunState
from nnviz.training.divergence import DivergenceError, diagnose
from nnviz.training.evaluation import Evaluation, Metrics
from nnviz.training.history import History
from nnviz.training.prepare import Prepared, prepare
from nnviz.training.regularisation import bind_penalty_gradient, penalty
from nnviz.training.responses import compute_responses
from nnviz.training.snapshot import Snapshot
from nnviz.training.stopping import StoppingRule
from nnviz.training.transplant import transplant

CHECK_EVERY = 64  # iterations, at least, from one look for Inf and NaN to the next
INITIAL_WEIGHTS, SHUFFLING = 1, 2  # what a generator made from the weights' seed is for

# The inputs' buffer, this batch's inputs, the targets' buffer, its targets, forward, backward.
Batch = tuple[Array, Array, Array, Array, Callable[[], None], Callable[[], None]]


class TrainingRun:
    """An experiment's data, network and optimizer, and where its training stands.

    Same experiment, same machine: the same numbers to the last bit, however the steps are grouped
    and whatever is looked at in between.
    """

    def __init__(
        self,
        experiment: Experiment,
        data: Prepared | None = None,
        initial: Array | None = None,
    ):
        """Start from `initial`, of shape (parameters,), else from weights drawn by the seed.

        ExperimentError: a choice that cannot be used.
        """
        experiment.check()
        self.experiment = experiment
        self.data = data or prepare(experiment)
        self.network = Network(len(experiment.features), experiment.layers, initial)
        if initial is None:
            self.network.initialize(
                INITIALIZERS[experiment.initializer], self._generator(INITIAL_WEIGHTS)
            )
        self.iteration = self.epoch = self._position = self._sample = 0
        self.finished: str | None = None  # why training ended by itself, in words
        self._initial = self.network.parameters.copy()
        self._history = History()
        self._evaluation = Evaluation(experiment, self.network, self.data)
        self._shuffling = self._generator(SHUFFLING)
        self._shuffled_inputs = np.empty_like(self.data.train_inputs)
        self._shuffled_targets = np.empty_like(self.data.train_targets)
        self._bind_choices()
        self._shuffle()
        self._record(self._measure())
        self._safe = self.state()

    @property
    def initial(self) -> Array:
        """A copy of the parameters that Replay starts from."""
        return self._initial.copy()

    @property
    def sample(self) -> int:
        """How many samples of the next batch sample steps have looked at."""
        return self._sample

    def _generator(self, purpose: int) -> np.random.Generator:
        return np.random.default_rng([self.experiment.weights_seed, purpose])

    # Steps

    def step(self) -> None:
        """Train on the next batch. DivergenceError: Inf or NaN; the last finite state is back."""
        self.advance(1)

    def step_sample(self) -> None:
        """Look at the next sample; with the last one of a batch the batch's update is done."""
        if self._sample + 1 >= self._batch_columns().size:
            self.advance(1)
        else:
            self._sample += 1

    def step_epoch(self) -> None:
        """Train to the end of this epoch."""
        self.advance(len(self._batches) - self._position)

    def advance(self, steps: int) -> None:
        """Train on the next batches, up to `steps`, fewer when a stopping condition is met."""
        take_step = self._take_step
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            for _ in range(steps):
                take_step()
                if self._position == 0:
                    self._judge_epoch()
                    if self.finished is not None:
                        return

    def _take_step(self) -> None:
        inputs, x, targets, y, forward, backward = self._batches[self._position]
        inputs[...] = x
        targets[...] = y
        forward()
        backward()
        if self._add_penalty_gradient is not None:
            self._add_penalty_gradient()
        self._update()
        self.iteration += 1
        self._sample = 0
        self._position += 1
        if self._position == len(self._batches):
            self._position = 0
            self.epoch += 1
            self._shuffle()

    def _judge_epoch(self) -> None:
        due = self._history.is_due(self.epoch)
        metrics = self._measure() if due or self._stopping.needs_loss else None
        check_due = self.iteration - self._safe.iteration >= CHECK_EVERY
        if (check_due or metrics is not None) and not self._is_finite(metrics):
            self._go_back_to_finite()
        if metrics is not None and due:
            self._record(metrics)
        loss = None if metrics is None else metrics.test_loss
        self.finished = self._stopping.after_epoch(self.epoch, loss)
        if check_due:
            self._safe = self._state(self._safe.history)

    def _measure(self) -> Metrics:
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            return self._evaluation.measure()

    def _record(self, metrics: Metrics) -> None:
        self._history.append((self.iteration, self.epoch, *astuple(metrics)))

    def _shuffle(self) -> None:
        self._order = self._shuffling.permutation(self.data.train.count)
        self._take_order()

    def _take_order(self) -> None:
        self.data.train_inputs.take(self._order, 1, self._shuffled_inputs, "clip")
        self.data.train_targets.take(self._order, 1, self._shuffled_targets, "clip")

    def _batch_columns(self) -> NDArray[np.int64]:
        size = self.experiment.batch_size or self.data.train.count
        return self._order[self._position * size : (self._position + 1) * size]

    # Inf and NaN

    def _is_finite(self, metrics: Metrics | None) -> bool:
        finite = bool(np.isfinite(self.network.parameters).all())
        return finite and (metrics is None or metrics.finite)

    def _go_back_to_finite(self) -> None:
        """Repeat the steps since the last check, the same to the bit, up to the one that fails."""
        failed_at = self.iteration
        self._restore_training(self._safe)
        while True:
            last = self._state(self._safe.history)
            batch = self._passes[self._batch_columns().size]
            self._take_step()
            if self.iteration >= failed_at or not self._is_finite(self._measure()):
                break
        message = diagnose(self.experiment, self.network, batch, self.iteration)
        self._restore_training(last)
        self._safe = last
        self._history.drop_after(last.iteration)
        raise DivergenceError(message)

    # Changes under way

    def set_parameter(self, index: int, value: float) -> None:
        """Set one parameter by its place in the flat vector; ValueError: not a finite number."""
        if not np.isfinite(value):
            raise ValueError(f"a weight must be finite, not {value}")
        self.network.parameters[index] = value
        if self.iteration == 0:
            self._initial[index] = value
        self._safe = self.state()

    def set_weights(self, parameters: Array, initial: Array) -> None:
        """Set all parameters at once, and those Replay starts from, both of shape (parameters,)."""
        self.network.parameters[...] = parameters
        self._initial[...] = initial
        self._safe = self.state()

    def changed_to(self, experiment: Experiment) -> "TrainingRun":
        """Return the run that goes on with other choices.

        A new data set, initializer or weights' seed starts afresh. Anything else keeps the weights
        that still fit, the counters and the history. ExperimentError: a choice cannot be used.
        """
        experiment.check()
        before = self.experiment
        if _starts_afresh(before, experiment):
            return TrainingRun(experiment)
        if _same_arrays(before, experiment):
            self._adopt_choices(experiment)
            return self
        same_data = _data_choices(before) == _data_choices(experiment)
        run = TrainingRun(experiment, self.data if same_data else None)
        run._continue_from(self)
        return run

    def replayed(self) -> "TrainingRun":
        """Return a run at the beginning of this one: the same data, weights and shuffling."""
        return TrainingRun(self.experiment, self.data, self._initial)

    def _adopt_choices(self, experiment: Experiment) -> None:
        before, state = self.experiment, self._optimizer_state
        self.experiment = experiment
        if before.batch_size != experiment.batch_size:
            self._position = self._sample = 0
        if before.loss != experiment.loss:
            self._evaluation = Evaluation(experiment, self.network, self.data)
        same_optimizer = before.optimizer == experiment.optimizer
        self._bind_choices(state if same_optimizer else None)
        self._safe = self.state()

    def _continue_from(self, old: "TrainingRun") -> None:
        features = (old.experiment.features, self.experiment.features)
        before = Network(len(features[0]), old.experiment.layers, old.initial)
        fresh = Network(len(features[1]), self.experiment.layers, self._initial)
        transplant(before, features[0], fresh, features[1])
        self._initial[...] = fresh.parameters
        transplant(old.network, features[0], self.network, features[1])
        self.iteration, self.epoch = old.iteration, old.epoch
        self._shuffling = old._shuffling
        self._history = old._history
        if self.iteration == 0:
            self._history = History()
            self._record(self._measure())
        self._shuffle()
        self._safe = self.state()

    def _bind_choices(self, optimizer_state: dict[str, Array] | None = None) -> None:
        """Bind the step's functions to buffers, for the experiment's choices as they are now."""
        experiment, network = self.experiment, self.network
        optimizer = OPTIMIZERS[experiment.optimizer]
        self._optimizer_state = optimizer_state or optimizer.new_state(network.parameters.size)
        self._update = optimizer.bind(
            network.parameters,
            network.gradient,
            np.array(experiment.learning_rate),
            self._optimizer_state,
            experiment.optimizer_settings,
        )
        self._add_penalty_gradient = bind_penalty_gradient(network, experiment.l1, experiment.l2)
        self._stopping = StoppingRule(experiment.stopping)
        self._stopping.best_epoch = self.epoch
        self._bind_batches()
        self.finished = None

    def _bind_batches(self) -> None:
        count = self.data.train.count
        size = min(self.experiment.batch_size or count, count)
        loss, outputs = LOSSES[self.experiment.loss], self.network.sizes[-1]
        self._passes = {n: Pass(self.network, n) for n in {size, count % size} - {0}}
        targets = {n: np.empty((outputs, n)) for n in self._passes}
        backward = {n: p.bind_backward(loss, targets[n]) for n, p in self._passes.items()}
        self._batches: list[Batch] = []
        for start in range(0, count, size):
            x = self._shuffled_inputs[:, start : start + size]
            y = self._shuffled_targets[:, start : start + size]
            n = x.shape[1]
            batch = self._passes[n]
            self._batches.append((batch.inputs, x, targets[n], y, batch.forward, backward[n]))

    # What others may have of it

    def snapshot(self, responses: bool = False, values: bool = False) -> Snapshot:
        """Return what views draw; `responses` and `values` are computed when asked for."""
        metrics = self._measure()
        with np.errstate(over="ignore", invalid="ignore"):
            pictures = (
                compute_responses(self.experiment, self.network, self.data) if responses else None
            )
        return Snapshot(
            experiment=self.experiment,
            data=self.data,
            parameters=self.network.parameters.copy(),
            iteration=self.iteration,
            epoch=self.epoch,
            position=self._position,
            batches=len(self._batches),
            sample=self._sample,
            batch=self._batch_columns().copy(),
            train_loss=metrics.train_loss,
            test_loss=metrics.test_loss,
            train_score=metrics.train_score,
            test_score=metrics.test_score,
            penalty=penalty(self.network, self.experiment.l1, self.experiment.l2),
            history=self._history.rows(),
            finished=self.finished,
            responses=pictures,
            values=self._evaluation.train_values() if values else None,
        )

    def state(self) -> RunState:
        """Return everything needed to go on exactly from here."""
        return self._state(self._history.rows())

    def _state(self, history: Array) -> RunState:
        return RunState(
            parameters=self.network.parameters.copy(),
            initial=self._initial.copy(),
            optimizer={name: array.copy() for name, array in self._optimizer_state.items()},
            order=self._order.copy(),
            generator=self._shuffling.bit_generator.state,
            iteration=self.iteration,
            epoch=self.epoch,
            position=self._position,
            sample=self._sample,
            best_test_loss=self._stopping.best_test_loss,
            best_epoch=self._stopping.best_epoch,
            history=history,
            history_interval=self._history.interval,
        )

    def restore(self, state: RunState) -> None:
        """Go back (or forth) to a state of this experiment.

        ValueError: the state is one of another experiment; the run is unchanged.
        """
        self._check_fits(state)
        self._restore_training(state)
        self._history.restore(state.history, state.history_interval)
        self._safe = self.state()
        self.finished = None

    def _restore_training(self, state: RunState) -> None:
        self.network.parameters[...] = state.parameters
        self._initial[...] = state.initial
        for name, array in state.optimizer.items():
            self._optimizer_state[name][...] = array
        self._order = state.order.copy()
        self._take_order()
        self._shuffling.bit_generator.state = dict(state.generator)
        self.iteration, self.epoch = state.iteration, state.epoch
        self._position, self._sample = state.position, state.sample
        self._stopping.best_test_loss = state.best_test_loss
        self._stopping.best_epoch = state.best_epoch

    def _check_fits(self, state: RunState) -> None:
        expected = {name: array.shape for name, array in self._optimizer_state.items()}
        fits = (
            state.parameters.shape == state.initial.shape == self.network.parameters.shape
            and {name: array.shape for name, array in state.optimizer.items()} == expected
            and np.array_equal(np.sort(state.order), np.arange(self.data.train.count))
            and 0 <= state.position < len(self._batches)
            and state.history.shape[1:] == (len(HISTORY_COLUMNS),)
        )
        if not fits:
            raise ValueError("the state is one of another experiment")


def _starts_afresh(before: Experiment, after: Experiment) -> bool:
    return (
        before.data.dataset != after.data.dataset
        or before.initializer != after.initializer
        or before.weights_seed != after.weights_seed
    )


def _data_choices(experiment: Experiment) -> object:
    """What the prepared data depend on."""
    return (
        experiment.data,
        experiment.features,
        experiment.scaling,
        experiment.outputs,
        experiment.output_activation,
    )


def _same_arrays(before: Experiment, after: Experiment) -> bool:
    """Say whether data and network stay as they are, so that only the step is bound anew."""
    return before.layers == after.layers and _data_choices(before) == _data_choices(after)
