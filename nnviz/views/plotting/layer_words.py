"""What a layer is called by its activation, and what sets it apart from a plain one."""

from dataclasses import fields

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.layers.dense import Dense
from nnviz.engine.layers.stages import STAGES
from nnviz.language import tr, trn
from nnviz.number_text import short_text
from nnviz.views.plotting.notation import share_text


def activation_name(layer: Dense) -> str:
    """Return tanh, ReLU, …, or Maxout, which takes the place of an activation."""
    row = STAGES["maxout"] if layer.pieces > 1 else ACTIVATIONS[layer.activation]
    return tr(row.label)


def extras(layer: Dense) -> list[str]:
    """Return the layer's options that differ from the plain layer's, in a few words each."""
    settings = layer.activation_settings
    words = [
        f"{tr(setting.metadata['label'])} = {short_text(getattr(settings, setting.name))}"
        for setting in fields(settings)
        if getattr(settings, setting.name) != setting.default
    ]
    if layer.pieces > 1:
        words.append(trn("{n} piece", "{n} pieces", layer.pieces))
    if not layer.bias:
        words.append(tr("no bias"))
    if layer.batch_norm:
        words.append(tr("batch norm"))
    if layer.dropout:
        words.append(
            tr(
                "dropout {share}",
                share=share_text(layer.dropout).replace(" ", "\N{NO-BREAK SPACE}"),
            )
        )
    return words
