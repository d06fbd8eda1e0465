"""What cannot be chosen as things are."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from nnviz.data.generators import DATASETS
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.losses import LOSSES
from nnviz.engine.methods import METHODS
from nnviz.experiment import (
    Experiment,
    ExperimentError,
    with_dataset,
    with_loss,
    with_optimizer,
    with_output_activation,
)
from nnviz.experiment.unfit import unfit_losses, unfit_methods, unfit_output_activations

START = Experiment()
NO_HIDDEN = replace(START, hidden_layers=(), output_activation="linear")
STARTS = [
    changed
    for key in DATASETS
    for start in (START, NO_HIDDEN, with_optimizer(NO_HIDDEN, "normal_equation"))
    for changed in [with_dataset(start, key)]
]
Choose = Callable[[Experiment, str], Experiment]


def refused(experiments: dict[str, Experiment]) -> dict[str, str]:
    reasons = {}
    for key, experiment in experiments.items():
        try:
            experiment.check()
        except ExperimentError as error:
            reasons[key] = str(error)
    return reasons


@pytest.mark.parametrize(
    ("unfit", "choose", "table"),
    [
        (unfit_losses, with_loss, LOSSES),
        (unfit_methods, with_optimizer, METHODS),
        (unfit_output_activations, with_output_activation, ACTIVATIONS),
    ],
)
def test_what_the_whole_check_refuses_is_unfit_for_its_reason(
    unfit: Callable[[Experiment], dict[str, str]], choose: Choose, table: dict[str, object]
) -> None:
    found = [unfit(start) for start in STARTS]
    assert found == [refused({key: choose(start, key) for key in table}) for start in STARTS]
    assert any(found)


def test_every_loss_fits_the_first_experiment() -> None:
    assert unfit_losses(START) == {}


@pytest.mark.parametrize("unfit", [unfit_losses, unfit_methods, unfit_output_activations])
def test_only_what_is_chosen_anew_is_checked(
    unfit: Callable[[Experiment], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Experiment] = []
    monkeypatch.setattr(Experiment, "check", asked.append)
    unfit(START)
    assert not asked
