"""The columns of the table of steps."""

from dataclasses import replace

import numpy as np

from nnviz.experiment import Experiment, with_dataset
from nnviz.training.run import TrainingRun
from nnviz.views.steps.columns import columns_of, widest

SINGLE = replace(Experiment(), hidden_layers=())
LINE = replace(with_dataset(Experiment(), "sine"), hidden_layers=(), output_bias=False)


def heads(experiment: Experiment) -> list[str]:
    track = TrainingRun(experiment).snapshot({"track"}).parts["track"]
    return [column.head for column in columns_of(track)]


def test_one_parameter() -> None:
    assert heads(LINE) == ["step", "cost J", "slope ∂J/∂w", "w after"]


def test_several_parameters() -> None:
    first, second = ["∂J/∂w₁", "w₁ after"], ["∂J/∂w₂", "w₂ after"]
    assert heads(SINGLE) == ["step", "cost J", *first, *second, "∂J/∂b", "b after"]


def test_the_numbers_that_take_most_room() -> None:
    assert widest(np.array([3.0, -20.0, np.inf, np.nan, 4.0])) == [-20.0, 4.0]
    assert widest(np.array([np.nan])) == [0.0]
