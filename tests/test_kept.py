"""What is kept of a run under other choices."""

from dataclasses import fields, replace
from itertools import cycle
from typing import Any

import numpy as np
import pytest

from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.optimizers.adagrad_rmsprop_adam import AdamSettings
from nnviz.experiment import (
    DataChoice,
    Experiment,
    LayerChoice,
    Stopping,
    with_dataset,
    with_optimizer,
    with_output_activation,
)
from nnviz.kept import Kept, kept, may_be_left_out
from nnviz.run_state import RunState
from nnviz.training.run import TrainingRun

BEFORE = replace(
    with_optimizer(Experiment(), "adam"),
    data=DataChoice(samples=30, noise=0.1),
    hidden_layers=(LayerChoice(4, "elu", dropout=0.2), LayerChoice(3, "linear", pieces=2)),
    initializer="uniform",
    bias_initializer="constant",
    batch_size=4,
)


def with_first(**choices: Any) -> Experiment:
    first, *others = BEFORE.hidden_layers
    return replace(BEFORE, hidden_layers=(replace(first, **choices), *others))


def other_settings(settings: Any) -> Any:
    """Return settings of the same kind of which the first number is another one."""
    first = fields(settings)[0].name
    return replace(settings, **{first: getattr(settings, first) * 0.5})


ELU = BEFORE.hidden_layers[0].activation_settings
CHANGES = {
    "learning rate": replace(BEFORE, learning_rate=0.03),
    "schedule": replace(BEFORE, schedule="exponential"),
    "stopping": replace(BEFORE, stopping=Stopping(patience=3)),
    "clipping": replace(BEFORE, clip_norm=0.01),
    "L1": replace(BEFORE, l1=0.01),
    "L2": replace(BEFORE, l2=0.01),
    "loss": replace(BEFORE, loss="mse"),
    "settings of the optimizer": replace(BEFORE, optimizer_settings=AdamSettings(beta1=0.5)),
    "optimizer": with_optimizer(BEFORE, "momentum"),
    "batch size": replace(BEFORE, batch_size=7),
    "settings of an activation": with_first(activation_settings=other_settings(ELU)),
    "dropout": with_first(dropout=0.5),
    "activation": with_first(activation="relu"),
    "output activation": with_output_activation(BEFORE, "linear"),
    "units": with_first(units=5),
    "bias": with_first(bias=False),
    "batch norm": with_first(batch_norm=True),
    "feature": replace(BEFORE, features=("x1", "x2", "x1_x2")),
    "order of features": replace(BEFORE, features=("x2", "x1")),
    "scaling": replace(BEFORE, scaling="z_score"),
    "noise": replace(BEFORE, data=replace(BEFORE.data, noise=0.3)),
    "data set": with_dataset(BEFORE, "xor"),
    "weights' seed": replace(BEFORE, weights_seed=7),
    "initializer": replace(BEFORE, initializer="he_normal"),
    "settings of the initializer": replace(
        BEFORE, initializer_settings=other_settings(BEFORE.initializer_settings)
    ),
    "bias initializer": replace(BEFORE, bias_initializer="zeros"),
    "settings of the bias initializer": replace(
        BEFORE, bias_initializer_settings=other_settings(BEFORE.bias_initializer_settings)
    ),
}
IN_PLACE = {"run", "place"}
DATA = IN_PLACE | {"samples", "inputs", "data"}
NEW_WEIGHTS = IN_PLACE | {"weights", "network", "memory"}
MOVED = IN_PLACE | {"places", "network", "layers", "memory"}
NOT_KEPT: dict[str, set[str]] = {
    "learning rate": set(),
    "schedule": set(),
    "stopping": set(),
    "clipping": {"step"},
    "L1": {"loss", "step"},
    "L2": {"loss", "step"},
    "loss": {"loss", "step"},
    "settings of the optimizer": {"step"},
    "optimizer": {"step", "memory"},
    "batch size": {"place"},
    "settings of an activation": IN_PLACE | {"layers"},
    "dropout": IN_PLACE | {"layers"},
    "activation": IN_PLACE | {"layers", "network"},
    "output activation": IN_PLACE | {"layers", "network", "data"},
    "units": MOVED,
    "bias": MOVED,
    "batch norm": MOVED,
    "feature": IN_PLACE | {"inputs", "data", "places", "network", "memory"},
    "order of features": IN_PLACE | {"inputs", "data", "places", "network", "memory"},
    "scaling": IN_PLACE | {"inputs", "data"},
    "noise": DATA,
    "data set": DATA | NEW_WEIGHTS | {"dataset"},
    "weights' seed": NEW_WEIGHTS,
    "initializer": NEW_WEIGHTS,
    "settings of the initializer": NEW_WEIGHTS,
    "bias initializer": NEW_WEIGHTS,
    "settings of the bias initializer": NEW_WEIGHTS,
}
GO_ON = [key for key, after in CHANGES.items() if kept(BEFORE, after).run]
LEFT_OUT = [
    (between, after)
    for between in CHANGES
    for after in CHANGES
    if may_be_left_out(BEFORE, CHANGES[between], CHANGES[after])
]
STEPS = 0, 5, 8  # before a change: none, in mid-epoch, to the end of one


