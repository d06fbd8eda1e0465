"""When training has ended by itself, the banner offers the obvious way on."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from nnviz.app.window.banner import Banner
from nnviz.app.window.main_window import MainWindow
from nnviz.app.window.remedies import with_lower_rate, without_condition, without_slope
from nnviz.engine.ending import Ending
from nnviz.experiment import (
    Experiment,
    LayerChoice,
    Stopping,
    with_dataset,
    with_optimizer,
    with_output_activation,
)
from nnviz.session import Session
from nnviz.training.ending_text import ending_text
from tests.app.driving import action, choose_look, next_frame, press_for_look

DEFAULT = Experiment()
NEURON = replace(with_dataset(DEFAULT, "two_gaussians"), hidden_layers=())
SINE = with_dataset(DEFAULT, "sine")
STEP = with_output_activation(NEURON, "step")


def ended(qtbot: QtBot, session: Session, experiment: Experiment) -> None:
    session.set_experiment(experiment)
    with qtbot.waitSignal(session.stopped):
        session.train()


def told_of_inseparable_classes(qtbot: QtBot, window: MainWindow, session: Session) -> Banner:
    """Train what never ends by itself until the banner says so."""
    session.train_with(with_optimizer(with_dataset(STEP, "xor"), "perceptron"))
    banner = window.content.banner
    qtbot.waitUntil(lambda: "not linearly separable" in banner.text)
    return banner


@pytest.mark.parametrize("rate", [1e-7, 0.03, 0.1, 300.0, 900.0])
def test_a_rate_offered_is_lower(rate: float) -> None:
    way = with_lower_rate(replace(DEFAULT, learning_rate=rate))
    assert way.experiment.learning_rate < rate


@pytest.mark.parametrize("condition", ["epochs", "target_loss", "patience"])
def test_only_the_condition_met_is_taken_away(condition: str) -> None:
    all_three = Stopping(epochs=5, target_loss=1.0, patience=3)
    way = without_condition(condition)(replace(DEFAULT, stopping=all_three))
    assert way is not None
    assert way.experiment.stopping == replace(all_three, **{condition: None})
    assert without_condition(condition)(way.experiment) is None


def test_without_a_slope_the_perceptron_rule_is_offered_where_it_fits() -> None:
    way = without_slope(STEP)
    assert way is not None
    assert way.experiment == with_optimizer(STEP, "perceptron")
    for other in (NEURON, way.experiment, with_output_activation(SINE, "step")):
        assert without_slope(other) is None


def test_hidden_layers_are_removed_for_the_perceptron_rule() -> None:
    way = without_slope(replace(STEP, hidden_layers=(LayerChoice(2),)))
    assert way is not None
    assert way.experiment == with_optimizer(STEP, "perceptron")


def test_the_end_of_training_is_said_without_alarm_and_one_click_goes_on(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    ended(qtbot, session, replace(DEFAULT, stopping=Stopping(epochs=2)))
    banner = window.content.banner
    assert "2 epochs" in banner.text
    assert "press Replay" in banner.text
    assert not banner.warning
    assert banner.offered == "Train on without this condition"
    banner.accept_offer()
    assert session.experiment == DEFAULT
    qtbot.waitUntil(lambda: next_frame(qtbot, session).epoch > 2)
    assert session.training


def test_one_click_trains_a_step_by_the_perceptron_rule(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    ended(qtbot, session, STEP)
    banner = window.content.banner
    assert "slope 0" in banner.text
    assert banner.offered == "Train with the perceptron rule"
    with qtbot.waitSignal(session.stopped):
        banner.accept_offer()
    assert session.experiment == with_optimizer(STEP, "perceptron")
    assert banner.text.startswith("Every training sample is right")
    assert banner.offered == ""
    assert next_frame(qtbot, session).metrics.train_score == 1


def test_hidden_layers_are_said_to_be_in_the_way(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    ended(qtbot, session, with_output_activation(DEFAULT, "sign"))
    banner = window.content.banner
    assert "remove the hidden layers" in banner.text
    assert banner.offered == "Remove the hidden layers and train"
    banner.accept_offer()
    assert session.experiment.hidden_layers == ()
    assert session.training


def test_an_offer_that_no_longer_fits_is_taken_back(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    ended(qtbot, session, STEP)
    session.set_experiment(replace(STEP, learning_rate=0.3))
    assert window.content.banner.offered == "Train with the perceptron rule"
    session.set_experiment(NEURON)
    assert window.content.banner.text == ""


def test_that_no_line_separates_the_classes_is_said_once_and_training_goes_on(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    banner = told_of_inseparable_classes(qtbot, window, session)
    assert not banner.warning
    banner.close_sentence()
    next_frame(qtbot, session)
    assert banner.text == ""
    assert session.training


def test_a_warning_that_holds_no_longer_goes(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    banner = told_of_inseparable_classes(qtbot, window, session)
    session.set_experiment(with_dataset(session.experiment, "two_gaussians"))
    qtbot.waitUntil(lambda: "not linearly separable" not in banner.text)


def test_a_warning_that_holds_stays_over_pause_and_train(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    banner = told_of_inseparable_classes(qtbot, window, session)
    session.pause()
    session.train()
    assert "not linearly separable" in banner.text


def test_a_long_sentence_leaves_room_in_the_status_line(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    few = replace(with_dataset(DEFAULT, "plane").data, samples=10, train_share=0.1)
    plane = replace(with_dataset(DEFAULT, "plane"), data=few, hidden_layers=())
    ended(qtbot, session, with_optimizer(plane, "normal_equation"))
    next_frame(qtbot, session)
    assert "singular" in window.content.banner.text
    assert window.content.status.state.startswith("Solved in one step")
    assert window.content.status.state.endswith("…")


def test_the_end_of_another_training_is_not_told_any_more(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    ended(qtbot, session, with_optimizer(STEP, "perceptron"))
    banner = window.content.banner
    assert banner.text
    session.set_experiment(with_dataset(session.experiment, "corners"))
    assert banner.text == ""


def test_back_leaves_the_end_that_was_told(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    ended(qtbot, session, with_optimizer(STEP, "perceptron"))
    action(window, "Back").trigger()
    assert window.content.banner.text == ""


def test_what_is_offered_outlives_another_look(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    ended(qtbot, session, STEP)
    press_for_look(qtbot, window, "F5")
    banner = window.content.banner
    assert banner.offered == "Train with the perceptron rule"
    with qtbot.waitSignal(session.stopped):
        banner.accept_offer()
    assert session.experiment == with_optimizer(STEP, "perceptron")


def test_an_end_is_told_in_another_language_as_soon_as_it_is_chosen(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    ended(qtbot, session, replace(DEFAULT, stopping=Stopping(epochs=2)))
    next_frame(qtbot, session)
    assert "2 epochs are done" in window.content.status.state
    assert window.content.status.news
    choose_look(qtbot, window, "한국어")
    told = window.content.banner.text
    assert ending_text(Ending("epochs", {"count": 2})) in told
    assert window.content.status.state in told
    assert "epoch" not in told
    assert window.content.banner.offered not in ("", "Train on without this condition")
    assert window.content.status.news == ""  # what is over is not said again
    choose_look(qtbot, window, "English")
    assert "2 epochs are done" in window.content.banner.text
