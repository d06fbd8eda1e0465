"""Keeping the weights that still fit when a network is rebuilt."""

from collections.abc import Sequence

from nnviz.engine.network import Network


def transplant(
    old: Network, old_features: Sequence[str], new: Network, new_features: Sequence[str]
) -> None:
    """Copy from `old` into `new` every weight whose two ends exist in both.

    Hidden layers are matched by their number from the input, the output layer with the output
    layer, inputs by the feature's key, and biases with biases.
    """
    old_hidden, new_hidden = len(old.layers) - 1, len(new.layers) - 1
    for k in range(min(old_hidden, new_hidden)):
        _copy_layer(old, k, old_features, new, k, new_features)
    if old_hidden == new_hidden:
        _copy_layer(old, old_hidden, old_features, new, new_hidden, new_features)


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
