"""Learning-rate schedules: how the rate changes from epoch to epoch.

To add one, append a row to SCHEDULES.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi
from typing import Any

from nnviz.catalog import catalog
from nnviz.engine.settings import Settings, setting


@dataclass(frozen=True)
class ScheduleSettings(Settings):
    """The settings of a schedule that has none; the others add their numbers as fields."""


@dataclass(frozen=True)
class StepSettings(ScheduleSettings):
    factor: float = setting(0.5, "Factor γ", 0.0, 1.0)
    every: float = setting(100.0, "Epochs per step", 1.0, 1e9)


@dataclass(frozen=True)
class ExponentialSettings(ScheduleSettings):
    factor: float = setting(0.99, "Factor γ", 0.0, 1.0)


@dataclass(frozen=True)
class CosineSettings(ScheduleSettings):
    epochs: float = setting(500.0, "Epochs T", 1.0, 1e9)
    last: float = setting(0.01, "Share at the end", 0.0, 1.0)


@dataclass(frozen=True)
class InverseSettings(ScheduleSettings):
    decay: float = setting(0.01, "Decay k", 0.0, 1000.0)


@dataclass(frozen=True)
class Schedule:
    """One schedule: `factor(settings, epoch)` times the learning rate holds throughout an epoch.

    Epochs count from 0. A factor depends on nothing else, so that a run goes on exactly.
    """

    key: str
    label: str
    formula: str
    factor: Callable[[Any, int], float]
    settings: type[ScheduleSettings] = ScheduleSettings


def _constant(_settings: ScheduleSettings, _epoch: int) -> float:
    return 1.0


def _step(settings: StepSettings, epoch: int) -> float:
    return float(settings.factor ** (epoch // settings.every))


def _exponential(settings: ExponentialSettings, epoch: int) -> float:
    return float(settings.factor**epoch)


def _cosine(settings: CosineSettings, epoch: int) -> float:
    """Half a cosine wave (Loshchilov & Hutter 2017, equation 5, without restarts)."""
    way = min(epoch / settings.epochs, 1.0)
    return settings.last + (1 - settings.last) * (1 + cos(pi * way)) / 2


def _inverse(settings: InverseSettings, epoch: int) -> float:
    """Robbins & Monro 1951."""
    return 1 / (1 + settings.decay * epoch)


SCHEDULES = catalog(
    Schedule("constant", "Constant rate", r"\eta", _constant),
    Schedule("step", "In steps", r"\eta\,\gamma^{\lfloor t/n \rfloor}", _step, StepSettings),
    Schedule(
        "exponential", "Exponential decay", r"\eta\,\gamma^t", _exponential, ExponentialSettings
    ),
    Schedule(
        "cosine",
        "Cosine decay",
        r"\eta\left(s + (1 - s)\frac{1 + \cos(\pi t/T)}{2}\right)",
        _cosine,
        CosineSettings,
    ),
    Schedule("inverse", "1/t", r"\frac{\eta}{1 + k t}", _inverse, InverseSettings),
)
