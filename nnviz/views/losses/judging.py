"""What each loss says of the same answers: its value, each example's part of it, and its pull."""

from collections.abc import Sequence

import numpy as np

from nnviz.engine.losses import LOSSES
from nnviz.engine.losses.loss import LossSettings
from nnviz.experiment import Experiment
from nnviz.run_state import Array

ORDER = (
    "sse",
    "mse",
    "half_mse",
    "sae",
    "mae",
    "huber",
    "categorical_cross_entropy",
    "binary_cross_entropy",
    "hinge",
)


def settings_of(key: str, experiment: Experiment | None) -> LossSettings:
    """Return the experiment's settings of its own loss, and the default ones of others."""
    if experiment is not None and experiment.loss == key:
        return experiment.loss_settings
    return LOSSES[key].settings()


def fitting(predictions: Array, targets: Array) -> tuple[str, ...]:
    """Return the losses that have a value for these answers, both (outputs, batch)."""
    probable = all(bool(((a >= 0) & (a <= 1)).all()) for a in (predictions, targets))
    whole = len(targets) > 1 and np.allclose(targets.sum(axis=0), 1)
    told = {
        "binary_cross_entropy": probable,
        "categorical_cross_entropy": probable and whole,
        "hinge": bool((np.abs(targets) == 1).all()) and bool((targets < 0).any()),
    }
    return tuple(key for key in ORDER if told.get(key, True))


def judged(
    predictions: Array, targets: Array, keys: Sequence[str], experiment: Experiment | None
) -> dict[str, float]:
    """Return the value of each of these losses, summed or averaged as its row in LOSSES says."""
    return {
        key: LOSSES[key].form.value(predictions, targets, settings_of(key, experiment))
        for key in keys
    }


def shares(key: str, predictions: Array, targets: Array, experiment: Experiment | None) -> Array:
    """Return each example's part of the loss, (batch,), which sum to 1, or are 0 as the loss is."""
    settings, form = settings_of(key, experiment), LOSSES[key].form
    parts = np.array(
        [
            form.value(predictions[:, [at]], targets[:, [at]], settings)
            for at in range(targets.shape[1])
        ]
    )
    total = parts.sum()
    return np.asarray(parts / total if total > 0 else parts)


def pulls(key: str, predictions: Array, targets: Array, experiment: Experiment | None) -> Array:
    """Return ∂L/∂ŷ, (outputs, batch)."""
    loss, out = LOSSES[key], np.empty(predictions.shape)
    gradient = loss.form.bind(settings_of(key, experiment), predictions.shape)
    scale = np.array(1 / loss.divisor(*predictions.shape))
    gradient(predictions.astype(float), targets.astype(float), scale, out)
    return out


def curve(key: str, answers: Array, target: float, experiment: Experiment | None) -> Array:
    """Return the loss of one answer each, (places,), where the target is this."""
    settings, form = settings_of(key, experiment), LOSSES[key].form
    wanted = np.array([[target]])
    return np.array([form.value(np.array([[a]]), wanted, settings) for a in answers.tolist()])
