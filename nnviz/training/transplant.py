"""What is kept of a run when the experiment's choices change."""

from collections.abc import Sequence
from dataclasses import replace

from nnviz.engine.network import Network
from nnviz.experiment import Experiment
from nnviz.kept import kept
from nnviz.run_state import Array, RunState


def carried_over(
    here: RunState,
    start: RunState,
    networks: tuple[Network, Network],
    experiments: tuple[Experiment, Experiment],
) -> RunState:
    """Return the state in which a run goes on with other choices.

    `start` is the beginning of a run of those; networks and experiments are the old and the new.
    The optimizer remembers what it knew if every parameter has kept its place.
    """
    before, after = experiments
    features = (before.features, after.features)
    memory = here.optimizer if kept(before, after).memory else start.optimizer
    return replace(
        start,
        parameters=transplanted(here.parameters, *networks, *features),
        initial=transplanted(here.initial, *networks, *features),
        statistics=transplanted_statistics(*networks),
        optimizer=memory,
        generator=here.generator,
        iteration=here.iteration,
        epoch=here.epoch,
        best_epoch=here.epoch,
        history=here.history,
        history_interval=here.history_interval,
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
    for k in _matching_layers(old, fresh):
        _copy_layer(source, k, old_features, target, k, fresh_features)
    return target.parameters


def transplanted_statistics(old: Network, fresh: Network) -> Array:
    """Return a copy of the fresh network's statistics with those of every neuron in both."""
    target = Network(fresh.inputs, fresh.layers, None, fresh.statistics)
    for k in _matching_layers(old, fresh):
        for source, result in zip(old.remembered[k], target.remembered[k], strict=True):
            units = min(len(source), len(result))
            result[:units] = source[:units]
    return target.statistics


def _matching_layers(old: Network, fresh: Network) -> range:
    """Return the numbers of the layers that are matched: the output only with as many before it."""
    hidden = min(len(old.layers), len(fresh.layers)) - 1
    return range(hidden + (len(old.layers) == len(fresh.layers)))


def _copy_layer(
    old: Network,
    old_layer: int,
    old_features: Sequence[str],
    new: Network,
    new_layer: int,
    new_features: Sequence[str],
) -> None:
    pairs = _column_pairs(old, old_layer, old_features, new, new_layer, new_features)
    if old.layers[old_layer].bias and new.layers[new_layer].bias:
        pairs.append((-1, -1))
    units = min(old.layers[old_layer].units, new.layers[new_layer].units)
    source, target = old.blocks[old_layer], new.blocks[new_layer]
    for from_piece, to_piece in zip(_pieces(old, old_layer), _pieces(new, new_layer), strict=False):
        for source_column, target_column in pairs:
            to_piece[:units, target_column] = from_piece[:units, source_column]
    if source.scale.size and target.scale.size:
        target.scale[:units], target.shift[:units] = source.scale[:units], source.shift[:units]


def _pieces(network: Network, layer: int) -> Array:
    """Return a layer's weights as (pieces, units, units_in + 1)."""
    choices = network.layers[layer]
    return network.weights[layer].reshape(choices.pieces, choices.units, -1)


def _column_pairs(
    old: Network,
    old_layer: int,
    old_features: Sequence[str],
    new: Network,
    new_layer: int,
    new_features: Sequence[str],
) -> list[tuple[int, int]]:
    """Return which inputs of the two layers belong together."""
    if old_layer == 0:
        return [
            (old_features.index(key), column)
            for column, key in enumerate(new_features)
            if key in old_features
        ]
    return [(column, column) for column in range(min(old.sizes[old_layer], new.sizes[new_layer]))]
