"""Schedules: the factors at epochs worked by hand."""

from dataclasses import fields
from itertools import pairwise

import pytest

from nnviz.engine.schedules import (
    SCHEDULES,
    CosineSettings,
    ExponentialSettings,
    InverseSettings,
    ScheduleSettings,
    StepSettings,
)


@pytest.mark.parametrize(
    ("key", "settings", "epoch", "factor"),
    [
        ("constant", ScheduleSettings(), 10**9, 1.0),
        ("step", StepSettings(0.5, 10), 9, 1.0),
        ("step", StepSettings(0.5, 10), 10, 0.5),
        ("step", StepSettings(0.5, 10), 39, 0.125),
        ("exponential", ExponentialSettings(0.9), 2, 0.81),
        ("cosine", CosineSettings(100, 0.0), 50, 0.5),
        ("cosine", CosineSettings(100, 0.2), 50, 0.6),
        ("cosine", CosineSettings(100, 0.2), 100, 0.2),
        ("cosine", CosineSettings(100, 0.2), 1000, 0.2),
        ("inverse", InverseSettings(0.5), 2, 0.5),
    ],
)
def test_factor_is_the_one_worked_by_hand(
    key: str, settings: ScheduleSettings, epoch: int, factor: float
) -> None:
    assert SCHEDULES[key].factor(settings, epoch) == pytest.approx(factor, rel=1e-15)


@pytest.mark.parametrize("key", SCHEDULES)
def test_every_schedule_starts_at_the_learning_rate_and_never_rises(key: str) -> None:
    row = SCHEDULES[key]
    factors = [row.factor(row.settings(), epoch) for epoch in range(2000)]
    assert factors[0] == 1.0
    assert all(0 <= later <= earlier for earlier, later in pairwise(factors))


@pytest.mark.parametrize("key", SCHEDULES)
def test_every_setting_has_a_name_and_a_range_around_its_default(key: str) -> None:
    settings = SCHEDULES[key].settings()
    for field in fields(settings):
        assert field.metadata["label"]
        assert field.metadata["low"] <= getattr(settings, field.name) <= field.metadata["high"]
