"""The controls of a step: what they show is live, and what is set is done at once."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from nnviz.app.lessons.choice_edit import value_of, with_choice
from nnviz.app.lessons.controls import Controls
from nnviz.app.lessons.number_control import NumberControl
from nnviz.app.lessons.stops import Stops, choice_stops, even_step, weight_stops
from nnviz.app.window.main_window import MainWindow
from nnviz.experiment import Experiment
from nnviz.experiment.choices import CHOICES, NUMBERS
from nnviz.lessons.given_stage import CONTROLLED
from nnviz.lessons.lesson import Control, Mark, Text
from nnviz.session import Session
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun
from nnviz.widgets.choice import Choice
from nnviz.widgets.scales import Span
from tests.app.lessons.reading import column, page, settle
from tests.session.driving import state_of

RATE = Control("learning_rate", low=0.001, high=1.0, marks=(Mark(2 / 22, Text("so", "so")),))


def test_a_learning_rate_goes_by_factors() -> None:
    stops = choice_stops(RATE, NUMBERS["learning_rate"])
    assert stops.share(0.01) == pytest.approx(1 / 3)
    assert stops.share(0.1) == pytest.approx(2 / 3)
    assert (stops.value(0), stops.value(stops.last)) == (0.001, 1.0)
    assert stops.value(stops.nearest(0.01)) == 0.01


def test_a_learning_rate_without_ends_of_its_own_never_begins_at_0() -> None:
    stops = choice_stops(Control("learning_rate"), NUMBERS["learning_rate"])
    assert 0 < stops.low < stops.high


def test_whole_numbers_stay_whole() -> None:
    stops = choice_stops(Control("data.samples", low=10, high=100), NUMBERS["data.samples"])
    assert all(isinstance(stops.value(stop), int) for stop in range(stops.last + 1))


@pytest.mark.parametrize(
    ("low", "high", "step"), [(-2, 2, 0.05), (0, 1, 0.01), (0, 100, 1), (-4, 4, 0.1)]
)
def test_even_stops_are_round_numbers(low: float, high: float, step: float) -> None:
    assert even_step(low, high) == pytest.approx(step)


def test_a_weight_goes_as_far_as_is_said() -> None:
    assert (weight_stops(Control(parameter=0)).low, weight_stops(Control(parameter=0)).high) == (
        -4,
        4,
    )
    assert weight_stops(Control(parameter=0, low=10)).high > 10
    stops = weight_stops(Control(parameter=0, low=-2, high=2))
    assert stops.value(stops.nearest(0.5)) == 0.5
    assert stops.parse("1/4") == 0.25


def test_numbers_are_written_as_they_are_as_far_as_there_is_room() -> None:
    stops = Stops(Span(-9, 9), -9.0, 9.0, 0.1)
    assert stops.text(0.0579682) == "0.0579682"
    assert stops.text(-0.5) == "−0.5"
    assert stops.text(1 / 3) == "0.3333"
    assert stops.text(None) == ""


@pytest.mark.parametrize("path", CONTROLLED)
def test_every_choice_can_be_read_by_its_path(path: str) -> None:
    experiment = Experiment()
    value = value_of(experiment, path)
    assert with_choice(experiment, path, value) == experiment


def test_what_goes_with_a_choice_is_taken_along() -> None:
    changed = with_choice(Experiment(), "data.dataset", "line")
    assert changed.task == "regression"
    assert with_choice(Experiment(), "data.noise", 0.3).data.noise == 0.3
    assert with_choice(Experiment(), "l2", 0.1).l2 == 0.1


def test_a_control_of_every_kind_shows_and_sets_its_choice(qtbot: QtBot, app: QApplication) -> None:
    assert app
    kinds = [Control(path) for path in CONTROLLED]
    controls = Controls(Theme(), kinds, Experiment())
    qtbot.addWidget(controls)
    made = controls.findChildren(NumberControl)
    assert len(made) == sum(path in NUMBERS for path in CONTROLLED)
    loss = next(box for box in controls.findChildren(Choice) if box.findData("mae") >= 0)
    with qtbot.waitSignal(controls.edited) as edited:
        loss.setCurrentIndex(loss.findData("mae"))
        loss.activated.emit(loss.currentIndex())
    assert edited.args is not None
    assert edited.args[0].loss == "mae"
    flag = next(iter(controls.findChildren(QCheckBox)))
    with qtbot.waitSignal(controls.edited):
        flag.click()
    assert CHOICES


def test_a_weight_that_is_not_there_cannot_be_set(qtbot: QtBot, app: QApplication) -> None:
    assert app
    experiment = replace(Experiment(), hidden_layers=())
    controls = Controls(Theme(), [Control(parameter=9), Control(parameter=0)], experiment)
    qtbot.addWidget(controls)
    controls.show_snapshot(TrainingRun(experiment).snapshot())
    missing, there = (widget for _, widget in controls.weights)
    assert not missing.isEnabled()
    assert there.isEnabled()
    with qtbot.assertNotEmitted(controls.weight_edited):
        missing.changed.emit(1.0)


def sliders(window: MainWindow) -> dict[str, NumberControl]:
    shown = column(window).controls
    assert shown is not None
    made = shown.findChildren(NumberControl)
    return {control.slider.accessibleName(): control for control in made}


def test_the_controls_of_a_lesson_are_live(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.reader.open("slope-by-hand", 2)
    settle(qtbot, window)
    found = sliders(window)
    rate = found["Learning rate"]
    assert rate.value == 0.01
    rate.slider.setValue(rate.slider.maximum())
    assert session.experiment.learning_rate == rate.value
    session.undo()
    assert rate.value == 0.01
    (weight,) = (control for name, control in found.items() if name != "Learning rate")
    weight.edit.setText("1/4")
    weight.edit.setModified(True)
    weight.edit.commit()
    assert state_of(session).parameters[0] == 0.25
    assert page(window).controls is column(window).controls


def test_a_first_weight_begins_the_run_anew(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.reader.open("slope-by-hand", 2)
    settle(qtbot, window)
    window.reader.begin_with(0, 3.0)
    state = state_of(session)
    assert (state.iteration, state.initial[0], state.parameters[0]) == (0, 3.0, 3.0)


def test_what_training_begins_with_stays_while_the_weight_moves(
    qtbot: QtBot, app: QApplication
) -> None:
    assert app
    experiment = replace(Experiment(), hidden_layers=())
    first, present = Control(parameter=0, first=True), Control(parameter=0)
    controls = Controls(Theme(), [first, present], experiment)
    qtbot.addWidget(controls)
    run = TrainingRun(experiment)
    controls.show_snapshot(run.snapshot())
    begun = controls.weights[0][1].value
    run.advance(20)
    controls.show_snapshot(run.snapshot())
    assert controls.weights[0][1].value == begun
    assert controls.weights[1][1].value != begun
    controls.show_first_weights([0.75, 0, 0])
    assert controls.weights[0][1].value == 0.75
    with qtbot.waitSignal(controls.first_weight_edited):
        controls.weights[0][1].slider.setValue(0)
