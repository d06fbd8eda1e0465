"""Experiment: all choices as one frozen value, and which of them cannot be used together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from nnviz.data.features import is_feature, usual_label
from nnviz.data.form import DataForm, Task
from nnviz.data.sources import SOURCES, form_of
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.activation import ActivationSettings
from nnviz.engine.initializers import InitializerSettings
from nnviz.engine.layers.dense import Dense, is_learned
from nnviz.engine.losses import LOSSES
from nnviz.engine.losses.loss import LossSettings
from nnviz.engine.methods import METHODS
from nnviz.engine.optimizers.optimizer import OptimizerSettings
from nnviz.engine.schedules import SCHEDULES, ScheduleSettings
from nnviz.engine.settings import fit_settings
from nnviz.engine.solvers.solver import Solver
from nnviz.experiment.choice_rows import (
    ChoiceRow,
    ExperimentError,
    KeyRow,
    NumberRow,
    SettingsRow,
    chosen,
    unknown_key,
)
from nnviz.experiment.choices import (
    EXPERIMENT_CHOICES,
    LAYER_CHOICES,
    MAX_HIDDEN_LAYERS,
    MAX_UNITS,
)
from nnviz.language import tr


def _fit_settings(owner: object, rows: Mapping[str, ChoiceRow]) -> None:
    """Give settings that belong to another row the defaults of the one that is chosen."""
    for row in rows.values():
        if isinstance(row, SettingsRow) and row.fitted:
            fit_settings(owner, row.key, row.table, getattr(owner, row.of))


@dataclass(frozen=True)
class LayerChoice:
    """A hidden layer: W·x, maxout, batch normalisation, activation and dropout, as chosen.

    Settings that are not its activation's become the activation's defaults.
    """

    units: int
    activation: str = "tanh"
    activation_settings: ActivationSettings = field(default_factory=ActivationSettings)
    bias: bool = True
    pieces: int = 1  # from 2 on: maxout, which takes the place of another activation
    batch_norm: bool = False
    dropout: float = 0.0  # the share of values left out in training

    def __post_init__(self) -> None:
        _fit_settings(self, LAYER_CHOICES)

    @property
    def dense(self) -> Dense:
        """The layer as the engine has it."""
        return Dense(**{field.name: getattr(self, field.name) for field in fields(self)})


@dataclass(frozen=True)
class DataChoice:
    dataset: str = "circle"
    samples: int = 300
    noise: float = 0.0
    train_share: float = 0.5
    seed: int = 1


@dataclass(frozen=True)
class Stopping:
    """When training ends by itself; None: this condition is not used."""

    epochs: int | None = None
    target_loss: float | None = None  # of the test data
    patience: int | None = None  # epochs without a better test loss


@dataclass(frozen=True)
class Experiment:
    """All choices. Settings that do not belong to their choice become that choice's defaults.

    The optimizer's are the exception: `with_optimizer` changes both.
    """

    data: DataChoice = field(default_factory=DataChoice)
    features: tuple[str, ...] = ("x1", "x2")
    scaling: str = "none"
    hidden_layers: tuple[LayerChoice, ...] = (LayerChoice(4), LayerChoice(3))
    output_activation: str = "tanh"
    output_activation_settings: ActivationSettings = field(default_factory=ActivationSettings)
    output_bias: bool = True
    loss: str = "half_mse"
    loss_settings: LossSettings = field(default_factory=LossSettings)
    optimizer: str = "sgd"
    optimizer_settings: OptimizerSettings = field(default_factory=OptimizerSettings)
    learning_rate: float = 0.1
    schedule: str = "constant"  # of the learning rate, from epoch to epoch
    schedule_settings: ScheduleSettings = field(default_factory=ScheduleSettings)
    clip_norm: float | None = None  # the longest gradient a step may use; None: any
    batch_size: int | None = 10  # None: all training samples at once
    l1: float = 0.0
    l2: float = 0.0
    initializer: str = "xavier_normal"
    initializer_settings: InitializerSettings = field(default_factory=InitializerSettings)
    bias_initializer: str = "zeros"
    bias_initializer_settings: InitializerSettings = field(default_factory=InitializerSettings)
    weights_seed: int = 1
    stopping: Stopping = field(default_factory=Stopping)

    def __post_init__(self) -> None:
        _fit_settings(self, EXPERIMENT_CHOICES)

    @property
    def form(self) -> DataForm:
        """What there is to know of the data."""
        return form_of(self.data.dataset)

    @property
    def task(self) -> Task:
        return self.form.task

    @property
    def outputs(self) -> int:
        """The number of output neurons: one a target, or one a class if there are more than two."""
        classes = self.form.classes
        if not classes:
            return self.form.targets
        return classes if classes > 2 or self.output_activation == "softmax" else 1

    @cached_property  # every frame asks for them, and they are made field by field
    def layers(self) -> tuple[Dense, ...]:
        output = Dense(
            self.outputs, self.output_activation, self.output_activation_settings, self.output_bias
        )
        return (*(layer.dense for layer in self.hidden_layers), output)

    @property
    def layer_sizes(self) -> tuple[int, ...]:
        """Units per layer, input features first, outputs last."""
        return (len(self.features), *(layer.units for layer in self.layers))

    @property
    def parameter_count(self) -> int:
        """The number of parameters that are learned."""
        return sum(layer.learned(units_in) for layer, units_in in self._layers_and_inputs())

    @property
    def vector_size(self) -> int:
        """The length of the parameter vector, in which absent biases have a place too."""
        return sum(layer.count(units_in) for layer, units_in in self._layers_and_inputs())

    @property
    def statistics_size(self) -> int:
        """How many numbers batch normalisation remembers."""
        return sum(layer.remembered for layer in self.layers)

    def is_learned(self, index: int) -> bool:
        """Say whether a place of the parameter vector is a parameter's, no absent bias'."""
        return is_learned(self.layers, len(self.features), index)

    def _layers_and_inputs(self) -> Iterable[tuple[Dense, int]]:
        return zip(self.layers, self.layer_sizes, strict=False)

    @property
    def used_batch_size(self) -> int | None:
        """The samples a step is for, None: all; `batch_size` where the way to learn leaves it open.

        A solver that does not look at all samples at once looks at one at a time, so that every
        step of a sample shows what was learnt from it.
        """
        row = METHODS[self.optimizer]
        if row.all_samples:
            return None
        return 1 if isinstance(row, Solver) else self.batch_size

    def learning_rate_at(self, epoch: int) -> float:
        """Return the learning rate throughout an epoch; epochs count from 0."""
        factor = SCHEDULES[self.schedule].factor(self.schedule_settings, epoch)
        return self.learning_rate * factor

    @property
    def misfit(self) -> str:
        """Why the way to learn is not for this network and data, "" if it is."""
        row = METHODS[self.optimizer]
        return row.misfit(self.layers, self.form.classes) if isinstance(row, Solver) else ""

    def check(self) -> None:
        """Raise ExperimentError with a sentence if any choice cannot be used."""
        values = chosen(self, EXPERIMENT_CHOICES)
        _check_alone(values, KeyRow)
        _check_own_points(self)
        _check_features(self)
        _check_layers(self)
        self.check_fit()
        _check_alone(values, NumberRow, SettingsRow)

    def check_fit(self) -> None:
        """Raise ExperimentError with a sentence if output, loss and way to learn do not fit.

        It is all that can be wrong when only these are chosen anew, and much sooner said.
        """
        _check_loss(self)
        _check_method(self)


def _check_alone(values: Iterable[tuple[ChoiceRow, Any]], *kinds: type[ChoiceRow]) -> None:
    """Check the choices of some kinds, each for itself."""
    for row, value in values:
        if isinstance(row, kinds):
            row.check(value)


def _check_own_points(experiment: Experiment) -> None:
    """Of a person's own points there are only so many, and nothing moves them."""
    points, data = SOURCES[experiment.data.dataset].points, experiment.data
    if points is not None and (data.samples > points.count or data.noise):
        raise ExperimentError(
            tr("This data set has {count} points, without noise.", count=points.count)
        )


