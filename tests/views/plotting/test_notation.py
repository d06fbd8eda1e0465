"""How neurons, layers and numbers are written."""

import pytest

from nnviz.selection import NeuronPlace
from nnviz.views.plotting.notation import layer_name, neuron_name, power_of_ten, share_text
from tests.views.drawn_networks import layers
from tests.views.drawn_views import snapshot

SEVERAL = snapshot("three_blobs", hidden_layers=layers(3, 2))


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (NeuronPlace(0, 0), "x₁"),
        (NeuronPlace(0, 1), "x₂"),
        (NeuronPlace(1, 2), "h₁,₃"),
        (NeuronPlace(2, 0), "h₂,₁"),
        (NeuronPlace(3, 2), "ŷ₃"),
    ],
)
def test_a_neuron_is_called_as_on_the_slides(place: NeuronPlace, name: str) -> None:
    assert neuron_name(SEVERAL, place) == name


def test_a_single_output_has_no_number() -> None:
    assert neuron_name(snapshot(hidden_layers=layers(3)), NeuronPlace(2, 0)) == "ŷ"


def test_layers_are_named_by_their_place() -> None:
    names = [layer_name(SEVERAL, layer) for layer in range(4)]
    assert names == ["Input", "Hidden 1", "Hidden 2", "Output"]


def test_powers_of_ten_and_shares() -> None:
    assert [power_of_ten(-12), power_of_ten(3)] == ["10⁻¹²", "10³"]
    assert share_text(0.256) == "26 %"
