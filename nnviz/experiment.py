"""Experiment: every choice a person can make, as one frozen value: enough to repeat a run."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from math import isfinite

from nnviz.data.features import FORMULA_INPUTS, is_feature, usual_label
from nnviz.data.form import DataForm, Task
from nnviz.data.scaling import SCALINGS
from nnviz.data.sources import SOURCES, form_of
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.activation import ActivationSettings
from nnviz.engine.initializers import BIAS_INITIALIZERS, INITIALIZERS, InitializerSettings
from nnviz.engine.layers.dense import Dense, is_learned
from nnviz.engine.losses import LOSSES
from nnviz.engine.losses.loss import LossSettings
from nnviz.engine.methods import METHODS
from nnviz.engine.optimizers.optimizer import OptimizerSettings
from nnviz.engine.schedules import SCHEDULES, ScheduleSettings
from nnviz.engine.settings import Settings, fit_settings
from nnviz.engine.solvers.solver import Solver
from nnviz.language import tr

MAX_HIDDEN_LAYERS = 8
MAX_UNITS = 512
MAX_PIECES = 4  # of a maxout
MAX_DROPOUT = 0.9
MIN_SAMPLES, MAX_SAMPLES = 10, 5000
MAX_NOISE = 0.5
MIN_TRAIN_SHARE, MAX_TRAIN_SHARE = 0.1, 0.9
MAX_SEED = 2**31 - 1
MAX_LEARNING_RATE = 1000.0
MAX_REGULARISATION = 100.0
MIN_CLIP_NORM, MAX_CLIP_NORM = 1e-6, 1e6
MAX_EPOCHS = 10**9


class ExperimentError(ValueError):
    """A choice that cannot be used, with a sentence for the person who made it."""


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
        fit_settings(self, "activation_settings", ACTIVATIONS, self.activation)

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
        fit_settings(self, "output_activation_settings", ACTIVATIONS, self.output_activation)
        fit_settings(self, "loss_settings", LOSSES, self.loss)
        fit_settings(self, "schedule_settings", SCHEDULES, self.schedule)
        fit_settings(self, "initializer_settings", INITIALIZERS, self.initializer)
        fit_settings(self, "bias_initializer_settings", INITIALIZERS, self.bias_initializer)

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

    @property
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

    def check(self) -> None:
        """Raise ExperimentError with a sentence if any choice cannot be used."""
        _check_keys(self)
        _check_own_points(self)
        _check_features(self)
        _check_layers(self)
        _check_fit(self)
        _check_numbers(self)


def _check_keys(experiment: Experiment) -> None:
    chosen = [
        (experiment.data.dataset, SOURCES, tr("data set")),
        (experiment.scaling, SCALINGS, tr("scaling")),
        (experiment.output_activation, ACTIVATIONS, tr("activation")),
        *((layer.activation, ACTIVATIONS, tr("activation")) for layer in experiment.hidden_layers),
        (experiment.loss, LOSSES, tr("loss")),
        (experiment.optimizer, METHODS, tr("optimizer")),
        (experiment.schedule, SCHEDULES, tr("learning-rate schedule")),
        (experiment.initializer, INITIALIZERS, tr("initial weights")),
        (experiment.bias_initializer, BIAS_INITIALIZERS, tr("initial biases")),
    ]
    for key, table, name in chosen:
        if key not in table:
            raise _unknown(name, key)


def _check_own_points(experiment: Experiment) -> None:
    """Of a person's own points there are only so many, and nothing moves them."""
    points, data = SOURCES[experiment.data.dataset].points, experiment.data
    if points is not None and (data.samples > points.count or data.noise):
        raise ExperimentError(
            tr("This data set has {count} points, without noise.", count=points.count)
        )


def _unknown(kind: str, key: str) -> ExperimentError:
    return ExperimentError(
        tr("There is no {kind} called “{key}” in this version.", kind=kind, key=key)
    )


def _check_features(experiment: Experiment) -> None:
    if not experiment.features:
        raise ExperimentError(tr("The network needs at least one input feature."))
    if len(set(experiment.features)) != len(experiment.features):
        raise ExperimentError(tr("An input feature is listed twice."))
    for key in experiment.features:
        if not is_feature(key):
            raise _unknown(tr("feature"), key)
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


def _check_fit(experiment: Experiment) -> None:
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
    _check_method(experiment)


def _check_method(experiment: Experiment) -> None:
    row = METHODS[experiment.optimizer]
    if not isinstance(experiment.optimizer_settings, row.settings):
        raise ExperimentError(tr("The optimizer's settings belong to another optimizer."))
    if misfit := _misfit(experiment):
        raise ExperimentError(misfit)


def _misfit(experiment: Experiment) -> str:
    """Return why the way to learn is not for this network and data, "" if it is."""
    row = METHODS[experiment.optimizer]
    return row.misfit(experiment.layers, experiment.form.classes) if isinstance(row, Solver) else ""