def _check_features(experiment: Experiment) -> None:
    if not experiment.features:
        raise ExperimentError(tr("The network needs at least one input feature."))
    if len(set(experiment.features)) != len(experiment.features):
        raise ExperimentError(tr("An input feature is listed twice."))
    for key in experiment.features:
        if not is_feature(key):
            raise unknown_key(tr("feature"), key)
        if key not in experiment.form.features:
            raise ExperimentError(tr("This data set has no feature {name}.", name=usual_label(key)))


def _check_layers(experiment: Experiment) -> None:
    if len(experiment.hidden_layers) > MAX_HIDDEN_LAYERS:
        raise ExperimentError(
            tr("A network can have up to {count} hidden layers.", count=MAX_HIDDEN_LAYERS)
        )
    for layer in experiment.hidden_layers:
        if not 1 <= layer.units <= MAX_UNITS:
            raise ExperimentError(tr("A layer can have 1 to {count} neurons.", count=MAX_UNITS))
        if not ACTIVATIONS[layer.activation].elementwise:
            raise ExperimentError(
                tr("{name} can only be the output's activation.", name=layer.activation)
            )
        if layer.pieces > 1 and layer.activation != "linear":
            raise ExperimentError(tr("Maxout is an activation itself: it needs the linear one."))


def _check_loss(experiment: Experiment) -> None:
    loss = LOSSES[experiment.loss]
    if experiment.output_activation not in loss.output_activations:
        wanted = ", ".join(tr(ACTIVATIONS[key].label) for key in loss.output_activations)
        raise ExperimentError(
            tr(
                "{loss} needs one of these output activations: {wanted}.",
                loss=tr(loss.label),
                wanted=wanted,
            )
        )
    if loss.for_classes_only and experiment.task != "classification":
        raise ExperimentError(
            tr("{loss} is for classes; this data set has values.", loss=tr(loss.label))
        )


def _check_method(experiment: Experiment) -> None:
    row = METHODS[experiment.optimizer]
    if not isinstance(experiment.optimizer_settings, row.settings):
        raise ExperimentError(tr("The optimizer's settings belong to another optimizer."))
    if experiment.misfit:
        raise ExperimentError(experiment.misfit)
