"""The selected weight is found among those that are learned."""

import pytest

from nnviz.experiment import Experiment
from nnviz.selection import Edge, NeuronPlace, Part
from nnviz.training.chosen_parameter import chosen_number
from nnviz.training.run import TrainingRun


@pytest.mark.parametrize(
    ("part", "number"),
    [(Edge(1, 0, 0), 0), (Edge(1, 0, 2), 2), (Edge(1, 1, 0), 3), (NeuronPlace(1, 0), None)],
)
def test_an_edge_is_counted_row_by_row_with_its_bias_last(part: Part, number: int | None) -> None:
    assert chosen_number(TrainingRun(Experiment()).snapshot(), part) == number


@pytest.mark.parametrize("layer", [0, 99])
def test_there_is_no_edge_beyond_the_layers(layer: int) -> None:
    assert chosen_number(TrainingRun(Experiment()).snapshot(), Edge(layer, 0, 0)) is None
