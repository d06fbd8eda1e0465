"""Prepared data: an experiment's points, split, turned into features, scaled, with targets."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.data.form import DataForm
from nnviz.data.points import Points
from nnviz.data.scaling import SCALINGS, Scaler
from nnviz.data.sources import SOURCES
from nnviz.data.split import split
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.layers.dense import Dense
from nnviz.engine.network import Network
from nnviz.experiment import Experiment
from nnviz.run_state import Array

SHOWN_EXAMPLES = 16  # at most


@dataclass(frozen=True, eq=False)
class Prepared:
    """What the network is trained and tested on; read-only arrays, columns are examples."""

    form: DataForm
    features: tuple[str, ...]
    scaler: Scaler
    train: Points
    test: Points
    train_inputs: Array  # (features, train.count)
    test_inputs: Array
    train_targets: Array  # (outputs, train.count)
    test_targets: Array
    target_range: tuple[float, float]  # "no" and "yes" of a class, or the values' own range
    # Where there are more than two inputs, and so no plane to draw: columns of the training data
    # that stand for all, one for every answer there is.
    examples: NDArray[np.int64]

    @property
    def classes(self) -> int:
        """How many classes there are, 0 for a regression."""
        return self.form.classes

    def inputs(self, x: Array) -> Array:
        """Return the network's inputs for raw x of shape (inputs, count)."""
        return self.scaler.apply(self.form.feature_values(self.features, x))

    def predicted_classes(self, outputs: Array) -> NDArray[np.integer[Any]]:
        """Return the class of each column of outputs, (outputs, count)."""
        if outputs.shape[0] == 1:
            second: NDArray[np.bool_] = outputs[0] > sum(self.target_range) / 2
            return second.view(np.int8)
        return np.asarray(outputs.argmax(axis=0))

    def score(self, outputs: Array, points: Points) -> float:
        """Return the accuracy of a classification, or R² = 1 − SSE/SST over all outputs."""
        if self.classes:
            return np.count_nonzero(self.predicted_classes(outputs) == points.y) / points.count
        targets = points.values
        spread = float(np.square(targets - targets.mean(axis=1, keepdims=True)).sum())
        error = float(np.square(targets - outputs).sum())
        return 1 - error / spread if spread > 0 else 0.0


def prepare(experiment: Experiment) -> Prepared:
    """Make an experiment's data from its own data seed."""
    choice, form = experiment.data, experiment.form
    rng = np.random.default_rng(choice.seed)
    points = SOURCES[choice.dataset].generate(choice.samples, choice.noise, rng)
    train, test = split(points, choice.train_share, rng)
    train_features = form.feature_values(experiment.features, train.x)
    scaler = SCALINGS[experiment.scaling].fit(train_features)
    return _read_only(
        Prepared(
            form=form,
            features=experiment.features,
            scaler=scaler,
            train=train,
            test=test,
            train_inputs=scaler.apply(train_features),
            test_inputs=scaler.apply(form.feature_values(experiment.features, test.x)),
            train_targets=_targets(experiment, train),
            test_targets=_targets(experiment, test),
            target_range=_target_range(experiment, points),
            examples=_examples(form, train),
        )
    )


def build_network(
    experiment: Experiment,
    data: Prepared,
    parameters: Array | None = None,
    statistics: Array | None = None,
    shared: bool = False,
) -> Network:
    """Return the experiment's network, with as many inputs and outputs as the data have."""
    layers = layers_of(experiment, data)
    return Network(data.train_inputs.shape[0], layers, parameters, statistics, shared)


def layers_of(experiment: Experiment, data: Prepared) -> tuple[Dense, ...]:
    """Return the layers of the experiment's network, with as many outputs as the data have."""
    *hidden, output = experiment.layers
    return (*hidden, replace(output, units=data.train_targets.shape[0]))


def draw_parameters(experiment: Experiment, network: Network, rng: np.random.Generator) -> None:
    """Draw the network's weights and biases as the experiment says."""
    weights = INITIALIZERS[experiment.initializer]
    biases = INITIALIZERS[experiment.bias_initializer]
    network.initialize(
        weights.with_settings(experiment.initializer_settings),
        rng,
        biases.with_settings(experiment.bias_initializer_settings),
    )


def _target_range(experiment: Experiment, points: Points) -> tuple[float, float]:
    if experiment.task == "classification":
        return ACTIVATIONS[experiment.output_activation].class_targets
    return float(points.y.min()), float(points.y.max())


def _targets(experiment: Experiment, points: Points) -> Array:
    """Return what the outputs should be: values, or "no" and "yes" for each class."""
    if experiment.task == "regression":
        return points.values.copy()
    no, yes = ACTIVATIONS[experiment.output_activation].class_targets
    classes = np.array([[1.0]]) if experiment.outputs == 1 else np.arange(experiment.outputs)
    return np.where(points.y == classes.reshape(-1, 1), yes, no).astype(float)


def _examples(form: DataForm, train: Points) -> NDArray[np.int64]:
    if form.spans:
        return np.empty(0, np.int64)
    _, first = np.unique(train.values, axis=1, return_index=True)
    # Classes rise; falling values bring one-hot rows in the order of their ones.
    ordered = first if form.classes else first[::-1]
    evenly = np.linspace(0, len(ordered) - 1, min(len(ordered), SHOWN_EXAMPLES))
    return np.asarray(ordered[evenly.astype(np.int64)])


def _read_only(data: Prepared) -> Prepared:
    arrays = (data.train_inputs, data.test_inputs, data.train_targets, data.test_targets)
    points = (data.train.x, data.train.y, data.test.x, data.test.y)
    for array in (*arrays, *points, data.examples):
        array.flags.writeable = False
    return data
