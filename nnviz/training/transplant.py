"""What is kept of a run when the experiment's choices change."""

from collections.abc import Sequence

from nnviz.engine.network import Network
from nnviz.experiment import Experiment
from nnviz.run_state import Array


def starts_afresh(before: Experiment, after: Experiment) -> bool:
    """Say whether the change gives new weights: another data set, way to draw them, or seed."""
    return _beginning(before) != _beginning(after)


def _beginning(experiment: Experiment) -> object:
    return (
        experiment.data.dataset,
        experiment.initializer,
        experiment.initializer_settings,
        experiment.bias_initializer,
        experiment.bias_initializer_settings,
        experiment.weights_seed,
    )


def same_data(before: Experiment, after: Experiment) -> bool:
    """Say whether the prepared data stay as they are."""
    return _data_choices(before) == _data_choices(after)


def _data_choices(experiment: Experiment) -> object:
    return (
        experiment.data,
        experiment.features,
        experiment.scaling,
        experiment.outputs,
        experiment.output_activation,
    )


def transplanted(
    parameters: Array,
    old: Network,
    fresh: Network,
    old_features: Sequence[str],
    fresh_features: Sequence[str],
) -> Array:
    """Return a copy of the fresh network's parameters with every weight that still fits.

    `parameters` are those of a network like `old`. A weight fits if its two ends exist in both:
    hidden layers are matched by their number from the input, the output layer with the output
    layer, inputs by the feature's key, and biases with biases.
    """
    source = Network(old.inputs, old.layers, parameters)
    target = Network(fresh.inputs, fresh.layers, fresh.parameters)
    old_hidden, hidden = len(old.layers) - 1, len(fresh.layers) - 1
    for k in range(min(old_hidden, hidden)):
        _copy_layer(source, k, old_features, target, k, fresh_features)
    if old_hidden == hidden:
        _copy_layer(source, hidden, old_features, target, hidden, fresh_features)
    return target.parameters


def _copy_layer(
    old: Network,
    old_layer: int,
    old_features: Sequence[str],
    new: Network,
    new_layer: int,
    new_features: Sequence[str],
) -> None:
    source, target = old.weights[old_layer], new.weights[new_layer]
    units = min(source.shape[0], target.shape[0])
    if old_layer == 0:
        pairs = [
            (old_features.index(key), column)
            for column, key in enumerate(new_features)
            if key in old_features
        ]
    else:
        pairs = [(column, column) for column in range(min(source.shape[1], target.shape[1]) - 1)]
    for source_column, target_column in (*pairs, (-1, -1)):
        target[:units, target_column] = source[:units, source_column]
