"""The builder's controls over the network view's columns."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nnviz.data.form import values_over
from nnviz.data.generators import DATASETS
from nnviz.data.points import Points
from nnviz.data.sources import keep_points
from nnviz.experiment import (
    MAX_HIDDEN_LAYERS,
    Experiment,
    LayerChoice,
    with_dataset,
    with_optimizer,
)
from nnviz.selection import Edge
from nnviz.theme import Theme
from nnviz.views.network.input_header import MOST_OFFERED
from nnviz.views.network.layer_headers import HiddenHeader
from nnviz.views.network.layer_options import LayerOptions
from nnviz.views.network.view import SPARE_MS, NetworkView
from tests.own_data import of_bodies
from tests.views.drawn_views import shown, snapshot


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    return drawn(qtbot)


def drawn(qtbot: QtBot, size: tuple[int, int] = (760, 560), **choices: Any) -> NetworkView:
    made: NetworkView = shown(qtbot, NetworkView, size)
    made.edited.connect(made.show_experiment)  # as the session does
    made.draw(snapshot(steps=20, **choices))
    QApplication.processEvents()
    return made


def layers(*units: int) -> tuple[LayerChoice, ...]:
    return tuple(LayerChoice(count) for count in units)


def test_headers_stand_over_their_columns(view: NetworkView) -> None:
    for header, column in zip(view.headers, view.canvas.layout_.columns, strict=True):
        assert abs(header.geometry().center().x() - column.x) <= 2
        assert header.geometry().bottom() < column.neurons[0].top()


def controls_of(view: NetworkView) -> list[QWidget]:
    steps = [control for header in view.headers[1:-1] for control in header.focusable()]
    return [*steps, *view.headers[0].chips.values(), view.fewer_layers, view.more_layers]


def places_of(view: NetworkView) -> list[QPoint]:
    return [control.mapTo(view, QPoint()) for control in controls_of(view)]


@pytest.mark.parametrize("size", [(760, 560), (440, 400), (1000, 700)])
@pytest.mark.parametrize("key", ["more", "fewer"])
def test_twelve_clicks_in_one_place_change_twelve_neurons(
    qtbot: QtBot, size: tuple[int, int], key: str
) -> None:
    view = drawn(qtbot, size, hidden_layers=layers(14, 3))
    before, place = places_of(view), getattr(view.headers[1], key).mapTo(view, QPoint(9, 9))
    for step in range(1, 13):
        QTest.mouseClick(view.childAt(place), Qt.MouseButton.LeftButton)
        units = 14 + step if key == "more" else 14 - step
        view.draw(snapshot(steps=20, hidden_layers=layers(units, 3)))
        assert view.headers[1].units.value == units
        assert places_of(view) == before


def test_clicks_in_one_place_add_and_remove_all_layers(qtbot: QtBot) -> None:
    view = drawn(qtbot, hidden_layers=())
    told: list[Experiment] = []
    view.edited.connect(told.append)
    for button, counts in ((view.more_layers, range(1, 9)), (view.fewer_layers, range(7, -1, -1))):
        place = button.mapTo(view, QPoint(9, 9))
        for count in counts:
            QTest.mouseClick(view.childAt(place), Qt.MouseButton.LeftButton)
            assert len(told[-1].hidden_layers) == count
            view.draw(snapshot(steps=20, hidden_layers=told[-1].hidden_layers))


@pytest.mark.parametrize("size", [(760, 560), (500, 400)])
def test_chips_stay_where_they_are_when_features_change(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    view = drawn(qtbot, size)
    header: Any = view.headers[0]
    told: list[Experiment] = []
    view.edited.connect(told.append)
    before = places_of(view)
    there = [key for key, chip in header.chips.items() if not chip.isHidden()]
    for key in [*there[2:], *there[:1], *there[2:]]:
        header.chips[key].click()
        view.draw(snapshot(steps=20, features=told[-1].features))
        assert [key for key, chip in header.chips.items() if not chip.isHidden()] == there
        assert places_of(view) == before


def test_the_buttons_change_the_number_of_neurons(view: NetworkView, qtbot: QtBot) -> None:
    header: Any = view.headers[1]
    with qtbot.waitSignal(view.edited) as heard:
        header.more.click()
    assert heard.args[0].hidden_layers == layers(5, 3)
    with qtbot.waitSignal(view.edited) as heard:
        header.more.click()  # before the frame of the first click is there
    assert heard.args[0].hidden_layers == layers(6, 3)


def test_a_layer_has_1_to_512_neurons(view: NetworkView) -> None:
    header: Any = view.headers[1]
    for units, fewer, more in ((1, False, True), (16, True, True), (512, True, False)):
        view.show_experiment(replace(snapshot(steps=20).experiment, hidden_layers=layers(units, 3)))
        assert (header.fewer.isEnabled(), header.more.isEnabled()) == (fewer, more)
    header.fewer.click()
    assert header.units.value == 511


def test_a_number_of_neurons_can_be_typed(view: NetworkView, qtbot: QtBot) -> None:
    units = view.headers[2].units
    units.begin()
    QTest.keyClicks(units, "512")
    with qtbot.waitSignal(view.edited) as heard:
        QTest.keyClick(units, Qt.Key.Key_Return)
    assert heard.args[0].hidden_layers == layers(4, 512)


def test_an_activation_is_chosen_on_its_layer(view: NetworkView, qtbot: QtBot) -> None:
    choice = view.headers[1].activation
    with qtbot.waitSignal(view.edited) as heard:
        choice.setFocus()
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert heard.args[0].hidden_layers[0].activation == "relu"


def test_an_output_activation_brings_a_loss_that_fits(view: NetworkView, qtbot: QtBot) -> None:
    choice = view.headers[-1].activation
    with qtbot.waitSignal(view.edited) as heard:
        choice.chosen.emit("softmax")
    assert heard.args[0].loss == "categorical_cross_entropy"
    heard.args[0].check()


def test_output_activations_that_the_way_to_learn_does_not_fit_cannot_be_chosen(
    view: NetworkView,
) -> None:
    linear = replace(snapshot(steps=20).experiment, hidden_layers=(), output_activation="linear")
    header: Any = view.headers[-1]
    model, tanh = header.activation.model(), header.activation.findData("tanh")
    for key, fits in (("normal_equation", False), ("sgd", True)):
        view.show_experiment(with_optimizer(linear, key))
        assert model.item(tanh).isEnabled() is fits
        assert ("linear output" in model.item(tanh).toolTip()) is not fits


def test_features_are_switched_on_and_off(view: NetworkView, qtbot: QtBot) -> None:
    chips = view.headers[0].chips
    with qtbot.waitSignal(view.edited) as heard:
        chips["x1_squared"].click()
    assert heard.args[0].features == ("x1", "x2", "x1_squared")
    with qtbot.waitSignal(view.edited) as heard:
        chips["x1"].click()
    assert heard.args[0].features == ("x2", "x1_squared")


def test_the_last_feature_stays(qtbot: QtBot) -> None:
    view = drawn(qtbot, features=("x1",))
    chip = view.headers[0].chips["x1"]
    with qtbot.assertNotEmitted(view.edited):
        chip.click()
    assert chip.isChecked()


def test_all_features_stand_in_two_rows_where_there_is_room(view: NetworkView) -> None:
    header: Any = view.headers[0]
    chips = [header.chips[key] for key in DATASETS["circle"].form.features]
    assert not any(chip.isHidden() for chip in chips)
    assert header.more.isHidden()
    assert len({chip.y() + chip.parentWidget().y() for chip in chips}) == 2
    places = [chip.geometry().translated(header.bar.pos()) for chip in chips]
    assert all(header.rect().contains(place) for place in places)


def test_used_features_are_not_in_the_menu_while_unused_ones_are_not(qtbot: QtBot) -> None:
    used = ("x1_x2", "sin_x1", "sin_x2")
    view = drawn(qtbot, (500, 400), features=used, hidden_layers=layers(2, 2, 2))
    chips = view.headers[0].chips
    assert any(chip.isHidden() for chip in chips.values())
    shown_ones = {key for key, chip in chips.items() if not chip.isHidden()}
    assert shown_ones >= set(used) or shown_ones <= set(used)


def test_features_without_room_are_in_the_menu(qtbot: QtBot) -> None:
    view = drawn(qtbot, (500, 400), hidden_layers=layers(2, 2, 2))
    header: Any = view.headers[0]
    hidden = [key for key in DATASETS["circle"].form.features if header.chips[key].isHidden()]
    assert hidden
    with qtbot.waitSignal(view.edited) as heard:
        header.action(hidden[-1]).trigger()
    assert heard.args[0].features == ("x1", "x2", hidden[-1])


def test_many_inputs_are_offered_as_they_are(qtbot: QtBot) -> None:
    view = drawn(qtbot, dataset="one_hot", hidden_layers=layers(3))
    header: Any = view.headers[0]
    shown_ones = [key for key, chip in header.chips.items() if not chip.isHidden()]
    assert (
        set(shown_ones)
        <= set(DATASETS["one_hot"].form.features)
        == {f"x{number}" for number in range(1, 9)}
    )
    assert len(shown_ones) == 8 or not header.more.isHidden()


def test_features_are_called_as_the_columns_of_own_points(qtbot: QtBot) -> None:
    bodies = of_bodies().data
    view = drawn(qtbot, (900, 560), dataset=bodies.dataset, data=bodies, hidden_layers=layers(3))
    header: Any = view.headers[0]
    assert header.chips["x1"].text() == "height"
    assert header.chips["x2"].toolTip() == "Input feature weight: on or off"
    with qtbot.waitSignal(view.edited) as heard:
        header.chips["x2"].click()
    assert heard.args[0].features == ("x1",)
    view.show_experiment(Experiment())
    assert header.chips["x1"].text() == "x₁"


def test_more_inputs_than_can_be_switched_are_all_used(qtbot: QtBot) -> None:
    count = MOST_OFFERED + 1
    x = np.random.default_rng(1).uniform(-1, 1, (count, 20))
    key = keep_points(Points(x, x[0]), values_over(count))
    own = with_dataset(Experiment(), key)
    view = drawn(qtbot, dataset=key, data=own.data, features=own.features)
    header: Any = view.headers[0]
    assert not any(chip.isVisible() for chip in header.chips.values())
    assert header.more.isHidden()


@pytest.mark.parametrize(("before", "after"), [((), (4,)), ((4,), (4, 2)), ((4, 3), (4, 3, 2))])
def test_a_layer_is_added_behind_the_others(
    qtbot: QtBot, before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    view = drawn(qtbot, hidden_layers=layers(*before))
    with qtbot.waitSignal(view.edited) as heard:
        view.more_layers.click()
    assert heard.args[0].hidden_layers == layers(*after)


def test_the_last_hidden_layer_is_removed(view: NetworkView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.edited) as heard:
        view.fewer_layers.click()
    assert heard.args[0].hidden_layers == layers(4)


def test_there_are_0_to_8_hidden_layers(qtbot: QtBot) -> None:
    assert not drawn(qtbot, hidden_layers=()).fewer_layers.isEnabled()
    assert not drawn(qtbot, hidden_layers=layers(*(2,) * 8)).more_layers.isEnabled()


def test_edits_build_on_choices_that_are_not_drawn_yet(view: NetworkView, qtbot: QtBot) -> None:
    told = replace(snapshot(steps=20).experiment, learning_rate=0.3, hidden_layers=layers(7, 3))
    view.show_experiment(told)
    for button in (view.headers[1].more, view.more_layers):
        with qtbot.waitSignal(view.edited) as heard:
            button.click()
        assert heard.args[0].learning_rate == 0.3
    assert heard.args[0].hidden_layers == layers(8, 3, 2)


def test_a_refused_change_is_taken_back(view: NetworkView) -> None:
    view.headers[1].more.click()
    view.show_experiment(snapshot(steps=20).experiment)
    assert view.headers[1].units.value == 4


def test_a_layer_that_is_gone_cannot_be_changed(view: NetworkView, qtbot: QtBot) -> None:
    view.show_experiment(replace(snapshot(steps=20).experiment, hidden_layers=layers(4)))
    with qtbot.assertNotEmitted(view.edited):
        view.headers[2].more.click()


def test_a_weight_of_a_network_that_is_gone_is_not_set(view: NetworkView, qtbot: QtBot) -> None:
    view.canvas.select(Edge(2, 0, 1))
    view.canvas.edit()
    view.show_experiment(replace(snapshot(steps=20).experiment, hidden_layers=layers(5, 3)))
    with qtbot.assertNotEmitted(view.parameter_edited):
        view.canvas.card.edit.committed.emit(0.5)
    view.show_experiment(replace(snapshot(steps=20).experiment, learning_rate=0.5))
    with qtbot.waitSignal(view.parameter_edited):
        view.canvas.card.edit.committed.emit(0.5)


def test_widgets_stay_from_frame_to_frame_and_layer_to_layer(view: NetworkView) -> None:
    first: Any = view.headers[1]
    first.units.begin()
    view.draw(snapshot(steps=60))
    view.draw(snapshot(steps=20, hidden_layers=layers(4, 3, 2)))
    assert view.headers[1] is first
    assert first.units.hasFocus()
    assert len(view.headers) == 5


def test_an_open_list_stays_open(view: NetworkView) -> None:
    choice = view.headers[1].activation
    choice.showPopup()
    view.draw(snapshot(steps=60))
    assert choice.view().isVisible()
    choice.hidePopup()


def test_every_control_has_a_name_and_says_what_it_does(view: NetworkView) -> None:
    controls = [control for header in view.headers for control in header.focusable()]
    for control in (*controls, view.fewer_layers, view.more_layers):
        assert control.accessibleName()
        assert control.toolTip()


def test_the_focus_stays_in_the_diagram_when_a_control_becomes_useless(qtbot: QtBot) -> None:
    view = drawn(qtbot, hidden_layers=(*layers(2), *layers(511), *layers(2, 2, 2, 2, 2)))
    header: Any = view.headers[1]
    wide: Any = view.headers[2]
    steps = [
        (view.more_layers, view.fewer_layers),
        (header.fewer, header.more),
        (wide.more, wide.units),
    ]
    for button, neighbour in steps:
        button.setFocus()
        button.click()
        assert not button.isEnabled()
        assert QApplication.focusWidget() is neighbour


def test_headers_are_made_before_they_are_wanted(view: NetworkView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(view.findChildren(HiddenHeader)) == MAX_HIDDEN_LAYERS)
    assert sum(header.isVisible() for header in view.findChildren(HiddenHeader)) == 2
    made = set(map(id, view.findChildren(HiddenHeader)))
    view.draw(snapshot(steps=20, hidden_layers=layers(*(2,) * MAX_HIDDEN_LAYERS)))
    assert {id(header) for header in view.headers[1:-1]} == made
    assert all(header.isVisible() for header in view.headers)


def test_a_picture_has_no_headers_in_reserve(qtbot: QtBot) -> None:
    plain = NetworkView(Theme())
    qtbot.addWidget(plain)
    plain.hide_controls()
    plain.draw(snapshot(steps=20))
    qtbot.wait(2 * SPARE_MS)
    assert len(plain.findChildren(HiddenHeader)) == 2


def test_a_layer_that_comes_back_has_the_same_header_and_none_of_its_past(
    view: NetworkView, qtbot: QtBot
) -> None:
    header: Any = view.headers[2]
    relu = (LayerChoice(4), LayerChoice(3, "relu"))
    for choice in (relu, layers(4), (LayerChoice(4), LayerChoice(3, "linear", pieces=2))):
        drawn_next = snapshot(steps=20, hidden_layers=choice)
        view.show_experiment(drawn_next.experiment)
        view.draw(drawn_next)
    assert view.headers[2] is header
    with qtbot.waitSignal(view.edited) as heard:
        header.options_button.changed.emit({"pieces": 1})
    assert heard.args[0].hidden_layers[1].activation == LayerChoice(3).activation


def test_the_options_of_a_layer_are_built_when_they_are_first_opened(view: NetworkView) -> None:
    assert not view.findChildren(LayerOptions)
    view.headers[1].options_button.click()
    assert len(view.findChildren(LayerOptions)) == 1
    view.headers[1].options_button.options.close()


def test_a_change_is_shown_without_checking_all_of_it_again(
    view: NetworkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Experiment] = []
    monkeypatch.setattr(Experiment, "check", asked.append)
    view.show_experiment(replace(snapshot(steps=20).experiment, learning_rate=0.3))
    assert not asked


def test_columns_stay_as_they_are_where_the_network_does(view: NetworkView) -> None:
    plan = view.canvas.plan
    view.draw(snapshot(steps=20, learning_rate=0.3))
    assert view.canvas.plan is plan
    view.draw(snapshot(steps=20, hidden_layers=layers(4, 3, 2)))
    assert view.canvas.plan is not plan
