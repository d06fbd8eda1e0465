"""What is said of an ending. To add one, append a row to ENDINGS."""

from collections.abc import Callable
from dataclasses import dataclass

from nnviz.catalog import catalog
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.ending import Ending
from nnviz.language import tr


@dataclass(frozen=True)
class EndingKind:
    """The sentence for the endings of one kind, in the language that is chosen when it is asked."""

    key: str
    text: Callable[[Ending], str]


def ending_text(ending: Ending) -> str:
    """Return what is to be said of an ending, in the language in use."""
    return ENDINGS[ending.kind].text(ending)


def _target_loss(ending: Ending) -> str:
    return tr("Finished: the test loss reached {target:g}.", target=ending.values["target"])


def _patience(ending: Ending) -> str:
    return tr(
        "Stopped early: the test loss has not improved for {count:,} epochs.",
        count=ending.values["count"],
    )


def _epochs(ending: Ending) -> str:
    return tr("Finished: {count:,} epochs are done.", count=ending.values["count"])


def _no_slope(ending: Ending) -> str:
    label = tr(ACTIVATIONS[str(ending.values["activation"])].label)
    problem = tr("{name} has the slope 0, so that no gradient gets through it.", name=label)
    return f"{problem} {_way_past(str(ending.values['way']))}"


def _way_past(way: str) -> str:
    if way == "perceptron":
        return tr("Choose another activation, or the perceptron rule.")
    if way == "remove_hidden":
        return tr("Choose another activation, or remove the hidden layers for the perceptron rule.")
    return tr("Choose another activation.")


def _separated(_ending: Ending) -> str:
    return tr("Every training sample is right: the perceptron rule has nothing left to correct.")


def _inseparable(_ending: Ending) -> str:
    return tr(
        "With these inputs the classes are not linearly separable: no weights get every "
        "training sample right, so the perceptron rule never stops by itself."
    )


def _solved(_ending: Ending) -> str:
    return tr("Solved in one step: no other weights have a smaller squared error.")


def _solved_singular(ending: Ending) -> str:
    doubt = tr(
        "XᵀX is singular: the samples determine only {rank} of the {variables} variables. "
        "Of all equally good solutions this is the one with the smallest weights.",
        rank=ending.values["rank"],
        variables=ending.values["variables"],
    )
    return f"{_solved(ending)} {doubt}"


def _diverged(ending: Ending) -> str:
    layer = int(ending.values["hidden_layer"])
    name = tr("hidden layer {number}", number=layer) if layer else tr("the output layer")
    what = tr(
        "Paused at iteration {iteration:,}: the numbers of {layer} grew beyond all bounds.",
        iteration=ending.values["iteration"],
        layer=name,
    )
    rest = tr("The last finite weights are back; Back or Replay leads to better ones.")
    return f"{what} {_usual_cause(ending)} {rest}"


def _usual_cause(ending: Ending) -> str:
    rate = ending.values["learning_rate"]
    if ending.values["unscaled"]:
        return tr(
            "The usual cause is a learning rate too large (now {rate:g}) or unscaled features.",
            rate=rate,
        )
    return tr("The usual cause is a learning rate too large (now {rate:g}).", rate=rate)


ENDINGS = catalog(
    EndingKind("target_loss", _target_loss),
    EndingKind("patience", _patience),
    EndingKind("epochs", _epochs),
    EndingKind("no_slope", _no_slope),
    EndingKind("separated", _separated),
    EndingKind("inseparable", _inseparable),  # which never ends
    EndingKind("solved", _solved),
    EndingKind("solved_singular", _solved_singular),
    EndingKind("diverged", _diverged),
)