def not_kept(stays: Kept) -> set[str]:
    return {part.name for part in fields(stays) if not getattr(stays, part.name)}


def assert_same(first: RunState, second: RunState) -> None:
    for part in fields(RunState):
        one, other = getattr(first, part.name), getattr(second, part.name)
        if part.name == "optimizer":
            assert one.keys() == other.keys()
            one, other = [[*memory.values()] for memory in (one, other)]
        np.testing.assert_equal(one, other)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_leaves_all_but_this(change: str) -> None:
    assert not_kept(kept(BEFORE, CHANGES[change])) == NOT_KEPT[change]


def test_an_experiment_keeps_all_of_itself() -> None:
    stays = kept(BEFORE, replace(BEFORE))
    assert not_kept(stays) == set()
    assert stays.run
    assert stays.past


def test_the_run_goes_on_where_its_network_and_data_do() -> None:
    assert [
        *("learning rate", "schedule", "stopping", "clipping", "L1", "L2", "loss"),
        *("settings of the optimizer", "optimizer", "batch size"),
    ] == GO_ON


@pytest.mark.parametrize(("change", "stays"), [("optimizer", False), ("batch size", False)])
def test_the_past_is_kept_where_its_states_still_fit(change: str, stays: bool) -> None:
    assert kept(BEFORE, CHANGES[change]).past is stays
    assert all(kept(BEFORE, CHANGES[key]).past for key in GO_ON[:8])


@pytest.mark.parametrize("change", CHANGES)
def test_weights_are_drawn_anew_exactly_where_they_are_said_to_be(change: str) -> None:
    run, after = TrainingRun(BEFORE), CHANGES[change]
    run.advance(7)
    changed = run.changed_to(after)
    fresh = TrainingRun(after).initial
    if kept(BEFORE, after).weights:
        assert changed.iteration == 7
    else:
        np.testing.assert_array_equal(changed.network.parameters, fresh)
        assert changed.iteration == 0


@pytest.mark.parametrize(
    ("between", "after", "steps"),
    [(*pair, steps) for pair, steps in zip(LEFT_OUT, cycle(STEPS), strict=False)],
)
def test_what_may_be_left_out_changes_no_bit(between: str, after: str, steps: int) -> None:
    experiments = BEFORE, CHANGES[between], CHANGES[after]
    run, directly = TrainingRun(BEFORE), TrainingRun(BEFORE)
    run.advance(steps)
    directly.advance(steps)
    run = run.changed_to(experiments[1]).changed_to(experiments[2])
    directly = directly.changed_to(experiments[2])
    assert_same(run.state(), directly.state())
    for each in (run, directly):
        each.advance(9)
    assert_same(run.state(), directly.state())
    assert run.finished == directly.finished


@pytest.mark.parametrize(
    ("between", "after", "left_out"),
    [
        ("learning rate", "L2", True),
        ("L2", "learning rate", True),
        ("learning rate", "units", True),
        ("learning rate", "data set", True),
        ("batch size", "units", True),
        ("batch size", "learning rate", False),  # the place in the epoch is lost by it
        ("optimizer", "learning rate", False),  # so is what the optimizer remembers
        ("units", "learning rate", False),
        ("dropout", "learning rate", False),
        ("weights' seed", "learning rate", False),
    ],
)
def test_what_draws_or_forgets_is_not_left_out(between: str, after: str, left_out: bool) -> None:
    assert may_be_left_out(BEFORE, CHANGES[between], CHANGES[after]) is left_out


@pytest.mark.parametrize("change", GO_ON)
@pytest.mark.parametrize("steps", STEPS)
def test_a_run_that_goes_on_in_place_is_to_the_bit_one_made_for_its_choices(
    change: str, steps: int
) -> None:
    run, after = TrainingRun(BEFORE), CHANGES[change]
    run.advance(steps)
    before = run.state()
    changed = run.changed_to(after)
    assert changed is run
    start = TrainingRun(after).state()
    stays = kept(BEFORE, after)
    made = TrainingRun.resumed(
        after,
        replace(
            before,
            optimizer=before.optimizer if stays.memory else start.optimizer,
            position=before.position if stays.place else 0,
            best_epoch=before.epoch,
            best_test_loss=float("inf"),
        ),
    )
    for each in (run, made):
        each.advance(30)
    assert_same(run.state(), made.state())


def test_every_initializer_with_settings_draws_other_weights_for_others() -> None:
    for key, row in INITIALIZERS.items():
        settings = row.settings()
        if not fields(settings):
            continue
        start = replace(BEFORE, initializer=key, initializer_settings=settings)
        after = replace(start, initializer_settings=other_settings(settings))
        assert not kept(start, after).weights
