"""How neurons and numbers are written: x₁, h₂,₁, ŷ, −0.1234."""

from nnviz.data.form import DataForm
from nnviz.language import tr
from nnviz.selection import NeuronPlace
from nnviz.training.snapshot import Snapshot

_SUBSCRIPTS = str.maketrans("0123456789-", "₀₁₂₃₄₅₆₇₈₉₋")
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def subscript(number: int) -> str:
    return str(number).translate(_SUBSCRIPTS)


def power_of_ten(exponent: int) -> str:
    """Return 10⁻² for −2."""
    return "10" + str(exponent).translate(_SUPERSCRIPTS)


def share_text(share: float) -> str:
    return tr("{percent} %", percent=f"{100 * share:.0f}")


def neuron_name(snapshot: Snapshot, place: NeuronPlace) -> str:
    """Return what a neuron is called on the slides: x₁, h₁,₂, ŷ, ŷ₃."""
    sizes = snapshot.sizes
    if place.layer == 0:
        data = snapshot.data
        return data.form.features[data.features[place.unit]].label
    if place.layer == len(sizes) - 1:
        return "ŷ" if sizes[-1] == 1 else f"ŷ{subscript(place.unit + 1)}"
    return f"h{subscript(place.layer)},{subscript(place.unit + 1)}"


def class_names(form: DataForm) -> tuple[str, ...]:
    """Return what the classes are called, those without a name by their number."""
    return tuple(
        name or tr("class {number}", number=number + 1)
        for number, name in enumerate(form.class_names)
    )


def layer_name(snapshot: Snapshot, layer: int) -> str:
    """Return Input, Hidden 1, Hidden 2, …, Output."""
    if layer == 0:
        return tr("Input")
    if layer == len(snapshot.sizes) - 1:
        return tr("Output")
    return tr("Hidden {number}", number=layer)
