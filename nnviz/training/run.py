"""TrainingRun: an experiment in training, one step at a time. It knows no thread and no screen."""

from collections.abc import Iterable
from functools import partial

import numpy as np

from nnviz.engine.ending import Ending
from nnviz.engine.layers.dense import is_learned
from nnviz.experiment import Experiment
from nnviz.kept import Kept, kept
from nnviz.run_state import Array, RunState, check_state
from nnviz.training.bindings import Bindings
from nnviz.training.divergence import DivergenceError, are_finite, diagnose, look_finite
from nnviz.training.evaluation import Metrics
from nnviz.training.history import History
from nnviz.training.last_step import StepMemory
from nnviz.training.objection import training_objection
from nnviz.training.past import Past
from nnviz.training.prepare import Prepared, build_network, draw_parameters, prepare
from nnviz.training.snapshot import Moment, Snapshot
from nnviz.training.snapshot_parts import ALWAYS, Measure, Subject, measure_all
from nnviz.training.stopping import StoppingRule
from nnviz.training.tracking import Tracking
from nnviz.training.transplant import carried_over

WARNING_EFFORT = 3e9  # multiplications at the most, a few seconds
CHECK_EVERY = 64  # iterations, at least, from one look for Inf and NaN to the next
# What a generator made from the weights' seed is for; dropout draws from that of the shuffling.
INITIAL_WEIGHTS, SHUFFLING = 1, 2


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

        Without `data` they are made by the experiment's recipe. ExperimentError: a choice that
        cannot be used.
        """
        experiment.check()
        self.experiment = experiment
        self.data = data or prepare(experiment)
        self.network = build_network(experiment, self.data, initial)
        if initial is None:
            draw_parameters(experiment, self.network, self._generator(INITIAL_WEIGHTS))
        self.iteration = self.epoch = self._position = self._sample = 0
        self.finished: Ending | None = None  # why training ended by itself
        self._initial = self.network.parameters.copy()
        self._shuffling = self._generator(SHUFFLING)
        self._bound = Bindings(experiment, self.network, self.data, self._shuffling)
        self.log = self._bound.log
        self._latest, self._tracking = StepMemory(self.network), Tracking()
        self._take_conditions()
        self._bound.batches.shuffle()
        self._begin_history()
        self._safe = self.state()
        self._begin_generation()

    @classmethod
    def resumed(cls, experiment: Experiment, state: RunState | None = None) -> "TrainingRun":
        """Return an experiment's run in this state, else at its beginning.

        ExperimentError: a choice that cannot be used. ValueError: it is another experiment's state.
        """
        run = cls(experiment)
        if state is not None:
            run.restore(state)
        return run

    @property
    def initial(self) -> Array:
        """A copy of the parameters that Replay starts from."""
        return self._initial.copy()

    @property
    def warning(self) -> Ending | None:
        """What speaks against training ever coming to an end; looked for here, for some seconds."""
        learner = self._bound.method.learner
        return None if learner is None or self.epoch == 0 else learner.warning(WARNING_EFFORT)

    @property
    def sample(self) -> int:
        """How many samples of the next batch sample steps have looked at."""
        return self._sample

    @property
    def batches_left(self) -> int:
        """How many batches of this epoch are still to be used."""
        return self._bound.batches.count - self._position

    @property
    def batches(self) -> int:
        """How many batches there are in an epoch."""
        return self._bound.batches.count

    def _generator(self, purpose: int) -> np.random.Generator:
        return np.random.default_rng([self.experiment.weights_seed, purpose])

    # Steps

    def step(self) -> None:
        """Train on the next batch. DivergenceError: Inf or NaN; the last finite state is back."""
        self.advance(1)

    def step_sample(self) -> None:
        """Look at the next sample; with the last one of a batch the batch's update is done."""
        if self._sample + 1 >= self._bound.batches.columns(self._position).size:
            self.advance(1)
        else:
            self._sample += 1

    def advance(self, steps: int) -> None:
        """Train on the next batches, up to `steps`, fewer when a stopping condition is met.

        What gradients cannot train is finished at once, and says why.
        """
        if self._objection is not None:
            self.finished = self._objection
            return
        last = self.iteration + steps
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            if self.iteration == 0 and not self._begins_finite:
                self._go_back_to_finite()
            while self.iteration < last:
                self._train(last - self.iteration)
                if self._position == 0:
                    self._judge_epoch()
                    if self.finished is not None:
                        return
            if not look_finite(self._arrays()):  # what is seen between two calls is finite
                self._go_back_to_finite()

    def _train(self, steps: int) -> None:
        """Train on the next batches, up to `steps`, at most to the end of the epoch."""
        batches, by_gradient = self._bound.batches, self._bound.method.learner is None
        ready = self._past.watched(*batches.span(self._position, steps), by_gradient)
        for step in ready[:-1]:
            step()
        self._latest.begin(batches.passes[self._position + len(ready) - 1])
        ready[-1]()
        self.iteration += len(ready)
        self._position += len(ready)
        self._sample = 0
        if self._position == batches.count:
            self._position = 0
            self.epoch += 1
            batches.shuffle()
            self._past.end_epoch(self.iteration, self.epoch)
            self._set_rate()

    def _judge_epoch(self) -> None:
        due = self._history.is_due(self.epoch)
        metrics = self._measure() if due or self._stopping.needs_loss else None
        check_due = self.iteration - self._safe.iteration >= CHECK_EVERY
        if (check_due or metrics is not None) and not self._is_finite(metrics):
            self._go_back_to_finite()
        if metrics is not None and due:
            self._history.append((self.iteration, self.epoch, *metrics.row))
        loss = None if metrics is None else metrics.test_loss
        self.finished = self._stopping.after_epoch(self.epoch, loss) or self._verdict()
        if check_due:
            self._mark_safe()

    def _verdict(self) -> Ending | None:
        """Return why there is nothing left to learn, None if there is or may be."""
        learner = self._bound.method.learner
        return None if learner is None else learner.verdict()

    def _set_rate(self) -> None:
        self._bound.method.rate[...] = self.experiment.learning_rate_at(self.epoch)

    def _measure(self) -> Metrics:
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            return self._bound.evaluation.measure()

    def _begin_history(self) -> None:
        metrics, self._history, self._past = self._measure(), History(), Past(self.network)
        self._history.append((self.iteration, self.epoch, *metrics.row))
        self._begins_finite = metrics.finite  # else the history could never be saved

    # Inf and NaN

    def is_finite(self) -> bool:
        """Say whether all numbers of the run and its losses are finite."""
        return self._is_finite(self._measure())

    def _is_finite(self, metrics: Metrics | None) -> bool:
        return are_finite(self._arrays()) and (metrics is None or metrics.finite)

    def _arrays(self) -> tuple[Array, ...]:
        network = self.network
        return network.parameters, network.statistics, *self._bound.method.state.values()

    def _mark_safe(self) -> None:
        """Remember the training; the history is not copied, since it only grows from here."""
        self._safe = self._state(self._safe.history)

    def _go_back_to_finite(self) -> None:
        """Find the step that failed, by halves: steps repeated are the same to the bit."""
        failed = self.iteration
        while failed - self._safe.iteration > 1:
            middle = (failed + self._safe.iteration) // 2
            self._restore_training(self._safe)
            while self.iteration < middle:
                self._train(middle - self.iteration)
                if self._position == 0 and self._stopping.needs_loss:
                    self._stopping.after_epoch(self.epoch, self._measure().test_loss)
            if self._is_finite(self._measure()):
                self._mark_safe()
            else:
                failed = middle
        self._restore_training(self._safe)
        batch = self._bound.batches.passes[self._position]
        self._train(1)
        ending = diagnose(self.experiment, self.network, batch, self.iteration)
        self._restore_training(self._safe)
        self._history.drop_after(self.iteration)
        raise DivergenceError(ending)

    # Changes under way

    def parameter(self, index: int) -> tuple[float, float]:
        """Return one parameter by its place in the flat vector, and what Replay gives it."""
        return float(self.network.parameters[index]), float(self._initial[index])

    def set_parameter(self, index: int, value: float, initial: float | None = None) -> None:
        """Set one parameter by its place in the flat vector; before the first step `initial` too.

        ValueError: no finite number. IndexError: no such place, or that of a bias that is absent.
        """
        if not np.isfinite(value):
            raise ValueError(f"a weight must be finite, not {value}")
        if not is_learned(self.network.layers, self.network.inputs, index):
            raise IndexError(f"there is no parameter {index}")
        if self.iteration == 0 and initial is None:
            initial = value
        if initial is not None:
            self._initial[index] = initial
        self.network.parameters[index] = value if self.iteration else self._initial[index]
        self._settle()

    def changed_to(self, experiment: Experiment) -> "TrainingRun":
        """Return the run that goes on with other choices.

        A new data set, initializer or weights' seed starts afresh. Anything else keeps the weights
        that still fit, the counters and the history. ExperimentError: a choice cannot be used.
        """
        experiment.check()
        stays = kept(self.experiment, experiment)
        if stays.run:
            self._adopt_choices(experiment, stays)
            return self
        run = TrainingRun(experiment, self.data if stays.data else None)
        if stays.weights:
            networks, experiments = (self.network, run.network), (self.experiment, experiment)
            run.restore(carried_over(self.state(), run.state(), networks, experiments))
            run._past.take_over(self._past)
        return run

    def replayed(self) -> "TrainingRun":
        """Return a run at the beginning of this one: the same data, weights and shuffling."""
        return TrainingRun(self.experiment, self.data, self._initial)

    def _adopt_choices(self, experiment: Experiment, stays: Kept) -> None:
        self.experiment = experiment
        self._bound.use(experiment, stays)
        self.log.follow(self.iteration, stays.loss)
        if not stays.place:
            self._position = self._sample = 0
        self._take_conditions()
        self._settle(measured=stays.loss and stays.step)

    def _settle(self, measured: bool = False) -> None:
        """Take the run as it stands for the one to go on from; `measured`: its losses are known."""
        if self.iteration == 0 and not measured:
            self._begin_history()
        self.finished = self._judge_again() if self.epoch else None
        self._safe = self.state()
        if not measured:
            self._begin_generation()

    def _begin_generation(self) -> None:
        self._generation = object()  # in which nothing but steps has changed the run
        self._latest.forget()

    def _judge_again(self) -> Ending | None:
        if self._position:
            return self._stopping.judge(self.epoch, None)
        loss = self._measure().test_loss if self._stopping.needs_loss else None
        return self._stopping.judge(self.epoch, loss) or self._verdict()

    def _take_conditions(self) -> None:
        """Use the experiment's learning rate and conditions as they are now."""
        self._set_rate()
        self._stopping = StoppingRule(self.experiment.stopping)
        self._stopping.best_epoch = self.epoch
        self._objection = training_objection(self.experiment)

    # What others may have of it

    def snapshot(self, needs: Iterable[str] = (), measure: Measure = measure_all) -> Snapshot:
        """Return what views draw, with these rows of PARTS and those that every snapshot has.

        KeyError: there is no such row. `measure` may leave out of its work what it has from before.
        """
        subject = self._subject()
        measured = measure(subject, ALWAYS.union(needs))
        older = {
            key: part.moment for key, part in measured.items() if part.moment != subject.moment
        }
        return Snapshot(
            experiment=self.experiment,
            data=self.data,
            parameters=self.network.parameters.copy(),
            statistics=self.network.statistics.copy(),
            iteration=self.iteration,
            epoch=self.epoch,
            position=self._position,
            batches=self._bound.batches.count,
            sample=self._sample,
            batch=self._bound.batches.columns(self._position),
            history=self._history.rows(),
            finished=self.finished,
            parts={key: part.value for key, part in measured.items()},
            measured_at=older,
        )

    def _subject(self) -> Subject:
        return Subject(
            experiment=self.experiment,
            network=self.network,
            data=self.data,
            evaluation=self._bound.evaluation,
            method=self._bound.method,
            moment=Moment.of(self.iteration, self.epoch, self._position, self._bound.batches.count),
            epoch=self.epoch,
            finished=self.finished is not None,
            generation=self._generation,
            latest=self._latest,
            track=partial(self._tracking.track, self, self._generation),
            past=self._past,
            initial=self._initial,
        )

    def state(self) -> RunState:
        """Return everything needed to go on exactly from here."""
        return self._state(self._history.rows())

    def _state(self, history: Array) -> RunState:
        return RunState(
            parameters=self.network.parameters.copy(),
            initial=self._initial.copy(),
            statistics=self.network.statistics.copy(),
            optimizer={name: array.copy() for name, array in self._bound.method.state.items()},
            order=self._bound.batches.order,
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
        check_state(state, self.state(), self._bound.batches.count)
        self._restore_training(state)
        self._history.restore(state.history, state.history_interval)
        self._settle()

    def _restore_training(self, state: RunState) -> None:
        self._begin_generation()
        self.network.parameters[...] = state.parameters
        self.network.statistics[...] = state.statistics
        self._initial[...] = state.initial
        self._bound.restore(state)
        self._shuffling.bit_generator.state = dict(state.generator)
        self.iteration, self.epoch = state.iteration, state.epoch
        self._past.go_back(state.iteration)
        self._set_rate()
        self._position, self._sample = state.position, state.sample
        self._stopping.best_test_loss = state.best_test_loss
        self._stopping.best_epoch = state.best_epoch
