"""Names of parameters: as on a board for one neuron, by layer for more, each its own."""

from dataclasses import replace

import pytest

from nnviz.experiment import Experiment, LayerChoice, with_dataset
from nnviz.training.parameter_names import parameter_names, plain_name

LINE = replace(with_dataset(Experiment(), "sine"), hidden_layers=(), output_activation="linear")
PLANE = replace(Experiment(), hidden_layers=())
TWO = replace(Experiment(), hidden_layers=(LayerChoice(2),))
MAXOUT = replace(TWO, hidden_layers=(LayerChoice(1, "linear", pieces=2),))
NORMED = replace(TWO, hidden_layers=(LayerChoice(2, batch_norm=True),))
CLASSES = replace(with_dataset(Experiment(), "three_blobs"), hidden_layers=())


@pytest.mark.parametrize(
    ("experiment", "names"),
    [
        (LINE, "w b"),
        (replace(LINE, output_bias=False), "w"),
        (PLANE, "w₁ w₂ b"),
        (TWO, "w₁,₁₁ w₁,₁₂ b₁,₁ w₁,₂₁ w₁,₂₂ b₁,₂ w₂,₁₁ w₂,₁₂ b₂,₁"),
        (MAXOUT, "w₁,₁₁,₁ w₁,₁₂,₁ b₁,₁,₁ w₁,₁₁,₂ w₁,₁₂,₂ b₁,₁,₂ w₂,₁₁ b₂,₁"),
        (NORMED, "w₁,₁₁ w₁,₁₂ w₁,₂₁ w₁,₂₂ γ₁,₁ γ₁,₂ β₁,₁ β₁,₂ w₂,₁₁ w₂,₁₂ b₂,₁"),
        (CLASSES, "w₁,₁₁ w₁,₁₂ b₁,₁ w₁,₂₁ w₁,₂₂ b₁,₂ w₁,₃₁ w₁,₃₂ b₁,₃"),
    ],
)
def test_names(experiment: Experiment, names: str) -> None:
    if experiment is NORMED:
        layer = replace(experiment.hidden_layers[0], bias=False)
        experiment = replace(experiment, hidden_layers=(layer,))
    assert parameter_names(experiment) == tuple(names.split())


@pytest.mark.parametrize("units", [9, 10, 11])
def test_every_parameter_has_a_name_of_its_own(units: int) -> None:
    names = parameter_names(replace(LINE, hidden_layers=(LayerChoice(units), LayerChoice(units))))
    assert len({plain_name(name) for name in names}) == len(names)


def test_names_in_files_are_ascii() -> None:
    names = [plain_name(name) for name in ("w", "w₁", "b", "w₂,₁₃", "b₁,₁,₂", "γ₁,₂", "β₁,₂")]
    assert names == ["w", "w1", "b", "w2_13", "b1_1_2", "gamma1_2", "beta1_2"]
