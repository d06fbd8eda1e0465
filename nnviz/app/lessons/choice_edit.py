"""One choice of an experiment by its path, such as data.noise: its value, and another one."""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from typing import Any

from nnviz.experiment import (
    Experiment,
    with_dataset,
    with_loss,
    with_optimizer,
    with_output_activation,
)

TAKING_ALONG: dict[str, Callable[[Experiment, str], Experiment]] = {
    "data.dataset": with_dataset,
    "loss": with_loss,
    "optimizer": with_optimizer,
    "output_activation": with_output_activation,
}


def value_of(experiment: Experiment, path: str) -> Any:
    """Return the value of a choice."""
    return reduce(getattr, path.split("."), experiment)


def with_choice(experiment: Experiment, path: str, value: Any) -> Experiment:
    """Return the experiment with another value of a choice, and with what must go along."""
    if path in TAKING_ALONG:
        return TAKING_ALONG[path](experiment, value)
    group, _, key = path.rpartition(".")
    if not group:
        return replace(experiment, **{key: value})
    return replace(experiment, **{group: replace(getattr(experiment, group), **{key: value})})
