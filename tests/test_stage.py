"""Stage: frozen values that contradict themselves are refused where they are made."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from nnviz.stage import Arrangement, Floating, Split, Stage, Tabs

NETWORK, OUTPUT, LOSS = Tabs(("network",)), Tabs(("output",)), Tabs(("loss", "steps"), "steps")
THREE = Arrangement(Split("row", (NETWORK, Split("column", (OUTPUT, LOSS)))))


def test_shares_sum_up_to_one() -> None:
    assert Split("row", (NETWORK, OUTPUT), (3.0, 1.0)).shares == (0.75, 0.25)
    assert Split("row", (NETWORK, OUTPUT)).shares == (0.5, 0.5)


def test_places_come_from_the_left_and_from_the_top() -> None:
    assert THREE.places == (NETWORK, OUTPUT, LOSS)
    assert THREE.keys == ("network", "output", "loss", "steps")


def test_a_floating_view_is_shown_too() -> None:
    arrangement = replace(THREE, floating=(Floating("update", 10, 20, 300, 200),))
    assert arrangement.keys[-1] == "update"
    assert arrangement.places == THREE.places


def test_an_empty_arrangement_shows_nothing() -> None:
    assert Arrangement().keys == ()


def test_in_front_is_the_first_unless_said_otherwise() -> None:
    assert (OUTPUT.front, LOSS.front) == ("output", "steps")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Tabs(()), "need a view"),
        (lambda: Tabs(("loss",), "steps"), "'steps' cannot be in front"),
        (lambda: Split("row", (NETWORK,)), "two parts"),
        (lambda: Split("row", (NETWORK, OUTPUT), (1.0,)), "a share for each"),
        (lambda: Split("row", (NETWORK, OUTPUT), (1.0, 0.0)), "above 0"),
        (lambda: Split("row", (NETWORK, OUTPUT), (1.0, float("nan"))), "above 0"),
        (lambda: Arrangement(Split("row", (NETWORK, NETWORK))), "one place only"),
        (lambda: Arrangement(NETWORK, (Floating("network", 0, 0, 9, 9),)), "one place only"),
    ],
)
def test_a_contradiction_is_refused(make: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()


def test_weights_are_a_copy_that_nobody_can_change() -> None:
    weights = np.ones(3)
    stage = Stage(weights=weights)
    weights[0] = 5.0
    assert stage.weights is not None
    assert stage.weights.tolist() == [1.0, 1.0, 1.0]
    assert not stage.weights.flags.writeable
    with pytest.raises(FrozenInstanceError):
        stage.speed = 1.0  # type: ignore[misc]


def test_the_default_arrangement_leaves_everything_else() -> None:
    bar = frozenset({"train"})
    stage = Stage(arrangement=THREE, controls=frozenset({"data"}), bar=bar, speed=3.0)
    assert stage.with_default_arrangement().arrangement is None
    assert stage.with_default_arrangement().controls is None
    assert stage.with_default_arrangement().bar == bar
    assert stage.with_default_arrangement().speed == 3.0


def test_arrangements_are_the_same_whatever_the_window_says_of_them() -> None:
    assert replace(THREE, exact=b"state") == THREE