def _check_numbers(experiment: Experiment) -> None:
    data, stopping = experiment.data, experiment.stopping
    bounds: list[tuple[str, float | None, float, float]] = [
        (tr("Samples"), data.samples, MIN_SAMPLES, MAX_SAMPLES),
        (tr("Noise"), data.noise, 0, MAX_NOISE),
        (tr("Training share"), data.train_share, MIN_TRAIN_SHARE, MAX_TRAIN_SHARE),
        (tr("Data seed"), data.seed, 0, MAX_SEED),
        (tr("Weights seed"), experiment.weights_seed, 0, MAX_SEED),
        (tr("Learning rate"), experiment.learning_rate, 0, MAX_LEARNING_RATE),
        (tr("Clipping norm"), experiment.clip_norm, MIN_CLIP_NORM, MAX_CLIP_NORM),
        (tr("Batch size"), experiment.batch_size, 1, MAX_SAMPLES),
        ("L1", experiment.l1, 0, MAX_REGULARISATION),
        ("L2", experiment.l2, 0, MAX_REGULARISATION),
        (tr("Epochs"), stopping.epochs, 1, MAX_EPOCHS),
        (tr("Target loss"), stopping.target_loss, 0, 1e9),
        (tr("Patience"), stopping.patience, 1, MAX_EPOCHS),
    ]
    for layer in experiment.hidden_layers:
        bounds.append((tr("Pieces of a maxout"), layer.pieces, 1, MAX_PIECES))
        bounds.append((tr("Dropout"), layer.dropout, 0, MAX_DROPOUT))
    for settings in _all_settings(experiment):
        for setting in fields(settings):
            value, limits = getattr(settings, setting.name), setting.metadata
            bounds.append((tr(limits["label"]), value, limits["low"], limits["high"]))
    for name, number, low, high in bounds:
        if number is not None and not (isfinite(number) and low <= number <= high):
            raise ExperimentError(
                tr(
                    "{name} must be from {low} to {high}, not {value}.",
                    name=name,
                    low=f"{low:,.10g}",
                    high=f"{high:,.10g}",
                    value=f"{number:,.10g}",
                )
            )


def _all_settings(experiment: Experiment) -> tuple[Settings, ...]:
    return (
        *(layer.activation_settings for layer in experiment.hidden_layers),
        experiment.output_activation_settings,
        experiment.loss_settings,
        experiment.optimizer_settings,
        experiment.schedule_settings,
        experiment.initializer_settings,
        experiment.bias_initializer_settings,
    )


def with_dataset(experiment: Experiment, key: str) -> Experiment:
    """Return the experiment on another data set, with all that fits it: features, output, loss.

    A way to learn that does not fit gives way to SGD.
    """
    before, form = experiment.form, form_of(key)
    changed = replace(
        experiment,
        data=_fitting_data(experiment.data, key),
        features=_fitting_features(experiment.features, before, form),
    )
    if (form.classes, form.targets) != (before.classes, before.targets):
        output, loss = _fitting_output(form)
        changed = replace(changed, output_activation=output, loss=loss)
    return with_optimizer(changed, "sgd") if _misfit(changed) else changed


def _fitting_data(data: DataChoice, key: str) -> DataChoice:
    points = SOURCES[key].points
    if points is None:
        return replace(data, dataset=key)
    return replace(data, dataset=key, samples=points.count, noise=0.0)


def _fitting_features(
    features: tuple[str, ...], before: DataForm, form: DataForm
) -> tuple[str, ...]:
    """Return the features as far as there are inputs for them, and new inputs with them."""
    inputs = len(form.inputs)
    if len(before.inputs) == inputs:
        return features
    if max(len(before.inputs), inputs) > FORMULA_INPUTS:
        return form.input_features
    kept = tuple(key for key in features if key in form.features)
    if inputs == 2 and kept[:1] == ("x1",):
        kept = ("x1", "x2", *kept[1:])
    return kept or ("x1",)


def _fitting_output(form: DataForm) -> tuple[str, str]:
    """Return the output activation and the loss to begin with."""
    if form.classes > 2:
        return "softmax", "categorical_cross_entropy"
    if form.classes == 2:
        return "tanh", "half_mse"
    # Several targets are 0 or 1 each.
    return ("sigmoid" if form.targets > 1 else "linear"), "half_mse"


def with_loss(experiment: Experiment, key: str) -> Experiment:
    """Return the experiment with another loss and, where needed, another output activation."""
    loss, activation = LOSSES[key], experiment.output_activation
    if activation not in loss.output_activations:
        activation = loss.fused_with or _plain_output(experiment)
    return replace(experiment, loss=key, output_activation=activation)


def with_output_activation(experiment: Experiment, key: str) -> Experiment:
    """Return the experiment with another output activation and, where needed, a loss that fits."""
    changed = replace(experiment, output_activation=key)
    if key in LOSSES[experiment.loss].output_activations:
        return changed
    losses = [loss.key for loss in LOSSES.values() if key in loss.output_activations]
    return replace(changed, loss=losses[0])


def _plain_output(experiment: Experiment) -> str:
    return "linear" if experiment.task == "regression" else "tanh"


def with_optimizer(experiment: Experiment, key: str) -> Experiment:
    """Return the experiment with another way to learn and its default settings."""
    return replace(experiment, optimizer=key, optimizer_settings=METHODS[key].settings())
