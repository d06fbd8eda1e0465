"""Settings other than the defaults against PyTorch (reference/make_torch_settings.py)."""

from collections.abc import Mapping
from dataclasses import fields
from functools import partial

import numpy as np
import pytest

from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network
from nnviz.engine.optimizers import OPTIMIZERS
from nnviz.engine.schedules import SCHEDULES
from nnviz.engine.settings import RowWithSettings, Settings
from tests.engine.torch_training import assert_rows, reference, train

REFERENCE = reference("torch_settings.npz")
SCRIPT = "make_torch_settings.py"
PLAIN = reference("torch.npz")
RATES = dict(zip(map(str, PLAIN["optimizers"]), PLAIN["rates"][0], strict=True))
GELU_ERROR = 1e-12


def under(folder: str) -> list[str]:
    return [name.removeprefix(f"{folder}/") for name in REFERENCE if name.startswith(f"{folder}/")]


def read(name: str) -> tuple[str, dict[str, float]]:
    """Return the key and the settings of a name such as `elu alpha=2`."""
    key, *given = name.split()
    return key, {field: float(value) for field, value in (part.split("=") for part in given)}


def settings_of(row: RowWithSettings[Settings], given: dict[str, float]) -> Settings:
    return row.settings(**given)


def changed(names: list[str], table: Mapping[str, RowWithSettings[Settings]]) -> set[str]:
    """Return which settings, as `elu alpha`, have another value than their default there."""
    return {
        f"{key} {field}"
        for key, given in map(read, names)
        if key in table
        for field, value in given.items()
        if value != getattr(table[key].settings(), field)
    }


@pytest.mark.parametrize(
    ("folder", "table"),
    [
        ("trained", ACTIVATIONS),
        ("trained", LOSSES),
        ("trained", OPTIMIZERS),
        ("schedule", SCHEDULES),
    ],
)
def test_every_setting_is_there_with_another_value_than_its_default(
    folder: str, table: Mapping[str, RowWithSettings[Settings]]
) -> None:
    rows = {key: row for key, row in table.items() if getattr(row, "trainable", True)}
    every = {f"{key} {field.name}" for key, row in rows.items() for field in fields(row.settings)}
    assert_rows(changed(under(folder), table), every, SCRIPT)


def test_every_elementwise_activation_and_schedule_is_there() -> None:
    elementwise = {key for key, row in ACTIVATIONS.items() if row.elementwise}
    for folder, wanted in (("curve", elementwise), ("schedule", SCHEDULES.keys())):
        assert_rows({read(name)[0] for name in under(folder)}, wanted, SCRIPT)


@pytest.mark.parametrize("name", under("curve"))
def test_values_and_slopes_are_those_of_pytorch_at_awkward_points_too(name: str) -> None:
    key, given = read(name)
    z, values, slopes = REFERENCE[f"curve/{name}"]
    found = ACTIVATIONS[key].curve(z, settings_of(ACTIVATIONS[key], given))
    least = GELU_ERROR if key == "gelu" else 4e-16  # 1 − a keeps so much beside a of nearly 1
    np.testing.assert_allclose(found[0], values, rtol=1e-9, atol=least * 1e-2)
    np.testing.assert_allclose(found[1], slopes, rtol=1e-9, atol=least)


@pytest.mark.parametrize("name", under("loss"))
def test_losses_and_gradients_are_those_of_pytorch(name: str) -> None:
    key, given = read(name)
    row, stored = LOSSES[key], REFERENCE[f"loss/{name}"]
    a, y, expected = stored[:3], stored[3:6], stored[6:9]
    settings, gradient = settings_of(row, given), np.empty_like(a)
    assert row.form.value(a, y, settings) == pytest.approx(stored[9, 0], rel=1e-9)
    row.form.bind(settings, a.shape)(a, y, np.array(1 / row.divisor(*a.shape)), gradient)
    np.testing.assert_allclose(gradient, expected, rtol=1e-9)


@pytest.mark.parametrize("name", under("trained"))
def test_a_hundred_steps_end_where_those_of_pytorch_do(name: str) -> None:
    key, given = read(name)
    hidden, loss, optimizer = "tanh", "half_mse", "sgd"
    loss_settings, rule_settings, activation_settings = None, None, None
    if key in ACTIVATIONS:
        hidden, activation_settings = key, settings_of(ACTIVATIONS[key], given)
    elif key in LOSSES:
        loss, loss_settings = key, settings_of(LOSSES[key], given)
    else:
        optimizer, rule_settings = key, settings_of(OPTIMIZERS[key], given)
    layer = partial(Dense, activation=hidden, activation_settings=activation_settings)
    network = Network(2, [layer(4), layer(3), Dense(2, "linear")], REFERENCE["initial"])
    rule = OPTIMIZERS[optimizer]
    update = rule.bind(
        network.parameters,
        network.gradient,
        np.array(RATES[optimizer]),
        rule.new_state(network.parameters.size),
        rule_settings or rule.settings(),
    )
    train(network, REFERENCE["x"], REFERENCE["y"], LOSSES[loss], update, loss_settings)
    expected = REFERENCE[f"trained/{name}"]
    np.testing.assert_allclose(network.parameters, expected, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("name", under("schedule"))
def test_schedules_are_those_of_pytorch(name: str) -> None:
    key, given = read(name)
    settings = settings_of(SCHEDULES[key], given)
    rates = REFERENCE[f"schedule/{name}"]
    found = [SCHEDULES[key].factor(settings, epoch) for epoch in range(rates.size)]
    np.testing.assert_allclose(found, rates, rtol=1e-12)
