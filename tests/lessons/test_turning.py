"""Turning a page: a step changes what its file says, and nothing else."""

from dataclasses import replace

import pytest

from nnviz.experiment import Experiment, LayerChoice
from nnviz.lessons.lesson import Ahead, RichText, Step, Text
from nnviz.lessons.turning import asked_experiment, begins_anew, sets
from nnviz.stage import Arrangement, Tabs

PLAIN = Step(Text("a", "a"), RichText(), Experiment())
BY_HAND = replace(PLAIN.experiment, learning_rate=0.7)
LINEAR = replace(Experiment(), hidden_layers=(LayerChoice(4), LayerChoice(3, "relu")))


@pytest.mark.parametrize("key", ["experiment", "weights", "ahead"])
def test_a_step_that_gives_one_of_them_has_a_run_of_its_own(key: str) -> None:
    assert begins_anew(PLAIN, replace(PLAIN, says=frozenset({"title", key})))


def test_a_run_goes_on_where_a_step_says_nothing_of_it() -> None:
    assert not begins_anew(PLAIN, replace(PLAIN, says=frozenset({"title", "views"})))


def test_a_step_that_is_not_trained_ahead_begins_anew_after_one_that_is() -> None:
    assert begins_anew(replace(PLAIN, ahead=Ahead(steps=5)), PLAIN)


def test_a_step_sets_what_it_names_and_what_is_another_than_before() -> None:
    assert not sets(PLAIN, PLAIN, "bar")
    assert sets(PLAIN, replace(PLAIN, says=frozenset({"bar"})), "bar")
    assert sets(PLAIN, replace(PLAIN, speed=2.0), "speed")
    assert sets(PLAIN, replace(PLAIN, says=frozenset({"views"})), "arrangement")
    assert sets(PLAIN, replace(PLAIN, arrangement=Arrangement(Tabs(("loss",)))), "arrangement")


def test_what_a_step_does_not_name_stays_as_it_was_set_by_hand() -> None:
    after = replace(PLAIN, experiment=LINEAR)
    asked = asked_experiment(PLAIN, after, BY_HAND)
    assert asked == replace(LINEAR, learning_rate=0.7)


def test_what_a_step_names_is_set_even_if_it_was_so_in_the_step_before() -> None:
    after = replace(PLAIN, says=frozenset({"experiment", "experiment.learning_rate"}))
    assert asked_experiment(PLAIN, after, BY_HAND) == PLAIN.experiment


def test_points_are_data() -> None:
    moved = replace(Experiment(), data=replace(Experiment().data, noise=0.3))
    after = replace(PLAIN, says=frozenset({"experiment", "experiment.points"}))
    assert asked_experiment(PLAIN, after, moved) == PLAIN.experiment


def test_a_step_that_is_trained_ahead_has_its_own_experiment() -> None:
    after = replace(PLAIN, ahead=Ahead(epochs=3))
    assert asked_experiment(PLAIN, after, BY_HAND) == PLAIN.experiment


def test_weights_get_the_network_that_they_are_for() -> None:
    after = replace(PLAIN, weights=(0.0,) * Experiment().parameter_count)
    larger = replace(BY_HAND, hidden_layers=(LayerChoice(8),))
    assert asked_experiment(PLAIN, after, larger) == PLAIN.experiment
    assert asked_experiment(PLAIN, after, BY_HAND) == BY_HAND


def test_choices_that_do_not_fit_those_made_by_hand_take_all_along() -> None:
    after = replace(PLAIN, experiment=replace(Experiment(), output_activation="sigmoid"))
    by_hand = replace(Experiment(), output_activation="linear", loss="huber")
    impossible = replace(Experiment(), output_activation="softmax", loss="cross_entropy")
    asked = asked_experiment(PLAIN, after, by_hand)
    asked.check()
    wrong = replace(by_hand, batch_size=-1)
    assert asked_experiment(PLAIN, after, wrong) == after.experiment
    assert impossible
