"""Layers of which only a part is shown: the wheel, a click and the keys go on to the others."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnviz.selection import BiasNode, Edge, NeuronPlace
from nnviz.theme import Theme
from nnviz.views.network.layout import Column
from nnviz.views.network.page_buttons import PageButton
from nnviz.views.network.paging import ShownResponses
from nnviz.views.network.view import NetworkView
from tests.views.drawn_networks import LEFT, click, drawn, layers, point_at, text_of_card
from tests.views.drawn_views import seen, snapshot

UNITS = layers(40, 3)


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    return drawn(qtbot, hidden_layers=UNITS)


def column_of(view: NetworkView, layer: int = 1) -> Column:
    column: Column = view.canvas.layout_.columns[layer]
    return column


def button_of(view: NetworkView) -> PageButton:
    (button,) = [made for made in view.findChildren(PageButton) if made.isVisible()]
    return button


def roll(view: NetworkView, angle: int, layer: int = 1) -> bool:
    """Turn the wheel over a column; say whether the column took it."""
    place = QPointF(column_of(view, layer).x, 300)
    event = QWheelEvent(
        place,
        view.canvas.mapToGlobal(place),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.canvas, event)
    return event.isAccepted()


def test_it_is_told_which_neurons_are_shown(view: NetworkView) -> None:
    shown, button = column_of(view).shown, button_of(view)
    assert button.text() == f"1–{shown} of 40"
    assert f"Neurons 1 to {shown} of this layer's 40" in button.toolTip()
    assert button.accessibleName() == button.toolTip()
    column = column_of(view)
    assert abs(button.geometry().center().x() - column.x) <= 1
    assert column.neurons[-1].bottom() < button.y() < button.geometry().bottom()
    assert button.geometry().bottom() < column.bias.y()


@pytest.mark.parametrize(
    "theme", [Theme(), Theme("dark", 1.6, projected=True), Theme("dark", 2.4, projected=True)]
)
@pytest.mark.parametrize("size", [(900, 500), (1100, 860)])
def test_the_button_hides_neither_neurons_nor_the_node_below(
    qtbot: QtBot, theme: Theme, size: tuple[int, int]
) -> None:
    view = NetworkView(theme)
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    view.draw(snapshot(steps=20, hidden_layers=UNITS))
    QApplication.processEvents()
    place, column = button_of(view).geometry(), column_of(view)
    assert column.neurons[-1].bottom() < place.top()
    assert place.bottom() < column.bias.y() - view.canvas.layout_.bias_radius


def test_clicks_go_through_all_neurons_and_back_to_the_first(view: NetworkView) -> None:
    shown, seen_ones, clicks = column_of(view).shown, set[int](), 0
    while clicks == 0 or column_of(view).first > 0:
        seen_ones |= set(column_of(view).range)
        QTest.mouseClick(button_of(view), LEFT)
        clicks += 1
    assert seen_ones == set(range(40))
    assert clicks == -(-40 // shown)


def test_the_wheel_goes_both_ways_and_ends_at_the_ends(view: NetworkView) -> None:
    shown = column_of(view).shown
    assert not roll(view, 120)
    assert roll(view, -120)
    assert column_of(view).first == 3
    assert roll(view, 40)
    assert column_of(view).first == 2
    roll(view, -120 * 40)
    assert column_of(view).range == range(40 - shown, 40)
    roll(view, 120 * 40)
    assert column_of(view).first == 0


def test_small_turns_of_the_wheel_add_up(view: NetworkView) -> None:
    for _ in range(4):
        roll(view, -10)
    assert column_of(view).first == 1


def test_the_wheel_over_a_column_shown_whole_is_not_taken(view: NetworkView) -> None:
    assert not roll(view, -120, layer=2)
    assert column_of(view).first == 0


def test_edges_and_numbers_are_those_of_the_neurons_shown(view: NetworkView, qtbot: QtBot) -> None:
    roll(view, -120 * 40)
    plan, units = view.canvas.plan, column_of(view).range
    assert {edge.unit for edge in plan.edges if edge.layer == 1} == set(units)
    assert {edge.source for edge in plan.edges if edge.layer == 2} == {*units, 40}
    point_at(view, NeuronPlace(1, 39))
    assert text_of_card(view).startswith("h₁,₄₀")
    click(view, Edge(2, 0, 39))
    QTest.keyClicks(view.canvas.card.edit, "2")
    with qtbot.waitSignal(view.parameter_edited) as heard:
        QTest.keyClick(view.canvas.card.edit, Qt.Key.Key_Return)
    assert heard.args == [40 * 3 + 39, 2.0]


def test_pictures_follow_what_is_shown(view: NetworkView) -> None:
    before = seen(view.canvas)
    roll(view, -120)
    assert seen(view.canvas) != before
    frame = replace(snapshot(steps=20, hidden_layers=UNITS), steps_per_second=0.0)
    roll(view, -120 * 40)
    made = ShownResponses().of(frame, view.canvas.layout_)
    assert made is not None
    assert made.firsts == (0, column_of(view).first, 0, 0)
    assert made.layers[1].shape[0] == column_of(view).shown
    given = frame.parts["responses"]
    assert np.array_equal(made.layers[2], given.layers[2])


def test_pictures_of_first_neurons_are_those_of_the_run_and_others_are_kept(
    view: NetworkView,
) -> None:
    frame, shown = snapshot(steps=20, hidden_layers=UNITS), ShownResponses()
    assert shown.of(frame, view.canvas.layout_) is frame.parts["responses"]
    roll(view, -120 * 40)
    made = shown.of(frame, view.canvas.layout_)
    assert made is not frame.parts["responses"]
    assert shown.of(frame, view.canvas.layout_) is made
    roll(view, 120)
    assert shown.of(frame, view.canvas.layout_) is not made


def test_the_arrow_keys_reach_every_neuron(view: NetworkView) -> None:
    canvas = view.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    for _ in range(40):
        QTest.keyClick(canvas, Qt.Key.Key_Down)
        assert canvas.target is not None
    assert canvas.target == BiasNode(1)
    assert column_of(view).range.stop == 40
    for _ in range(40):
        QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.target == NeuronPlace(1, 0)
    assert column_of(view).first == 0


def test_what_is_no_longer_shown_is_let_go(view: NetworkView) -> None:
    click(view, NeuronPlace(1, 0))
    assert view.canvas.card.editing
    QTest.mouseClick(button_of(view), LEFT)
    assert not view.canvas.card.editing
    assert view.canvas.target is None


def test_the_wheel_does_not_disturb_typing(view: NetworkView) -> None:
    click(view, NeuronPlace(1, 0))
    assert not roll(view, -120)
    assert view.canvas.card.editing


def test_while_training_the_same_neurons_stay_shown(view: NetworkView) -> None:
    roll(view, -120)
    view.draw(snapshot(steps=60, hidden_layers=UNITS))
    assert column_of(view).first == 3
    view.draw(snapshot(steps=20, hidden_layers=layers(41, 3)))
    assert column_of(view).first == 3
    view.draw(snapshot(steps=20, hidden_layers=layers(4, 3)))
    assert column_of(view).first == 0
    assert not any(button.isVisible() for button in view.findChildren(PageButton))


def test_with_little_room_it_is_told_in_short(qtbot: QtBot) -> None:
    view = drawn(qtbot, (500, 380), hidden_layers=layers(*(500,) * 8))
    for _ in range(3):
        roll(view, -120 * 120)
    buttons = [button for button in view.findChildren(PageButton) if button.isVisible()]
    assert len(buttons) == 8
    assert all(button.width() <= view.canvas.layout_.spacing for button in buttons)


def test_many_inputs_go_on_too(qtbot: QtBot) -> None:
    view = drawn(qtbot, (760, 320), dataset="one_hot", hidden_layers=layers(3))
    before = view.canvas.grab().toImage()
    QTest.mouseClick(view.findChildren(PageButton)[0], LEFT)
    assert column_of(view, 0).first > 0
    assert view.canvas.grab().toImage() != before
